use crate::lint::context::{Context, Named};
use crate::lint::finding::Findings;
use crate::lint::need::{Allowed, missing};
use crate::lint::rule::Check;
use crate::lint::words::quoted;
use crate::lint::{Level, Rule, Severity};
use alloc::collections::BTreeSet;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "forgotten_dependency",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an action without one that its operation also needs",
    docs: include_str!("forgotten_dependency.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(allowed) = Allowed::of(context) else { return };
    let mut seen = BTreeSet::new();
    for statement in context.statements.iter().filter(|it| it.is_allow()) {
        for item in statement.named() {
            let Some(named) = item.one().filter(|it| seen.insert(*it)) else { continue };
            let Some((operation, names)) = missing(context, &allowed, named) else { continue };
            let names = quoted(names);
            out.add(item.span, format!("`{operation}` also needs {names}, which the policy does not allow"))
                .help_with(format!("that is what its page says of `{}`", Named::name(named)));
        }
    }
}
