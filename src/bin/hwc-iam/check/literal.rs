//! The fixes of policies that are written in another language.

use std::collections::BTreeMap;

use hwc_iam::files::{Found, LiteralFix};
use hwc_iam::lint::Finding;
use hwc_iam::report::Fix;

use super::edits::{Edits, applied};
use super::subject::Subject;

/// At most so many fixes of the policies of a text, each held against what is read then: that policy is the mended one, and none
/// has changed that is written elsewhere.
pub(super) fn fixes(subject: &Subject<'_>, text: &str, all: &[(Found, Vec<Finding>)], most: usize) -> Vec<Edits> {
    let mut out: Vec<Edits> = Vec::new();
    for (at, (found, findings)) in all.iter().enumerate() {
        for fix in reported(subject, found, findings).into_iter().take(most - out.len()) {
            let edits = edits(found, &fix);
            // Instances of a resource have the same ones.
            if !edits.is_empty() && !out.contains(&edits) && why_not(subject, text, all, at, &fix).is_none() {
                out.push(edits);
            }
        }
    }
    out
}

/// The places of findings that have a fix in a policy that stands alone, and have none where they are, with the reason.
pub(super) fn left(subject: &Subject<'_>, text: &str, all: &[(Found, Vec<Finding>)]) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, (found, findings)) in all.iter().enumerate() {
        for fix in reported(subject, found, findings) {
            let place = findings
                .iter()
                .find(|it| is_for(found, it, &fix))
                .map_or(0, |it| found.position(it.span().start).offset);
            let why = why_not(subject, text, all, at, &fix).unwrap_or("all fixes together are not proved");
            out.push((place, format!("{}: {why}", fix.rule)));
        }
    }
    out.sort();
    out.dedup();
    out.truncate(MOST_LEFT);
    out
}

/// The fixes of a text, each as the place and the rule of its finding, with what it does.
pub(super) fn offered(
    subject: &Subject<'_>,
    text: &str,
    all: &[(Found, Vec<Finding>)],
) -> BTreeMap<(usize, &'static str), Fix> {
    let mut out = BTreeMap::new();
    for (at, (found, findings)) in all.iter().enumerate() {
        for fix in reported(subject, found, findings) {
            let place = findings
                .iter()
                .find(|it| is_for(found, it, &fix))
                .map_or(0, |it| found.position(it.span().start).offset);
            if out.len() < MOST_LEFT && why_not(subject, text, all, at, &fix).is_none() {
                let edits = fix.edits.as_deref().unwrap_or_default();
                out.insert((place, fix.rule), Fix::new(fix.title.clone(), edits, |it| found.position(it)));
            }
        }
    }
    out
}

/// Whether a finding of this rule may have a fix.
pub(super) fn may_have_fix(rule: &str) -> bool {
    MENDED.contains(&rule)
}

/// The fixes of what is reported of a policy.
fn reported(subject: &Subject<'_>, found: &Found, findings: &[Finding]) -> Vec<LiteralFix> {
    if findings.is_empty() || !found.is_editable() {
        return Vec::new();
    }
    let mut fixes = found.literal_fixes(&subject.options(found));
    fixes.retain(|fix| findings.iter().any(|it| is_for(found, it, fix)));
    fixes
}

fn is_for(found: &Found, finding: &Finding, fix: &LiteralFix) -> bool {
    finding.rule().name() == fix.rule && found.document().pointer(finding.span()) == fix.pointer
}

/// In places of the file: each line of JSON Lines has its own.
fn edits(found: &Found, fix: &LiteralFix) -> Edits {
    let place = |it: u32| found.position(it).offset;
    fix.edits.iter().flatten().map(|it| (place(it.span.start), place(it.span.end), it.text.clone())).collect()
}

/// Why a fix is not applied; nothing if the text then says what it makes of one policy, and the same of all others.
fn why_not(
    subject: &Subject<'_>,
    text: &str,
    all: &[(Found, Vec<Finding>)],
    at: usize,
    fix: &LiteralFix,
) -> Option<&'static str> {
    let edits = match &fix.edits {
        Ok(edits) => edits,
        Err(why) => return Some(why),
    };
    let Some((found, _)) = all.get(at) else { return Some("it is not in the text") };
    let is_shared = !found.is_around(edits);
    if is_shared && !all.iter().all(|(it, _)| it.is_whole()) {
        return Some("it is written outside of the resource, and a part of another policy is unknown");
    }
    let text = applied(text, &[self::edits(found, fix)]);
    if is_shared && !(subject.may_share)(&text) {
        return Some("it is written outside of the resource, and what else uses that is not proved to grant no more");
    }
    let mut others = all.iter().enumerate();
    let mut is_same = true;
    let read = subject.each_reported(text, &mut |new, _| {
        if new.address().is_none() {
            return;
        }
        let Some((other, (old, _))) = others.next() else { return };
        is_same &= match other == at {
            true => new.known_policy().as_ref() == Some(&fix.policy),
            // What another one shares is judged with all others.
            false if old.start() == found.start() && old.is_touched_by(edits) => old.is_whole() || old.is_around(edits),
            false => new.known_policy() == old.known_policy(),
        };
    });
    let is_it = read.is_ok() && is_same && others.next().is_none();
    (!is_it).then_some("another policy, or another part of this one, would change with it")
}

/// The rules whose findings have fixes in policies, so that others need no second look at the file.
const MENDED: [&str; 12] = [
    "action_case",
    "covered_action",
    "covered_resource",
    "covered_statement",
    "covered_value",
    "empty_condition",
    "key_case",
    "redundant_wildcard",
    "repeated_item",
    "repeated_statement",
    "value_not_string",
    "wrong_type",
];

/// More than anybody reads.
const MOST_LEFT: usize = 50;

#[cfg(test)]
mod tests {
    use hwc_iam::lint::{self, Level, Options, Rule};
    use hwc_iam::{Document, PolicyKind};

    use super::may_have_fix;

    #[test]
    fn rules_with_a_fix_are_those_whose_example_has_one() {
        let mut options = Options::default();
        Rule::ALL.iter().for_each(|it| options.levels.set(it, Level::Warn));
        for rule in Rule::ALL {
            let block = rule.docs().split("\n## Example\n").nth(1).and_then(|it| it.split("```").nth(1));
            let (info, text) = block.and_then(|it| it.split_once('\n')).unwrap_or_default();
            let kind = info.split_whitespace().find_map(PolicyKind::from_name).unwrap_or(PolicyKind::Identity);
            let findings = lint::check_with(&Document::read(text, kind), &options);
            let has_fix = findings.iter().any(|it| it.rule() == *rule && it.fix().is_some());
            // That one is a fix of the text, and of no policy.
            let is_of_policy = has_fix && rule.name() != "byte_order_mark";
            assert_eq!(may_have_fix(rule.name()), is_of_policy, "{}", rule.name());
        }
    }
}
