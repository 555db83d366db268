// JSON over fetch. A refusal is an answer; only silence is an error.

export class NoAnswer extends Error {
  name = "NoAnswer";
}

const PATIENCE_MS = 15000;
// What the page had asked for while it opened is old news after that.
const OPENING_MS = 20000;

/** How far the server's clock is ahead of this phone's, in ms; null before it was heard. */
export const clock = { ahead: null };

function compareClocks(answer) {
  const theirs = Date.parse(answer.headers.get("Date") || "");
  if (!Number.isNaN(theirs)) clock.ahead = theirs - Date.now();
}

// The page may have had it asked early (`preload`). What nobody took is kept by the browser for the next who asks, be it hours later.
function isOldNews(url) {
  const early = document.querySelector(`link[rel=preload][href="${url}"]`);
  if (!early) return false;
  early.remove();
  return performance.now() > OPENING_MS;
}

/**
 * @param {string} url
 * @param {{ body?: object, csrf?: string, patience?: number }} [options] with a body it is a POST; patience in ms, for all of the answer
 * @returns {Promise<{ status: number, data: any }>} `data` is null where the answer is not JSON: a portal, a proxy
 */
export async function ask(url, { body, csrf, patience = PATIENCE_MS } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  // No header that says more than the page's `preload` does: the browser then takes the answer that is on its way already.
  const options = { credentials: "same-origin", cache: "no-store", signal: stop.signal };
  if (body !== undefined) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json", ...(csrf && { "X-CSRFToken": csrf }) };
  }
  try {
    if (isOldNews(url)) await fetch(url, options);
    const answer = await fetch(url, options);
    compareClocks(answer);
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: isJson ? await answer.json() : null };
  } catch (error) {
    throw new NoAnswer(String(error));
  } finally {
    clearTimeout(timer);
  }
}
