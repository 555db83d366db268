// Rows keyed in and not yet answered: kept in this window's session, so that a reload or a crash loses none.

// A page that was asked for while a row was on its way may be older than the row: answered rows stay this long, and a
// page that loads in that time draws them and sends them again. The server knows them by their ids.
const RECENT_MS = 60000;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) || "[]");
  } catch {
    return [];
  }
}

export function openStore(name) {
  const key = `canvass-keyed-${name}`;
  const recent = ({ answered }) => !answered || Date.now() - answered < RECENT_MS;
  let kept = read(key).filter(recent).map(({ row }) => ({ row }));

  function write() {
    kept = kept.filter(recent);
    try {
      if (kept.length) sessionStorage.setItem(key, JSON.stringify(kept));
      else sessionStorage.removeItem(key);
    } catch {
      // A full or forbidden store: the rows are still in memory, and leaving the page warns.
    }
  }

  return {
    all: () => kept.filter(({ answered }) => !answered).map(({ row }) => row),
    add(row) {
      kept.push({ row });
      write();
    },
    answered(ids) {
      for (const one of kept) if (ids.has(one.row.id)) one.answered = Date.now();
      write();
    },
  };
}
