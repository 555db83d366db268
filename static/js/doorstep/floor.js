// For browsers below the floor (Chrome 100, Safari 15.4): says so, in a script that they can read. No module, old syntax.
(function () {
  var crypto = window.crypto || {};
  var able = typeof window.structuredClone === "function" && typeof Array.prototype.at === "function" &&
    typeof Object.hasOwn === "function" && Boolean(window.indexedDB && crypto.subtle && window.Promise && window.fetch);
  if (able) return;
  document.documentElement.setAttribute("data-too-old", "1");
  document.getElementById("too-old").removeAttribute("hidden");
  document.getElementById("loading").setAttribute("hidden", "");
})();
