//! The macros and the linter say the same of the same policies: each compile-fail test whose policy is plain JSON is read as JSON, too.

use std::fs;

use hwc_iam::{Document, PolicyKind, lint};

use super::messages::{Message, messages};
use super::{mistakes, stem};

const MACROS: [(&str, PolicyKind); 3] =
    [("policy!(", PolicyKind::Identity), ("scp!(", PolicyKind::Scp), ("trust_policy!(", PolicyKind::Trust)];

/// The policies in a test, if they are all that it has and all of them are plain JSON.
fn policies(source: &str) -> Option<Vec<(String, PolicyKind)>> {
    let calls = source.matches("!(").count() - source.matches("assert!(").count();
    let mut found = Vec::new();
    let mut rest = source;
    while let Some((before, behind)) = rest.split_once("!(") {
        let before = before.rsplit(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap();
        let (_, kind) = MACROS.iter().find(|(name, _)| name.strip_suffix("!(") == Some(before))?;
        rest = behind;
        let body = balanced(rest)?;
        serde_json::from_str::<serde_json::Value>(body).ok()?;
        found.push((body.to_owned(), *kind));
    }
    (!found.is_empty() && found.len() == calls).then_some(found)
}

/// What stands before the parenthesis that closes the call.
fn balanced(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, it) in text.char_indices() {
        match it {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '(' => depth += 1,
            ')' if depth == 0 => return text.get(..at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What only Rust has.
fn without_escape(help: &str) -> &str {
    let cut = [" if yours exists, write", "; if the action exists, write", "; if it exists, write"];
    cut.iter().find_map(|it| help.split_once(it)).map_or(help, |(before, _)| before)
}

#[test]
fn macros_and_linter_say_the_same() {
    let of_macros = messages();
    let mut count = 0;
    for file in mistakes("rs") {
        let name = stem(&file);
        let Some(policies) = policies(&fs::read_to_string(&file).unwrap()) else { continue };
        // A discouraged action is the compiler's own warning.
        if name.starts_with("discouraged") {
            continue;
        }
        let is_of_test = |it: &&Message| it.test == name;
        let mut said: Vec<(String, Option<String>)> = Vec::new();
        for Message { lines, .. } in of_macros.iter().filter(is_of_test) {
            let help = lines.get(1).and_then(|it| it.strip_prefix("help: ")).map(|it| without_escape(it).to_owned());
            said.push((lines[0].clone(), help));
        }
        let mut found: Vec<(String, Option<String>)> = Vec::new();
        let mut by_rules = 0;
        for (text, kind) in &policies {
            let document = Document::read(text.as_str(), *kind);
            found.extend(document.problems().map(|it| (it.message(), it.help())));
            let options = lint::Options::default().with_everything();
            let findings = lint::check_with(&document, &options);
            let has = |message: &str| findings.iter().any(|it| it.message() == message);
            by_rules += document.problems().filter(|it| has(&it.message())).count();
        }
        assert_eq!(by_rules, found.len(), "{name}: every mistake is a finding");
        said.sort();
        found.sort();
        assert_eq!(said, found, "{name}");
        count += 1;
    }
    assert!(count > 90, "only {count} tests are plain JSON");
}
