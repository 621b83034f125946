use crate::lint::context::{Context, Statement, object};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_condition",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an empty `Condition`",
    docs: include_str!("empty_condition.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(member) = statement.condition.filter(|it| object(&it.value).is_some_and(<[_]>::is_empty)) else { return };
    out.add(member.value.span, "`Condition` is empty").help_with("leave it out").fix_with(fix::remove_member(
        context,
        member,
        "leave out the empty `Condition`",
    ));
}
