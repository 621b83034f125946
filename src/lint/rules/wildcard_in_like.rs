use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::pattern;
use crate::shared::obs;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_in_like",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a wildcard in a value of `StringLike`",
    docs: include_str!("wildcard_in_like.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for condition in &statement.conditions {
        let name = condition.operator.operator().name();
        // The operator of bucket policies of this name, which OBS has for its keys, is one for patterns.
        if !name.contains("Like") || obs::is_key(condition.name()) {
            continue;
        }
        for it in condition.values.iter().filter(|it| pattern::is_pattern(it.text)) {
            out.add(it.span, format!("`{name}` searches for the text `{}` literally, with its wildcard", it.text))
                .help_with("it tests whether a value contains the text; `StringMatch` is the operator for patterns");
        }
    }
}
