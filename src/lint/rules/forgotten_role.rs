use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{NeedKind, Role};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "forgotten_role",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a role without the roles that those it depends on depend on",
    docs: include_str!("forgotten_role.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let cloud = context.options.profile.cloud();
    let all = context.dependencies();
    for it in &all {
        let Some(name) = it.name else { continue };
        let needed = Role::find(name.text, cloud).and_then(Role::dependencies).into_iter().flatten();
        for need in needed.filter(|it| it.kind() == NeedKind::Role && it.qualifier().is_none()) {
            if !all.iter().filter_map(|it| it.name).any(|it| it.text == need.name()) {
                out.add(
                    name.span,
                    format!("`{}` depends on `{}`, which `Depends` does not name", name.text, need.name()),
                );
            }
        }
    }
}
