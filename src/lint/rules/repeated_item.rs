use crate::lint::context::{Context, Statement, text};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::shared::tree::Value;
use alloc::collections::BTreeSet;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "repeated_item",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a duplicate item in a list",
    docs: include_str!("repeated_item.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let actions = statement.actions.iter().map(|it| it.member);
    let resources = statement.resources.iter().map(|it| it.member);
    let conditions = statement.conditions.iter().map(|it| it.member);
    for member in actions.chain(resources).chain(conditions) {
        let Value::Array(nodes) = &member.value.value else { continue };
        let mut seen = BTreeSet::new();
        for it in nodes.iter().filter_map(text).filter(|it| !seen.insert(it.text)) {
            out.add(it.span, format!("duplicate `{}` in the list", it.text)).fix_with(fix::remove(
                context,
                it.span,
                "leave it out",
            ));
        }
    }
}
