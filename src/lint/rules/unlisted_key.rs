use crate::Model;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unlisted_key",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "a condition key that the documentation of this model does not list",
    docs: include_str!("unlisted_key.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let Some(model) = context.model() else { return };
    let of = match model {
        Model::IdentityPolicy => "identity policies",
        Model::RolePolicy => "the role/policy model",
    };
    for it in &statement.conditions {
        if let Some(key) = it.key.filter(|it| !it.is_listed_for(model)) {
            out.add(it.span(), format!("the documentation of {of} does not list `{key}`"));
        }
    }
}
