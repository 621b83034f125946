use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_actions",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Action` or `NotAction` that names nothing",
    docs: include_str!("empty_actions.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(list) = statement.actions.as_ref().filter(|it| it.is_whole && it.items.is_empty()) else { return };
    let message = match list.negated {
        false => "`Action` names nothing, so the statement is for nothing",
        true => "`NotAction` names nothing, so the statement is for every action",
    };
    out.add(list.member.value.span, message);
}
