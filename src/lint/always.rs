//! Conditions that limit nothing: what every value of their key meets, and what holds without it.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use super::context::Statement;
use super::context::condition::Condition;
use super::range::{self, Range};
use crate::catalog::TABLES;
use crate::shared::{pattern, urn, value, variable};
use crate::{ConditionKey, Operator, Qualifier, ValueType};

/// Whether it holds with every request.
pub(super) fn holds(it: &Condition<'_>) -> bool {
    if it.is_null() {
        let asks_for_both =
            ["true", "false"].iter().all(|is| it.values.iter().any(|it| it.text.eq_ignore_ascii_case(is)));
        return it.is_whole && (asks_for_both || it.wants_absent() == Some(false) && is_always_there(it));
    }
    takes_every_value(it) && (holds_without(it) || is_always_there(it))
}

/// Whether requests for a service meet it as they are: the condition narrows neither who nor what.
pub(super) fn limits_nothing(it: &Condition<'_>, statement: &Statement<'_>, service: Option<&str>) -> bool {
    if holds(it) || excludes_only_private(it) || is_of_most(it) && takes_every_value(it) {
        return true;
    }
    // A request from anywhere has an address or came by an endpoint.
    let is_address = it.is_key("g:SourceIp") && it.is(Operator::IpAddress);
    let is_met_without = holds_without(it) || it.wants_absent() == Some(true);
    is_address && holds_every_address(it) || is_met_without && is_never_there(it, statement, service)
}

/// Whether nearly every request has the key, so that to ask for it alone limits next to nothing. That every one has it, no page says.
fn is_of_most(it: &Condition<'_>) -> bool {
    OF_MOST.iter().any(|key| it.is_key(key))
}

const OF_MOST: [&str; 9] = [
    "g:DomainName",
    "g:PrincipalId",
    "g:PrincipalType",
    "g:ProjectName",
    "g:RequestedRegion",
    "g:SecureTransport",
    "g:UserAgent",
    "g:UserId",
    "g:UserName",
];

/// Whether it holds for few or never, so that a `Deny` with it leaves nearly everything: for some that it names, or before a time that
/// was over when the catalogue's data was written.
pub(super) fn is_of_few(it: &Condition<'_>) -> bool {
    if !it.is_whole || it.values.is_empty() || holds_without(it) {
        return false;
    }
    match it.operator.operator() {
        Operator::StringEquals | Operator::StringEqualsIgnoreCase => {
            OF_MANY.iter().any(|key| it.is_key(key))
                && it.values.len() <= FEW
                && !it.values.iter().any(|it| variable::has_variable(it.text))
        }
        Operator::DateLessThan | Operator::DateLessThanEquals => {
            let now = date_of_data();
            let is_over = |text| value::date(text).zip(now).is_some_and(|(at, now)| at.0 <= now);
            it.is_key("g:CurrentTime") && it.values.iter().all(|it| is_over(it.text))
        }
        _ => false,
    }
}

/// So few values leave nearly everybody.
const FEW: usize = 3;

/// Keys that have so many values that a few of them are next to nothing.
const OF_MANY: [&str; 8] = [
    "g:DomainId",
    "g:DomainName",
    "g:PrincipalAccount",
    "g:PrincipalId",
    "g:PrincipalUrn",
    "g:RequestedRegion",
    "g:UserId",
    "g:UserName",
];

/// Whether the values of a range condition hold every address of a version that somebody can have.
pub(super) fn holds_every_address(it: &Condition<'_>) -> bool {
    let ranges = it.values.iter().map(|it| it.text).chain(NOWHERE).filter_map(Range::read);
    range::hold_everything(&ranges.collect::<Vec<_>>())
}

/// Whether it is certain that it holds where the request does not have the key.
pub(super) fn holds_without(it: &Condition<'_>) -> bool {
    it.operator.if_exists() || it.operator.qualifier() == Some(Qualifier::ForAllValues)
}

/// Whether every request has the key: it has a time, and somebody makes it.
pub(super) fn is_always_there(it: &Condition<'_>) -> bool {
    it.is_key("g:CurrentTime") || is_of_caller(it)
}

fn is_of_caller(it: &Condition<'_>) -> bool {
    ["g:PrincipalUrn", "g:PrincipalAccount"].iter().any(|key| it.is_key(key))
}

/// Whether no request for this service has the key: it belongs to another service, or is for tags that the request sends and
/// nothing that is asked for sends any.
fn is_never_there(it: &Condition<'_>, statement: &Statement<'_>, service: Option<&str>) -> bool {
    let Some((prefix, rest)) = it.name().split_once(':') else { return false };
    if prefix.eq_ignore_ascii_case("g") {
        let is_of_request =
            it.is_key("g:TagKeys") || rest.get(..11).is_some_and(|it| it.eq_ignore_ascii_case("RequestTag/"));
        return is_of_request && statement.named().iter().any(|it| it.is_pattern());
    }
    // Of all services, the others do not have it.
    service.is_none_or(|it| !it.eq_ignore_ascii_case(prefix))
}

/// Whether every value that its key can have meets it.
pub(super) fn takes_every_value(it: &Condition<'_>) -> bool {
    let has = |text: &str| it.values.iter().any(|it| it.text.eq_ignore_ascii_case(text));
    let equals = [Operator::StringEquals, Operator::StringEqualsIgnoreCase, Operator::StringMatch];
    if equals.iter().any(|operator| it.is(*operator)) && it.values.iter().any(|value| it.is_own_variable(value.text)) {
        return true;
    }
    if it.values.iter().any(|it| variable::has_variable(it.text)) {
        return false;
    }
    match it.operator.operator() {
        Operator::Bool => has("true") && has("false"),
        Operator::StringMatch | Operator::StringStartWith | Operator::StringEndWith => matches_everything(it),
        Operator::StringNotEquals | Operator::StringNotEqualsIgnoreCase | Operator::StringNotMatch => {
            it.is_whole && !it.values.is_empty() && it.values.iter().all(|value| is_impossible(it, value.text))
        }
        Operator::DateGreaterThan | Operator::DateGreaterThanEquals => is_over(it, |at, now| at <= now),
        Operator::NumberGreaterThan => is_age(it, |at| at < 0),
        Operator::NumberGreaterThanEquals => is_age(it, |at| at <= 0),
        Operator::DateLessThan | Operator::DateLessThanEquals => is_over(it, |at, now| at > now + A_CENTURY),
        _ => false,
    }
}

/// Whether it compares a number of seconds that have passed with one for which this holds.
fn is_age(it: &Condition<'_>, is_so: fn(i64) -> bool) -> bool {
    it.is_key("g:MFAAge") && it.values.iter().any(|it| it.text.parse().is_ok_and(is_so))
}

/// Whether the time that it compares with was over when the catalogue's data was written, or is too far away to matter.
fn is_over(it: &Condition<'_>, is_so: fn(i64, i64) -> bool) -> bool {
    let Some(now) = date_of_data() else { return false };
    it.is_key("g:CurrentTime") && it.values.iter().any(|it| value::date(it.text).is_some_and(|it| is_so(it.0, now)))
}

const A_CENTURY: i64 = 100 * 365 * 24 * 60 * 60;

/// The newest date that a page of the catalogue prints, in seconds.
fn date_of_data() -> Option<i64> {
    let date = TABLES.services.iter().filter_map(|it| it.date).chain(TABLES.global_date).max()?;
    value::date(date).map(|it| it.0)
}

fn matches_everything(it: &Condition<'_>) -> bool {
    let patterns: Vec<Cow<'_, str>> = it.values.iter().filter_map(|value| as_pattern(it, value.text)).collect();
    let covers = |text: &str| patterns.iter().any(|it| pattern::covers(it, text));
    if it.is_key("g:PrincipalUrn") {
        return CALLERS.iter().all(|it| covers(it));
    }
    covers(if is_of_caller(it) { "?*" } else { "*" })
}

/// Every form that the URN of a caller has.
const CALLERS: [&str; 3] = ["iam::?*:user:?*", "sts::?*:assumed-agency:?*", "sts::?*:external-user:?*"];

/// The pattern that a value stands for.
fn as_pattern<'v>(it: &Condition<'_>, text: &'v str) -> Option<Cow<'v, str>> {
    let is_plain = !pattern::is_pattern(text);
    match it.operator.operator() {
        Operator::StringMatch => Some(Cow::Borrowed(text)),
        Operator::StringStartWith if is_plain => Some(Cow::Owned(format!("{text}*"))),
        Operator::StringEndWith if is_plain => Some(Cow::Owned(format!("*{text}"))),
        _ => None,
    }
}

/// Whether the key, of which a page says that its values are of another type, has no value that is compared with this text as a
/// string and meets it: `maybe` is no value of a boolean key.
pub(super) fn is_of_other_type(it: &Condition<'_>, text: &str) -> bool {
    let Some(kind) = it.key.and_then(ConditionKey::value_type) else { return false };
    if it.value_type() != Some(ValueType::String) || variable::has_variable(text) {
        return false;
    }
    // In which case these are compared, no page says.
    let is_none_of_booleans = |meets: fn(&str, &str) -> bool| !["true", "false"].iter().any(|it| meets(text, it));
    match (kind, it.operator.operator()) {
        (
            _,
            Operator::StringEquals
            | Operator::StringEqualsIgnoreCase
            | Operator::StringNotEquals
            | Operator::StringNotEqualsIgnoreCase,
        ) => !value::is_value(kind, text),
        (ValueType::Boolean, Operator::StringMatch | Operator::StringNotMatch) => {
            is_none_of_booleans(pattern::matches_ignore_case)
        }
        (ValueType::Boolean, Operator::StringStartWith) => {
            is_none_of_booleans(|text, it| it.get(..text.len()).is_some_and(|it| it.eq_ignore_ascii_case(text)))
        }
        (ValueType::Boolean, Operator::StringEndWith) => is_none_of_booleans(|text, it| {
            let start = it.len().checked_sub(text.len());
            start.and_then(|start| it.get(start..)).is_some_and(|it| it.eq_ignore_ascii_case(text))
        }),
        _ => false,
    }
}

/// Whether the key cannot have this value: nothing but a tag is empty, and the caller's keys are urns and ids.
fn is_impossible(it: &Condition<'_>, text: &str) -> bool {
    if is_of_other_type(it, text) {
        return true;
    }
    if text.is_empty() && it.name().starts_with("g:") && !it.name().contains('/') {
        return true;
    }
    // Names and ids have no wildcards, and only patterns compare them otherwise.
    if is_of_most(it) {
        return !it.is(Operator::StringNotMatch) && pattern::is_pattern(text);
    }
    if !is_of_caller(it) {
        return false;
    }
    if it.is(Operator::StringNotMatch) {
        let is_short = text.matches(':').count() < 4;
        return it.is_key("g:PrincipalUrn") && is_short && !text.contains('*');
    }
    let is_id = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    match it.is_key("g:PrincipalUrn") {
        true => pattern::is_pattern(text) || urn::split(text).is_none(),
        false => !is_id(text),
    }
}

/// Whether it excludes only addresses that the public network, of which the key tells, does not have.
fn excludes_only_private(it: &Condition<'_>) -> bool {
    let nowhere: Vec<Range> = NOWHERE.into_iter().filter_map(Range::read).collect();
    let is_outside = |range: Range| range.is_private() || nowhere.iter().any(|it| it.contains(range));
    let is_private = |text: &str| Range::read(text).is_some_and(is_outside);
    it.is(Operator::NotIpAddress)
        && it.value_type() == Some(ValueType::Ip)
        && it.is_key("g:SourceIp")
        && it.is_whole
        && it.values.iter().all(|it| is_private(it.text))
}

/// Addresses that nobody on the public network has: reserved, for groups and for documentation.
const NOWHERE: [&str; 6] =
    ["0.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001:db8::/32"];
