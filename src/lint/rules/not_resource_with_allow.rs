use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "not_resource_with_allow",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` on all resources but some",
    docs: include_str!("not_resource_with_allow.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if let Some(list) = statement.resources.as_ref().filter(|it| it.negated && statement.is_allow()) {
        out.add(list.member.name_span, "it allows the actions on every resource but these, including future ones")
            .help_with("name the resources with `Resource`, or what is forbidden with a `Deny`");
    }
}
