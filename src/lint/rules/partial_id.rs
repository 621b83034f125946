use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Model, Service, pattern, urn};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "partial_id",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a wildcard inside a generated id",
    docs: include_str!("partial_id.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.model() != Some(Model::IdentityPolicy) {
        return;
    }
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let Some([code, _, _, kind, id]) = urn::split(it.text) else { continue };
        let is_partial = id != "*" && pattern::is_pattern(id) && !id.contains("${");
        let of_type = |service: Service| service.resource_types().find(|it| it.name() == kind);
        let Some(kind) = Service::from_code(code).and_then(of_type).filter(|_| is_partial) else { continue };
        // The last part is an id that IAM gives, and not a name that people give.
        if kind.urn_template().is_some_and(|it| it.ends_with("-id>")) {
            out.add(it.span, format!("`{id}` matches every `{kind}` with such an id"))
                .help_with("write the whole id, or choose by a tag in a condition");
        }
    }
}
