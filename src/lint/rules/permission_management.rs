use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{AccessLevel, PolicyKind};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "permission_management",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` to change permissions on everything",
    docs: include_str!("permission_management.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() == PolicyKind::Trust || !statement.is_allow() || !statement.is_unrestricted() {
        return;
    }
    for item in statement.named() {
        let level = item.action().and_then(|it| it.access_level());
        if level == Some(AccessLevel::PermissionManagement) {
            out.add(
                item.span,
                format!("`{}` changes permissions, on every resource and without a condition", item.text),
            )
            .help_with("name the resources, or add a condition");
        }
    }
}
