const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

const encoder = new TextEncoder();

/** 32-bit FNV-1a over the UTF-8 bytes of a text (spec 2.1), as an unsigned number. */
export function fnv1a(text: string): number {
  let hash = offsetBasis;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return fnv1aBytes(encoder.encode(text));
    hash = Math.imul(hash ^ unit, prime);
  }
  return hash >>> 0;
}

function fnv1aBytes(bytes: Uint8Array): number {
  let hash = offsetBasis;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, prime);
  return hash >>> 0;
}
