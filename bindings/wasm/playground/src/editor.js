// An editor of a policy: what the linter finds is underlined, and what may stand at the cursor is offered.
import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { forceLinting, linter, lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { bytes, units } from "./places.js";

const SEVERITIES = { error: "error", security_warning: "warning", warning: "warning", suggestion: "info" };

/**
 * An editor in an element. `settings()` are those of the linter; `found(findings)` is called with what it finds, each with `show`, with
 * `apply` where there is a fix, and with `write` where a name was perhaps meant; without it nothing is looked for. `changed()` is called after each change.
 */
export function editor(engine, parent, { text = "", label, settings = () => ({}), found, changed = () => {}, readOnly = false }) {
  const source = linter(view => {
    const checked = view.state.doc.toString();
    const at = units(checked);
    const findings = checked.trim() ? engine.check(checked, settings()) : [];
    for (const it of findings) {
      it.from = at(it.start.offset);
      it.to = at(it.end.offset);
      it.show = () => {
        view.dispatch({ selection: { anchor: it.from, head: it.to }, scrollIntoView: true });
        view.focus();
      };
      const change = edits => () => {
        // What has been typed since would be mended at a wrong place.
        if (view.state.doc.toString() === checked) {
          view.dispatch({ changes: edits.map(edit => ({ from: at(edit.start.offset), to: at(edit.end.offset), insert: edit.text })) });
        }
        forceLinting(view);
      };
      // The engines hand out no fix but those that are proved to grant nothing more.
      it.apply = it.fix && change(it.fix.edits);
      it.meant = meant(it, checked.slice(it.from, it.to));
      it.write = it.meant && change([{ start: it.start, end: it.end, text: `"${it.meant}"` }]);
    }
    found(findings);
    return findings.map(it => ({
      from: it.from,
      to: it.to,
      severity: SEVERITIES[it.severity] ?? "warning",
      source: it.rule,
      message: it.help ? `${it.message}\n${it.help}` : it.message,
      actions: [
        ...(it.apply ? [{ name: it.fix.title, apply: it.apply }] : []),
        ...(it.write ? [{ name: `write ${it.meant}`, apply: it.write }] : []),
      ],
    }));
  }, { delay: 120 });

  const completions = context => {
    const written = context.state.doc.toString();
    const { from, to, items } = engine.complete(written, bytes(written, context.pos), settings().kind);
    const at = units(written);
    // What is offered depends on all that is written already.
    return items.length ? { from: at(from), to: at(to), filter: false, options: items } : null;
  };

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        bracketMatching(),
        closeBrackets(),
        EditorView.lineWrapping,
        json(),
        syntaxHighlighting(classHighlighter),
        EditorView.contentAttributes.of({ "aria-label": label }),
        EditorState.readOnly.of(readOnly),
        readOnly ? [] : autocompletion({ override: [completions], icons: false, maxRenderedOptions: 50 }),
        found ? [source, lintGutter()] : [],
        // Tab leaves the editor, as in every form, unless something is offered.
        keymap.of([
          { key: "Tab", run: acceptCompletion },
          ...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.updateListener.of(it => it.docChanged && changed()),
      ],
    }),
  });
  return {
    view,
    get text() {
      return view.state.doc.toString();
    },
    set text(it) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: it } });
    },
    relint: () => forceLinting(view),
  };
}

/** The name that was perhaps meant. To write it is no fix: it grants what the name stands for, which only the author can want. */
function meant({ help }, literal) {
  const name = /^did you mean `([^`"\\]+)`\?$/.exec(help ?? "")?.[1];
  return name && /^"[^"\\]*"$/.test(literal) ? name : null;
}
