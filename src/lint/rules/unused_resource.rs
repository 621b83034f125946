use crate::lint::context::{Context, Meaning, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Action, pattern, urn, variable};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unused_resource",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a resource that no action of the statement takes",
    docs: include_str!("unused_resource.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let items = statement.named();
    let is_known = |it: &Meaning| matches!(it, Meaning::One(Named::Action(_)));
    let is_whole = statement.actions.as_ref().is_some_and(|it| it.is_whole);
    if items.is_empty() || !is_whole || !items.iter().all(|it| is_known(&it.meaning)) || statement.resources().len() < 2
    {
        return;
    }
    if !context.steps.spend(items.len() * statement.resources().len()) {
        return;
    }
    for it in statement.resources() {
        let Some([code, _, _, kind, _]) = urn::split(it.text) else { continue };
        let is_open = |it| pattern::is_pattern(it) || variable::has_variable(it);
        let takes = |action: Action| -> Option<bool> {
            let mut types = action.resources()?.map(|it| it.resource_type());
            // A type is of the service of its URN; where no page states that, it may be of another one than its action.
            let is_of = |urn: &str| urn::split(urn).is_none_or(|[service, ..]| service == code);
            Some(types.any(|it| it.name() == kind && it.urn_template().is_none_or(is_of)))
        };
        if is_open(code) || is_open(kind) {
            continue;
        }
        let refused = items.iter().filter_map(|it| it.action()).all(|it| takes(it) == Some(false));
        if refused {
            out.add(it.span, format!("no action of the statement takes the resource `{}`", it.text));
        }
    }
}
