//! `hwc-iam lsp`, as an editor speaks with it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use super::{Scratch, command, fixtures, run};

/// An editor with one server.
struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    next: i64,
    /// What the server said of itself, in order.
    notes: Vec<Value>,
}

impl Editor {
    fn start(folder: &Path) -> Self {
        let mut child =
            command(folder, &["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut editor = Self { child, input, output, next: 0, notes: Vec::new() };
        let folders = json!([{ "uri": uri(folder), "name": "x" }]);
        let answer = editor.ask("initialize", json!({ "capabilities": {}, "workspaceFolders": folders }));
        assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2, "changes in parts");
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input.as_mut().unwrap(), "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.as_mut().unwrap().flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn begin(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.next
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server is gone");
            if let Some(it) = line.strip_prefix("Content-Length:") {
                length = it.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    }

    fn answer(&mut self, id: i64) -> Value {
        loop {
            let message = self.receive();
            if message["id"] == id {
                return message;
            }
            self.notes.push(message);
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.begin(method, params);
        let answer = self.answer(id);
        assert_eq!(answer.get("error"), None, "{answer}");
        answer["result"].clone()
    }

    fn open(&mut self, path: &Path, language: &str, text: &str) {
        let document = json!({ "uri": uri(path), "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// What is said of a version of a file, once it is.
    fn diagnostics(&mut self, path: &Path, version: i64) -> Vec<Value> {
        let is_it = |it: &Value| {
            it["method"] == "textDocument/publishDiagnostics"
                && it["params"]["uri"] == uri(path)
                && it["params"]["version"] == version
        };
        loop {
            if let Some(at) = self.notes.iter().position(is_it) {
                return self.notes.remove(at)["params"]["diagnostics"].as_array().unwrap().clone();
            }
            let message = self.receive();
            self.notes.push(message);
        }
    }

    fn stop(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Value::Null);
        let id = self.begin("textDocument/hover", json!({}));
        assert_eq!(self.answer(id)["error"]["code"], -32600, "nothing is asked after the end");
        self.tell("exit", Value::Null);
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn at(path: &Path, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri(path) }, "position": { "line": line, "character": character } })
}

/// The findings of a document of `check`, and of what an editor is told, in the same words.
fn of_check(file: &Value) -> Vec<(String, String, u64)> {
    let all = file["findings"].as_array().unwrap().iter();
    let mut all: Vec<_> = all
        .map(|it| {
            let line = it["start"]["line"].as_u64().unwrap();
            (it["rule"].as_str().unwrap().to_owned(), it["message"].as_str().unwrap().to_owned(), line)
        })
        .collect();
    all.sort();
    all
}

fn of_editor(diagnostics: &[Value]) -> Vec<(String, String, u64)> {
    let findings = diagnostics.iter().filter(|it| it["data"]["rule"].is_string());
    let mut all: Vec<_> = findings
        .map(|it| {
            let message = it["message"].as_str().unwrap();
            let message = message.split("\nhelp: ").next().unwrap().split("\nin `").next().unwrap();
            let line = it["range"]["start"]["line"].as_u64().unwrap() + 1;
            (it["data"]["rule"].as_str().unwrap().to_owned(), message.to_owned(), line)
        })
        .collect();
    all.sort();
    all
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, out);
        } else if [".json", ".tf", ".yaml", ".yml", ".jsonl"].iter().any(|it| name.ends_with(it))
            && name != "sarif-2.1.0.schema.json"
        {
            out.push(path);
        }
    }
}

#[test]
fn an_editor_is_told_what_check_says() {
    let mut all = Vec::new();
    files(&fixtures(), &mut all);
    all.sort();
    let mut editor = Editor::start(&fixtures());
    let mut found = 0;
    for path in &all {
        let Ok(text) = fs::read_to_string(path) else { continue };
        let name = path.to_str().unwrap();
        let checked = run(&["check", "--only-policies", "--format", "json", name]).json();
        let here = checked["files"].as_array().unwrap().iter().find(|it| it["file"] == name);
        editor.open(path, "json", &text);
        let told = of_editor(&editor.diagnostics(path, 1));
        assert_eq!(told, here.map(of_check).unwrap_or_default(), "{name}");
        found += told.len();
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(path) } }));
    }
    assert!(all.len() > 20 && found > 40, "{} files, {found} findings", all.len());
    editor.stop();
}

const POLICY: &str = "{\n  \"Version\": \"5.0\",\n  \"Statement\": [{\n    \"Sid\": \"中文😀\", \"Effect\": \"Allow\", \"Action\": [\"ims:images:lst\", \"ims:images:get\", \"ims:images:get\"]\n  }]\n}\n";

#[test]
fn a_slip_is_told_and_mended() {
    let scratch = Scratch::new("lsp-slip");
    let path = scratch.0.join("a.json");
    let mut editor = Editor::start(&scratch.0);
    editor.open(&path, "json", POLICY);
    let told = editor.diagnostics(&path, 1);
    let slip = told.iter().find(|it| it["code"] == "unknown_action").unwrap();
    // `中文` are two units, and `😀` is a pair.
    assert_eq!(
        slip["range"],
        json!({ "start": { "line": 3, "character": 49 }, "end": { "line": 3, "character": 65 } })
    );
    assert!(slip["codeDescription"]["href"].as_str().unwrap().ends_with("/src/lint/rules/unknown_action.md"), "{slip}");
    assert!(slip["data"]["page"].as_str().unwrap().contains("action"), "{slip}");

    let repeated = told.iter().find(|it| it["code"] == "repeated_item").unwrap();
    let document = json!({ "uri": uri(&path) });
    let asked = |range: &Value| json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
    let actions = editor.ask("textDocument/codeAction", asked(&repeated["range"]));
    let fix = actions.as_array().unwrap().iter().find(|it| it["kind"] == "quickfix").unwrap();
    assert_eq!(fix["diagnostics"][0]["code"], "repeated_item");
    let edit = fix["edit"]["changes"][uri(&path)][0].clone();
    assert!(actions.as_array().unwrap().iter().any(|it| it["kind"] == "source.fixAll"), "{actions}");
    // What would grant more is for its author to do.
    let actions = editor.ask("textDocument/codeAction", asked(&slip["range"]));
    assert!(actions.as_array().unwrap().iter().all(|it| it["kind"] != "quickfix"), "{actions}");

    let change = json!({ "range": edit["range"], "text": edit["newText"] });
    let document = json!({ "uri": uri(&path), "version": 2 });
    editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    let told = editor.diagnostics(&path, 2);
    assert!(told.iter().all(|it| it["code"] != "repeated_item"), "{told:?}");
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&path) } }));
    editor.stop();
}

#[test]
fn names_are_completed_and_explained_while_nothing_parses() {
    let scratch = Scratch::new("lsp-names");
    let path = scratch.0.join("a.policy.yaml");
    let mut editor = Editor::start(&scratch.0);
    editor.open(
        &path,
        "yaml",
        "Version: '5.0'\nStatement:\n  - Sid: 😀中\n    Effect: Allow\n    Action: [\"ims:images:copyC\n",
    );
    let list = editor.ask("textDocument/completion", at(&path, 4, 30));
    assert_eq!(list["isIncomplete"], true);
    let first = list["items"][0].clone();
    assert_eq!(first["label"], "ims:images:copyCrossRegion");
    assert_eq!(first["textEdit"]["range"]["start"], json!({ "line": 4, "character": 14 }));
    let resolved = editor.ask("completionItem/resolve", first);
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("pages"), "{resolved}");

    let change = json!({ "range": { "start": { "line": 4, "character": 30 }, "end": { "line": 4, "character": 30 } }, "text": "rossRegion\"]" });
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri(&path), "version": 2 }, "contentChanges": [change] }),
    );
    let hover = editor.ask("textDocument/hover", at(&path, 4, 20));
    let text = hover["contents"]["value"].as_str().unwrap();
    assert!(text.contains("an action of identity policies") && text.contains("20"), "with its date: {text}");
    assert_eq!(hover["range"]["end"]["character"], 40);
    editor.stop();
}

#[test]
fn a_document_is_formatted_and_outlined() {
    let scratch = Scratch::new("lsp-format");
    let (policy, other) = (scratch.0.join("a.json"), scratch.0.join("package.json"));
    let text = "{\"Statement\":[{\"Sid\":\"one\",\"Effect\":\"Allow\",\"Action\":[\"ims:images:list\"]}],\"Version\":\"5.0\"}\n";
    let mut editor = Editor::start(&scratch.0);
    editor.open(&policy, "json", text);
    editor.open(&other, "json", "{\"name\":\"x\"}");
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let asked = |path: &Path| json!({ "textDocument": { "uri": uri(path) }, "options": options });
    let edits = editor.ask("textDocument/formatting", asked(&policy));
    scratch.write("same.json", text);
    let formatted = scratch.run(&["fmt", "same.json"]).out;
    let edit = &edits[0];
    let place = |it: &Value| it["character"].as_u64().unwrap() as usize;
    assert_eq!(edit["range"]["start"]["line"], 0);
    let (start, end) = (
        place(&edit["range"]["start"]),
        if edit["range"]["end"]["line"] == 0 { place(&edit["range"]["end"]) } else { text.len() },
    );
    assert_eq!(
        [text.get(..start).unwrap(), edit["newText"].as_str().unwrap(), text.get(end..).unwrap()].concat(),
        formatted
    );
    assert_eq!(editor.ask("textDocument/formatting", asked(&other)), Value::Null, "it is no policy");

    let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri(&policy) } }));
    assert_eq!(symbols[0]["children"][0]["name"], "one");
    editor.stop();
}

#[test]
fn json_within_another_language_is_formatted_where_it_stands() {
    let scratch = Scratch::new("lsp-format-within");
    let ugly = r#"{"Statement":[{"Action":["ims:images:list"],"Effect":"Allow","Resource":["${var.image}"]}],"Version":"5.0"}"#;
    let terraform = format!(
        "resource \"huaweicloud_identity_policy\" \"a\" {{\n  policy_document = <<-EOT\n    {ugly}\n  EOT\n}}\n\
         resource \"huaweicloud_identity_policy\" \"b\" {{\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = [] }})\n}}\n"
    );
    let yaml = format!("policies:\n  - document: |\n      {ugly}\n");
    let mut editor = Editor::start(&scratch.0);
    for (name, language, text, line, indent) in
        [("a.tf", "terraform", &terraform, 2, "    "), ("a.policy.yaml", "yaml", &yaml, 2, "      ")]
    {
        let path = scratch.0.join(name);
        editor.open(&path, language, text);
        let options = json!({ "tabSize": 2, "insertSpaces": true });
        let asked = json!({ "textDocument": { "uri": uri(&path) }, "options": options });
        let edits = editor.ask("textDocument/formatting", asked);
        assert_eq!(edits.as_array().unwrap().len(), 1, "{name}: {edits}");
        let (start, end) = (&edits[0]["range"]["start"], &edits[0]["range"]["end"]);
        assert_eq!((&start["line"], &end["line"]), (&json!(line), &json!(line)), "{name}");
        let new = edits[0]["newText"].as_str().unwrap();
        assert!(new.starts_with(&format!("{{\n{indent}  \"Version\": \"5.0\",\n{indent}  \"Statement\"")), "{new}");
        assert!(new.ends_with(&format!("\n{indent}}}")) && new.contains("${var.image}"), "{new}");
    }
    editor.stop();
}

#[test]
fn a_module_is_one_thing() {
    let scratch = Scratch::new("lsp-module");
    let (main, locals) = (scratch.0.join("main.tf"), scratch.0.join("locals.tf"));
    let text = "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({\n    Version   = \"5.0\"\n    Statement = [{ Effect = \"Allow\", Action = local.reads }]\n  })\n}\n";
    scratch.write("main.tf", text);
    scratch.write("locals.tf", "locals {\n  reads = [\"ims:images:list\"]\n}\n");
    let mut editor = Editor::start(&scratch.0);
    editor.open(&main, "terraform", text);
    let told = editor.diagnostics(&main, 1);
    assert!(told.iter().all(|it| it["code"] != "unknown_action"), "{told:?}");
    // What is open counts, and not what is saved.
    editor.open(&locals, "terraform", "# 😀\nlocals {\n  reads = [\"ims:images:lst\"]\n}\n");
    let told = editor.diagnostics(&locals, 1);
    assert_eq!(told[0]["code"], "unknown_action");
    let definition = editor.ask("textDocument/definition", at(&main, 3, 52));
    assert_eq!(definition["uri"], uri(&locals));
    assert_eq!(definition["range"]["start"], json!({ "line": 2, "character": 2 }));
    editor.stop();
}

#[test]
fn terraform_is_mended_where_it_is_written() {
    let scratch = Scratch::new("lsp-terraform-fix");
    let path = scratch.0.join("main.tf");
    let text = "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({\n    Version   = \"5.0\"\n    Statement = [{ Effect = \"Allow\", Action = [\"ims:images:get\", \"ims:images:get\"] }]\n  })\n}\n";
    let mut editor = Editor::start(&scratch.0);
    editor.open(&path, "terraform", text);
    let told = editor.diagnostics(&path, 1);
    let repeated = told.iter().find(|it| it["code"] == "repeated_item").unwrap();
    let document = json!({ "uri": uri(&path) });
    let asked = json!({ "textDocument": document, "range": repeated["range"], "context": { "diagnostics": [], "only": ["quickfix"] } });
    let actions = editor.ask("textDocument/codeAction", asked);
    assert_eq!(actions.as_array().unwrap().len(), 1, "{actions}");
    let edit = &actions[0]["edit"]["changes"][uri(&path)][0];
    assert_eq!(edit["newText"], "", "{edit}");
    assert_eq!(edit["range"]["start"]["line"], 3, "{edit}");
    editor.stop();
}

#[test]
fn the_configuration_counts_as_for_check() {
    let scratch = Scratch::new("lsp-config");
    let path = scratch.0.join("sub/a.json");
    scratch.write("hwc-iam.toml", "[rules]\nunknown_action = \"warn\"\n");
    scratch.write("sub/a.json", POLICY);
    let mut editor = Editor::start(&scratch.0);
    editor.open(&path, "json", POLICY);
    let severity =
        |told: &[Value]| told.iter().find(|it| it["code"] == "unknown_action").map(|it| it["severity"].clone());
    assert_eq!(severity(&editor.diagnostics(&path, 1)), Some(json!(2)));
    scratch.write("hwc-iam.toml", "[rules]\nunknown_action = \"allow\"\n");
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri(&path) } }));
    assert_eq!(severity(&editor.diagnostics(&path, 1)), None);
    scratch.write("hwc-iam.toml", "[rules]\nnonsense = \"allow\"\n");
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": uri(&path) } }));
    let told = editor.diagnostics(&path, 1);
    assert!(told[0]["message"].as_str().unwrap().contains("nonsense"), "{told:?}");
    editor.stop();
}

#[test]
fn what_the_protocol_wants_of_strange_messages() {
    let scratch = Scratch::new("lsp-strange");
    let mut editor = Editor::start(&scratch.0);
    let id = editor.begin("textDocument/foldingRange", json!({}));
    assert_eq!(editor.answer(id)["error"]["code"], -32601);
    let id = editor.begin("textDocument/hover", json!({ "position": 1 }));
    assert_eq!(editor.answer(id)["error"]["code"], -32602);
    editor.tell("$/nobodyKnows", json!({}));
    editor.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///not/open", "version": 1 }, "contentChanges": [] }),
    );
    editor.tell("$/cancelRequest", json!({ "id": 4711 }));
    // One that is cancelled before its turn; which of both happens is for the machine to say, an answer comes in either case.
    let id = editor.begin("textDocument/hover", at(&scratch.0.join("a.json"), 0, 0));
    editor.tell("$/cancelRequest", json!({ "id": id }));
    let answer = editor.answer(id);
    assert!(answer["result"].is_null() || answer["error"]["code"] == -32800, "{answer}");
    // Deep, and large.
    let path = scratch.0.join("b.policy.json");
    editor.open(&path, "json", &format!("{{\"Statement\": {}", "[".repeat(200_000)));
    assert!(!editor.diagnostics(&path, 1).is_empty());
    let path = scratch.0.join("c.policy.json");
    editor.open(&path, "json", &" ".repeat(5 << 20));
    assert!(editor.diagnostics(&path, 1)[0]["message"].as_str().unwrap().contains("larger than"));
    editor.ask("textDocument/completion", at(&path, 0, 0));
    editor.stop();
}

#[test]
fn without_an_editor_it_says_so() {
    let ran = run(&["lsp"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("editor"), "{}", ran.err);
}
