// What a change of a policy allows and no longer allows.
import { action, code, element, list, quoted, section, soon } from "./dom.js";
import { editor } from "./editor.js";
import { attempt } from "./policy.js";
import { address, shared } from "./share.js";

const OLD = `{
  "Version": "5.0",
  "Statement": [
    { "Effect": "Allow", "Action": ["ims:images:list", "ims:images:get*"] }
  ]
}
`;
const NEW = `{
  "Version": "5.0",
  "Statement": [
    { "Effect": "Allow", "Action": ["ims:images:list", "ims:images:copy*"] }
  ]
}
`;

const WORDS = {
  equal: "Both allow exactly the same.",
  narrower: "The new one allows less, and nothing that the old one does not.",
  broader: "The new one allows more, and everything that the old one does.",
  incomparable: "The new one allows something that the old one does not, and no longer allows something that it did.",
  unknown: "Which of the two allows more is not certain.",
};

export async function compare(root, engine) {
  const answer = root.querySelector(".answer");
  const given = await shared();
  const later = soon(() => tell(), 300);
  const make = (name, label, text) => editor(engine, root.querySelector(`.editor[data-name=${name}]`), {
    text: typeof given[name] === "string" ? given[name] : text, label, changed: later, found: () => {},
  });
  const old = make("old", "Policy before", OLD);
  const next = make("new", "Policy after", NEW);

  const witness = it => it && [
    element("p", {}, "For example ", action(engine, it.action), it.resource && [" on ", code(it.resource)], Object.keys(it.context).length ? ", where" : "."),
    list(Object.entries(it.context).map(([key, value]) => [code(key), " is ", code([value].flat().join(", "))])),
    list(it.statements.map(by => `by statement ${by.statement} of the ${by.side} policy${by.sid ? `, \`${by.sid}\`` : ""}`).map(quoted)),
  ];
  const actions = (title, levels) => section(title, Object.entries(levels).map(([level, names]) => element("details", { open: names.length < 12 },
    element("summary", {}, `${names.length} ${level.replaceAll("_", " ")}`), list(names.map(it => action(engine, it))))));

  function tell() {
    const found = attempt(answer, () => engine.compare(old.text, next.text));
    if (!found) return;
    answer.replaceChildren(...[
      element("p", { class: `verdict ${found.verdict}` }, element("b", {}, found.verdict), ": ", WORDS[found.verdict]),
      section("Gained", witness(found.witness)),
      section("Lost", witness(found.lost)),
      section("Not known", list(found.unknown.map(it => [quoted(it.what), ": ", quoted(it.because)]))),
      found.blast_radius && [
        actions("Actions with which more is allowed", found.blast_radius.gained),
        actions("Actions with which less is allowed", found.blast_radius.lost),
        actions("Actions for which one of the two is not known", found.blast_radius.unknown),
      ],
    ].flat().filter(it => it));
  }

  root.querySelector("[name=swap]").addEventListener("click", () => {
    const text = old.text;
    old.text = next.text;
    next.text = text;
    tell();
  });
  root.querySelector("[name=share]").addEventListener("click", async () => {
    history.replaceState(null, "", await address({ old: old.text, new: next.text }));
    root.querySelector("output").textContent = "the address of this page holds both policies now";
  });
  tell();
}
