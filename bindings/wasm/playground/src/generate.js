// The least policy for calls.
import { action, code, element, list, quoted, section, soon } from "./dom.js";
import { editor } from "./editor.js";
import { attempt, pretty } from "./policy.js";
import { address, shared } from "./share.js";

const EXAMPLE = "POST /v1/cloudimages/{image_id}/cross_region_copy\nGET /v2/cloudimages\n";

export async function generate(root, engine) {
  const form = root.querySelector("form");
  const answer = root.querySelector(".answer");
  const given = await shared();
  const fields = ["calls", "model", "cloud", "region", "account"];
  form.elements.calls.value = EXAMPLE;
  for (const name of fields) if (typeof given[name] === "string") form.elements[name].value = given[name];
  form.elements.conditional.checked = given.conditional === true;
  const policy = editor(engine, root.querySelector(".editor[data-name=policy]"), { label: "Policy", readOnly: true });
  const global = editor(engine, root.querySelector(".editor[data-name=global]"), { label: "Policy of global services", readOnly: true });

  const proof = it => {
    if (it.holds) return "Each call is allowed, nothing else is, and without any one of the actions a call fails.";
    if (!it.complete) return "Nothing is proved, because something is not resolved.";
    return it.nothing_else == null ? "Whether the policy allows anything else is not known." : "The policy does not pass its own test.";
  };

  function tell() {
    if (!form.reportValidity()) return;
    const value = name => form.elements[name].value.trim() || undefined;
    const found = attempt(answer, () => engine.generate({
      operations: form.elements.calls.value.split("\n").map(it => it.trim()).filter(it => it),
      model: value("model"), cloud: value("cloud"), region: value("region"), account: value("account"), with_conditional: form.elements.conditional.checked,
    }));
    const both = [found?.policy, found?.global_policy];
    const [one, other] = both[0] ? both : [both[1], null];
    policy.text = one ? pretty(engine, one) : "";
    global.text = other ? pretty(engine, other) : "";
    root.querySelector(".global").hidden = !other;
    if (!found) return;
    answer.replaceChildren(...[
      section("Not resolved", list(found.unresolved.map(it => [code(it.what), ": ", quoted(it.because),
        it.candidates.length > 0 && [" Perhaps ", it.candidates.map((name, at) => [at > 0 && ", ", code(name)]), "."]]))),
      section("Only under a condition", list(found.conditional.map(it => [action(engine, it.action), `, ${it.included ? "which is in it" : "which is left out"}: `, quoted(it.qualifier)]))),
      found.policy || found.global_policy ? element("p", { class: found.proof.holds ? "verdict equal" : "verdict unknown" }, proof(found.proof)) : null,
      section("Actions", list(found.reasons.map(it => [action(engine, it.action), ": ", quoted(it.because)]))),
      section("Notes", list(found.notes.map(quoted))),
    ].filter(it => it));
  }

  // Names of operations, from the search of the site.
  const offer = async () => {
    const word = form.elements.calls.value.slice(0, form.elements.calls.selectionStart).split("\n").pop().trim();
    const found = word.length < 3 || !globalThis.hwcIamSearch ? [] : await search(word);
    root.querySelector(".offers").replaceChildren(...found.map(it => element("button", {
      type: "button",
      click: () => {
        const lines = form.elements.calls.value.split("\n");
        const at = form.elements.calls.value.slice(0, form.elements.calls.selectionStart).split("\n").length - 1;
        lines[at] = it.name;
        form.elements.calls.value = lines.join("\n");
        root.querySelector(".offers").replaceChildren();
        form.elements.calls.focus();
        tell();
      },
    }, code(it.name), it.title && ` ${it.title}`)));
  };
  const search = async word => {
    await globalThis.hwcIamSearch.load?.();
    return globalThis.hwcIamSearch.find(word, 200).filter(it => it.kind === "operation" && it.name !== word).slice(0, 8);
  };

  form.addEventListener("submit", event => { event.preventDefault(); tell(); });
  form.addEventListener("input", soon(tell, 300));
  form.elements.calls.addEventListener("input", soon(offer, 150));
  form.querySelector("[name=share]").addEventListener("click", async () => {
    const state = Object.fromEntries(fields.map(it => [it, form.elements[it].value]));
    history.replaceState(null, "", await address({ ...state, conditional: form.elements.conditional.checked }));
    form.querySelector("output").textContent = "the address of this page holds the calls now";
  });
  tell();
}
