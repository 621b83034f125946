use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "empty_resources",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an empty `Resource` or `NotResource`",
    docs: include_str!("empty_resources.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(list) = statement.resources.as_ref().filter(|it| it.is_whole && it.items.is_empty()) else { return };
    let message = match list.negated {
        false => "`Resource` is empty, so the statement has no effect",
        true => "`NotResource` is empty, so the statement applies to every resource",
    };
    out.add(list.member.value.span, message);
}
