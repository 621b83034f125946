use crate::Operator;
use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "presence_condition",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a comparison that only tests whether the key is present",
    docs: include_str!("presence_condition.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let asks = |it: &&Condition<'_>| it.operator.qualifier().is_none() && !it.operator.if_exists();
    for it in statement.conditions.iter().filter(asks) {
        let has = |text| it.values.iter().any(|it| it.text == text);
        let is_so = it.is(Operator::StringMatch) && has("*") || it.is(Operator::Bool) && has("true") && has("false");
        if is_so {
            out.add(it.span(), format!("`{}` only tests whether `{}` is present", it.operator, it.name()))
                .help_with("write `Null` with `false`");
        }
    }
}
