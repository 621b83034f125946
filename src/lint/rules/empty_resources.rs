use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_resources",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a `Resource` or `NotResource` that names nothing",
    docs: include_str!("empty_resources.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(list) = statement.resources.as_ref().filter(|it| it.is_whole && it.items.is_empty()) else { return };
    let message = match list.negated {
        false => "`Resource` names nothing, so the statement is for nothing",
        true => "`NotResource` names nothing, so the statement is for every resource",
    };
    out.add(list.member.value.span, message);
}
