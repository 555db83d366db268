// Cards with a code, ten on a sheet. The sheet's own code is on this phone only, locked; the server gets hashes of card codes.
import { get } from "../db.js";
import { save } from "../outbox.js";
import { lock, unlock } from "../seal.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PER_SHEET = 10;
const SEED_LETTERS = 26;
const SEED_BYTES = 16;
const CODE_LETTERS = 16;
const GROUP = 4;

/** From the address that a sheet bears: what follows the # never leaves the phone. */
export function takeSheet(app) {
  const given = window.location.hash.slice(7);
  window.history.replaceState(null, "", window.location.pathname);
  if (!app.log) {
    app.say("sheet_needs_route");
    return;
  }
  const back = app.screen === "card" ? app.params : { back: app.screen, then: app.params };
  app.go("card", { ...back, given });
}

/** As it is typed or scanned, also with the address in front: upper case, no separators, no look-alikes. */
export function normalise(text) {
  const code = text.includes("sheet=") ? text.slice(text.indexOf("sheet=") + 6) : text;
  return code.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** @returns {Uint8Array | null} null where this is no sheet's code */
export function seedOf(text) {
  const code = normalise(text);
  const bits = [...code].map((letter) => LETTERS.indexOf(letter));
  if (code.length !== SEED_LETTERS || bits.includes(-1)) return null;
  const bytes = new Uint8Array(SEED_BYTES);
  let value = 0;
  let filled = 0;
  let at = 0;
  for (const five of bits) {
    value = (value << 5) | five;
    filled += 5;
    if (filled < 8) continue;
    filled -= 8;
    bytes[at] = value >> filled;
    at += 1;
    value &= (1 << filled) - 1;
  }
  // 26 letters hold two bits more than a seed has.
  return value ? null : bytes;
}

function spelled(bytes) {
  let value = 0;
  let filled = 0;
  let text = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    filled += 8;
    while (filled >= 5) {
      filled -= 5;
      text += LETTERS[(value >> filled) & 31];
    }
    value &= (1 << filled) - 1;
  }
  return text;
}

/** The sixteen letters of card `index` (0 to 9) of a sheet, without the check letter. */
export async function codeOf(seed, index) {
  const key = await crypto.subtle.importKey("raw", seed, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mark = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`canvass card ${index}`));
  return spelled(new Uint8Array(mark).slice(0, (CODE_LETTERS * 5) / 8));
}

export async function hashOf(code) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Letters are numbers of the field of 32 elements (x^5 + x^2 + 1); from the last to the first, each time once more times x.
export function checkLetter(code) {
  let total = 0;
  for (const letter of [...code].reverse()) {
    total = (total ^ LETTERS.indexOf(letter)) << 1;
    if (total > 31) total ^= 0b100101;
  }
  return LETTERS[total];
}

/** What tells one card from another by eye: the end of its code as printed, with the check letter. */
export async function tailOf(seed, index) {
  const code = await codeOf(seed, index);
  return `${code.slice(-GROUP)}-${checkLetter(code)}`;
}

function firstFree(sheets) {
  for (const [sheet, { used }] of sheets.entries()) {
    for (let index = 0; index < PER_SHEET; index += 1) if (!used.includes(index)) return { sheet, index };
  }
  return null;
}

export class Cards {
  static async open(owner, shift) {
    const cards = new Cards();
    Object.assign(cards, { owner, key: `cards|${owner}|${shift}` });
    await cards.read();
    return cards;
  }

  async read() {
    const row = await get("meta", this.key);
    await this.take(row ? row.rev : 0, row ? await this.unlocked(row) : []);
  }

  // The key may be gone after a wipe: then so is the sheet, and it is scanned again.
  async unlocked(row) {
    return unlock(this.owner, this.key, row.locked).catch(() => []);
  }

  // `next` is the card to hand out: its number on the sheet and its last letters.
  async take(rev, sheets) {
    const free = firstFree(sheets);
    const next = free && { sheet: free.sheet + 1, number: free.index + 1, tail: await tailOf(seedOf(sheets[free.sheet].code), free.index) };
    const left = sheets.reduce((sum, { used }) => sum + PER_SHEET - used.length, 0);
    Object.assign(this, { rev, sheets, next, left });
  }

  async row(sheets, rev) {
    return { key: this.key, rev, locked: await lock(this.owner, this.key, sheets) };
  }

  async change(make) {
    await this.read();
    const sheets = make(this.sheets);
    const rev = this.rev + 1;
    return { row: await this.row(sheets, rev), keep: () => this.take(rev, sheets) };
  }

  /** @returns {Promise<boolean>} false where the sheet is on this phone already */
  async addSheet(text) {
    const code = normalise(text);
    let added = false;
    let keep = null;
    await save(this.owner, async () => {
      const change = await this.change((sheets) => {
        added = !sheets.some((sheet) => sheet.code === code);
        return added ? [...sheets, { code, used: [] }] : sheets;
      });
      keep = change.keep;
      return { meta: [change.row] };
    }, { keepHeld: true });
    await keep();
    return added;
  }

  /** The next card is torn or lost: it counts as used, and no conversation carries its code. */
  async skip() {
    let keep = null;
    await save(this.owner, async () => {
      const change = await this.change((sheets) => {
        const free = firstFree(sheets);
        return sheets.map((sheet, at) => (free && at === free.sheet ? { ...sheet, used: [...sheet.used, free.index] } : sheet));
      });
      keep = change.keep;
      return { meta: [change.row] };
    }, { keepHeld: true });
    await keep();
  }

  /** One card for one conversation: its row goes into the same transaction, and back when that is undone. */
  giver() {
    let given = null;
    const used = (sheets, change) => sheets.map((sheet, at) => (at === given.sheet ? { ...sheet, used: change(sheet.used) } : sheet));
    return {
      take: async () => {
        await this.read();
        given = firstFree(this.sheets);
        if (!given) return null;
        const code = await codeOf(seedOf(this.sheets[given.sheet].code), given.index);
        const change = await this.change((sheets) => used(sheets, (list) => [...list, given.index]));
        return { hash: await hashOf(code), ...change };
      },
      giveBack: () => given && this.change((sheets) => used(sheets, (list) => list.filter((index) => index !== given.index))),
    };
  }
}
