//! The linter: everything that is wrong, risky or needless in a policy, with its place.
//!
//! A [`Rule`] finds one kind of thing; [`check`] runs all of them with their own levels, [`check_with`] with other ones. What the
//! catalogue's pages do not state never yields a finding.

mod always;
mod bucket;
mod context;
mod cover;
mod covered;
mod finding;
mod fix;
mod levels;
mod limits;
mod need;
mod options;
mod pairs;
mod range;
mod risk;
mod rule;
mod rules;
mod suppression;
mod trust;
mod values;
mod words;

pub use finding::{Edit, Finding, Fix};
pub use levels::{Config, Levels};
pub use options::{Options, Profile};
pub use rule::{Level, Rule, Severity};
#[cfg(feature = "files")]
pub(crate) use suppression::MARK;
pub use suppression::Suppression;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use crate::shared::problem::Mistake;
use crate::{Document, PolicyKind};
use context::Context;
use finding::{Findings, MOST};
use rule::Check;

/// Every finding in a document, in the order of their places.
///
/// ```
/// use hwc_iam::{Document, PolicyKind, lint};
///
/// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lst"] }] }"#;
/// let findings = lint::check(&Document::read(text, PolicyKind::Identity));
/// assert_eq!(findings[0].rule().name(), "unknown_action");
/// assert_eq!(findings[0].help().unwrap(), "did you mean `ims:images:list`?");
/// ```
#[must_use]
pub fn check(document: &Document) -> Vec<Finding> {
    check_with(document, &Options::default())
}

/// The same with these options. What a rule of level `Allow` finds is left out.
///
/// ```
/// use hwc_iam::lint::{self, Level, Options, Rule};
/// use hwc_iam::{Document, PolicyKind};
///
/// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] }"#;
/// let document = Document::read(text, PolicyKind::Identity);
/// assert!(lint::check(&document).is_empty());
///
/// let mut options = Options::default();
/// options.levels.set(Rule::from_name("missing_sid").unwrap(), Level::Warn);
/// assert_eq!(lint::check_with(&document, &options)[0].message(), "the statement has no `Sid`");
/// ```
#[must_use]
pub fn check_with(document: &Document, options: &Options) -> Vec<Finding> {
    let mut all: Vec<Finding> = Vec::new();
    mistakes(document, options, &mut all);
    if document.is_too_large() {
        return all;
    }
    let context = Context::of(document, options);
    let is_last = |rule: &&&Rule| matches!(rule.check, Check::Last(_));
    let rules = Rule::ALL.iter().filter(|it| !is_last(it)).chain(Rule::ALL.iter().filter(is_last));
    for rule in rules.copied() {
        let level = options.levels.of(rule);
        if level == Level::Allow || !is_of_kind(rule, document.kind()) {
            continue;
        }
        let mut findings = Findings::new(rule, level, &mut all);
        match rule.check {
            Check::Comment | Check::Mistake => {}
            Check::Policy(check) | Check::Last(check) => check(&context, &mut findings),
            Check::Bucket(check) | Check::Statement(check) => {
                context.statements.iter().for_each(|it| check(&context, it, &mut findings));
            }
        }
        findings.finish();
    }
    all.sort_by_key(Finding::span);
    fix::prove(document, &mut all);
    all
}

/// Whether a rule is about policies of this kind. The policies of resources other than agencies have a language of their own, or are
/// about whatever passes, so most rules would be wrong of them.
fn is_of_kind(rule: &Rule, kind: PolicyKind) -> bool {
    match kind {
        PolicyKind::Bucket => matches!(rule.check, Check::Bucket(_)) || OF_EVERY_KIND.contains(&rule.name()),
        PolicyKind::Endpoint => OF_EVERY_KIND.contains(&rule.name()),
        PolicyKind::Topic => rule.name() == "unread_kind",
        _ => !matches!(rule.check, Check::Bucket(_)),
    }
}

const OF_EVERY_KIND: [&str; 12] = [
    "any_address",
    "byte_order_mark",
    "duplicate_sid",
    "empty_sid",
    "host_bits",
    "large_bucket_policy",
    "missing_sid",
    "repeated_item",
    "repeated_statement",
    "unexamined_policy",
    "unfilled_placeholder",
    "unusual_sid",
];

/// What the checker that the macros use, too, says of the document.
fn mistakes(document: &Document, options: &Options, all: &mut Vec<Finding>) {
    let mut counts: BTreeMap<&str, (usize, Option<usize>)> = BTreeMap::new();
    let mut notes = BTreeSet::new();
    for problem in document.problems() {
        if options.profile == Profile::HuaweiCloud2024 && *problem.mistake() == Mistake::AllowInScp {
            continue;
        }
        // What is said of a service, and not of a name, is said once.
        if problem.mistake().of_service().is_some_and(|it| !notes.insert((problem.rule(), it))) {
            continue;
        }
        let (count, last) = counts.entry(problem.rule()).or_default();
        *count += 1;
        if *count > MOST {
            continue;
        }
        let found = Finding::of_problem(&problem, &options.levels);
        if let Some(found) = found.filter(|it| it.level() > Level::Allow) {
            *last = Some(all.len());
            all.push(found);
        }
    }
    for (count, last) in counts.into_values().filter(|it| it.0 > MOST) {
        if let Some(finding) = last.and_then(|it| all.get_mut(it)) {
            finding.and_more(count - MOST);
        }
    }
}
