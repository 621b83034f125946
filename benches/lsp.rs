//! One keystroke in an editor, in a file of a thousand lines: from the change to what is said of it, and to what may stand there.
//! The server is the real one, over its pipes.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use divan::Bencher;
use serde_json::{Value, json};

fn main() {
    divan::main();
}

struct Editor {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    version: i64,
}

impl Editor {
    fn open(name: &str, language: &str, text: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hwc-iam"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut editor = Self { child, input, output, version: 1 };
        editor.send(&json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "capabilities": {} } }));
        editor.until(|it| it["id"] == 0);
        let uri = format!("file:///nowhere/{name}");
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        editor.send(&json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }));
        let params = json!({ "textDocument": document });
        editor.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": params }));
        editor.until(|it| it["params"]["version"] == 1);
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut length = 0;
            let mut line = String::new();
            while line != "\r\n" {
                line.clear();
                assert!(self.output.read_line(&mut line).unwrap() > 0, "the server is gone");
                length = line.strip_prefix("Content-Length:").map_or(length, |it| it.trim().parse().unwrap());
            }
            let mut bytes = vec![0; length];
            self.output.read_exact(&mut bytes).unwrap();
            let message: Value = serde_json::from_slice(&bytes).unwrap();
            if is_it(&message) {
                return message;
            }
        }
    }

    /// Types one letter at the end of the last action, or takes it away again.
    fn keystroke(&mut self, name: &str, line: u32, character: u32) {
        self.version += 1;
        let (end, text) = if self.version % 2 == 0 { (character, "x") } else { (character + 1, "") };
        let at = |character: u32| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": at(character), "end": at(end) }, "text": text });
        let document = json!({ "uri": format!("file:///nowhere/{name}"), "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }));
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// 125 statements of 8 lines; the last action is on the line that is returned.
fn json_policy() -> (String, u32) {
    let mut text = String::from("{\n  \"Version\": \"5.0\",\n  \"Statement\": [\n");
    for at in 0..124 {
        text += &format!(
            "    {{\n      \"Sid\": \"s{at}\",\n      \"Effect\": \"Allow\",\n      \"Action\": [\n        \"ims:images:get\"\n      ],\n      \"Resource\": [\"ims:*:*:image:{at}\"]\n    }}{}\n",
            if at == 123 { "" } else { "," }
        );
    }
    text += "  ]\n}\n";
    (text, 3 + 123 * 8 + 4)
}

fn terraform_policy() -> (String, u32) {
    let mut text = String::from(
        "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({\n    Version = \"5.0\"\n    Statement = [\n",
    );
    for at in 0..124 {
        text += &format!(
            "    {{\n      Sid = \"s{at}\"\n      Effect = \"Allow\"\n      Action = [\n        \"ims:images:get\"\n      ]\n      Resource = [\"ims:*:*:image:{at}\"]\n    }},\n"
        );
    }
    text += "    ]\n  })\n}\n";
    (text, 4 + 123 * 8 + 4)
}

const LAST: u32 = 23;

#[divan::bench(args = ["a.json", "a.tf"])]
fn findings_after_a_keystroke(bencher: Bencher<'_, '_>, name: &str) {
    let (text, line) = if name.ends_with("json") { json_policy() } else { terraform_policy() };
    assert!(text.lines().count() >= 995, "{}", text.lines().count());
    let mut editor = Editor::open(name, "json", &text);
    bencher.bench_local(|| {
        editor.keystroke(name, line, LAST);
        let version = editor.version;
        editor.until(|it| it["params"]["version"] == version)
    });
}

#[divan::bench(args = ["a.json", "a.tf"])]
fn completion_at_the_end(bencher: Bencher<'_, '_>, name: &str) {
    let (text, line) = if name.ends_with("json") { json_policy() } else { terraform_policy() };
    let mut editor = Editor::open(name, "json", &text);
    let place = json!({ "textDocument": { "uri": format!("file:///nowhere/{name}") }, "position": { "line": line, "character": LAST } });
    bencher.bench_local(|| {
        editor.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "textDocument/completion", "params": place }));
        let answer = editor.until(|it| it["id"] == 1);
        assert!(!answer["result"]["items"].as_array().unwrap().is_empty());
    });
}
