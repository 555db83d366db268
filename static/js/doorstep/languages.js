// The language of the screens: kept in a cookie that the server reads, so that the shell comes in it at once.
import { prefix, secure } from "../core/display.js";
import { h, language, settings, t } from "./dom.js";

const YEAR = 60 * 60 * 24 * 365;

function choose(code) {
  document.cookie = `${prefix}field_language=${code}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  // With a question mark the page comes from the server, not from the phone.
  location.assign(`${location.pathname}?language=${code}`);
}

export function languageChoice() {
  const now = settings.languages.find(({ code }) => code === language);
  const option = ({ code, name }) => {
    const input = h("input", { type: "radio", name: "language", value: code, checked: code === language, onchange: () => choose(code) });
    return h("label.opt", {}, input, h("span", { lang: code }, name));
  };
  return h("fieldset.languages", {}, h("legend", {}, t("language")),
    h("div.chips", {}, settings.languages.map(option)),
    now && !now.reviewed && h("p.small.muted", {}, t("not_reviewed")));
}
