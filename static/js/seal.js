// Two locks. `sealTo`: to the shift's public key, which this phone cannot open again.
// `lock`/`unlock`: with a key of this person on this phone that no script can read out; deleting it destroys the rows.
import { add, get } from "./db.js";
import { uuid4 } from "./uuid.js";

const INFO = new TextEncoder().encode("canvass conversation v1");
const BLOCK = 1024;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export function toBase64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

// Filled up with spaces to whole blocks: the length tells nothing about what was said.
function padded(value) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const full = new Uint8Array(Math.ceil(bytes.length / BLOCK) * BLOCK).fill(32);
  full.set(bytes);
  return full;
}

/** @returns {Promise<string>} base64 of ephemeral key (65), iv (12), ciphertext with tag */
export async function sealTo(publicKey, associated, value) {
  const theirs = await crypto.subtle.importKey("raw", fromBase64(publicKey), CURVE, false, []);
  const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const derive = { name: "HKDF", hash: "SHA-256", salt: point, info: INFO };
  const key = await crypto.subtle.deriveKey(derive, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(associated);
  const text = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, padded(value)));
  const whole = new Uint8Array(point.length + iv.length + text.length);
  whole.set(point);
  whole.set(iv, point.length);
  whole.set(text, point.length + iv.length);
  return toBase64(whole);
}

// A handle only: no script can read the key itself out.
const known = new Map();

/** The key of this person on this phone: `id` tells it from one made after a wipe. */
export async function keyOf(owner) {
  if (known.has(owner)) return known.get(owner);
  let row = await get("keys", owner);
  if (!row) {
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    try {
      await add("keys", { owner, id: uuid4(), key });
    } catch (error) {
      // Another tab was first: its key counts.
      if (error.name !== "ConstraintError") throw error;
    }
    row = await get("keys", owner);
  }
  known.set(owner, row);
  return row;
}

// After a wipe, in this tab or another.
export function forgetKey(owner) {
  known.delete(owner);
}

function bound(owner, id) {
  return new TextEncoder().encode(`${owner}|${id}`);
}

export async function lock(owner, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const { key } = await keyOf(owner);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, text: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(owner, id) }, key, plain) };
}

/** Throws an `OperationError` where the row is damaged or its key is gone. */
export async function unlock(owner, id, { iv, text }) {
  const { key } = await keyOf(owner);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(owner, id) }, key, text);
  return JSON.parse(new TextDecoder().decode(plain));
}
