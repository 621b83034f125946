use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Model, Service, pattern, urn};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "empty_account",
    severity: Severity::Warning,
    level: Level::Deny,
    issue_code: None,
    summary: "a resource without the account that its URNs have",
    docs: include_str!("empty_account.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.model() != Some(Model::IdentityPolicy) {
        return;
    }
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let Some([code, _, "", kind, _]) = urn::split(it.text) else { continue };
        let types = Service::from_code(code).into_iter().flat_map(Service::resource_types);
        let mut types = types.filter(|it| pattern::matches(kind, it.name())).peekable();
        let has_account =
            |template: Option<_>| template.and_then(urn::split).is_some_and(|[_, _, account, ..]| !account.is_empty());
        if types.peek().is_some() && types.all(|it| has_account(it.urn_template())) {
            out.add(it.span, format!("`{}` matches nothing: its account is empty", it.text))
                .help_with("name the account, or write `*` for all");
        }
    }
}
