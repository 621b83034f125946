use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unusual_sid",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a `Sid` with characters other than letters and digits",
    docs: include_str!("unusual_sid.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if let Some(sid) = statement.sid.filter(|it| !it.text.bytes().all(|it| it.is_ascii_alphanumeric())) {
        let message = format!("the `Sid` `{}` has characters other than letters and digits", sid.text);
        out.add(sid.span, message).help_with("all documented examples have only letters and digits");
    }
}
