use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Profile, Rule, Severity};
use crate::{PolicyKind, Span};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "forbidden_element",
    severity: Severity::Error,
    level: Level::Deny,
    issue_code: None,
    summary: "an element that this kind of policy does not take",
    docs: include_str!("forbidden_element.md"),
    check: Check::Statement(check),
};

/// What the checker that the macros use, too, cannot say: the documentation of 2024 takes an `Allow` in a service control policy,
/// and says what goes with it.
fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Scp || context.options.profile != Profile::HuaweiCloud2024 || !statement.is_allow()
    {
        return;
    }
    let mut forbid = |span: Span, what: &str| {
        out.add(span, format!("an `Allow` in a service control policy does not take {what}"));
    };
    if let Some(member) = statement.condition {
        forbid(member.name_span, "`Condition`");
    }
    if let Some(list) = statement.actions.as_ref().filter(|it| it.negated) {
        forbid(list.member.name_span, "`NotAction`");
    }
    for it in statement.resources().iter().filter(|it| it.text != "*") {
        forbid(it.span, "a resource but `*`");
    }
}
