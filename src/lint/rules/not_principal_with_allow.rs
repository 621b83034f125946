use crate::PolicyKind;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "not_principal_with_allow",
    severity: Severity::SecurityWarning,
    level: Level::Deny,
    issue_code: None,
    summary: "an `Allow` for everyone but some",
    docs: include_str!("not_principal_with_allow.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust || !statement.is_allow() {
        return;
    }
    if let Some(it) = statement.principals.as_ref().filter(|it| it.negated) {
        out.add(it.member.name_span, "it trusts everybody on the cloud but these")
            .help_with("name the trusted principals with `Principal`");
    }
}
