//! Whether a condition holds.

use hwc_iam::eval::Assumption as A;
use hwc_iam::{Condition, ConditionKey, KeyName, Model, Operator, Qualifier};

use super::texts::{address, boolean, has_host_bits, matches, number, seconds};
use super::{Filled, Slow, Value};

impl Slow<'_> {
    // B: conditions.
    pub(super) fn condition(&mut self, condition: &Condition, model: Model) -> bool {
        if !condition.operator().operator().is_of(model) && !self.ask(A::OperatorOfOtherModel) {
            return false;
        }
        if condition.values().is_empty() && self.ask(A::EmptyListRestrictsNothing) {
            return true;
        }
        let key = condition.key().to_string();
        let (qualifier, operator) = (condition.operator().qualifier(), condition.operator().operator());
        let found = self.value(&key);
        if matches!(operator, Operator::Null | Operator::IsNullOrEmpty) {
            return (qualifier.is_none() || self.ask(A::QualifierOnSingleValuedKey))
                && self.presence(operator == Operator::IsNullOrEmpty, &found, condition);
        }
        if found == Value::Absent && condition.operator().if_exists() {
            return self.spares(condition);
        }
        let multivalued = match condition.key() {
            KeyName::Known(it) | KeyName::Template(it, _) => it.is_multivalued(),
            KeyName::Unchecked(it) => ConditionKey::from_name(it).and_then(ConditionKey::is_multivalued),
        };
        let single = match &found {
            Value::One(_) => multivalued != Some(true),
            _ => multivalued == Some(false),
        };
        if qualifier.is_some() && single && !self.ask(A::QualifierOnSingleValuedKey) {
            return false;
        }
        let holds = match (&found, qualifier) {
            (Value::Absent, None) => self.missing(condition),
            (Value::Absent, Some(it)) => {
                if self.ask(A::QualifierOnMissingKey) {
                    it == Qualifier::ForAllValues
                } else {
                    self.missing(condition)
                }
            }
            (Value::Many(all), None) if all.is_empty() => {
                self.ask(A::EmptySetIsMissing) && (condition.operator().if_exists() || self.missing(condition))
            }
            (Value::Many(all), Some(it)) if all.is_empty() => {
                condition.operator().if_exists() && self.ask(A::EmptySetIsMissing) || it == Qualifier::ForAllValues
            }
            (Value::One(it), None) if multivalued == Some(true) => {
                self.ask(A::OperatorOnSeveralValues) && self.one_value(it, condition)
            }
            (Value::One(it), _) => self.one_value(it, condition),
            (Value::Many(all), Some(Qualifier::ForAllValues)) => all.iter().all(|it| self.one_value(it, condition)),
            (Value::Many(all), Some(Qualifier::ForAnyValue)) => all.iter().any(|it| self.one_value(it, condition)),
            (Value::Many(all), None) => {
                (all.len() == 1 && multivalued == Some(false) || self.ask(A::OperatorOnSeveralValues))
                    && all.iter().any(|it| self.one_value(it, condition))
            }
        };
        let is_compared = !matches!(&found, Value::Absent) && !matches!(&found, Value::Many(all) if all.is_empty());
        holds && (is_compared || self.spares(condition))
    }

    /// Whether no variable of it fails, or it holds all the same.
    fn spares(&mut self, condition: &Condition) -> bool {
        let mut failed = false;
        for text in condition.values() {
            failed |= matches!(self.fill(text), Filled::Failed);
        }
        !failed || self.ask(A::FailedVariableSparesTheRest)
    }

    /// Without `IfExists`.
    pub(super) fn missing(&mut self, condition: &Condition) -> bool {
        condition.operator().operator().is_negated() && self.ask(A::NegatedOperatorOnMissingKey)
    }

    pub(super) fn presence(&mut self, or_empty: bool, found: &Value, condition: &Condition) -> bool {
        let is_absent = match found {
            Value::Absent => true,
            Value::One(it) => or_empty && it.is_empty(),
            Value::Many(all) => all.is_empty() && (or_empty || self.ask(A::EmptySetIsMissing)),
        };
        condition.values().iter().any(|it| match it.to_ascii_lowercase().as_str() {
            "true" => is_absent,
            "false" => !is_absent,
            _ => self.ask(A::UnreadableValueHolds),
        })
    }

    pub(super) fn one_value(&mut self, found: &str, condition: &Condition) -> bool {
        let operator = condition.operator().operator();
        let mut is_match = false;
        let mut unreadable = false;
        let mut failed = false;
        for text in condition.values() {
            match self.fill(text) {
                Filled::Failed => failed = true,
                Filled::Text(filled) => match self.compare(operator, found, &filled) {
                    Some(is) => is_match |= is,
                    None => unreadable = true,
                },
            }
        }
        let mut holds = is_match != operator.is_negated();
        if unreadable {
            // What is certain of the readable values stays certain.
            let is_certain = holds != operator.is_negated();
            holds = if is_certain { holds } else { self.ask(A::UnreadableValueHolds) };
        }
        holds && (!failed || self.ask(A::FailedVariableSparesTheRest))
    }

    pub(super) fn date(&mut self, found: &str, text: &str, holds: fn(i64, i64) -> bool) -> Option<bool> {
        let in_utc = holds(seconds(found)?, seconds(text)?);
        let has_zone = |it: &str| it.len() > 19;
        if has_zone(found) == has_zone(text) || self.ask(A::DateWithoutZoneIsUtc) {
            return Some(in_utc);
        }
        Some(self.ask(A::DateWithoutZoneHolds))
    }

    /// Without negation; nothing, if one of them is not of the operator's type.
    pub(super) fn compare(&mut self, operator: Operator, found: &str, filled: &[(char, bool)]) -> Option<bool> {
        let text: String = filled.iter().map(|it| it.0).collect();
        let lower = |it: &str| it.to_lowercase();
        let name = operator.name().trim_end_matches("AnyOf").replace("Not", "");
        let mut affix = |is: fn(&str, &str) -> bool| {
            let exact = is(found, &text);
            exact || is(&lower(found), &lower(&text)) && self.ask(A::AffixIgnoresCase)
        };
        Some(match name.as_str() {
            "StringEquals" => found == text,
            "StringEqualsIgnoreCase" => lower(found) == lower(&text),
            "StringMatch" => matches(filled, found, false),
            "StringStartWith" => affix(|found, text| found.starts_with(text)),
            "StringEndWith" => affix(|found, text| found.ends_with(text)),
            "StringLike" => affix(|found, text| found.contains(text)),
            "Bool" => boolean(found)? == boolean(&text)?,
            "NumberEquals" => number(found)? == number(&text)?,
            "NumberLessThan" => number(found)? < number(&text)?,
            "NumberLessThanEquals" => number(found)? <= number(&text)?,
            "NumberGreaterThan" => number(found)? > number(&text)?,
            "NumberGreaterThanEquals" => number(found)? >= number(&text)?,
            "DateLessThan" => self.date(found, &text, |a, b| a < b)?,
            "DateLessThanEquals" => self.date(found, &text, |a, b| a <= b)?,
            "DateGreaterThan" => self.date(found, &text, |a, b| a > b)?,
            "DateGreaterThanEquals" => self.date(found, &text, |a, b| a >= b)?,
            "IpAddress" => {
                let is_in = address(found, &text);
                if has_host_bits(&text) && !self.ask(A::HostBitsAreIgnored) {
                    return None;
                }
                is_in?
            }
            other => panic!("what is `{other}`?"),
        })
    }
}
