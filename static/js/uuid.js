// Ids made on the phone: time-ordered for door events, purely random for conversations.

function text(bytes) {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function stamped(bytes, version) {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return text(bytes);
}

let last = 0;

/** Ids made from now on sort behind this one, also when the phone's clock is put back. */
export function sortAfter(id) {
  last = Math.max(last, parseInt(id.slice(0, 13).replace("-", ""), 16));
}

export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  last = Math.max(now, last + 1);
  let rest = last;
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return stamped(bytes, 7);
}

// crypto.randomUUID is younger than the oldest browsers we serve.
export function uuid4() {
  return stamped(crypto.getRandomValues(new Uint8Array(16)), 4);
}
