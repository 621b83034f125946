use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::suggest;
use crate::{Role, RoleCode};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "misspelt_role",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a dependency on a role that is probably misspelt, or by its code",
    docs: include_str!("misspelt_role.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    for it in context.dependencies() {
        let Some(name) = it.name else { continue };
        if Role::is_name(name.text) {
            continue;
        }
        // `Depends` names roles as the console does.
        let code: Vec<RoleCode> = RoleCode::all().filter(|it| it.code() == name.text).collect();
        if !code.is_empty() {
            let names: BTreeSet<&str> = code.into_iter().filter_map(RoleCode::role_name).collect();
            let names: Vec<String> = names.into_iter().map(|it| format!("`{it}`")).collect();
            let finding = out.add(name.span, format!("`{}` is the code of a role, not its name", name.text));
            if !names.is_empty() {
                finding.help_with(format!("the name is {}", names.join(" or ")));
            }
            continue;
        }
        // The catalogue knows too few roles to call a name wrong that is like none of them.
        if let Some(near) = suggest::nearest(name.text, Role::all_names(None)) {
            out.add(name.span, format!("the catalogue has no role `{}`", name.text))
                .help_with(suggest::did_you_mean(near));
        }
    }
}
