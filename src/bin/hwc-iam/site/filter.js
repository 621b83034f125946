// Filters above a table: each of its bodies is a row, with what can be asked for in its data attributes.
"use strict";

for (const form of document.querySelectorAll("form.filters")) {
  const rows = [...document.getElementById(form.dataset.for).tBodies];
  const output = form.querySelector("output");
  const apply = () => {
    const wanted = Object.entries(Object.fromEntries(new FormData(form))).filter(([, value]) => value);
    let shown = 0;
    for (const row of rows) {
      const fits = wanted.every(([name, value]) => name === "text"
        ? value.toLowerCase().trim().split(/\s+/).every(it => (row.words ??= row.textContent.toLowerCase()).includes(it))
        : (row.dataset[name] ?? "").split(" ").includes(value));
      row.hidden = !fits;
      if (fits) shown++;
    }
    output.textContent = `${shown} of ${rows.length}`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  // What a browser has kept of the last visit counts, too.
  apply();
  // A link to a row that is filtered away shows it.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const row = id && document.getElementById(id);
    if (row && row.hidden && rows.includes(row)) {
      form.reset();
      apply();
      row.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();
}
