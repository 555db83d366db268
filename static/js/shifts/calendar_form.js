// What a choice does not need is out of sight; without this script every field simply stands there.
const form = document.getElementById("shift-form");
const NEEDS = { 1: ["until", "times_in_all"], 2: ["until", "times_in_all"], chosen: ["other_days"] };
const NAMES = ["until", "times_in_all", "other_days"];

function fieldOf(name) {
  return form.elements[name]?.closest(".field");
}

function show() {
  const wanted = NEEDS[form.elements.repeat.value] ?? [];
  for (const name of NAMES) {
    const field = fieldOf(name);
    if (field) {
      field.hidden = !wanted.includes(name);
    }
  }
  const place = form.elements.place;
  if (place) {
    fieldOf("meeting_place").hidden = place.value !== "";
  }
}

form.addEventListener("change", show);
show();
