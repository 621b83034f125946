//! What bucket policies of OBS name: operations, resources and principals.

use alloc::string::String;
use alloc::vec::Vec;

use super::always::holds_every_address;
use super::context::condition::Condition;
use super::context::{Context, Principals, Statement, Text, object};
use crate::shared::{obs, pattern};
use crate::{Operator, Service};

/// What an operation works on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Bucket,
    Object,
}

/// The operations that a name or pattern of a bucket policy matches, whatever its case, as far as a page lists them.
pub(super) fn operations(text: &str) -> Vec<(&'static str, Level)> {
    all().filter(|(name, _)| pattern::matches_ignore_case(text, name)).collect()
}

/// Every operation, by its name without prefix.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Level)> {
    let names = Service::from_code("obs").into_iter().flat_map(|it| {
        let of_roles = it.role_actions().map(|it| it.name());
        of_roles.chain(it.actions().map(|it| it.name()))
    });
    names.filter_map(|name| {
        let mut parts = name.splitn(3, ':').skip(1);
        let level = match parts.next()? {
            "bucket" => Level::Bucket,
            "object" => Level::Object,
            _ => return None,
        };
        parts.next().map(|name| (name, level))
    })
}

/// Whether an operation changes something.
pub(super) fn is_write(name: &str) -> bool {
    !["Get", "List", "Head"].iter().any(|it| name.get(..it.len()).is_some_and(|start| start.eq_ignore_ascii_case(it)))
}

/// Whether a resource may be a bucket, and whether it may be an object.
pub(super) fn levels(resource: &str) -> (bool, bool) {
    let is_open = resource.contains("${") || resource.split('/').next().is_some_and(|it| it.contains('*'));
    match resource.contains('/') {
        true => (is_open && resource.ends_with('*'), true),
        false => (true, is_open),
    }
}

/// The name of the bucket, where it is written out.
pub(super) fn bucket_of(resource: &str) -> Option<&str> {
    let name = resource.split('/').next()?;
    (!name.is_empty() && !pattern::is_pattern(name) && !name.contains("${")).then_some(name)
}

/// The principals that are everybody, also those without an account.
pub(super) fn everybody<'p, 'a>(principals: &'p Principals<'a>) -> impl Iterator<Item = Text<'a>> + use<'p, 'a> {
    let is_all = |text: &str| matches!(text, "*" | "domain/*" | "domain/*:user/*");
    principals.items.iter().map(|(_, it)| *it).filter(move |it| is_all(it.text))
}

/// Whether nothing in an `Allow`, nor in a `Deny` beside it, limits whom it is for.
pub(super) fn is_public(context: &Context<'_>, statement: &Statement<'_>) -> bool {
    let is_limited = statement.conditions.iter().any(says_whom) || !knows_operators(statement);
    !is_limited && !context.statements.iter().any(|it| context.steps.spend(1) && denies_others(it))
}

/// Whether every operator is one whose meaning is known here. Of what is not known yet, none is.
fn knows_operators(statement: &Statement<'_>) -> bool {
    statement.knows_conditions()
        || names_keys(statement) && keys(statement).iter().all(|(_, key)| is_of_request(key.text))
}

/// Whether the keys of all of its conditions are known.
fn names_keys(statement: &Statement<'_>) -> bool {
    let condition = statement.condition.and_then(|it| object(&it.value));
    condition.is_some_and(|all| all.iter().all(|it| object(&it.value).is_some()))
}

/// Whether it takes away from others what an `Allow` gives to everybody, or may do so for all that is known of it.
fn denies_others(statement: &Statement<'_>) -> bool {
    let is_for_all = match &statement.principals {
        Some(it) => it.negated || !it.is_whole || everybody(it).next().is_some(),
        None => statement.has("Principal") || statement.has("NotPrincipal"),
    };
    let is_wide = statement
        .actions
        .as_ref()
        .is_some_and(|it| it.negated || !it.is_whole || it.items.iter().any(|it| it.text == "*"));
    statement.is_deny() && is_for_all && is_wide
}

fn says_whom(it: &Condition<'_>) -> bool {
    if it.is_key("SourceIp") {
        return it.is(Operator::IpAddress) && !holds_every_address(it);
    }
    !is_of_request(it.name())
}

/// Whether the key tells of the request and not of who sends it, so that everybody can meet it.
fn is_of_request(key: &str) -> bool {
    obs::KEYS.iter().any(|(name, _)| *name != "SourceIp" && obs::without_header(key).eq_ignore_ascii_case(name))
}

/// Each operator of a statement with each of its keys.
pub(super) fn keys<'a>(statement: &Statement<'a>) -> Vec<(Text<'a>, Text<'a>)> {
    let mut found = Vec::new();
    for operator in statement.condition.and_then(|it| object(&it.value)).unwrap_or_default() {
        for key in object(&operator.value).unwrap_or_default() {
            let text = |text: &'a String, span| Text { text: text.as_str(), span };
            found.push((text(&operator.name, operator.name_span), text(&key.name, key.name_span)));
        }
    }
    found
}

/// Whether a name or pattern of operations is for one that changes something.
pub(super) fn changes(text: &str) -> bool {
    let found = operations(text);
    if found.is_empty() { is_write(text) } else { found.iter().any(|it| is_write(it.0)) }
}
