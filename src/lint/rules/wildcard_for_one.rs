use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_for_one",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a pattern that matches one action only",
    docs: include_str!("wildcard_for_one.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for item in statement.named().iter().filter(|it| it.is_pattern()) {
        if let [one] = item.known() {
            out.add(item.span, format!("`{}` matches one action", item.text))
                .help_with(format!("if no other is meant, write `{}`", one.name()));
        }
    }
}
