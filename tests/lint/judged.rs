//! Policies that a person judged before the linter did: what must be found in each, and what must not.

use hwc_iam::lint::{self, Options};
use hwc_iam::{Document, PolicyKind};
use serde_json::Value;

#[test]
fn policies_are_judged_as_people_do() {
    let mut wrong = Vec::new();
    for (number, line) in (1..).zip(include_str!("judged.jsonl").lines()) {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = case["policy"].to_string();
        let kind = PolicyKind::ALL.iter().find(|it| case["kind"] == it.name());
        let document = kind.map_or_else(|| Document::infer(&text), |it| Document::read(&text, *it));
        let findings = lint::check_with(&document, &Options::default());
        let found: Vec<&str> = findings.iter().map(|it| it.rule().name()).collect();
        let names = |of: &str| case[of].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned());
        wrong.extend(names("found").filter(|it| !found.contains(&it.as_str())).map(|it| format!("{number}: no {it}")));
        wrong.extend(names("not_found").filter(|it| found.contains(&it.as_str())).map(|it| format!("{number}: {it}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
