use crate::lint::context::{Context, Named, Statement};
use crate::lint::finding::Findings;
use crate::lint::fix;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "action_case",
    severity: Severity::Suggestion,
    level: Level::Allow,
    issue_code: None,
    summary: "an action of the role/policy model whose case differs from its page",
    docs: include_str!("action_case.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for item in statement.named() {
        if let Some(Named::Role(action)) = item.one() {
            if action.name() != item.text {
                out.add(item.span, format!("the action is written `{action}`")).fix_with(fix::string(
                    context,
                    item.span,
                    item.text,
                    action.name(),
                    "write it as its page does",
                ));
            }
        }
    }
}
