use crate::AccessLevel;
use crate::lint::context::{Context, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::words::quoted;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "sensitive_wildcard",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a pattern in an `Allow` that also matches changes of permissions",
    docs: include_str!("sensitive_wildcard.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() {
        return;
    }
    for item in statement.named().iter().filter(|it| it.is_pattern() && !it.is_whole_service()) {
        let is_sensitive = |it: &&Named| it.access_level() == Some(AccessLevel::PermissionManagement);
        let sensitive = item.known().iter().filter(is_sensitive).count();
        if sensitive > 0 && sensitive < item.known().len() {
            let names = quoted(item.known().iter().filter(is_sensitive).map(|it| it.name()));
            out.add(item.span, format!("`{}` also matches what changes permissions: {names}", item.text))
                .help_with("name the actions that are needed");
        }
    }
}
