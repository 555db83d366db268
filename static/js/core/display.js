// Bright light and larger text. The cookie is the one truth: the server reads it too, so no page flashes.
const YEAR = 60 * 60 * 24 * 365;

export const CHOICES = { theme: "bright", text: "large" };

export function isOn(key) {
  return document.cookie.split("; ").includes(`${key}=${CHOICES[key]}`);
}

export function apply(key) {
  if (isOn(key)) document.documentElement.dataset[key] = CHOICES[key];
  else delete document.documentElement.dataset[key];
}

export function toggle(key) {
  const age = isOn(key) ? 0 : YEAR;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${key}=${CHOICES[key]}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  apply(key);
  return isOn(key);
}

export function wireDisplay(root) {
  for (const button of root.querySelectorAll("button[data-display]")) {
    const key = button.dataset.display;
    if (!(key in CHOICES)) continue;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isOn(key)));
    button.addEventListener("click", () => button.setAttribute("aria-pressed", String(toggle(key))));
  }
}
