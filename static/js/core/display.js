// Bright light, light or dark, and larger text. The cookie is the one truth: the server reads it too, so no page flashes.
const YEAR = 60 * 60 * 24 * 365;

// The first of each is what the switches in the menu turn on; none of them: as the phone or computer has it.
export const CHOICES = { theme: ["bright", "light", "dark"], text: ["large", "largest"] };

export const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; Secure"] : ["", ""];

export function chosen(key) {
  const [value] = (`; ${document.cookie}`.split(`; ${prefix}${key}=`)[1] || "").split(";");
  return CHOICES[key].includes(value) ? value : "";
}

export function apply(key) {
  if (chosen(key)) document.documentElement.dataset[key] = chosen(key);
  else delete document.documentElement.dataset[key];
}

export function choose(key, value) {
  document.cookie = `${prefix}${key}=${value}; Path=/; Max-Age=${value ? YEAR : 0}; SameSite=Lax${secure}`;
  apply(key);
}
