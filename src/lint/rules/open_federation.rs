use crate::PolicyKind;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::trust::{is_for_every_provider, is_for_everybody, is_of_everybody, says_client, says_subject};
use crate::lint::{Level, Rule, Severity};
use crate::shared::{pattern, urn};
use alloc::format;
use alloc::string::String;

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
    for (_, it) in principals.items.iter().filter(|it| it.0 == "Federated") {
        if let Some((message, help)) = found(context, statement, it.text) {
            out.add(it.span, message).help_with(help);
        }
    }
}

/// What is wrong with the trust in a provider, and what to do.
fn found(context: &Context<'_>, statement: &Statement<'_>, provider: &str) -> Option<(String, &'static str)> {
    if is_of_any_account(provider) {
        // Without any condition another rule says so.
        let is_open = is_for_every_provider(context, statement) && !is_for_everybody(context, statement);
        let why = "whoever sets one up in an account of his own chooses what it says of its users";
        let message = format!("`{provider}` is for providers of every account, and {why}");
        return is_open.then_some((message, "name the account and the provider"));
    }
    let is_oidc = urn::split(provider).is_some_and(|[_, _, _, kind, _]| kind == "oidcProvider");
    if !is_oidc || statement.conditions.iter().any(says_subject) {
        return None;
    }
    let message = format!("it trusts every user that `{provider}` authenticates");
    if !statement.conditions.iter().any(says_client) {
        return Some((message, "restrict the users by a condition on `oidc:sub`, and the client by one on `oidc:aud`"));
    }
    let why = "of a public forge every job chooses the client that its token is for";
    let help = "restrict the users by a condition on `oidc:sub`";
    is_of_everybody(provider, &statement.conditions).then(|| (format!("{message}: {why}"), help))
}

/// Whether a pattern of providers has those of whatever account.
fn is_of_any_account(text: &str) -> bool {
    match urn::split(text) {
        Some([_, _, account, ..]) => pattern::is_pattern(account),
        None => pattern::covers(text, "iam::?*:?*"),
    }
}
