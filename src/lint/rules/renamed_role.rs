use crate::Role;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "renamed_role",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a dependency by the former name of a role",
    docs: include_str!("renamed_role.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    for it in context.dependencies() {
        let Some(name) = it.name else { continue };
        let is_name = Role::all().any(|it| it.name() == name.text);
        let renamed = Role::all().find(|it| it.formerly() == Some(name.text));
        if let Some(role) = renamed.filter(|_| !is_name) {
            out.add(name.span, format!("the role `{}` was renamed", name.text))
                .help_with(format!("it is called `{role}` now"));
        }
    }
}
