//! What the pages of the rules show is what happens.

use std::fmt::Write;

use hwc_iam::lint::{Finding, Level, Rule};

use super::{Block, example};

#[test]
fn every_page_has_its_sections() {
    let sections = ["## What it does", "## Why is this bad?", "## Example", "## Use instead"];
    for rule in Rule::ALL {
        let docs = rule.docs();
        assert!(docs.starts_with(&format!("# {}\n", rule.name())), "{}", rule.name());
        let found: Vec<&str> = docs.lines().filter(|it| it.starts_with("## ")).collect();
        assert_eq!(found, sections, "{}", rule.name());
        assert!(docs.ends_with("```\n"), "{}", rule.name());
    }
}

#[test]
fn examples_show_what_the_rule_finds() {
    let mut shown = String::new();
    let mut wrong = Vec::new();
    for rule in Rule::ALL {
        let (bad, good) = example(rule);
        let findings = bad.findings_of(rule);
        // It is for pages of the role/policy model with dates, of which there is none yet.
        if rule.name() == "action_of_other_cloud" {
            assert!(findings.is_empty(), "there is such a page now: delete this exception");
            continue;
        }
        if findings.is_empty() {
            wrong.push(format!("{}: the example has no such finding", rule.name()));
        }
        for it in &findings {
            let text = bad.text.get(it.span().start as usize..it.span().end as usize).unwrap();
            let place = if text.len() > 60 { "…" } else { text };
            writeln!(shown, "{}\n  {}\n  at {place}", rule.name(), it.message()).unwrap();
            it.help().into_iter().for_each(|it| writeln!(shown, "  help: {it}").unwrap());
            it.fix().into_iter().for_each(|it| writeln!(shown, "  fix: {}", it.title).unwrap());
        }
        let findings = good.findings_of(rule);
        wrong
            .extend(findings.iter().map(|it| format!("{}: the better one has it, too: {}", rule.name(), it.message())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    insta::assert_snapshot!("findings", shown);
}

/// What stands under "Use instead" is advice, so nothing else that fails a check may be wrong with it.
#[test]
fn what_to_use_instead_is_clean() {
    let mut wrong = Vec::new();
    for rule in Rule::ALL {
        let (_, good) = example(rule);
        let findings = good.findings(&good.options());
        // The catalogue has not read the page of `iam` for identity policies.
        let is_unread = |it: &&Finding| it.rule().name() == "unread_action" && it.of_service() == Some("iam");
        let findings = findings.iter().filter(|it| !is_unread(it));
        wrong.extend(findings.map(|it| format!("{}: {}: {}", rule.name(), it.rule().name(), it.message())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Both examples are JSON that serde reads, except where the JSON itself is what is wrong.
#[test]
fn examples_are_json() {
    for rule in Rule::ALL {
        let (bad, good) = example(rule);
        if bad.is_terraform() {
            continue;
        }
        let is_json =
            |it: &Block<'_>| serde_json::from_str::<serde_json::Value>(it.text.trim_start_matches('\u{feff}')).is_ok();
        assert!(is_json(&good), "{}", rule.name());
        assert!(is_json(&bad) || rule.name() == "syntax", "{}", rule.name());
    }
}

#[test]
fn a_rule_that_is_allowed_says_nothing() {
    for rule in Rule::ALL {
        let (bad, _) = example(rule);
        let mut options = bad.options();
        options.levels.set(rule, Level::Allow);
        let findings = bad.findings(&options);
        assert!(findings.iter().all(|it| it.rule() != *rule), "{}", rule.name());
    }
}
