use crate::PolicyKind;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::trust::says_subject;
use crate::lint::{Level, Rule, Severity};
use crate::shared::urn;
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "open_federation",
    severity: Severity::SecurityWarning,
    level: Level::Warn,
    issue_code: None,
    summary: "trust in every user that an OIDC provider authenticates",
    docs: include_str!("open_federation.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    if context.kind() != PolicyKind::Trust || !statement.is_allow() || !statement.knows_conditions() {
        return;
    }
    let Some(principals) = statement.principals.as_ref().filter(|it| !it.negated) else { return };
    let is_oidc = |text: &str| urn::split(text).is_some_and(|[_, _, _, kind, _]| kind == "oidcProvider");
    for (_, it) in principals.items.iter().filter(|(kind, it)| *kind == "Federated" && is_oidc(it.text)) {
        if !statement.conditions.iter().any(says_subject) {
            out.add(it.span, format!("it trusts every user that `{}` authenticates", it.text))
                .help_with("restrict the users by a condition on `oidc:sub`, and the client by one on `oidc:aud`");
        }
    }
}
