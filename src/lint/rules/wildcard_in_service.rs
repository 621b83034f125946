use crate::lint::context::{Context, Statement, is_everything};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::pattern;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_in_service",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a wildcard in the service of an action",
    docs: include_str!("wildcard_in_service.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() {
        return;
    }
    for item in statement.named().iter().filter(|it| !is_everything(it.text)) {
        let code = item.text.split(':').next().unwrap_or_default();
        if pattern::is_pattern(code) {
            out.add(item.span, format!("`{}` matches any service", item.text)).help_with("name the services");
        }
    }
}
