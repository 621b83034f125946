//! A predicate over facts, three-valued, with its reason and the facts that would settle it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Facts, Value, role};
use crate::shared::problem::quoted;
use crate::{Cloud, Predicate, Region, Service};

/// Whether something holds, why, and which facts that are not given could change it.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) holds: Option<bool>,
    pub(super) because: String,
    /// Sorted by name.
    pub(super) wanted: Vec<&'static str>,
}

impl Outcome {
    pub(super) const fn of(holds: Option<bool>, because: String) -> Self {
        Self { holds, because, wanted: Vec::new() }
    }

    /// All of them hold; of several the reason is that of those that decide.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        Self::join(parts, false)
    }

    /// One of them holds.
    fn any(parts: Vec<Self>) -> Self {
        Self::join(parts, true)
    }

    /// One part that is `decisive` decides; otherwise each must be known.
    fn join(parts: Vec<Self>, decisive: bool) -> Self {
        let is = |value: Option<bool>| parts.iter().any(|it| it.holds == value);
        let holds = match () {
            () if is(Some(decisive)) => Some(decisive),
            () if is(None) => None,
            () => Some(!decisive),
        };
        let deciding: Vec<Self> = parts.into_iter().filter(|it| it.holds == holds).collect();
        let mut wanted: Vec<&str> = deciding.iter().flat_map(|it| it.wanted.iter().copied()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut reasons: Vec<String> = Vec::new();
        for it in deciding {
            if !reasons.contains(&it.because) {
                reasons.push(it.because);
            }
        }
        Self { holds, because: reasons.join("; "), wanted }
    }
}

/// What the facts are of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) service: Service,
    pub(super) cloud: Cloud,
}

impl Case<'_> {
    pub(super) fn test(self, predicate: Predicate) -> Outcome {
        match predicate {
            Predicate::All(all) => Outcome::all(all.iter().map(|it| self.test(*it)).collect()),
            Predicate::Any(all) => Outcome::any(all.iter().map(|it| self.test(*it)).collect()),
            Predicate::Not(it) => {
                let outcome = self.test(*it);
                Outcome { holds: outcome.holds.map(|it| !it), ..outcome }
            }
            Predicate::Is(fact, wanted) => self.leaf(fact, |value| {
                let Value::Boolean(it) = value else { return None };
                Some((Some(*it == wanted), format!("`{fact}` is {value}")))
            }),
            Predicate::OneOf(fact, all) => self.leaf(fact, |value| {
                let Value::Text(it) = value else { return None };
                Some(self.one_of(fact, it, all))
            }),
            Predicate::HasOneOf(fact, all) => self.leaf(fact, |value| {
                let Value::Texts(given) = value else { return None };
                let found = given.iter().find(|it| all.contains(&it.as_str()));
                let because = match found {
                    Some(it) => format!("`{fact}` has `{it}`"),
                    None => format!("`{fact}` has none of {}", quoted(all.iter().copied())),
                };
                Some((Some(found.is_some()), because))
            }),
            Predicate::HasRole(fact, all) => self.leaf(fact, |value| {
                let Value::Texts(held) = value else { return None };
                let (holds, because) = role::has_one_of(held, all, self.cloud);
                Some((holds, format!("`{fact}`: {because}")))
            }),
            Predicate::AtMost(fact, most) => self.leaf(fact, |value| {
                let Value::Number(it) = value else { return None };
                let holds = it.is_at_most(most);
                let unit = self.unit(fact);
                let relation = if holds { "at most" } else { "more than" };
                Some((Some(holds), format!("`{fact}` is {it}{unit}, {relation} {most}{unit}")))
            }),
            Predicate::Mainland(fact, wanted) => self.leaf(fact, |value| {
                let Value::Text(it) = value else { return None };
                let found = Region::from_id(it).and_then(Region::is_mainland);
                let place = match found {
                    Some(true) => "is in mainland China",
                    Some(false) => "is outside mainland China",
                    None => "may be in mainland China or not: no page of the catalogue says",
                };
                Some((found.map(|it| it == wanted), format!("`{fact}` {value} {place}")))
            }),
        }
    }

    /// A test of one fact; a value of another type than the test's is as good as none.
    fn leaf(self, fact: &'static str, test: impl FnOnce(&Value) -> Option<(Option<bool>, String)>) -> Outcome {
        match self.facts.get(fact).and_then(test) {
            Some((holds, because)) => Outcome::of(holds, because),
            None => Outcome { holds: None, because: format!("`{fact}` is not given"), wanted: Vec::from([fact]) },
        }
    }

    fn one_of(self, fact: &str, given: &str, all: &[&str]) -> (Option<bool>, String) {
        let found = all.contains(&given);
        // A region that nobody knows may be one of these, misspelt.
        let is_region = self.service.facts().any(|it| it.name() == fact && it.kind() == crate::FactKind::Region);
        if is_region && !found && Region::from_id(given).is_none() {
            return (None, format!("`{fact}` is `{given}`, a region that the catalogue does not know"));
        }
        let relation = if found { "" } else { "not " };
        let one_of = if all.len() > 1 { "one of " } else { "" };
        let because = match (found, all) {
            (true, [_]) => format!("`{fact}` is `{given}`"),
            _ => format!("`{fact}` is `{given}`, {relation}{one_of}{}", quoted(all.iter().copied())),
        };
        (Some(found), because)
    }

    fn unit(self, fact: &str) -> String {
        let unit = self.service.facts().find(|it| it.name() == fact).and_then(crate::Fact::unit);
        unit.map(|it| format!(" {it}")).unwrap_or_default()
    }
}
