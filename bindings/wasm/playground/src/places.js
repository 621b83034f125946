// The engines count bytes of UTF-8, and editors the units of UTF-16.

/** From the bytes before a place of the text to the units before it. */
export function units(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return bytes => Math.min(bytes, text.length);
  const at = [];
  let unit = 0;
  for (const it of text) {
    const point = it.codePointAt(0);
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < size; byte++) at.push(unit);
    unit += it.length;
  }
  at.push(unit);
  return bytes => at[Math.min(bytes, at.length - 1)];
}

/** The bytes before so many units of the text. */
export const bytes = (text, unit) => new TextEncoder().encode(text.slice(0, unit)).length;
