// Small pieces of pages: elements, glyphs, words. Never HTML from a string.

const SVG = "http://www.w3.org/2000/svg";
const texts = JSON.parse(document.getElementById("texts").textContent);
export const settings = JSON.parse(document.getElementById("settings").textContent);
export const language = document.documentElement.lang;
const LOCALE = { en: "en-GB", nl: "nl-NL" }[language] || language;
const numbers = new Intl.PluralRules(language);

export function t(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_whole, name) => String(values[name] ?? ""));
}

// A language with more forms than two adds a line for each: `bells_few`.
export function plural(key, n, values = {}) {
  const form = `${key}_${numbers.select(n)}`;
  return t(texts[form] ? form : `${key}_many`, { n, ...values });
}

// Words of the campaign itself come in two languages; another reads the one that more people know.
export function said(words) {
  return words ? words[language] || words[language.split("-")[0]] || words.en || words.nl : "";
}

/**
 * @param {string} tag with classes: "button.btn.btn-main"
 * @param {Record<string, any>} props attributes; functions under `on...`; true for a bare attribute
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${settings.sprite}#${name.startsWith("st-") ? name : `i-${name}`}`);
  svg.append(use);
  return svg;
}

export function button(kind, glyph, text, onclick, more = {}) {
  return h(`button${kind}`, { type: "button", onclick, ...more }, glyph && icon(glyph), text);
}

export function opt(type, name, value, text, more = {}, kind = "") {
  return h(`label.opt${kind}`, {}, h("input", { type, name, value, ...more }), h("span", {}, text));
}

// A shift is told in the time of its own country, whatever the phone is set to.
export function time(text) {
  return new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", timeZone: settings.zone }).format(new Date(text));
}

export function phoneLink(number) {
  return `tel:${number.replace(/[^+\d]/g, "")}`;
}

export function day(text) {
  return new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long", timeZone: settings.zone }).format(new Date(text));
}
