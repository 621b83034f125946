// Elements of pages. Texts are never HTML.

/** An element with attributes, or listeners where a value is a function, and children: elements, texts, or nothing. */
export function element(name, attributes = {}, ...children) {
  const it = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") it.addEventListener(key, value);
    else if (value === true) it.setAttribute(key, "");
    else if (value !== false && value != null) it.setAttribute(key, value);
  }
  it.append(...children.flat(Infinity).filter(child => child != null && child !== false));
  return it;
}

/** Words of the engines, whose names stand in backticks. */
export const quoted = text => text.split("`").map((part, at) => (at % 2 ? element("code", {}, part) : part));

export const code = text => element("code", {}, text);

export const button = (title, act, attributes = {}) => element("button", { type: "button", click: act, ...attributes }, title);

export const list = items => (items.length ? element("ul", {}, items.map(it => element("li", {}, it))) : null);

/** A heading with what belongs to it; nothing without that. */
export const section = (title, ...children) => {
  const shown = children.flat(Infinity).filter(it => it != null && it !== false);
  return shown.length ? element("section", {}, element("h2", {}, title), shown) : null;
};

/** Calls once after the last of many calls in a short time. */
export function soon(act, wait = 200) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
}

/** A name of an action, with its place on the site where the catalogue has it. */
export function action(engine, name) {
  const kind = engine.explain(name)?.kind;
  if (kind !== "action" && kind !== "role_action") return code(name);
  const anchor = kind === "action" ? name : `role:${name}`;
  return element("a", { href: `services/${name.split(":")[0].toLowerCase()}.html#${encodeURI(anchor)}` }, code(name));
}
