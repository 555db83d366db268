// Letters, colours and language, as one likes them; and the app on the home screen.
import { choose, chosen } from "../../core/display.js";
import { backButton } from "../frame.js";
import { h, t } from "../dom.js";
import { installSteps } from "../install.js";
import { languageChoice } from "../languages.js";
import { waysOn } from "./start.js";

const TEXT = ["", "large", "largest"];
const THEMES = ["", "light", "dark", "bright"];

function choice(key, values) {
  const option = (value) => {
    const input = h("input", { type: "radio", name: key, value, checked: chosen(key) === value, onchange: () => choose(key, value) });
    return h("label.opt", {}, input, h("span", {}, t(`${key}_${value || "usual"}`)));
  };
  return h("fieldset.languages", {}, h("legend", {}, t(`${key}_title`)), h("div.chips", {}, values.map(option)));
}

export function looks(app, { back = "start" }) {
  const install = installSteps();
  const main = [
    h("h1", {}, t("looks")),
    choice("text", TEXT),
    choice("theme", THEMES),
    languageChoice(),
    install && h("section.card.stack", {}, h("h2", {}, t("install_title")), ...install),
    waysOn(app),
  ];
  return { title: t("looks"), top: [backButton(t("back"), () => app.go(back))], main };
}
