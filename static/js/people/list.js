// The list of people: "/" leads to the search, a change of a filter asks at once, addresses go to the clipboard.

const search = document.querySelector("[data-search] input[type=search]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

for (const select of document.querySelectorAll("[data-search] select")) {
  // By mouse or touch only: with arrow keys every step on the way would reload the page.
  select.addEventListener("pointerdown", () => { select.dataset.byPointer = "yes"; });
  select.addEventListener("keydown", () => { delete select.dataset.byPointer; });
  select.addEventListener("change", () => { if (select.dataset.byPointer) select.form.requestSubmit(); });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  // The clipboard exists on secure pages only; elsewhere the text can be selected by hand.
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}
