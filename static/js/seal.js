// Two locks. `sealTo`: to the shift's public key, which this phone cannot open again.
// `lock`/`unlock`: with a key of this person on this phone that no script can read out; deleting it destroys the rows.
import { add, get } from "./db.js";

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

async function keyOf(owner) {
  const found = await get("keys", owner);
  if (found) return found.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await add("keys", { owner, key });
    return key;
  } catch {
    // Another tab was first: its key counts.
    return (await get("keys", owner)).key;
  }
}

export async function lock(owner, id, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(`${owner}|${id}`);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const text = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await keyOf(owner), plain);
  return { iv, text };
}

export async function unlock(owner, id, { iv, text }) {
  const additionalData = new TextEncoder().encode(`${owner}|${id}`);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, await keyOf(owner), text);
  return JSON.parse(new TextDecoder().decode(plain));
}
