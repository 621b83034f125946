use core::net::IpAddr;

use super::Assumption::{AffixIgnoresCase, DateWithoutZoneHolds, DateWithoutZoneIsUtc, HostBitsAreIgnored};
use super::compare::{Comparator, Order};
use super::env::Env;
use super::text::{Match, Reading, Text};
use super::truth::Truth;
use crate::shared::value;

/// A value of a condition.
#[derive(Debug, Clone)]
pub(super) struct Operand {
    text: Text,
    /// What it says, if that is the same for every request.
    known: Option<Known>,
}

#[derive(Debug, Clone, Copy)]
enum Known {
    Bool(bool),
    Date(Date),
    Range(Range),
}

impl Known {
    fn new(text: &str, comparison: Comparator) -> Option<Self> {
        match comparison {
            Comparator::Bool | Comparator::Null | Comparator::NullOrEmpty => boolean(text).map(Self::Bool),
            Comparator::Date(_) => Date::new(text).map(Self::Date),
            Comparator::Ip => Range::new(text).map(Self::Range),
            Comparator::Text(_) | Comparator::Affix(_) | Comparator::Number(_) => None,
        }
    }
}

/// A value of a request, read once for all that it is compared with.
pub(super) struct Seen<'v> {
    text: &'v str,
    known: Option<Known>,
}

impl<'v> Seen<'v> {
    pub(super) fn new(text: &'v str, comparison: Comparator) -> Self {
        Self { text, known: Known::new(text, comparison) }
    }
}

#[derive(Debug, Clone, Copy)]
struct Range {
    range: (IpAddr, u8),
    has_host_bits: bool,
}

impl Range {
    fn new(text: &str) -> Option<Self> {
        Some(Self { range: value::ip_range(text)?, has_host_bits: value::has_host_bits(text) })
    }

    /// Nothing, if the text is no address, or only one of the two maps version 4 to version 6.
    fn matches(self, text: &Self, env: &Env<'_>) -> Option<Match> {
        let is_in = || Some(Match::Is(Truth::of(value::is_range_within(text.range, self.range)?)));
        if !self.has_host_bits {
            return is_in();
        }
        match env.ask(HostBitsAreIgnored) {
            Truth::Yes => is_in(),
            Truth::No => None,
            Truth::Open => Some(Match::Is(Truth::Open)),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Date {
    instant: (i64, u32),
    has_zone: bool,
}

impl Date {
    fn new(text: &str) -> Option<Self> {
        Some(Self { instant: value::date(text)?, has_zone: value::has_zone(text) })
    }

    fn matches(self, text: Self, order: Order, env: &Env<'_>) -> Truth {
        let in_utc = Truth::of(order.holds(self.instant.cmp(&text.instant)));
        if self.has_zone == text.has_zone {
            return in_utc;
        }
        match env.ask(DateWithoutZoneIsUtc) {
            Truth::Yes => in_utc,
            Truth::No => env.ask(DateWithoutZoneHolds),
            Truth::Open => Truth::Open,
        }
    }
}

impl Operand {
    pub(super) fn new(text: &str, comparison: Comparator) -> Self {
        let compiled = Text::new(text);
        let known = if compiled.has_variable() { None } else { Known::new(text, comparison) };
        Self { text: compiled, known }
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    pub(super) const fn as_boolean(&self) -> Option<bool> {
        if let Some(Known::Bool(it)) = self.known { Some(it) } else { None }
    }

    /// Whether the value of the request matches it; nothing, if one of them is not of the operator's type.
    pub(super) fn matches(&self, seen: &Seen<'_>, comparison: Comparator, env: &Env<'_>) -> Option<Match> {
        match comparison {
            Comparator::Text(reading) => return Some(self.text.matches(seen.text, reading, env)),
            Comparator::Affix(reading) => return Some(self.affix(seen.text, reading, env)),
            _ => {}
        }
        let compare = |text: &str, known: Option<Known>| match (comparison, seen.known, known) {
            (Comparator::Bool, Some(Known::Bool(found)), Some(Known::Bool(it))) => {
                Some(Match::Is(Truth::of(found == it)))
            }
            (Comparator::Number(order), ..) => {
                value::compare_numbers(seen.text, text).map(|it| Match::Is(Truth::of(order.holds(it))))
            }
            (Comparator::Date(order), Some(Known::Date(found)), Some(Known::Date(it))) => {
                Some(Match::Is(found.matches(it, order, env)))
            }
            (Comparator::Ip, found, Some(Known::Range(it))) => match found {
                Some(Known::Range(found)) => it.matches(&found, env),
                // What the range says is open, or it is not read either.
                _ if it.has_host_bits && env.ask(HostBitsAreIgnored) == Truth::Open => Some(Match::Is(Truth::Open)),
                _ => None,
            },
            _ => None,
        };
        match &self.text {
            Text::Plain(text) => compare(text, self.known),
            text => match text.filled(env) {
                Ok(text) => compare(&text, Known::new(&text, comparison)),
                Err(it) => Some(it),
            },
        }
    }

    fn affix(&self, found: &str, reading: Reading, env: &Env<'_>) -> Match {
        let ignoring = Reading { ignore_case: true, ..reading };
        match (self.text.matches(found, reading, env), self.text.matches(found, ignoring, env)) {
            (Match::Is(exact), Match::Is(loose)) => Match::Is(env.choose(AffixIgnoresCase, loose, exact)),
            (failed, _) => failed,
        }
    }
}

/// Operators ignore case unless something else is said of them.
fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}
