// What is wrong in a policy, while it is written.
import { button, code, element, quoted } from "./dom.js";
import { editor } from "./editor.js";
import { address, shared } from "./share.js";

const EXAMPLE = `{
  "Version": "5.0",
  "Statement": [
    {
      "Sid": "replicate",
      "Effect": "Allow",
      "Action": ["ims:images:copyCrossRegion", "ims:images:get"],
      "Resource": ["ims:*:*:image:*"],
      "Condition": {
        "StringEquals": { "g:RequestedRegion": "eu-west-101" }
      }
    }
  ]
}
`;

export async function check(root, engine) {
  const form = root.querySelector("form");
  const findings = root.querySelector(".findings");
  const status = form.querySelector("output");
  const given = await shared();
  for (const name of ["kind", "profile"]) {
    const select = form.elements[name];
    if ([...select.options].some(it => it.value === given[name])) select.value = given[name];
  }
  const settings = () => {
    const all = { kind: form.elements.kind.value, profile: form.elements.profile.value };
    return Object.fromEntries(Object.entries(all).filter(it => it[1]));
  };

  const show = all => {
    const text = input.text.trim();
    const kind = !form.elements.kind.value && text ? `, read as ${engine.kind(text)} policy` : "";
    status.textContent = !text ? "nothing to check" : all.length ? `${all.length} ${all.length === 1 ? "finding" : "findings"}${kind}` : `nothing found${kind}`;
    findings.replaceChildren(...all.map(it => element("li", { class: it.severity },
      button(`line ${it.start.line}, column ${it.start.column + 1}`, it.show, { class: "place" }),
      element("p", {}, quoted(it.message)),
      it.help && element("p", { class: "note" }, quoted(it.help)),
      element("p", { class: "note" }, `${it.severity.replaceAll("_", " ")}: `, element("a", { href: `rules/${it.rule}.html` }, it.rule),
        it.issue_code && [", ", code(it.issue_code)]),
      it.apply && element("p", {}, button(it.fix.title, it.apply, { class: "fix" }), element("span", { class: "note" }, " proved to grant nothing more")),
      it.write && element("p", {}, button(`write ${it.meant}`, it.write, { class: "meant" }), element("span", { class: "note" }, " grants what it names")))));
  };
  const input = editor(engine, root.querySelector(".editor"), {
    text: typeof given.text === "string" ? given.text : EXAMPLE, label: "Policy", settings, found: show,
  });

  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("change", input.relint);
  form.querySelector("[name=format]").addEventListener("click", () => {
    const text = engine.format(input.text);
    if (text != null) input.text = text;
    else status.textContent = "it is not JSON yet, so it cannot be formatted";
  });
  form.querySelector("[name=share]").addEventListener("click", async () => {
    const link = await address({ text: input.text, ...settings() });
    history.replaceState(null, "", link);
    try {
      await navigator.clipboard.writeText(link);
      status.textContent = "the link is copied; it holds the policy itself";
    } catch {
      status.textContent = "the address of this page holds the policy now";
    }
  });
  input.relint();
}
