use crate::lint::context::{Context, Statement, Text};
use crate::lint::covered;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::vec::Vec;

pub(super) static RULE: Rule = Rule {
    name: "covered_action",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "an action that a pattern of the same list covers",
    docs: include_str!("covered_action.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let items = statement.actions.iter().flat_map(|it| &it.items);
    let items: Vec<Text<'_>> = items.map(|it| Text { text: it.text, span: it.span }).collect();
    covered::actions(context, &items, out);
}
