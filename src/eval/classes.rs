//! The values of an unknown key that the policies tell apart: one value for each class of them.

use alloc::vec::Vec;
use core::net::Ipv6Addr;

use super::Assumption::{DateWithoutZoneHolds, DateWithoutZoneIsUtc, UnreadableValueHolds};
use super::Setting;
use super::compare::{Comparator, Kind};
use super::key_id::{KeyId, Sameness};
use super::probe::Probe;
use super::request::{Request, Value};
use super::set::PolicySet;
use super::statement::CompiledStatement;
use super::text::{Reading, Text};
use crate::classes::{Budget, Compared};
use crate::shared::value;
use crate::{ConditionKey, ValueType};

/// How many steps are taken to find them.
const MOST_STEPS: u64 = 1 << 18;

/// The values of the key at this place, if they can be told: the key is in no variable, and all that compares it is of one type
/// and compares it with texts that are known.
pub(super) fn classes(set: &PolicySet, request: &Request, place: usize) -> Option<Vec<Value>> {
    let key = &request.context.get(place)?.key;
    let is_it = |it: &KeyId| it.sameness(key) != Sameness::Different;
    let mut tests = Vec::new();
    let mut written = Vec::new();
    for statement in concerned(set, request) {
        let texts = statement.resources.iter().flat_map(|it| it.texts());
        let operands = statement.tests.iter().flat_map(|it| &it.operands).map(|it| it.text());
        if texts.chain(operands).flat_map(Text::variables).any(|it| is_it(&it.id)) {
            return None;
        }
        for test in statement.tests.iter().filter(|it| is_it(&it.key.id)) {
            tests.push(test);
            let values = test.operands.iter().map(|it| it.text().without_variables());
            written.push((test.comparison, values.collect::<Option<Vec<_>>>()?));
        }
    }
    let mut compared = Compared::default();
    let mut asked = Vec::new();
    for (comparison, values) in &written {
        let has_range_of_version_4 = values.iter().any(|it| value::ip_range(it).is_some_and(|it| it.0.is_ipv4()));
        asked.push((*comparison, has_range_of_version_4));
        compared.add(comparison.kind(), values.iter().map(|it| &**it));
    }
    for name in set.places_of(is_it) {
        compared.add(Kind::Text(Reading::LITERAL), [name].into_iter());
    }
    let known = ConditionKey::from_name(key.name());
    let values = compared.values(known.and_then(ConditionKey::value_type), &mut Budget::new(MOST_STEPS)).ok()?;
    if !values.is_whole {
        return None;
    }
    let mut elements = values.all;
    let is_kept = |it: &alloc::string::String| {
        asked.iter().any(|by| is_read(it, by.0, set)) && asked.iter().all(|by| is_told_apart(it, *by, set))
    };
    // Of a key that has no other values, such as a boolean that is compared as a number, these are asked about.
    if elements.iter().any(is_kept) {
        elements.retain(is_kept);
    }
    let probe = Probe {
        request,
        place,
        assumptions: set.assumptions(),
        assumed: alloc::vec![None; request.context.len()],
        tests,
        resources: Vec::new(),
        names: (place, set.places_of(is_it).collect()),
    };
    probe.values(&elements, known.and_then(ConditionKey::is_multivalued))
}

/// Whether it is a value of the operator's type, or what others mean is known: one that nothing reads and only that question
/// tells apart from others would make every unknown key one of that question, too.
fn is_read(text: &str, comparison: Comparator, set: &PolicySet) -> bool {
    let is_value = |kind| value::is_value(kind, text);
    let is_of_type = match comparison {
        Comparator::Bool => ["true", "false"].contains(&&*text.to_lowercase()),
        Comparator::Number(_) => is_value(ValueType::Number),
        Comparator::Date(_) => value::date(text).is_some(),
        Comparator::Ip => is_value(ValueType::Ip),
        Comparator::Text(_) | Comparator::Affix(_) => true,
        // That it is there is all that they ask.
        Comparator::Null | Comparator::NullOrEmpty => false,
    };
    is_of_type || set.assumptions.get(UnreadableValueHolds) != Setting::Unknown
}

/// Whether what an operator says of the value is known, as far as it reads it.
fn is_told_apart(text: &str, (comparison, has_range_of_version_4): (Comparator, bool), set: &PolicySet) -> bool {
    match comparison {
        Comparator::Date(_) => is_plain_date(text, set),
        Comparator::Ip => !has_range_of_version_4 || is_plain_address(text, set),
        _ => true,
    }
}

/// Whether it has a zone, if it is a date, or what one without means is known.
pub(super) fn is_plain_date(text: &str, set: &PolicySet) -> bool {
    let is_known = || {
        set.assumptions.get(DateWithoutZoneIsUtc) == Setting::No
            && set.assumptions.get(DateWithoutZoneHolds) != Setting::Unknown
    };
    value::date(text).is_none() || value::has_zone(text) || is_known()
}

/// Whether it is no address of version 4 that is written as one of version 6, or what that means is known.
pub(super) fn is_plain_address(text: &str, set: &PolicySet) -> bool {
    let is_mapped = text.parse().is_ok_and(|it: Ipv6Addr| it.to_ipv4_mapped().is_some());
    !is_mapped || set.assumptions.get(UnreadableValueHolds) != Setting::Unknown
}

pub(super) fn concerned<'a>(set: &'a PolicySet, request: &'a Request) -> impl Iterator<Item = &'a CompiledStatement> {
    let hits = set.index.hits(&request.action).map(|it| it.statement);
    hits.chain(set.index.exclusions().iter().copied()).filter_map(|it| set.statements.get(it))
}
