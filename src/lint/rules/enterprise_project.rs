use crate::Support;
use crate::lint::context::{Context, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "enterprise_project",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "an action that has no effect when it is granted in an enterprise project",
    docs: include_str!("enterprise_project.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if !context.options.enterprise_project || !statement.is_allow() {
        return;
    }
    let cloud = context.options.profile.cloud();
    for item in statement.named() {
        let Some(Named::Role(action)) = item.one() else { continue };
        if action.scope(cloud).enterprise_project == Support::No {
            out.add(item.span, format!("`{action}` has no effect when it is granted in an enterprise project"))
                .help_with("grant it in an iam project, in a policy of its own");
        }
    }
}
