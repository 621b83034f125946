use crate::lint::context::{Context, Statement};
use crate::lint::covered;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "covered_resource",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a resource that another one of the same list covers",
    docs: include_str!("covered_resource.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if let Some(list) = &statement.resources {
        covered::resources(context, &list.items, out);
    }
}
