// The questions after a conversation: their form, what may be ticked together, and what was tapped.
import { button, h, opt, said, t } from "./dom.js";

const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SHIFTS = ["no", "little", "clear", "unknown"];
const REQUIRED = ["opening", "closing", "value"];
const MOST_VALUES = 3;

function ratingQuestion(talk, name, title) {
  const why = h("div.two.gap", { hidden: true, "data-why": name },
    opt("radio", `${name}_missing`, "refused", t("rather_not")), opt("radio", `${name}_missing`, "not_asked", t("not_asked")));
  return h("fieldset.q", { "data-question": name }, h("legend", {}, title),
    name === "opening" && h("p.hint", {}, `“${said(talk.text)}”`),
    h("p.error", { hidden: true, "data-error": name }),
    h("div.scale-ends", {}, h("span", {}, `0 = ${said(talk.low)}`), h("span", {}, `10 = ${said(talk.high)}`)),
    h("div.scale", {}, NUMBERS.map((n) => opt("radio", name, n, String(n))), opt("radio", name, "none", t("no_number_given"), {}, ".none")),
    why);
}

function chips(name, type, rows, more) {
  return h("div.chips", {}, rows.map((row) => opt(type, name, row.code, said(row))), more);
}

function question(name, title, hint, ...content) {
  return h("fieldset.q", { "data-question": name }, h("legend", {}, title, " ", hint && h("span.hint", {}, hint)),
    h("p.error", { hidden: true, "data-error": name }), ...content);
}

function stepButtons(form) {
  const set = (wanted) => () => {
    for (const box of form.querySelectorAll("input[name=step]")) box.checked = wanted;
  };
  return h("p.two.gap", {}, button(".btn", null, t("all_steps"), set(true)), button(".btn", null, t("no_steps"), set(false)));
}

// In the comparison's other arm the number is asked at the start only: what both arms are measured from.
function topicQuestions(talk) {
  if (talk.question) return [ratingQuestion(talk, "opening", t("q_opening"))];
  return [
    ratingQuestion(talk, "opening", t("q_opening")),
    ratingQuestion(talk, "closing", t("q_closing")),
    question("value", t("q_values"), t("at_most_3"), chips("value", "checkbox", talk.values, opt("checkbox", "value_none", "none", t("none")))),
    question("concern", t("q_concern"), t("at_most_1"), chips("concern", "radio", talk.concerns)),
    question("prejudice", t("q_prejudice"), t("at_most_1"), chips("prejudice", "radio", talk.prejudices)),
    h("div", { "data-shift": true, hidden: true }, question("shift", t("q_shift"), t("your_impression"),
      h("div.three", {}, SHIFTS.map((code) => opt("radio", "shift", code, t(`shift_${code}`)))))),
  ];
}

/** @param {{ id: number, name: string, chosen: boolean }[]} leaders empty where each logs on an own phone */
export function makeForm(talk, leaders) {
  const form = h("form", { id: "talk", onsubmit: (event) => event.preventDefault() });
  const steps = talk.steps.filter((step) => step.logged);
  const leader = ({ id, name, chosen }) => opt("radio", "led", id, name, { checked: chosen });
  form.append(
    ...(leaders.length ? [question("led", t("who_led"), "", h("div.three", {}, leaders.map(leader)))] : []),
    ...topicQuestions(talk),
    question("step", t("q_steps"), "", h("div.three", {}, steps.map((step) => opt("checkbox", "step", step.code, said(step)))), stepButtons(form)));
  releasable(form);
  form.addEventListener("change", (event) => {
    const name = event.target.name.replace("_missing", "").replace("_none", "");
    if (REQUIRED.includes(name)) show(form, name, "");
    limit(form, event.target);
    follow(form);
  });
  return form;
}

// A chosen radio can be let go by tapping it again: "at most one" includes none.
function releasable(form) {
  let before = null;
  const names = ["concern", "prejudice"];
  form.addEventListener("pointerdown", (event) => {
    const input = event.target.closest("label")?.querySelector("input");
    before = input && input.checked ? input : null;
  });
  form.addEventListener("click", (event) => {
    if (event.target !== before || !names.includes(event.target.name)) return;
    event.target.checked = false;
    before = null;
    follow(form);
  });
}

function checked(form, name) {
  return [...form.querySelectorAll(`input[name=${name}]:checked`)].map((input) => input.value);
}

// Follow-up questions appear only when they have a meaning.
function follow(form) {
  for (const why of form.querySelectorAll("[data-why]")) why.hidden = checked(form, why.dataset.why)[0] !== "none";
  for (const shift of form.querySelectorAll("[data-shift]")) shift.hidden = !checked(form, "prejudice").length;
}

function limit(form, target) {
  const none = form.querySelector("input[name=value_none]");
  if (!none) return;
  if (target === none && none.checked) for (const box of form.querySelectorAll("input[name=value]")) box.checked = false;
  if (target.name !== "value") return;
  if (target.checked) none.checked = false;
  if (checked(form, "value").length > MOST_VALUES) {
    target.checked = false;
    show(form, "value", t("at_most_3_values"));
  }
}

function show(form, name, words) {
  const box = form.querySelector(`[data-error=${name}]`);
  box.hidden = !words;
  box.textContent = words;
}

function rating(form, name) {
  if (!form.querySelector(`[data-question=${name}]`)) return { value: null, missing: "not_asked" };
  const [value] = checked(form, name);
  if (value === undefined) return { error: t("choose_number") };
  if (value !== "none") return { value: Number(value), missing: "" };
  const [missing] = checked(form, `${name}_missing`);
  return missing ? { value: null, missing } : { error: t("say_why_none") };
}

// What was tapped, in the words of the sealed conversation, and what is still missing.
export function read(form) {
  const opening = rating(form, "opening");
  const closing = rating(form, "closing");
  const values = checked(form, "value");
  const errors = { opening: opening.error, closing: closing.error };
  const asked = form.querySelector("[data-question=value]");
  if (asked && !values.length && !checked(form, "value_none").length) errors.value = t("choose_values");
  const [prejudice = null] = checked(form, "prejudice");
  const [shift = null] = checked(form, "shift");
  const [concern = null] = checked(form, "concern");
  const [led] = checked(form, "led");
  const answers = {
    opening: opening.value ?? null, opening_missing: opening.missing || "",
    closing: closing.value ?? null, closing_missing: closing.missing || "",
    values, concern, prejudice, observed_shift: prejudice ? shift || "unknown" : null,
    steps: checked(form, "step"),
  };
  if (led) answers.led_by = Number(led);
  return { answers, errors: Object.entries(errors).filter(([, words]) => words) };
}

export function ticks(form) {
  return [...form.querySelectorAll("input:checked")].map((input) => `${input.name}=${input.value}`);
}

function summary(errors) {
  const jump = (name) => (event) => {
    event.preventDefault();
    const question = document.querySelector(`[data-question=${name}]`);
    question.scrollIntoView({ block: "start" });
    question.querySelector("input").focus({ preventScroll: true });
  };
  const line = ([name, words]) => h("li", {}, h("a", { href: `#${name}`, onclick: jump(name) }, `${t(`q_${name === "value" ? "values" : name}`)}: ${words}`));
  return h("div.summary.stack", { role: "alert", tabindex: -1, id: "errors" }, h("h2", {}, t("not_complete")), h("ul", {}, errors.map(line)));
}

// Shows what is missing, at the questions and above them; says whether anything is.
export function tell(form, errors) {
  for (const box of form.querySelectorAll("[data-error]")) show(form, box.dataset.error, "");
  document.getElementById("errors")?.remove();
  if (!errors.length) return false;
  for (const [name, words] of errors) show(form, name, words);
  form.before(summary(errors));
  const box = document.getElementById("errors");
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
  return true;
}

export function restore(form, ticked) {
  for (const input of form.querySelectorAll("input")) input.checked = ticked.includes(`${input.name}=${input.value}`);
  follow(form);
}
