use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeSet;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "duplicate_sid",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "two statements with the same `Sid`",
    docs: include_str!("duplicate_sid.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for sid in context.statements.iter().filter_map(|it| it.sid) {
        if !seen.insert(sid.text) {
            out.add(sid.span, format!("duplicate `Sid` `{}`", sid.text));
        }
    }
}
