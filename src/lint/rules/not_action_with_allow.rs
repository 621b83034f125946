use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "not_action_with_allow",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "an `Allow` of all actions but some",
    docs: include_str!("not_action_with_allow.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if let Some(list) = statement.actions.as_ref().filter(|it| it.negated && statement.is_allow()) {
        out.add(list.member.name_span, "it allows every action but these, including those of future services")
            .help_with("name what is allowed with `Action`, or what is not with a `Deny`");
    }
}
