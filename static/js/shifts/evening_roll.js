// The roll call in the rain: find a name as one types, and tick many before one tap sends them.
// The list is drawn anew every half minute and after each deed: what was typed and ticked outlives that.

const ticked = new Set();
let words = "";

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

function show(roll) {
  const wanted = plain(words.trim());
  for (const line of roll.querySelectorAll("li.person")) {
    line.hidden = wanted !== "" && !plain(line.dataset.name).split(/\s+/).concat(plain(line.dataset.name)).some((part) => part.startsWith(wanted));
  }
}

function tell(roll) {
  const count = roll.querySelector("#ticked");
  if (!count) return;
  count.textContent = ticked.size ? count.dataset.some.replace("#", String(ticked.size)) : count.dataset.none;
}

function restore() {
  const roll = document.getElementById("roll-call");
  if (!roll) return;
  const field = roll.querySelector("#find-person");
  field.closest(".find").hidden = false;
  field.value = words;
  const there = new Set();
  for (const box of roll.querySelectorAll("input[name='who']")) {
    box.checked = ticked.has(box.value);
    there.add(box.value);
  }
  for (const key of ticked) if (!there.has(key)) ticked.delete(key);
  show(roll);
  tell(roll);
}

export function wireRollCall() {
  document.addEventListener("input", (event) => {
    if (event.target.id !== "find-person") return;
    words = event.target.value;
    show(event.target.closest("#roll-call"));
  });
  document.addEventListener("change", (event) => {
    if (event.target.name !== "who" || event.target.type !== "checkbox") return;
    if (event.target.checked) ticked.add(event.target.value);
    else ticked.delete(event.target.value);
    tell(event.target.closest("#roll-call"));
  });
  let focused = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "roll-call") return;
    const { activeElement } = document;
    focused = activeElement && event.detail.target.contains(activeElement) ? activeElement : null;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const sender = event.detail.requestConfig.triggeringEvent;
    const button = sender && sender.submitter;
    // A deed for everybody ticked uses the ticks up, unless it fails: then they are drawn again.
    if (button && button.name === "deed" && button.closest("form").querySelector("input[name='who']")) button.dataset.used = "1";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const sender = event.detail.requestConfig.triggeringEvent;
    const button = sender && sender.submitter;
    if (!button || !button.dataset.used || !event.detail.successful) return;
    ticked.clear();
    words = "";
    restore();
  });
  document.addEventListener("htmx:afterSwap", () => {
    restore();
    if (focused && focused.id === "find-person") document.getElementById("find-person").focus();
  });
  restore();
}
