//! The convention that all messages keep, and that every mistake has a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{ROOT, mistakes, stem};
use crate::lint::words::complaint;

/// Tests of what is no `Mistake`: files, Rust in a policy, the typed builder, and several things at once.
const OTHERS: [&str; 8] = ["const", "discouraged", "file", "path", "several", "syntax", "typed", "value"];

/// The names of the rules, as `problem/mod.rs` lists them.
fn rules() -> BTreeSet<String> {
    let source = fs::read_to_string(Path::new(ROOT).join("core/src/problem/mod.rs")).unwrap();
    let (_, list) = source.split_once("\nmistakes! {\n").unwrap();
    let (list, _) = list.split_once("\n}\n").unwrap();
    let rules = list.lines().filter_map(|it| it.strip_suffix("\",")?.rsplit_once(" = \""));
    let rules: Vec<String> = rules.map(|(_, it)| it.to_owned()).collect();
    assert_eq!(rules.len(), list.lines().filter(|it| it.trim_end().ends_with(',')).count(), "{list}");
    rules.into_iter().collect()
}

/// The longest of the prefixes that a test may have.
fn prefix<'a>(rules: &'a BTreeSet<String>, name: &str) -> Option<&'a str> {
    let has = |it: &&str| name.strip_prefix(*it).is_some_and(|it| it.starts_with('_'));
    rules.iter().map(String::as_str).chain(OTHERS).filter(has).max_by_key(|it| it.len())
}

#[test]
fn every_rule_has_a_test_and_every_test_a_rule() {
    let rules = rules();
    let mut untested = rules.clone();
    for file in mistakes("rs") {
        let name = stem(&file);
        let prefix = prefix(&rules, name).unwrap_or_else(|| panic!("`{name}` begins with no rule"));
        untested.remove(prefix);
    }
    // Only what takes minutes to compile would have it.
    untested.remove("unexamined_policy");
    assert!(untested.is_empty(), "rules without a test `macros/tests/ui/fail/<rule>_<what>.rs`: {untested:?}");
}

/// A message, and where it stands.
pub(super) struct Message {
    pub(super) test: String,
    /// What is wrong and, behind `help: `, what to do.
    pub(super) lines: Vec<String>,
}

/// The messages that are ours; those with a number are the compiler's own, and so are those of lints.
pub(super) fn messages() -> Vec<Message> {
    let mut all = Vec::new();
    for file in mistakes("stderr") {
        let test = stem(&file).to_owned();
        let text = fs::read_to_string(&file).unwrap();
        let mut lines: Vec<String> = Vec::new();
        for line in text.lines() {
            if let Some(message) = line.strip_prefix("error: ") {
                // A warning of ours comes as that of a deprecated constant.
                let message = message.split_once("::NOT_KNOWN_HERE`: ").map_or(message, |(_, it)| it);
                lines = vec![message.to_owned()];
            } else if line.trim_start().starts_with("--> ") {
                if lines.first().is_some_and(|it| !it.starts_with("use of deprecated ")) {
                    all.push(Message { test: test.clone(), lines: std::mem::take(&mut lines) });
                }
                lines.clear();
            } else if !lines.is_empty() {
                lines.push(line.trim().to_owned());
            }
        }
    }
    all
}

#[test]
fn messages_keep_the_convention() {
    let messages = messages();
    assert!(messages.len() > 150, "only {} messages were found", messages.len());
    let mut complaints = Vec::new();
    for Message { test, lines } in &messages {
        let [what, help @ ..] = lines.as_slice() else { panic!("{test}: no message") };
        // What the reader of JSON says is in its own words.
        if what.contains(": invalid json: ") {
            continue;
        }
        // A mistake in a file says first where it is.
        let what = what.split_once(".json:").and_then(|(_, it)| it.split_once(": ")).map_or(&**what, |(_, it)| it);
        for line in [what].into_iter().chain(help.iter().map(|it| it.strip_prefix("help: ").unwrap_or(""))) {
            complaints.extend(complaint(line).map(|it| format!("{test}: {it}: {line}")));
        }
        if help.len() > 1 {
            complaints.push(format!("{test}: more than one line of help"));
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn a_mistake_is_said_in_our_words_only() {
    let rules = rules();
    let mut complaints = Vec::new();
    for file in mistakes("stderr") {
        let (name, text) = (stem(&file), fs::read_to_string(&file).unwrap());
        let is_of_rule = prefix(&rules, name).is_some_and(|it| it != "syntax" && rules.contains(it));
        let no = |what| (text.contains(what), what);
        let always = [no("panicked"), no("warning: ")];
        let of_rules = [no("error[E"), no("this error originates in")].map(|(is_so, what)| (is_of_rule && is_so, what));
        complaints.extend(always.into_iter().chain(of_rules).filter(|it| it.0).map(|it| format!("{name}: {}", it.1)));
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}
