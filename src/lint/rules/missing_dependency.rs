use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Document, NeedKind, PolicyKind, Role, RoleKind, Version};
use alloc::collections::BTreeSet;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "missing_dependency",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a copy of a system-defined role without the roles it depends on",
    docs: include_str!("missing_dependency.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(statement) = context.statements.first().filter(|_| context.version == Some(Version::V1_0)) else { return };
    let cloud = context.options.profile.cloud();
    let actions = actions(context.document);
    let roles = Role::all().filter(|it| it.kind() == RoleKind::Role && it.cloud() == cloud);
    for role in roles {
        let is_it = role.document().is_some_and(|it| actions_of(it) == actions);
        let needs = role.dependencies().into_iter().flatten().filter(|_| is_it);
        for need in needs.filter(|it| it.kind() == NeedKind::Role && it.qualifier().is_none()) {
            if !context.dependencies().iter().filter_map(|it| it.name).any(|it| it.text == need.name()) {
                out.add(statement.span, format!("`{role}`, which has the same actions, depends on `{}`", need.name()))
                    .help_with("name it in `Depends`");
            }
        }
    }
}

fn actions_of(text: &str) -> BTreeSet<alloc::string::String> {
    actions(&Document::read(text, PolicyKind::Identity))
}

fn actions(document: &Document) -> BTreeSet<alloc::string::String> {
    let statements = document.policy().map_or(&[][..], |it| it.statements());
    let mut all = BTreeSet::new();
    for it in statements {
        if let crate::Actions::These(these) = it.actions() {
            all.extend(these.iter().map(|action| format!("{} {}", it.effect(), action.as_str().to_ascii_lowercase())));
        }
    }
    all
}
