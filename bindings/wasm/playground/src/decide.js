// Whether a principal may do something, and why.
import { action, button, code, element, list, quoted, section, soon } from "./dom.js";
import { editor } from "./editor.js";
import { attempt } from "./policy.js";
import { address, shared } from "./share.js";

const POLICY = `{
  "Version": "5.0",
  "Statement": [
    { "Sid": "read", "Effect": "Allow", "Action": ["ims:images:list", "ims:images:get"] },
    {
      "Sid": "replicate",
      "Effect": "Allow",
      "Action": ["ims:images:copyCrossRegion"],
      "Condition": { "Bool": { "g:MFAPresent": "true" } }
    }
  ]
}
`;

const WORDS = { allow: "allowed", explicit_deny: "explicitly denied", implicit_deny: "not allowed by any statement", unknown: "not certain" };

export async function decide(root, engine) {
  const form = root.querySelector("form");
  const answer = root.querySelector(".answer");
  const rows = root.querySelector(".context");
  const given = await shared();
  const answers = new Map(Object.entries(given.assumptions ?? {}));
  const text = (name, other) => (typeof given[name] === "string" ? given[name] : other);
  const later = soon(() => tell());

  const make = (name, label, start) => editor(engine, root.querySelector(`.editor[data-name=${name}]`), {
    text: text(name, start), label, changed: later, found: () => {},
    settings: () => (name === "policy" ? {} : { kind: "scp" }),
  });
  const policy = make("policy", "Policy of the principal", POLICY);
  const scp = make("scp", "Service control policy", "");

  // A row of the context: a key, its value, whether that is known.
  const row = (key = "", value = "", isUnknown = false) => {
    const unknown = element("input", { type: "checkbox", checked: isUnknown, change: () => { it.querySelector(".value").disabled = unknown.checked; } });
    const it = element("div", { class: "row" },
      element("input", { class: "key", "aria-label": "Condition key", list: "keys", value: key, placeholder: "g:MFAPresent", spellcheck: "false", autocomplete: "off" }),
      element("input", { class: "value", "aria-label": "Value", value, placeholder: "value; several with commas", spellcheck: "false", autocomplete: "off", disabled: isUnknown }),
      element("label", {}, unknown, " not known"),
      button("Remove", () => { it.remove(); tell(); }, { "aria-label": "Remove this key" }));
    rows.append(it);
    return it;
  };
  for (const it of Array.isArray(given.context) ? given.context : []) row(String(it.key), String(it.value), it.unknown === true);
  for (const name of ["action", "resource", "principal"]) form.elements[name].value = text(name, name === "action" ? "ims:images:copyCrossRegion" : "");

  const all = () => [...rows.children].map(it => ({
    key: it.querySelector(".key").value.trim(), value: it.querySelector(".value").value, unknown: it.querySelector("[type=checkbox]").checked,
  })).filter(it => it.key);

  const scenario = () => {
    const request = { action: form.elements.action.value.trim() };
    for (const name of ["resource", "principal"]) if (form.elements[name].value.trim()) request[name] = form.elements[name].value.trim();
    request.context = {};
    for (const it of all().filter(it => !it.unknown)) {
      const values = it.value.split(",").map(part => part.trim());
      request.context[it.key] = values.length > 1 ? values : it.value;
    }
    request.unknown = all().filter(it => it.unknown).map(it => it.key);
    // The policies are put in as they are written: JSON.parse would take a duplicate member for none.
    const isRole = /"Version"\s*:\s*"1\.[01]"/.test(policy.text);
    const granted = policy.text.trim() && (isRole ? `"roles":[{"name":"policy","policy":${policy.text}}]` : `"identity_policies":[${policy.text}]`);
    const limits = scp.text.trim() && `"scps":[[${scp.text}]]`;
    const assumptions = `"assumptions":${JSON.stringify(Object.fromEntries(answers))}`;
    return `{${[granted, limits, assumptions, `"request":${JSON.stringify(request)}`].filter(it => it).join(",\n")}}`;
  };

  const statement = it => [
    it.effect === "Allow" || it.effect === "allow" ? "allow" : "deny", ` of ${it.layer.replaceAll("_", " ")}, statement ${it.statement}`, it.sid && [" ", code(it.sid)],
  ];

  // What has to be found out gets a row; what no document answers gets an answer.
  const unsettled = found => section("What would settle it",
    list(found.missing_keys.map(key => [code(key), " ", key === "resource" || key === "principal"
      ? button("Say it", () => form.elements[key].focus())
      : button("Say it", () => (([...rows.children].find(it => it.querySelector(".key").value === key) ?? row(key)).querySelector(".value").focus()))])),
    list(found.assumptions.map(name => [element("a", { href: `assumptions.html#${name}` }, name.replaceAll("_", " ")), " (no document answers this) ",
      ...["yes", "no"].map(it => [button(it === "yes" ? "Yes" : "No", () => { answers.set(name, it); tell(); }, { "aria-label": `${name}: ${it}` }), " "])])),
    found.too_many_cases && element("p", { class: "note" }, "There are too many cases to look at: fewer of these may be enough."));

  function tell() {
    if (!form.elements.action.value.trim()) {
      answer.replaceChildren(element("p", { class: "note" }, "Name an action."));
      return;
    }
    const found = attempt(answer, () => {
      const asked = scenario();
      return { ...engine.decide(asked), warnings: engine.warnings(asked) };
    });
    if (!found) return;
    answer.replaceChildren(...[
      element("p", { class: `verdict ${found.decision}` }, action(engine, form.elements.action.value.trim()), " is ", element("b", {}, WORDS[found.decision])),
      found.decision === "unknown" && element("p", {}, `It can be: ${found.possible.map(it => WORDS[it] ?? it).join(", or ")}.`),
      found.decision === "unknown" && unsettled(found),
      section("Because", list(found.matched.map(it => [statement(it), " applies"])),
        found.decision === "implicit_deny" && found.without_allow.length > 0 && element("p", {}, `Nothing allows it in: ${found.without_allow.join(", ")}.`)),
      section("Nearly", list(found.nearly.map(it => [statement(it),
        it.failed.length ? " does not apply: " : " may apply; undecided: ", quoted((it.failed.length ? it.failed : it.open).join("; "))]))),
      answers.size > 0 && section("Answers to open questions", list([...answers].map(([name, it]) => [
        element("a", { href: `assumptions.html#${name}` }, name.replaceAll("_", " ")), `: ${it} `, button("Forget", () => { answers.delete(name); tell(); })]))),
      section("Perhaps not what was meant", list(found.warnings.map(quoted))),
    ].filter(it => it));
  }

  // What may stand in the fields.
  const options = (id, names) => document.getElementById(id).replaceChildren(...names.map(it => element("option", { value: it })));
  const isRole = () => /"Version"\s*:\s*"1\.[01]"/.test(policy.text);
  const offer = () => {
    const name = form.elements.action.value.trim();
    options("actions", engine.expand(`*${name.replaceAll("*", "")}*`, isRole() ? "role" : "v5").slice(0, 60));
    const known = engine.explain(name);
    const stated = it => (Array.isArray(it) ? it : []);
    const own = [...stated(known?.condition_keys), ...stated(known?.resources).flatMap(it => stated(it.condition_keys))];
    options("keys", [...new Set([...own, ...engine.globalKeys()])]);
    options("urns", stated(known?.resources).map(it => engine.urn(name.split(":")[0], it.type)).filter(it => it));
  };
  form.addEventListener("input", () => { offer(); later(); });
  form.addEventListener("submit", event => { event.preventDefault(); tell(); });
  form.querySelector("[name=add]").addEventListener("click", () => row().querySelector(".key").focus());
  form.querySelector("[name=share]").addEventListener("click", async () => {
    const fields = Object.fromEntries(["action", "resource", "principal"].map(it => [it, form.elements[it].value]));
    history.replaceState(null, "", await address({ policy: policy.text, scp: scp.text, ...fields, context: all(), assumptions: Object.fromEntries(answers) }));
    form.querySelector("output").textContent = "the address of this page holds the question now";
  });
  offer();
  tell();
}
