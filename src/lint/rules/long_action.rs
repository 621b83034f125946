use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::limits;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "long_action",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an action of more characters than one may have",
    docs: include_str!("long_action.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(limit) = limits::find(context, "characters of an action") else { return };
    for it in statement.actions.iter().flat_map(|it| &it.items) {
        let count = it.text.chars().count();
        if limits::is_over(limit, count) {
            out.add(it.span, limits::message(limit, "the action", count));
        }
    }
}
