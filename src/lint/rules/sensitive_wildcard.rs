use crate::AccessLevel;
use crate::lint::context::{Context, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::{Target, is_narrowed};
use crate::lint::rule::Check;
use crate::lint::words::quoted;
use crate::lint::{Level, Rule, Severity};
use alloc::format;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "sensitive_wildcard",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "a pattern in an `Allow` that also matches changes of permissions",
    docs: include_str!("sensitive_wildcard.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !statement.is_allow() {
        return;
    }
    for item in statement.named().iter().filter(|it| it.is_pattern() && !it.is_whole_service()) {
        let is_sensitive = |it: &&Named| {
            it.access_level() == Some(AccessLevel::PermissionManagement)
                && !is_narrowed(context, &Target::of_name(it.name()))
        };
        let sensitive: Vec<&str> = item.known().iter().filter(is_sensitive).map(|it| it.name()).collect();
        if !sensitive.is_empty() && sensitive.len() < item.known().len() {
            let names = quoted(sensitive);
            out.add(item.span, format!("`{}` also matches what changes permissions: {names}", item.text))
                .help_with("name the actions that are needed");
        }
    }
}
