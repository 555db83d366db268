// JSON over fetch. A refusal is an answer; only silence is an error.

export class NoAnswer extends Error {
  name = "NoAnswer";
}

const PATIENCE_MS = 15000;

/**
 * @param {string} url
 * @param {{ body?: object, csrf?: string, patience?: number }} [options] with a body it is a POST; patience in ms, for all of the answer
 * @returns {Promise<{ status: number, data: any }>} `data` is null where the answer is not JSON: a portal, a proxy
 */
export async function ask(url, { body, csrf, patience = PATIENCE_MS } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  const options = { credentials: "same-origin", cache: "no-store", signal: stop.signal, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
    if (csrf) options.headers["X-CSRFToken"] = csrf;
  }
  try {
    const answer = await fetch(url, options);
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: isJson ? await answer.json() : null };
  } catch (error) {
    throw new NoAnswer(String(error));
  } finally {
    clearTimeout(timer);
  }
}
