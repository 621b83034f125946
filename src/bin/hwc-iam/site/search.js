// Search over every name and title. `search-index.js` holds lines of cells with a tab between them; the first cell is the kind:
//   @ service: code, title, Chinese title; what follows is of it      a action: name without the service, title, Chinese title
//   r action of the role/policy model: name, title                    o operation: call, titles, names in SDKs, anchor
//   k key: name, title, Chinese title                                 t resource type: name, URN
//   p role or policy: name, title, former name, anchor                c constraint: id, title
//   x operator: name                                                  l rule: name, summary
//   s resource type of the role/policy model: name, title, path, anchor
//   f feature: name, title, nothing, anchor                           g region: name, title
//   d code of a role or policy: code, names of these
//   m limit: name, what is counted                                    q open question: name, question
"use strict";

globalThis.hwcIamSearch = (() => {
  const KINDS = {
    "@": "service", a: "action", r: "action, role/policy model", o: "operation", k: "condition key", t: "resource type",
    p: "role or policy", c: "constraint", x: "operator", l: "rule", q: "open question",
    s: "resource type, role/policy model", f: "feature", g: "region", m: "limit",
    d: "code of a role or policy",
  };
  // What people look for most comes first where nothing else tells.
  const ORDER = "a@rokpdtsglxfcmq";

  let entries = null;
  let words = null;
  let whole = null;

  // What an address cannot hold is replaced, as the pages do.
  const anchor = name => name.replace(/[^A-Za-z0-9:_.*/-]/gu, "-");
  const slug = text => text.toLowerCase().replace(/[^\p{Alphabetic}\p{N}_]+/gu, "-").replace(/^-+|-+$/g, "");

  function address(kind, service, name, last) {
    const page = service ? `services/${service.toLowerCase()}.html` : "keys.html";
    switch (kind) {
      case "@": return page;
      case "a": return `${page}#${anchor(name)}`;
      case "r": return `${page}#role:${anchor(name)}`;
      case "o": return `${page}#${last || "op-" + slug(name)}`;
      case "k": return `${page}#${anchor(name.replace(/\/<[^>]*>$/, ""))}`;
      case "t": return `${page}#type:${anchor(name)}`;
      case "g": return `${page}#region-${name}`;
      case "m": return `${page}#${name}`;
      case "p": case "s": case "f": return `${page}#${last}`;
      case "d": return `${page}#code:${anchor(name)}`;
      case "c": return `${page}#constraint:${anchor(name)}`;
      case "x": return `operators.html#${name}`;
      case "l": return `rules/${name}.html`;
      default: return `assumptions.html#${name}`;
    }
  }

  function take(text) {
    entries = [];
    words = null;
    let service = "";
    for (const line of text.split("\n")) {
      if (!line) continue;
      const [kind, first, title = "", second = "", last = ""] = line.split("\t");
      if (kind === "@") {
        service = first || "";
        if (!service) continue;
      }
      let name = first;
      if (kind === "a" || kind === "r") name = first.startsWith("=") ? first.slice(1) : `${service}:${first}`;
      const small = name.toLowerCase();
      // The names in SDKs count as names do.
      const names = kind === "o" && second ? `${small}\n${second.toLowerCase()}` : small;
      entries.push({
        kind: KINDS[kind], order: ORDER.indexOf(kind), service, name, title: title || second,
        address: address(kind, service, name, last), small, names, text: `${names}\n${title}\n${second}\n${service}`.toLowerCase(),
      });
    }
    entries.sort((one, other) => one.order - other.order || one.name.length - other.name.length
      || (one.small < other.small ? -1 : one.small > other.small ? 1 : 0));
    entries.forEach((it, at) => { it.rank = at; });
  }

  // From 0, the same, to 5, somewhere in its title; more is worse.
  function place(entry, query) {
    if (entry.small === query) return 0;
    const at = entry.names.indexOf(query);
    if (at < 0) return entry.text.includes(`\n${query}`) ? 4 : 5;
    if (at === 0 || entry.names[at - 1] === "\n") return 1;
    return isWord(entry.names.charCodeAt(at - 1)) ? 3 : 2;
  }

  const isWord = code => (code > 47 && code < 58) || (code > 96 && code < 123);

  function find(query, most = 40) {
    query = query.trim().toLowerCase();
    if (!query || !entries) return [];
    const tokens = query.split(/\s+/);
    const found = [[], [], [], [], [], []];
    // They are in the order in which equally good ones are shown.
    for (const entry of entries) {
      if (!tokens.every(it => entry.text.includes(it))) continue;
      let worst = 0;
      for (const it of tokens) worst = Math.max(worst, place(entry, it));
      if (tokens.length > 1 && entry.text.includes(query)) worst = Math.min(worst, place(entry, query));
      found[worst].push(entry);
    }
    const all = found.flat();
    return (all.length || query.length < 4 ? all : slips(query)).slice(0, most);
  }

  // Entries that have, for each word of the query, one with it in or with few other letters; or whose whole name has few other.
  function slips(query) {
    prepare();
    const parts = [...new Set(query.split(/[^\p{Alphabetic}\p{N}]+/u).filter(it => it))];
    let costs = null;
    // The longest first: it leaves the fewest.
    for (const part of parts.sort((one, other) => other.length - one.length)) {
      const of = new Map();
      if (!allowed(part)) {
        for (const entry of costs ? costs.keys() : entries) if (entry.text.includes(part)) of.set(entry, costs?.get(entry) ?? 0);
        costs = of;
        continue;
      }
      for (const { entries, titled, cost } of near(part, words, allowed(part), true)) {
        const put = (entry, cost) => {
          const before = costs ? costs.get(entry) : 0;
          if (before !== undefined && !(of.get(entry) <= before + cost)) of.set(entry, before + cost);
        };
        for (const entry of entries) put(entry, cost);
        for (const entry of titled) put(entry, cost + 1);
      }
      costs = of;
      if (!costs.size) break;
    }
    if (!costs?.size) {
      // A separator may be missing or be another one.
      const joined = squeeze(query);
      costs = new Map();
      for (const { entries, cost } of near(joined, whole, allowed(joined), false)) entries.forEach(it => costs.set(it, cost));
    }
    return [...costs].sort((one, other) => one[1] - other[1] || one[0].rank - other[0].rank).map(it => it[0]);
  }

  // The words of a list in which it is, or which have at most so many other letters.
  function near(part, list, most, isPartOf) {
    const found = [];
    const letters = mask(part);
    for (const it of list) {
      if (isPartOf && it.word.includes(part)) {
        found.push({ ...it, cost: 0 });
      } else if (most && part.length <= LONGEST && Math.abs(it.word.length - part.length) <= most && it.word.length <= LONGEST && count(letters & ~it.mask) <= most && count(it.mask & ~letters) <= most) {
        const cost = distance(part, it.word, most);
        if (cost <= most) found.push({ ...it, cost });
      }
    }
    return found;
  }

  const squeeze = text => text.replace(/[^\p{Alphabetic}\p{N}]+/gu, "");
  const allowed = word => word.length < 4 ? 0 : word.length < 8 ? 1 : 2;

  // Which letters it has; a word with few other letters has few others here.
  function mask(word) {
    let all = 0;
    for (let at = 0; at < word.length; at++) all |= 1 << (word.charCodeAt(at) & 31);
    return all;
  }

  function count(bits) {
    let all = 0;
    for (; bits; bits &= bits - 1) all++;
    return all;
  }

  // The words of names and of titles with the entries that have them, and the names without separators; `copyCrossRegion` is one
  // word, and three.
  function prepare() {
    if (words) return;
    const all = new Map();
    const names = new Map();
    const put = (map, list, word, entry) => {
      let known = map.get(word);
      if (!known) map.set(word, known = { word, mask: mask(word), entries: [], titled: [] });
      if (known[list][known[list].length - 1] !== entry) known[list].push(entry);
    };
    for (const entry of entries) {
      for (const word of entry.names.split(/[^\p{Alphabetic}\p{N}]+/u)) if (word) put(all, "entries", word, entry);
      for (const word of entry.name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)) if (word) put(all, "entries", word.toLowerCase(), entry);
      for (const word of entry.text.slice(entry.names.length).split(/[^\p{Alphabetic}\p{N}]+/u)) if (word) put(all, "titled", word, entry);
      for (const name of entry.names.split("\n")) put(names, "entries", squeeze(name), entry);
    }
    words = [...all.values()];
    whole = [...names.values()];
  }

  // How many letters are missing, added, changed or swapped with their neighbour; more than `most` is not told apart.
  function distance(one, other, most) {
    let [before, last, row] = rows;
    for (let j = 0; j <= other.length; j++) last[j] = j;
    for (let i = 1; i <= one.length; i++) {
      const from = Math.max(1, i - most);
      const to = Math.min(other.length, i + most);
      row[from - 1] = from === 1 ? i : most + 1;
      row[to + 1] = most + 1;
      let best = row[from - 1];
      for (let j = from; j <= to; j++) {
        const isSame = one.charCodeAt(i - 1) === other.charCodeAt(j - 1);
        let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
        const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (isSwapped) cost = Math.min(cost, before[j - 2] + 1);
        row[j] = cost;
        if (cost < best) best = cost;
      }
      if (best > most) return most + 1;
      [before, last, row] = [last, row, before];
    }
    return last[other.length];
  }

  // Longer names are not compared letter by letter.
  const LONGEST = 200;
  const rows = Array.from({ length: 3 }, () => new Int32Array(LONGEST + 2));

  return { take, find, prepare, all: () => entries };
})();

// The field on every page.
if (typeof document !== "undefined") {
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const results = form.querySelector("ul");
  const root = form.dataset.index.replace(/search-index\.js$/, "");
  let chosen = -1;
  let loaded = null;

  // Only who searches loads the index.
  const load = () => loaded ??= new Promise(done => {
    const script = document.createElement("script");
    script.src = form.dataset.index;
    script.onload = () => {
      show();
      done();
      // So that the first slip costs no more than any other.
      setTimeout(hwcIamSearch.prepare, 100);
    };
    document.head.append(script);
  });
  hwcIamSearch.load = load;

  const show = () => {
    const found = hwcIamSearch.find(field.value);
    results.replaceChildren(...found.map((it, at) => {
      const item = document.createElement("li");
      item.id = `result-${at}`;
      item.setAttribute("role", "option");
      const link = document.createElement("a");
      link.href = root + it.address;
      link.tabIndex = -1;
      const name = document.createElement("code");
      name.textContent = it.name;
      const title = document.createElement("span");
      title.textContent = [it.title, it.kind, it.kind === "service" ? "" : it.service].filter(it => it).join(" · ");
      link.append(name, " ", title);
      item.append(link);
      return item;
    }));
    if (field.value.trim() && hwcIamSearch.all() && !found.length) {
      const none = document.createElement("li");
      none.textContent = "Nothing has this name or title.";
      results.append(none);
    }
    open(field.value.trim() !== "" && results.children.length > 0);
    choose(found.length ? 0 : -1);
  };

  const open = isOpen => {
    results.hidden = !isOpen;
    field.setAttribute("aria-expanded", isOpen);
  };

  const choose = at => {
    chosen = at;
    [...results.children].forEach((it, place) => it.setAttribute("aria-selected", place === at));
    const item = results.children[at];
    if (item) {
      field.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };

  const follow = () => {
    const link = results.children[chosen]?.querySelector("a");
    if (link) {
      open(false);
      field.value = "";
      location.href = link.href;
    }
  };

  field.addEventListener("focus", load);
  field.addEventListener("input", () => {
    load();
    show();
  });
  field.addEventListener("keydown", event => {
    const count = results.querySelectorAll("a").length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen + count - 1) % count);
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    follow();
  });
  results.addEventListener("click", () => open(false));
  form.addEventListener("focusout", event => {
    if (!form.contains(event.relatedTarget)) setTimeout(() => open(false), 150);
  });
  document.addEventListener("keydown", event => {
    const at = document.activeElement;
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(at?.tagName ?? "") || at?.isContentEditable;
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
}
