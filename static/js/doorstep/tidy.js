// What is over goes from the phone by itself, also when nobody tapped "I am back": routes and sent entries, of everybody.
import { run } from "../db.js";

const KEPT_MS = 3 * 86400000;

// The first twelve digits of such an id are the moment it was made.
function madeAt(id) {
  return parseInt(id.slice(0, 13).replace("-", ""), 16);
}

export function tidy(now = Date.now()) {
  const before = now - KEPT_MS;
  return run(["entries", "bundles"], "readwrite", ({ entries, bundles }) => {
    const rows = entries.getAll();
    rows.onsuccess = () => rows.result.filter((row) => row.state === "sent" && madeAt(row.id) < before).forEach((row) => entries.delete(row.id));
    const routes = bundles.getAll();
    routes.onsuccess = () => routes.result.filter((row) => Date.parse(row.bundle.ends_at) < before).forEach((row) => bundles.delete(row.key));
  });
}
