use crate::AccessLevel;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::risk::{Target, is_exposed};
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unrestricted_write",
    severity: Severity::SecurityWarning,
    level: Level::Allow,
    issue_code: None,
    summary: "an `Allow` to change resources of any name",
    docs: include_str!("unrestricted_write.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for item in statement.named() {
        let Some(action) = item.action() else { continue };
        let takes_resource = action.resources().is_some_and(|mut it| it.next().is_some());
        let is_write = action.access_level() == Some(AccessLevel::Write) && takes_resource;
        if is_write && is_exposed(context, statement, &Target::of_item(item)) {
            out.add(item.span, format!("`{action}` changes every resource, without a condition"))
                .help_with("name the resources, or add a condition such as one on a tag");
        }
    }
}
