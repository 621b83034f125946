// The pages of the playground: each has an element that says which it is.
import { check } from "./check.js";
import { compare } from "./compare.js";
import { decide } from "./decide.js";
import { element } from "./dom.js";
import { load } from "./engine.js";
import { generate } from "./generate.js";
import { migrate } from "./migrate.js";

const PAGES = { check, compare, decide, generate, migrate };

const root = document.querySelector("[data-playground]");
if (root) {
  load(root.dataset.engine)
    .then(engine => {
      root.querySelector(".loading").remove();
      // For who wants to try them by hand.
      globalThis.hwcIamPlayground = engine;
      return PAGES[root.dataset.playground](root, engine);
    })
    .catch(error => root.prepend(element("p", { class: "problem", role: "alert" }, `This page does not work here: ${error.message}`)));
}
