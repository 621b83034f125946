use crate::Role;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::suggest;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "misspelt_role",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a dependency on a role that is probably misspelt",
    docs: include_str!("misspelt_role.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    for it in context.dependencies() {
        let Some(name) = it.name else { continue };
        let is_known = Role::all().any(|it| it.name() == name.text || it.formerly() == Some(name.text));
        if is_known {
            continue;
        }
        // The catalogue knows too few roles to call a name wrong that is like none of them.
        if let Some(near) = suggest::nearest(name.text, Role::all().map(Role::name)) {
            out.add(name.span, format!("the catalogue has no role `{}`", name.text))
                .help_with(format!("did you mean `{near}`?"));
        }
    }
}
