// After the conversation, on one page, without a keyboard. What is sealed here leaves this phone unreadable.
import { backButton } from "../frame.js";
import { button, h, t } from "../dom.js";
import { makeForm, read, restore, tell, ticks } from "../talk_form.js";
import { talkAt } from "../prompts.js";
import { label } from "../words.js";
import { cardWords } from "./card.js";

const BUCKETS = [[5, "0-5"], [10, "5-10"], [20, "10-20"], [40, "20-40"]];

export function bucketOf(minutes) {
  if (minutes === null || minutes === undefined) return "";
  const found = BUCKETS.find(([end]) => minutes < end);
  return found ? found[1] : "40+";
}

// On one phone for two the one who led the last talk is ticked already: the other is one tap.
function leadersOf(app) {
  const { bundle, owner } = app.log;
  if (!app.onePhone || !bundle.partner_ids) return [];
  const everybody = [{ id: owner, name: t("led_me") }, ...bundle.partner_ids.map((id, at) => ({ id, name: bundle.partners[at] }))];
  return everybody.map((one) => ({ ...one, chosen: one.id === (app.ledLast || owner) }));
}

function talkOf(app, { stop, minutes }, answers) {
  const { bundle, route } = app.log;
  const talk = {
    v: 1, statement: bundle.talk.statement, guide_version: talkAt(app, stop).guide_version || bundle.talk.guide_version, area: bundle.area,
    ...answers, minutes_bucket: bucketOf(minutes), card_code_hash: null,
  };
  const { arm } = route.byStop.get(stop);
  return arm ? { ...talk, arm } : talk;
}

// Which card to hand over, or why it has no code.
function cardLine(app, params) {
  if (app.cards && app.cards.next) return h("p.small", { id: "card" }, t("card_question"), " ", h("b", {}, cardWords(app.cards.next)));
  const load = (event) => {
    const form = event.target.closest("body").querySelector("#talk");
    app.go("card", { back: "after", then: { ...params, ticked: ticks(form) } });
  };
  const why = app.cards && app.cards.sheets.length ? "card_used_up" : "card_without";
  return h("div.row", { id: "card" }, h("p.small", {}, t("card_question"), " ", t(why)), button(".btn.btn-text.push", null, t("card_load"), load, { "data-go": "card" }));
}

export function after(app, params) {
  const talk = talkAt(app, params.stop);
  const form = makeForm(talk, leadersOf(app));
  if (params.ticked) restore(form, params.ticked);
  const save = (withCard) => () => {
    const { answers, errors } = read(form);
    if (tell(form, errors)) return;
    const card = withCard && app.cards && app.cards.next;
    const words = label(app, [params.stop], "conversation");
    app.ledLast = answers.led_by;
    app.logDoors([params.stop], "conversation", {
      talk: talkOf(app, params, answers),
      answers: { stop: params.stop, minutes: params.minutes, ticked: ticks(form) },
      label: card ? `${words}, ${t("saved_card", card)}` : words,
      card: card ? app.cards.giver() : null,
    });
  };
  const dock = [
    cardLine(app, params),
    h("div.two", {},
      button(".btn.btn-main.deed", null, t("save_card"), save(true), { "data-save": "card" }),
      button(".btn.btn-main.deed", null, t("save_no_card"), save(false), { "data-save": "no-card" })),
  ];
  const main = [h("h1", {}, t("how_was_it")), h("p.muted", {}, t("no_names")), form];
  const back = () => app.go("talk", { stop: params.stop, began: Date.now() - (params.minutes || 0) * 60000 });
  return { title: t("how_was_it"), top: [backButton(t("back"), back)], mainClass: "", main, dock };
}
