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
    let texts = statement.actions.iter().flat_map(|it| &it.items).map(|it| (it.span, it.text));
    limits::check_characters(context, "characters of an action", "the action", texts, out);
}
