use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::question::{self, Question};
use super::value::{Number, Value};
use crate::error::FactError;
use crate::shared::suggest;
use crate::{Fact, FactKind, Operation, Service};

/// What is known about the case at hand: the facts that the constraints of a service depend on, each given at most once.
///
/// A fact that is not given is unknown, and nothing is assumed about it.
///
/// ```
/// use hwc_iam::{Cloud, Model, Operation, preflight::Facts};
///
/// let path = "/v1/cloudimages/{image_id}/cross_region_copy";
/// let copy = Operation::find("POST", path, Model::IdentityPolicy, Cloud::HuaweiCloud).unwrap();
/// let facts = Facts::new(copy).with("image.size", "40 GB")?.with("image.encrypted", false)?;
/// assert_eq!(facts.iter().count(), 2);
/// assert!(facts.clone().with("image.size", "40 MB").is_err(), "its unit is GB");
/// # Ok::<(), hwc_iam::error::FactError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    service: Service,
    values: BTreeMap<String, Value>,
}

impl Facts {
    /// None yet, of the service of this operation.
    #[must_use]
    pub fn new(operation: Operation) -> Self {
        Self { service: operation.service(), values: BTreeMap::new() }
    }

    /// With one more; of a fact that is given twice, the later value.
    ///
    /// # Errors
    ///
    /// If the service has no such fact, or the value is not of the fact's type or not in its unit.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Result<Self, FactError> {
        self.set(name, value)?;
        Ok(self)
    }

    /// Sets one; of a fact that is given twice, the later value.
    ///
    /// # Errors
    ///
    /// If the service has no such fact, or the value is not of the fact's type or not in its unit.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<(), FactError> {
        let value = self.checked(name, value.into())?;
        self.values.insert(name.into(), value);
        Ok(())
    }

    /// Every one that is given, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    fn checked(&self, name: &str, value: Value) -> Result<Value, FactError> {
        if let Some(fact) = self.service.facts().find(|it| it.name() == name) {
            return typed(fact, value);
        }
        let questions: Vec<Question> = question::of_service(self.service);
        if !questions.iter().any(|it| it.name() == name) {
            let declared: Vec<&str> = self.service.facts().map(Fact::name).collect();
            let known = declared.into_iter().chain(questions.iter().map(Question::name));
            return Err(FactError::unknown(self.service, name, suggest::nearest(name, known)));
        }
        match value {
            Value::Boolean(_) => Ok(value),
            _ => Err(FactError::wrong_type(name, FactKind::Boolean, value.described())),
        }
    }
}

/// The value in the form that tests compare: numbers without units, the page's words as what stands for them.
fn typed(fact: Fact, value: Value) -> Result<Value, FactError> {
    let wrong = |value: &Value| Err(FactError::wrong_type(fact.name(), fact.kind(), value.described()));
    match (fact.kind(), value) {
        (FactKind::Boolean, value @ Value::Boolean(_)) => Ok(value),
        (FactKind::Number, Value::Number(it)) => amount(fact, it),
        (FactKind::Number, Value::Text(text)) => {
            let text = text.trim();
            let end = text.find(|it: char| it.is_alphabetic() || it.is_whitespace()).unwrap_or(text.len());
            let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
            let Some(number) = Number::parse(number) else { return wrong(&Value::Text(text.to_string())) };
            let unit = unit.trim();
            if !unit.is_empty() && fact.unit() != Some(unit) {
                return Err(FactError::unit(fact.name(), fact.unit(), unit));
            }
            amount(fact, number)
        }
        (FactKind::Region | FactKind::String, Value::Text(text)) => word(fact, text).map(Value::Text),
        (FactKind::Roles | FactKind::Strings, Value::Texts(all)) => {
            all.into_iter().map(|it| word(fact, it)).collect::<Result<_, _>>().map(Value::Texts)
        }
        (_, value) => wrong(&value),
    }
}

fn amount(fact: Fact, number: Number) -> Result<Value, FactError> {
    let negative = || FactError::negative(fact.name(), Value::Number(number).described());
    number.is_amount().then_some(Value::Number(number)).ok_or_else(negative)
}

/// What the page's word stands for. A value that no constraint names is one all the same, but not one that only the case
/// tells from a named one.
fn word(fact: Fact, text: String) -> Result<String, FactError> {
    let values = fact.values();
    if let Some((value, _)) = values.iter().find(|(value, printed)| *value == text || *printed == text) {
        return Ok((*value).into());
    }
    match values.iter().find(|(value, _)| value.eq_ignore_ascii_case(&text)) {
        Some((value, _)) => Err(FactError::case(fact.name(), &text, value)),
        None => Ok(text),
    }
}
