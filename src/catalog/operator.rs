use core::fmt;

use super::{Source, TABLES, list};
use crate::shared::tables::OperatorRow;
use crate::{Model, ValueType};

include!(concat!(env!("OUT_DIR"), "/operator.rs"));

impl Operator {
    /// The operator with this name.
    ///
    /// ```
    /// use hwc_iam::Operator;
    ///
    /// assert_eq!(Operator::from_name("Bool"), Some(Operator::Bool));
    /// assert_eq!(Operator::from_name("BoolIfExists"), None, "see `ConditionOperator`");
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The values that it compares; nothing, if it takes keys of any type.
    #[must_use]
    pub const fn value_type(self) -> Option<ValueType> {
        self.row().value_type
    }

    /// Whether it holds where its twin does not.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        self.row().negated
    }

    /// Whether `IfExists` may follow it.
    #[must_use]
    pub const fn takes_if_exists(self) -> bool {
        self.row().if_exists
    }

    /// Whether policies of this model have it.
    #[must_use]
    pub const fn is_of(self, model: Model) -> bool {
        list::of_model(self.row().models, model)
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::global_sources(self.row().sources)
    }

    #[expect(clippy::indexing_slicing, reason = "the variants are the places of the rows")]
    const fn row(self) -> &'static OperatorRow {
        &TABLES.operators[self as usize]
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
