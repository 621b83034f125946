use crate::PolicyKind;
use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "unread_kind",
    severity: Severity::Suggestion,
    level: Level::Warn,
    issue_code: None,
    summary: "a policy of a kind that is not read",
    docs: include_str!("unread_kind.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    if let Some(root) = context.document.root().filter(|_| context.kind() == PolicyKind::Topic) {
        out.add(root.span, "the policy of a topic is of a kind that is not read: nothing in it was checked");
    }
}
