// Texts in the fragment of an address, which no server sees.

/** The address of this page with what it is about. */
export async function address(state) {
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(state)));
  const text = btoa(Array.from(packed, it => String.fromCharCode(it)).join(""));
  return `${location.href.split("#")[0]}#v1=${text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** What the address is about; nothing if it says nothing, or nothing that can be read. */
export async function shared() {
  const found = /^#v1=([\w-]+)$/.exec(location.hash);
  if (!found || found[1].length > MOST) return {};
  try {
    const packed = Uint8Array.from(atob(found[1].replaceAll("-", "+").replaceAll("_", "/")), it => it.charCodeAt(0));
    const state = JSON.parse(new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), packed)));
    return state && typeof state === "object" ? state : {};
  } catch {
    return {};
  }
}

/** Bytes through a stream, up to a limit: a short address can stand for a very long text. */
async function through(stream, all) {
  const reader = new Blob([all]).stream().pipeThrough(stream).getReader();
  const parts = [];
  for (let size = 0, next; !(next = await reader.read()).done; ) {
    size += next.value.length;
    if (size > MOST) throw new Error("the text is too long");
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const MOST = 1 << 20;
