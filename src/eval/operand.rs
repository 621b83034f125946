use super::Assumption::{AffixIgnoresCase, DateWithoutZoneHolds, DateWithoutZoneIsUtc, HostBitsAreIgnored};
use super::compare::{Comparison, Order};
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
    pub(super) fn new(text: &str, comparison: Comparison) -> Self {
        let compiled = Text::new(text);
        let known = match comparison {
            _ if compiled.has_variable() => None,
            Comparison::Bool | Comparison::Null | Comparison::NullOrEmpty => boolean(text).map(Known::Bool),
            Comparison::Date(_) => Date::new(text).map(Known::Date),
            _ => None,
        };
        Self { text: compiled, known }
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    pub(super) const fn as_boolean(&self) -> Option<bool> {
        if let Some(Known::Bool(it)) = self.known { Some(it) } else { None }
    }

    /// Whether the value of the request matches it; nothing, if one of them is not of the operator's type.
    pub(super) fn matches(&self, found: &str, comparison: Comparison, env: &Env<'_>) -> Option<Match> {
        match comparison {
            Comparison::Text(reading) => return Some(self.text.matches(found, reading, env)),
            Comparison::Affix(reading) => return Some(self.affix(found, reading, env)),
            _ => {}
        }
        let is = |it| Some(Match::Is(Truth::of(it)));
        match (comparison, self.known) {
            (Comparison::Bool, Some(Known::Bool(it))) => return boolean(found).and_then(|found| is(it == found)),
            (Comparison::Date(order), Some(Known::Date(it))) => {
                return Date::new(found).map(|found| Match::Is(found.matches(it, order, env)));
            }
            _ => {}
        }
        let compare = |text: &str| match comparison {
            Comparison::Bool => is(boolean(found)? == boolean(text)?),
            Comparison::Number(order) => value::compare_numbers(found, text).and_then(|it| is(order.holds(it))),
            Comparison::Date(order) => Some(Match::Is(Date::new(found)?.matches(Date::new(text)?, order, env))),
            Comparison::Ip if value::has_host_bits(text) => match env.ask(HostBitsAreIgnored) {
                Truth::Yes => is(value::is_in_range(found, text)?),
                Truth::No => None,
                Truth::Open => Some(Match::Is(Truth::Open)),
            },
            Comparison::Ip => is(value::is_in_range(found, text)?),
            _ => None,
        };
        match &self.text {
            Text::Plain(text) => compare(text),
            text => match text.filled(env) {
                Ok(text) => compare(&text),
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
