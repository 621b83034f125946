use crate::Operator;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::pattern;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_in_equals",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a wildcard in a value that is compared literally",
    docs: include_str!("wildcard_in_equals.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for condition in &statement.conditions {
        let instead = match condition.operator.operator() {
            Operator::StringEquals | Operator::StringEqualsIgnoreCase => "StringMatch",
            Operator::StringNotEquals | Operator::StringNotEqualsIgnoreCase => "StringNotMatch",
            _ => continue,
        };
        for it in condition.values.iter().filter(|it| has_wildcard(it.text)) {
            let name = condition.operator.operator();
            out.add(it.span, format!("`{name}` compares the wildcard in `{}` literally", it.text))
                .help_with(format!("`{instead}` is the operator for patterns"));
        }
    }
}

/// One that is not escaped, of which the author would know.
fn has_wildcard(text: &str) -> bool {
    pattern::is_pattern(&text.replace("${*}", "").replace("${?}", "")) && !text.starts_with("http")
}
