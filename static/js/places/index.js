// When a load is done its counts stand elsewhere on this page: draw it anew.
const watched = document.querySelector("[data-watch-jobs]");

if (watched) {
  document.body.addEventListener("htmx:afterSettle", () => {
    if (watched.querySelector('[data-job-state="done"]')) {
      window.location.reload();
    }
  });
}
