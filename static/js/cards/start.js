// A card's square code brings its code behind the #, which no server ever sees: it goes on in the body of a form.
const form = document.querySelector("[data-card-form]");

function read() {
  const code = decodeURIComponent(window.location.hash.slice(1));
  if (!code) return;
  // Not in the history, nor in what somebody shares.
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  form.elements.code.value = code;
  document.querySelector("[data-card-wait]").hidden = false;
  form.submit();
}

window.addEventListener("hashchange", read);
read();
