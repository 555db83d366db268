// What is said at a door: which talk belongs to it, and its prompts in order.

// The arm of a comparison is known to nobody before the door is open: ask for this only then.
export function talkAt(app, stop) {
  const { bundle, route } = app.log;
  const { comparison } = bundle.talk;
  return comparison && route.byStop.get(stop).arm === "comparison" ? { ...bundle.talk, ...comparison } : bundle.talk;
}

// Who we are, what we note and that one may refuse: said first, wherever the guide has it.
export function inOrder({ steps }) {
  const first = steps.filter((step) => step.code === "permission");
  return [...first, ...steps.filter((step) => step.code !== "permission")];
}
