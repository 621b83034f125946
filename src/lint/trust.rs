//! Whom a trust policy trusts: whether a condition of it says so, or everybody can meet it.

use super::always::{holds_every_address, holds_without, is_always_there, is_of_few, takes_every_value};
use super::context::condition::Condition;
use super::context::{Context, Statement};
use alloc::string::String;

use crate::shared::{federation, pattern, urn};
use crate::{Model, Operator, ValueType};

/// Whether nothing in an `Allow`, nor in a `Deny` beside it, limits whom it trusts.
pub(super) fn is_for_everybody(context: &Context<'_>, statement: &Statement<'_>) -> bool {
    is_for_all_but(context, statement, |_| false)
}

/// The same if it trusts the providers of every account: what one of those says of its users, its owner chooses.
pub(super) fn is_for_every_provider(context: &Context<'_>, statement: &Statement<'_>) -> bool {
    let is_said_by_it = |it: &Condition<'_>| {
        let prefix = it.name().split(':').next().unwrap_or_default();
        ["oidc", "saml"].iter().any(|name| prefix.eq_ignore_ascii_case(name))
    };
    is_for_all_but(context, statement, is_said_by_it)
}

fn is_for_all_but(context: &Context<'_>, statement: &Statement<'_>, says_nothing: fn(&Condition<'_>) -> bool) -> bool {
    let is_limited = statement.conditions.iter().any(|it| says_whom(it) && !says_nothing(it));
    let is_limited = is_limited || !statement.knows_conditions();
    !is_limited && !context.statements.iter().any(|it| denies_others(context, it))
}

/// Whether a `Deny` takes it away from everybody but some.
fn denies_others(context: &Context<'_>, statement: &Statement<'_>) -> bool {
    let Some(actions) = statement.actions.as_ref().filter(|_| statement.is_deny() && context.steps.spend(1)) else {
        return false;
    };
    let has_assumption = |it: &super::context::ActionItem<'_>| {
        it.is_all() || assumptions().any(|name| it.is_for(name, Model::IdentityPolicy))
    };
    let is_about_assumption = actions.items.iter().any(has_assumption) != actions.negated;
    let is_for_all = statement
        .principals
        .as_ref()
        .is_none_or(|it| it.negated || !it.is_whole || it.items.iter().any(|(_, it)| pattern::covers(it.text, "?*")));
    is_about_assumption && is_for_all && !statement.conditions.iter().any(is_of_few)
}

/// The actions by which an agency is assumed.
pub(super) fn assumptions() -> impl Iterator<Item = &'static str> {
    core::iter::once("sts:agencies:assume").chain(federation::ACTIONS)
}

/// Whether a condition says whom, so that not everybody can meet it.
fn says_whom(it: &Condition<'_>) -> bool {
    if it.is_null() || OF_ANYBODY.iter().any(|key| is_of(it, key)) {
        return false;
    }
    if !OF_SOMEBODY.iter().any(|key| is_of(it, key)) {
        return !takes_every_value(it);
    }
    let is_optional = holds_without(it) && !is_always_there(it) && it.value_type() != Some(ValueType::Ip);
    !is_optional && !it.is_negated() && is_narrow(it)
}

/// Whether a condition says for whom of those for whom a provider vouches.
pub(super) fn says_subject(it: &Condition<'_>) -> bool {
    is_narrow_claim(it, "oidc:sub")
}

/// Whether a condition says for which client of a provider.
pub(super) fn says_client(it: &Condition<'_>) -> bool {
    is_narrow_claim(it, "oidc:aud")
}

fn is_narrow_claim(it: &Condition<'_>, key: &str) -> bool {
    let is_pattern = it.is(Operator::StringMatch) || it.is(Operator::StringStartWith) || it.is(Operator::StringEndWith);
    let is_end = it.is(Operator::StringEndWith);
    // What a subject begins with, such as `repo:`, is the same for all.
    let is_any = |text: &str| !text.split_once(':').map_or(text, |it| it.1).contains(char::is_alphanumeric);
    let is_narrow = |text: &str| !is_pattern || !is_any(text) && !leaves_owner_open(text, is_end);
    it.is_key(key)
        && !it.is_null()
        && !it.is_negated()
        && !holds_without(it)
        && it.values.iter().all(|it| is_narrow(it.text))
}

/// Whether a pattern of subjects of a code forge, such as `repo:OWNER/NAME:ref:refs/heads/main`, is for whatever owner.
fn leaves_owner_open(text: &str, is_end: bool) -> bool {
    let is_open = |it: &str| it.starts_with(['*', '?']);
    match OF_FORGES.iter().find_map(|it| text.strip_prefix(it)) {
        Some(owner) => is_open(owner),
        None => (is_end || is_open(text)) && AFTER_OWNER.iter().any(|it| text.contains(it)),
    }
}

/// Before the owner of a repository.
const OF_FORGES: [&str; 2] = ["repo:", "project_path:"];

/// Behind the name of a repository.
const AFTER_OWNER: [&str; 5] = [":ref:", ":ref_type:", ":environment:", ":pull_request", ":job_workflow_ref:"];

/// Whether everybody can have the provider vouch for him, for a client that he chooses: that of a public forge does so.
pub(super) fn is_of_everybody(provider: &str, conditions: &[Condition<'_>]) -> bool {
    let is_public = |text: &str| {
        let text = text.to_ascii_lowercase();
        PUBLIC.iter().any(|it| text.contains(it))
    };
    let issuers = conditions.iter().filter(|it| it.is_key("oidc:iss") && !it.is_negated());
    is_public(provider) || issuers.flat_map(|it| &it.values).any(|it| is_public(it.text))
}

/// Services whose jobs ask for a token with the audience that they like.
const PUBLIC: [&str; 2] = ["github", "gitlab"];

/// Whether each value is for some and not for all.
fn is_narrow(it: &Condition<'_>) -> bool {
    if it.values.iter().any(|value| it.is_own_variable(value.text)) {
        return false;
    }
    match it.operator.operator() {
        Operator::IpAddress => !holds_every_address(it),
        Operator::StringMatch | Operator::StringStartWith | Operator::StringEndWith => {
            // Every account may have a user of that name.
            let is_own =
                |text: &str| if it.is_key("g:PrincipalUrn") { names_account(text) } else { is_specific(text, FEW) };
            it.values.iter().all(|it| is_own(it.text))
        }
        _ => true,
    }
}

fn names_account(text: &str) -> bool {
    // What stands for a variable is the caller's own.
    let text = without_variables(text);
    match urn::split(&text) {
        Some([_, _, account, ..]) => is_specific(account, FEW),
        None => is_specific(&text, LENGTH_OF_ID),
    }
}

/// A text with a wildcard for each variable.
fn without_variables(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, (_, behind))) = rest.split_once("${").and_then(|it| Some((it.0, it.1.split_once('}')?))) {
        out = out + before + "*";
        rest = behind;
    }
    out + rest
}

/// Whether a pattern has at least so many characters in a row that are its own.
fn is_specific(text: &str, length: usize) -> bool {
    let mut runs = text.split(|it: char| !it.is_ascii_alphanumeric());
    runs.any(|it| it.len() >= length)
}

/// What every id of a kind may begin with, such as `o-`, is shorter.
const FEW: usize = 4;

/// So long that nobody else's name has it; a name is free to be `deployer`.
const LENGTH_OF_ID: usize = 20;

fn is_of(it: &Condition<'_>, key: &str) -> bool {
    let stem = it.name().split_once('/').map_or(it.name(), |(stem, _)| stem);
    stem.eq_ignore_ascii_case(key)
}

/// Keys whose values anybody can have in an account of his own.
const OF_ANYBODY: [&str; 21] = [
    "g:CalledVia",
    "g:CalledViaFirst",
    "g:CalledViaLast",
    "g:CurrentTime",
    "g:MFAAge",
    "g:MFAPresent",
    "g:PrincipalIsRootUser",
    "g:PrincipalTag",
    "g:PrincipalType",
    "g:Referer",
    "g:RequestTag",
    "g:RequestedRegion",
    "g:SecureTransport",
    "g:SourceIdentity",
    "g:TagKeys",
    "g:TokenIssueTime",
    "g:UserAgent",
    "g:UserName",
    "sts:AgencySessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];

/// Keys that tell who asks, or from where.
const OF_SOMEBODY: [&str; 11] = [
    "g:DomainId",
    "g:DomainName",
    "g:PrincipalAccount",
    "g:PrincipalId",
    "g:PrincipalOrgId",
    "g:PrincipalOrgManagementAccountId",
    "g:PrincipalOrgPath",
    "g:PrincipalUrn",
    "g:SourceIp",
    "g:SourceVpc",
    "g:SourceVpce",
];
