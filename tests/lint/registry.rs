//! The list of rules: complete, sorted, and worded alike.

use std::fmt::Write;
use std::fs;

use hwc_iam::lint::{Level, Options, Rule, Severity};

use super::{files, folder};

#[test]
fn every_file_is_registered() {
    let names: Vec<&str> = Rule::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(names, files("rs"), "src/lint/rules/mod.rs lists every rule, sorted");
    assert_eq!(names, files("md"), "every rule has a page");
    for rule in Rule::ALL {
        let source = fs::read_to_string(folder().join(rule.name()).with_extension("rs")).unwrap();
        let first = source.lines().find(|it| !it.is_empty() && !it.starts_with("use ") && !it.starts_with("//"));
        assert_eq!(first, Some("pub(super) static RULE: Rule = Rule {"), "{}: the rule stands on top", rule.name());
        assert_eq!(Rule::from_name(rule.name()), Some(*rule));
    }
    assert_eq!(Rule::from_name("unknown"), None);
}

#[test]
fn there_are_more_than_a_hundred() {
    assert!(Rule::ALL.len() > 100, "{}", Rule::ALL.len());
}

#[test]
fn summaries_are_alike() {
    for rule in Rule::ALL {
        let summary = rule.summary();
        assert!(summary.starts_with(|it: char| it.is_lowercase() || it == '`'), "{}: {summary}", rule.name());
        assert!(!summary.ends_with('.'), "{}: {summary}", rule.name());
        assert!(summary.matches('`').count() % 2 == 0, "{}: {summary}", rule.name());
        assert!(rule.name().bytes().all(|it| it.is_ascii_lowercase() || it == b'_'), "{}", rule.name());
    }
}

/// The codes that the reference lists; there are others, which nobody here knows.
#[test]
fn no_code_is_invented() {
    let known = [
        "DATA_TYPE_MISMATCH",
        "INVALID_POLICY_ELEMENT",
        "INVALID_VERSION",
        "JSON_SYNTAX_ERROR",
        "MISSING_STATEMENT",
        "MISSING_VERSION",
        "UNSUPPORTED_PRINCIPAL",
    ];
    let mut used: Vec<&str> = Rule::ALL.iter().filter_map(|it| it.issue_code()).collect();
    used.sort_unstable();
    used.dedup();
    assert_eq!(used, known);
    for rule in Rule::ALL.iter().filter(|it| it.issue_code().is_some()) {
        assert_eq!(rule.severity(), Severity::Error, "{}: all known codes are errors", rule.name());
    }
}

/// A check fails only for what is certain; what is a matter of taste says nothing.
#[test]
fn levels_fit_severities() {
    for rule in Rule::ALL {
        match rule.severity() {
            Severity::Error => assert_eq!(rule.level(), Level::Deny, "{}", rule.name()),
            Severity::Suggestion => assert!(rule.level() < Level::Deny, "{}", rule.name()),
            Severity::Warning | Severity::SecurityWarning => {}
        }
    }
}

#[test]
fn the_list_of_rules() {
    let mut list = String::new();
    for rule in Rule::ALL {
        let code = rule.issue_code().map(|it| format!(" {it}")).unwrap_or_default();
        writeln!(list, "{:<28} {:<16} {:<5} {}{code}", rule.name(), rule.severity(), rule.level(), rule.summary())
            .unwrap();
    }
    insta::assert_snapshot!("rules", list);
}

/// A rule that asks the catalogue for names is of no use for a cloud of which no page was read, and would be wrong there.
#[test]
fn the_rules_of_names() {
    let options = Options::default().with_everything();
    let all = options.clone().without_names();
    let of_names = Rule::ALL.iter().filter(|it| options.levels.of(it) != all.levels.of(it));
    insta::assert_debug_snapshot!(of_names.map(|it| it.name()).collect::<Vec<_>>());
}
