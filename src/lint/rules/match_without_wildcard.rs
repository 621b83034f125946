use crate::Operator;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::pattern;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "match_without_wildcard",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "`StringMatch` with values that have no wildcard",
    docs: include_str!("match_without_wildcard.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in &statement.conditions {
        let instead = match it.operator.operator() {
            Operator::StringMatch => "StringEquals",
            Operator::StringNotMatch => "StringNotEquals",
            _ => continue,
        };
        let is_open = |text| pattern::is_pattern(text) || text.contains("${");
        if it.is_whole && !it.values.is_empty() && !it.values.iter().any(|it| is_open(it.text)) {
            out.add(it.operator_member.name_span, format!("no value of `{}` has a wildcard", it.name()))
                .help_with(format!("`{instead}` says the same"));
        }
    }
}
