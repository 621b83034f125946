// A policy of the role/policy model as an identity policy.
import { code, element, list, quoted, section, soon } from "./dom.js";
import { editor } from "./editor.js";
import { attempt, pretty } from "./policy.js";
import { address, shared } from "./share.js";

const EXAMPLE = `{
  "Version": "1.1",
  "Statement": [
    { "Effect": "Allow", "Action": ["ims:images:list", "ims:images:get", "ims:images:copy"] }
  ]
}
`;

const WORDS = {
  equal: "allows the same as before",
  narrower: "allows less than before",
  broader: "allows more than before",
  incomparable: "allows other things than before",
  unknown: "is not certain to allow the same as before",
};

export async function migrate(root, engine) {
  const form = root.querySelector("form");
  const answer = root.querySelector(".answer");
  const given = await shared();
  const later = soon(() => tell(), 300);
  const old = editor(engine, root.querySelector(".editor[data-name=old]"), {
    text: typeof given.text === "string" ? given.text : EXAMPLE, label: "Policy of version 1.0 or 1.1", changed: later, found: () => {},
  });
  const next = editor(engine, root.querySelector(".editor[data-name=new]"), { label: "Identity policy", readOnly: true });
  form.elements.broader.checked = given.broader === true;

  function tell() {
    const found = attempt(answer, () => engine.migrate(old.text, form.elements.broader.checked));
    next.text = found?.policy ? pretty(engine, found.policy) : "";
    if (!found) return;
    answer.replaceChildren(...[
      !found.policy && element("p", { class: "problem" }, "No statement is left that identity policies can have."),
      section("Statements", list(found.statements.map(it => [
        `statement ${it.index} ${WORDS[it.relation]}`,
        it.witness && [", for example ", code(it.witness.action), it.witness.resource && [" on ", code(it.witness.resource)]],
        list(it.notes.map(quoted)),
      ]))),
      section("Without an equivalent", list(found.unmapped.map(it => [code(it.what), ": ", quoted(it.because), "; ", quoted(it.instead)]))),
      section("Notes", list([...found.notes, ...found.problems].map(quoted))),
    ].filter(it => it));
  }

  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("change", tell);
  form.querySelector("[name=share]").addEventListener("click", async () => {
    history.replaceState(null, "", await address({ text: old.text, broader: form.elements.broader.checked }));
    form.querySelector("output").textContent = "the address of this page holds the policy now";
  });
  tell();
}
