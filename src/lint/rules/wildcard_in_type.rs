use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{pattern, urn};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "wildcard_in_type",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a wildcard in the type of a resource",
    docs: include_str!("wildcard_in_type.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let Some([.., kind, _]) = urn::split(it.text) else { continue };
        if pattern::is_pattern(kind) {
            out.add(it.span, format!("`{}` matches resources of any type", it.text)).help_with("name the types");
        }
    }
}
