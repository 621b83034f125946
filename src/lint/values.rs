//! Which values meet a condition, where that is certain.

use super::context::condition::Condition;
use super::range::Range;
use crate::shared::{pattern, value, variable};
use crate::{Operator, Qualifier, ValueType};

/// Whether no value, and no absence of one, meets both conditions, which are of one key.
pub(super) fn exclude(one: &Condition<'_>, other: &Condition<'_>) -> bool {
    if !one.is_single() || !is_plain(one) || !is_plain(other) {
        return false;
    }
    refuses(one, other) || refuses(other, one)
}

/// Whether its values are known texts that are compared one by one.
fn is_plain(it: &Condition<'_>) -> bool {
    it.is_whole && it.operator.qualifier().is_none() && !it.values.iter().any(|it| variable::has_variable(it.text))
}

/// Whether every value that `strict`, a list of texts, takes meets `other`, which is of the same key.
pub(super) fn implies(strict: &Condition<'_>, other: &Condition<'_>) -> bool {
    let is_list = !strict.operator.if_exists() && !strict.values.is_empty();
    strict.is_single()
        && is_list
        && is_plain(strict)
        && is_plain(other)
        && strict.values.iter().all(|it| takes(strict.operator.operator(), it.text, other) == Some(true))
}

/// Whether one of `listed` is needed, and `other` takes none of them.
fn refuses(listed: &Condition<'_>, other: &Condition<'_>) -> bool {
    let is_needed = !listed.operator.if_exists() && !listed.values.is_empty();
    let is_list = [Operator::StringEquals, Operator::StringEqualsIgnoreCase, Operator::Bool, Operator::IpAddress];
    is_needed
        && is_list.iter().any(|it| listed.is(*it))
        && listed.values.iter().all(|it| takes(listed.operator.operator(), it.text, other) == Some(false))
}

/// Whether a value that is `text`, as `operator` compares it, meets a condition; nothing, if that is not certain.
fn takes(operator: Operator, text: &str, condition: &Condition<'_>) -> Option<bool> {
    let any = |is: &dyn Fn(&str) -> bool| condition.values.iter().any(|it| is(it.text));
    let same = |it: &str| it.eq_ignore_ascii_case(text);
    if operator == Operator::IpAddress {
        // A range is refused if another one that holds all of it is; that it is taken is not what is asked.
        let range = Range::read(text)?;
        let holds = any(&|it| Range::read(it).is_some_and(|it| it.contains(range)));
        return (condition.is(Operator::NotIpAddress) && holds).then_some(false);
    }
    let found = match condition.operator.operator() {
        Operator::StringEqualsIgnoreCase if text.is_ascii() => any(&same),
        Operator::StringNotEqualsIgnoreCase if text.is_ascii() => !any(&same),
        // What follows compares the case, which this value leaves open.
        _ if operator == Operator::StringEqualsIgnoreCase => return None,
        Operator::StringEquals | Operator::Bool => any(&|it| it == text),
        Operator::StringNotEquals => !any(&|it| it == text),
        Operator::StringMatch => any(&|it| pattern::matches(it, text)),
        Operator::StringNotMatch => !any(&|it| pattern::matches(it, text)),
        Operator::StringStartWith => any(&|it| text.starts_with(it)),
        Operator::StringEndWith => any(&|it| text.ends_with(it)),
        _ => return None,
    };
    Some(found)
}

/// What a comparison leaves open on one side.
pub(super) struct Bound {
    is_upper: bool,
    is_inclusive: bool,
    at: Point,
}

#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Point {
    Number(f64),
    Date(i64, u32),
}

/// The bound that a comparison of numbers or dates sets: the widest of its values.
pub(super) fn bound(condition: &Condition<'_>) -> Option<Bound> {
    let (is_upper, is_inclusive) = match condition.operator.operator() {
        Operator::NumberLessThan | Operator::DateLessThan => (true, false),
        Operator::NumberLessThanEquals | Operator::DateLessThanEquals => (true, true),
        Operator::NumberGreaterThan | Operator::DateGreaterThan => (false, false),
        Operator::NumberGreaterThanEquals | Operator::DateGreaterThanEquals => (false, true),
        _ => return None,
    };
    let is_date = condition.value_type() == Some(ValueType::Date);
    if condition.operator.qualifier() == Some(Qualifier::ForAllValues) {
        return None;
    }
    let mut widest: Option<Point> = None;
    for it in &condition.values {
        let at = if is_date { date(it.text) } else { number(it.text) }?;
        let is_wider = widest.is_none_or(|widest| if is_upper { at > widest } else { at < widest });
        widest = if is_wider { Some(at) } else { widest };
    }
    widest.map(|at| Bound { is_upper, is_inclusive, at })
}

fn date(text: &str) -> Option<Point> {
    value::date(text).map(|(seconds, nanos)| Point::Date(seconds, nanos))
}

/// A number that is short enough to be compared exactly.
fn number(text: &str) -> Option<Point> {
    let is_exact = text.len() <= 15 && value::is_value(ValueType::Number, text);
    is_exact.then(|| text.parse().ok().map(Point::Number))?
}

impl Bound {
    /// Whether nothing meets both.
    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        let (upper, lower) = match (self.is_upper, other.is_upper) {
            (true, false) => (self, other),
            (false, true) => (other, self),
            _ => return false,
        };
        upper.at < lower.at || upper.at == lower.at && !(upper.is_inclusive && lower.is_inclusive)
    }
}
