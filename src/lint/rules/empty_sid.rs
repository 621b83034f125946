use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_sid",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an empty `Sid`",
    docs: include_str!("empty_sid.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if let Some(sid) = statement.sid.filter(|it| it.text.is_empty()) {
        out.add(sid.span, "the `Sid` is empty").help_with("leave it out: a `Sid` is optional");
    }
}
