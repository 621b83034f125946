// The search of a site, as its pages run it: `node .ci/search.js FOLDER`.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");

const folder = process.argv[2];
const read = name => fs.readFileSync(path.join(folder, name), "utf8");
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const compressed = zlib.gzipSync(read("search-index.js"), { level: 9 }).length;
assert(compressed < 400_000, `the index has ${compressed} bytes compressed`);

vm.runInThisContext(read("search.js"), "search.js");
let start = cpu();
vm.runInThisContext(read("search-index.js"), "search-index.js");
const load = cpu() - start;
start = cpu();
hwcIamSearch.prepare();
const prepare = cpu() - start;
const entries = hwcIamSearch.all();

const ids = new Map();
const idsOf = file => {
  if (!ids.has(file)) ids.set(file, new Set([...read(file).matchAll(/ id="([^"]*)"/g)].map(it => it[1])));
  return ids.get(file);
};
for (const { name, address } of entries) {
  const [file, anchor] = address.split("#");
  assert(anchor === undefined || idsOf(file).has(anchor), `${name}: ${address} leads nowhere`);
}

// Query, and what must be first, or among the first few.
const COPY = "ims:images:copyCrossRegion";
const FIRST = [
  [COPY, COPY], ["IMS:IMAGES:COPYCROSSREGION", COPY], ["copyCrossRegion", COPY], ["ims:images:copyCross", COPY], ["images:copyCrossR", COPY],
  ["CrossRegion ims", COPY],
  // A letter missing, one too many, two swapped, a separator missing, another one.
  ["ims:images:copyCrosRegion", COPY], ["imss:images:copyCrossRegion", COPY], ["ims:images:copyCorssRegion", COPY],
  ["imsimages:copyCrossRegion", COPY], ["ims/images/copyCrossRegion", COPY], ["imsimagescopyCrosRegion", COPY],
  ["ims", "ims"], ["镜像服务", "ims"], ["Image Management", "ims"], ["Image Managment Servce", "ims"],
  ["CopyImageInRegion", "POST /v1/cloudimages/{image_id}/copy"], ["POST /v1/cloudimages/{image_id}/copy", "POST /v1/cloudimages/{image_id}/copy"],
  ["g:MFAPresent", "g:MFAPresent"], ["g:mfapresnt", "g:MFAPresent"], ["IMS Administrator", "IMS Administrator"], ["IMS Adminstrator", "IMS Administrator"],
  ["StringEquals", "StringEquals"], ["StringEqals", "StringEquals"], ["unknown_action", "unknown_action"], ["models_add_up", "models_add_up"],
];
for (const [query, wanted] of FIRST) {
  const found = hwcIamSearch.find(query);
  assert.strictEqual(found[0]?.name, wanted, `${query}: ${found.slice(0, 3).map(it => it.name)}`);
}
for (const nothing of ["", "  ", "zzzzqqqq", "x".repeat(10_000), "\u{1f600}\u{1f600}\u{1f600}\u{1f600}"]) {
  assert.deepStrictEqual(hwcIamSearch.find(nothing).map(it => it.name), [], nothing);
}
for (const hostile of ["<>()[]", "\\", "(", "[a", ".*", "$&", "__proto__", "constructor ims", "\ud800", "a ".repeat(5000)]) {
  assert(Array.isArray(hwcIamSearch.find(hostile)), hostile);
}

// Every name finds itself, at its place, or one of the same letters.
const step = Math.max(1, Math.floor(entries.length / 1000));
for (let at = 0; at < entries.length; at += step) {
  const { name } = entries[at];
  const found = hwcIamSearch.find(name);
  assert(found.some(it => it.small === name.trim().toLowerCase()), name);
}

let worst = { cost: 0 };
const queries = FIRST.map(it => it[0]).concat("e", "get", "list", "ecs", "创建", "zzzzqqqq", "a b c d e f", "qwertyuiop asdfghjkl", "x".repeat(10_000));
for (const query of queries) {
  const costs = Array.from({ length: 7 }, () => {
    const start = cpu();
    hwcIamSearch.find(query);
    return cpu() - start;
  });
  const cost = Math.min(...costs);
  if (cost > worst.cost) worst = { cost, query: query.slice(0, 40) };
}
console.log(`${entries.length} names; index ${compressed} bytes compressed; read in ${load.toFixed(0)} ms, prepared in ${prepare.toFixed(0)} ms`);
console.log(`slowest of ${queries.length} queries: ${worst.cost.toFixed(1)} ms (${worst.query})`);
assert(worst.cost < 20, `${worst.query}: ${worst.cost} ms`);
