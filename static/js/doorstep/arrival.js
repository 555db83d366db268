// Who holds the phone, and which routes are theirs: from the network if there is one, else as this phone knows it.
import { get, put } from "../db.js";
import { countRows } from "../outbox.js";
import { NoAnswer, ask } from "../request.js";
import { settings } from "./dom.js";

// Who is known here does not wait longer for a network that hangs.
const PATIENCE_MS = 4000;
// The route of an evening is looked for on the phone first until so long after its end.
const WALKED_UNTIL_MS = 4 * 3600000;

async function answerOf(url, hurry) {
  try {
    return await ask(url, hurry ? { patience: PATIENCE_MS } : {});
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { status: 0, data: null };
  }
}

// The route being walked now, if it is on this phone: then nothing has to be asked first.
async function walkedNow(owner) {
  const last = await get("meta", `route|${owner}`);
  if (!last) return null;
  const key = `${owner}|${last.value}`;
  const [started, stored] = await Promise.all([get("meta", `started|${key}`), get("bundles", key)]);
  if (!started || !stored || Date.parse(stored.bundle.ends_at) + WALKED_UNTIL_MS < Date.now()) return null;
  return last.value;
}

async function routesOf(owner, { status, data }) {
  if (status === 200 && data) return data.assignments;
  const last = await get("meta", `route|${owner}`);
  return last ? [{ assignment: last.value }] : [];
}

async function whoIsHere(known, { status, data }) {
  if (status === 200 && data && data.user !== null) {
    if (!known || known.value !== data.user) await put({ meta: [{ key: "owner", value: data.user, name: data.name }] });
    return { owner: data.user, name: data.name, why: "" };
  }
  const here = known ? { owner: known.value, name: known.name } : { owner: null, name: "" };
  if (status !== 200 || !data) return { ...here, why: "offline" };
  const { waiting, rejected } = known ? await countRows(known.value) : { waiting: 0, rejected: 0 };
  if (waiting || rejected) return { ...here, why: "auth" };
  window.location.assign(settings.urls.login);
  return { owner: null, name: "", why: "auth" };
}

/**
 * @returns {Promise<{ owner: number | null, name: string, why: string, walked: string | null, routes: () => Promise<object[]> }>}
 *   `why` is "auth" where the sign-in ran out while notes wait: they stay under their owner, and no route shows.
 *   Routes are asked for at once where none is being walked: one wait instead of two.
 */
export async function arrive() {
  const known = await get("meta", "owner");
  const session = answerOf(settings.urls.session, known);
  const early = known ? await walkedNow(known.value) : null;
  const asked = early ? null : answerOf(settings.urls.assignments);
  const person = await whoIsHere(known, await session);
  const same = known && known.value === person.owner;
  const walked = same || person.owner === null ? early : await walkedNow(person.owner);
  return { ...person, walked, routes: async () => routesOf(person.owner, await (asked || answerOf(settings.urls.assignments))) };
}
