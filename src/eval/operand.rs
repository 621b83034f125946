use super::Assumption::AffixIgnoresCase;
use super::compare::Comparison;
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
    Date((i64, u32)),
}

impl Operand {
    pub(super) fn new(text: &str, comparison: Comparison) -> Self {
        let compiled = Text::new(text);
        let known = match comparison {
            _ if compiled.has_variable() => None,
            Comparison::Bool | Comparison::Null | Comparison::NullOrEmpty => boolean(text).map(Known::Bool),
            Comparison::Date(_) => value::date(text).map(Known::Date),
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
                return value::date(found).and_then(|found| is(order.holds(found.cmp(&it))));
            }
            _ => {}
        }
        let compare = |text: &str| match comparison {
            Comparison::Bool => Some(boolean(found)? == boolean(text)?),
            Comparison::Number(order) => value::compare_numbers(found, text).map(|it| order.holds(it)),
            Comparison::Date(order) => Some(order.holds(value::date(found)?.cmp(&value::date(text)?))),
            Comparison::Ip => value::is_in_range(found, text),
            _ => None,
        };
        let holds = match &self.text {
            Text::Plain(text) => compare(text),
            text => match text.filled(env) {
                Ok(text) => compare(&text),
                Err(it) => return Some(it),
            },
        };
        holds.and_then(is)
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
