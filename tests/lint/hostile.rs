//! No input breaks the linter, and no fix makes anything worse.

use hwc_iam::lint::{self, Finding, Options, Rule};
use hwc_iam::{Document, PolicyKind};
use proptest::prelude::*;

use super::example;

/// The JSON of all pages.
fn examples() -> Vec<&'static str> {
    let both = |rule| {
        let (bad, good) = example(rule);
        [bad.text, good.text]
    };
    Rule::ALL.iter().copied().flat_map(both).filter(|it| it.len() < 2000).collect()
}

/// A text near an example: parts of it doubled, moved, taken out or replaced.
fn near_examples() -> impl Strategy<Value = String> {
    let all = examples();
    let pieces: Vec<&str> = vec![
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "*",
        "?",
        "${",
        "}\"",
        "null",
        "true",
        "1",
        "\\u12",
        "\u{feff}",
        "é",
        "//",
        "\"Deny\"",
        "\"NotAction\"",
        "\"1.1\"",
        "\"1.0\"",
        "\"5.0\"",
        "\"*\"",
        "IfExists",
        "ForAllValues:",
        "${g:UserName}",
    ];
    let edit = (any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(pieces), any::<bool>());
    (prop::sample::select(all), prop::collection::vec(edit, 0..4)).prop_map(|(text, edits)| {
        let mut chars: Vec<char> = text.chars().collect();
        for (at, length, piece, doubled) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + length).min(chars.len());
            let old: Vec<char> = chars[at..end].to_vec();
            let new =
                if doubled { old.iter().chain(&old).copied().collect() } else { piece.chars().collect::<Vec<_>>() };
            chars.splice(at..end, new);
        }
        chars.into_iter().collect()
    })
}

fn check(text: &str, kind: PolicyKind) -> Vec<Finding> {
    let options = Options::default().with_everything();
    let findings = lint::check_with(&Document::read(text, kind), &options);
    for it in &findings {
        let span = it.span();
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{}: {span:?}", it.rule().name());
    }
    findings
}

fn counts(findings: &[Finding]) -> Vec<(&'static str, usize)> {
    let count = |rule: &Rule| findings.iter().filter(|it| it.rule() == rule).count();
    Rule::ALL.iter().map(|it| (it.name(), count(it))).collect()
}

/// Applies each fix alone.
fn fixes_help(text: &str, kind: PolicyKind) {
    let before = check(text, kind);
    for finding in before.iter().filter(|it| it.fix().is_some()) {
        let name = finding.rule().name();
        let mended = finding.fix().unwrap().apply(text).unwrap();
        let after = check(&mended, kind);
        for ((rule, before), (_, after)) in counts(&before).into_iter().zip(counts(&after)) {
            assert!(rule != name || after < before, "{name} is still there:\n{text}\n{mended}");
            let is_new = after > before && Rule::from_name(rule).unwrap().level() > lint::Level::Allow;
            assert!(!is_new, "{name} brings {rule}:\n{text}\n{mended}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_it(text in any::<String>(), kind in prop::sample::select(PolicyKind::ALL)) {
        check(&text, kind);
    }

    #[test]
    fn no_policy_breaks_it(text in near_examples(), kind in prop::sample::select(PolicyKind::ALL)) {
        check(&text, kind);
    }
}

#[test]
fn fixes_bring_nothing_new() {
    let mut count = 0;
    for rule in Rule::ALL {
        let (bad, _) = example(rule);
        if bad.text.len() < 4000 {
            fixes_help(bad.text, bad.document().kind());
            count += usize::from(bad.findings_of(rule).iter().any(|it| it.fix().is_some()));
        }
    }
    assert!(count >= 8, "only {count} rules offer fixes");
}

/// The rules whose findings can be mended, so that none loses its fix unseen.
#[test]
fn these_rules_offer_fixes() {
    let offers = |rule: &&&'static Rule| example(rule).0.findings_of(rule).iter().any(|it| it.fix().is_some());
    let names: Vec<&str> = Rule::ALL.iter().filter(offers).map(|it| it.name()).collect();
    insta::assert_snapshot!("fixes", names.join("\n"));
}

/// Each of several values under each of several statements: what is compared in pairs stays within its budget.
#[test]
fn what_is_compared_in_pairs_is_bounded() {
    let statement = |at: usize| format!(r#"{{"Effect":"Allow","Action":["ims:images:get*","ims:images:a{at}*"]}}"#);
    let all: Vec<String> = (0..3_000).map(statement).collect();
    let text = format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, all.join(","));
    let options = Options { steps: 100_000, ..Options::default() };
    let findings = lint::check_with(&Document::read(text, PolicyKind::Identity), &options);
    assert!(findings.iter().any(|it| it.rule().name() == "unexamined_policy"));
}

/// A document says itself that not all of it was looked up, as `policy!` does, and the linter says it once.
#[test]
fn more_patterns_than_are_looked_up() {
    let patterns: Vec<String> = (0..15_000).map(|at| format!("\"*:*:a{at}b*\"")).collect();
    let text = format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":[{}]}}]}}"#, patterns.join(","));
    let document = Document::read(text, PolicyKind::Identity);
    let messages: Vec<String> =
        document.problems().filter(|it| it.rule() == "unexamined_policy").map(|it| it.message()).collect();
    let [message] = &messages[..] else { panic!("{messages:?}") };
    assert!(message.contains("take more than 20000000 comparisons"), "{message}");
    let options = Options { steps: 100, ..Options::default() };
    let findings = lint::check_with(&document, &options);
    assert_eq!(findings.iter().filter(|it| it.rule().name() == "unexamined_policy").count(), 1);
}
