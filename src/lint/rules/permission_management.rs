use crate::AccessLevel;
use crate::lint::context::{Context, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::{Target, is_exposed};
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
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
    let is_sensitive = |it: &Named| it.access_level() == Some(AccessLevel::PermissionManagement);
    for item in statement.named().iter().filter(|it| !it.is_whole_service()) {
        // Patterns that match other actions, too, have a rule of their own.
        let known = item.known();
        if known.is_empty() || !known.iter().all(is_sensitive) {
            continue;
        }
        let is_left = |it: &Named| is_exposed(context, statement, &Target::of_name(it.name()));
        if is_exposed(context, statement, &Target::of_item(item)) && known.iter().any(is_left) {
            out.add(
                item.span,
                format!("`{}` changes permissions, on every resource and without a condition", item.text),
            )
            .help_with("name the resources, or add a condition");
        }
    }
}
