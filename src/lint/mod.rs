//! The linter: everything that is wrong, risky or needless in a policy, with its place.

mod finding;
mod rule;

pub use finding::{Edit, Finding, Fix};
pub use rule::{Level, Rule, Severity};

use alloc::vec::Vec;

use crate::Document;

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
    let mut findings: Vec<Finding> = document.problems().filter_map(|it| Finding::of_problem(&it)).collect();
    findings.sort_by_key(|it| it.span());
    findings
}
