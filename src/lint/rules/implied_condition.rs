use crate::Operator;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::values::implies;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "implied_condition",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a condition that another one implies",
    docs: include_str!("implied_condition.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let all = &statement.conditions;
    for strict in all.iter().filter(|it| it.is(Operator::StringEquals)) {
        for it in all.iter().filter(|it| it.has_key_of(strict) && it.operator != strict.operator) {
            if context.steps.spend(1 + it.values.len() * strict.values.len()) && implies(strict, it) {
                out.add(
                    it.span(),
                    format!("`{}` holds whenever `{}` of the same key does", it.operator, strict.operator),
                );
            }
        }
    }
}
