// After the conversation, on one page, without a keyboard. What is sealed here leaves this phone unreadable.
import { backButton } from "../frame.js";
import { button, h, opt, said, t } from "../dom.js";
import { label } from "./doors.js";

const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SHIFTS = ["no", "little", "clear", "unknown"];
const MOST_VALUES = 3;
const BUCKETS = [[5, "0-5"], [10, "5-10"], [20, "10-20"], [40, "20-40"]];

export function bucketOf(minutes) {
  if (minutes === null || minutes === undefined) return "";
  const found = BUCKETS.find(([end]) => minutes < end);
  return found ? found[1] : "40+";
}

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

function makeForm(talk) {
  const form = h("form", { id: "talk", onsubmit: (event) => event.preventDefault() });
  const steps = talk.steps.filter((step) => step.logged);
  form.append(
    ratingQuestion(talk, "opening", t("q_opening")),
    ratingQuestion(talk, "closing", t("q_closing")),
    question("value", t("q_values"), t("at_most_3"), chips("value", "checkbox", talk.values, opt("checkbox", "value_none", "none", t("none")))),
    question("concern", t("q_concern"), t("at_most_1"), chips("concern", "radio", talk.concerns)),
    question("prejudice", t("q_prejudice"), t("at_most_1"), chips("prejudice", "radio", talk.prejudices)),
    h("div", { "data-shift": true, hidden: true }, question("shift", t("q_shift"), t("your_impression"),
      h("div.three", {}, SHIFTS.map((code) => opt("radio", "shift", code, t(`shift_${code}`)))))),
    question("step", t("q_steps"), "", h("div.three", {}, steps.map((step) => opt("checkbox", "step", step.code, said(step)))), stepButtons(form)));
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
  for (const name of ["opening", "closing"]) {
    form.querySelector(`[data-why=${name}]`).hidden = checked(form, name)[0] !== "none";
  }
  form.querySelector("[data-shift]").hidden = !checked(form, "prejudice").length;
}

function limit(form, target) {
  const none = form.querySelector("input[name=value_none]");
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
  const [value] = checked(form, name);
  if (value === undefined) return { error: t("choose_number") };
  if (value !== "none") return { value: Number(value), missing: "" };
  const [missing] = checked(form, `${name}_missing`);
  return missing ? { value: null, missing } : { error: t("say_why_none") };
}

function read(form, bundle, minutes) {
  const opening = rating(form, "opening");
  const closing = rating(form, "closing");
  const values = checked(form, "value");
  const errors = { opening: opening.error, closing: closing.error };
  if (!values.length && !checked(form, "value_none").length) errors.value = t("choose_values");
  const [prejudice = null] = checked(form, "prejudice");
  const [shift = null] = checked(form, "shift");
  const [concern = null] = checked(form, "concern");
  const talk = {
    v: 1, statement: bundle.talk.statement, guide_version: bundle.talk.guide_version, area: bundle.area,
    opening: opening.value ?? null, opening_missing: opening.missing || "",
    closing: closing.value ?? null, closing_missing: closing.missing || "",
    values, concern, prejudice, observed_shift: prejudice ? shift || "unknown" : null,
    steps: checked(form, "step"), minutes_bucket: bucketOf(minutes), card_code_hash: null,
  };
  return { talk, errors: Object.entries(errors).filter(([, words]) => words) };
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

function restore(form, ticked) {
  for (const input of form.querySelectorAll("input")) input.checked = ticked.includes(`${input.name}=${input.value}`);
  follow(form);
}

export function after(app, params) {
  const { bundle } = app.log;
  const form = makeForm(bundle.talk);
  releasable(form);
  form.addEventListener("change", (event) => {
    const name = event.target.name.replace("_missing", "").replace("_none", "");
    if (["opening", "closing", "value"].includes(name)) show(form, name, "");
    limit(form, event.target);
    follow(form);
  });
  if (params.ticked) restore(form, params.ticked);
  const save = () => {
    const { talk, errors } = read(form, bundle, params.minutes);
    for (const name of ["opening", "closing", "value"]) show(form, name, "");
    document.getElementById("errors")?.remove();
    if (errors.length) {
      for (const [name, words] of errors) show(form, name, words);
      form.before(summary(errors));
      const box = document.getElementById("errors");
      box.scrollIntoView({ block: "center" });
      box.focus({ preventScroll: true });
      return;
    }
    const ticked = [...form.querySelectorAll("input:checked")].map((input) => `${input.name}=${input.value}`);
    const answers = { stop: params.stop, minutes: params.minutes, ticked };
    app.logDoors([params.stop], "conversation", { talk, answers, label: label(app, [params.stop], "conversation") });
  };
  const dock = [
    h("p.small", {}, t("card_question")),
    h("div.two", {},
      button(".btn.btn-main.deed", null, t("save_card"), save, { "data-save": "card" }),
      button(".btn.btn-main.deed", null, t("save_no_card"), save, { "data-save": "no-card" })),
  ];
  const main = [h("h1", {}, t("how_was_it")), h("p.muted", {}, t("no_names")), form];
  return { title: t("how_was_it"), top: [backButton(t("back"), () => app.go("talk", { stop: params.stop, began: Date.now() - (params.minutes || 0) * 60000 }))], mainClass: "", main, dock };
}
