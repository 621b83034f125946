use crate::Operator;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "untabled_operator",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "an operator that no table of the documentation has",
    docs: include_str!("untabled_operator.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in &statement.conditions {
        if it.is(Operator::StringStartWith) || it.is(Operator::StringEndWith) {
            let name = it.operator.operator();
            let wildcard = if it.is(Operator::StringStartWith) { "text*" } else { "*text" };
            out.add(
                it.operator_member.name_span,
                format!("`{name}` is in examples of the documentation but in none of its tables"),
            )
            .help_with(format!("`StringMatch` with `{wildcard}` says the same"));
        }
    }
}
