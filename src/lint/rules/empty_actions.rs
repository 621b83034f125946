use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_actions",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an empty `Action` or `NotAction`",
    docs: include_str!("empty_actions.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(list) = statement.actions.as_ref().filter(|it| it.is_whole && it.items.is_empty()) else { return };
    let message = match list.negated {
        false => "`Action` is empty, so the statement has no effect",
        true => "`NotAction` is empty, so the statement applies to every action",
    };
    out.add(list.member.value.span, message);
}
