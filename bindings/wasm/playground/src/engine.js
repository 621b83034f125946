// The engines of hwc-iam. Their module is in a script, since a page that is opened as a file may load nothing else, and compressed by
// xz, since its tables are larger than what gzip looks back on.
import { XzReadableStream } from "xz-decompress";
import init, * as engine from "../pkg/hwc_iam_wasm.js";

/** Loads them from the address of the script. */
export async function load(address) {
  const text = await new Promise((take, fail) => {
    globalThis.hwcIamEngine = take;
    const script = document.createElement("script");
    script.src = address;
    script.onerror = () => fail(new Error(`${address} cannot be loaded`));
    document.head.append(script);
  });
  const packed = Uint8Array.from(atob(text), it => it.charCodeAt(0));
  const module = await new Response(new XzReadableStream(new Blob([packed]).stream())).arrayBuffer();
  await init({ module_or_path: module });
  return {
    check: (text, settings = {}) => JSON.parse(engine.check(text, JSON.stringify(settings))).files[0].findings,
    kind: engine.kind,
    format: engine.format,
    complete: (text, offset, kind = "") => JSON.parse(engine.complete(text, offset, kind)),
    decide: scenario => JSON.parse(engine.decide(scenario)),
    warnings: scenario => JSON.parse(engine.warnings(scenario)),
    compare: (old, next) => JSON.parse(engine.compare(old, next, STEPS)),
    migrate: (text, broader) => JSON.parse(engine.migrate(text, broader)),
    generate: wanted => JSON.parse(engine.generate(JSON.stringify(wanted))),
    expand: (pattern, model) => JSON.parse(engine.expand(pattern, model)),
    explain: name => JSON.parse(engine.explain(name) ?? "null"),
    urn: engine.urn,
    globalKeys: () => JSON.parse(engine.global_keys()),
  };
}

// So many a browser takes within a second or two.
const STEPS = 2_000_000;
