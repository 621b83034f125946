use alloc::borrow::Cow;
use core::fmt;

use crate::shared::name::operator_parts;
use crate::{ConditionKey, Operator, Qualifier};

/// One condition: an operator, a key and the values to compare with.
///
/// ```
/// use hwc_iam::{Operator, keys};
///
/// let condition = keys::Ims::REGION.equals(["cn-north-4", "cn-east-3"]).if_exists();
/// assert_eq!(condition.operator().to_string(), "StringEqualsIfExists");
/// assert_eq!(condition.key().to_string(), "ims:Region");
/// assert_eq!(condition.values(), ["cn-north-4", "cn-east-3"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Condition {
    pub(super) operator: ConditionOperator,
    pub(super) key: KeyName,
    pub(super) values: Cow<'static, [Cow<'static, str>]>,
}

impl Condition {
    /// Of parts that the caller answers for, as `policy!` does.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(
        operator: ConditionOperator,
        key: KeyName,
        values: Cow<'static, [Cow<'static, str>]>,
    ) -> Self {
        Self { operator, key, values }
    }

    /// The operator with qualifier and suffix.
    #[must_use]
    pub const fn operator(&self) -> ConditionOperator {
        self.operator
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &KeyName {
        &self.key
    }

    /// The values as they are written, with their variables.
    #[must_use]
    pub fn values(&self) -> &[Cow<'static, str>] {
        &self.values
    }

    /// The same condition, which also holds if the request does not have the key. `Null` does not change.
    #[must_use]
    pub fn if_exists(mut self) -> Self {
        let ConditionOperator { qualifier, operator, .. } = self.operator;
        self.operator = ConditionOperator::new(qualifier, operator, true);
        self
    }
}

/// An operator with its qualifier and `IfExists`.
///
/// ```
/// use hwc_iam::{ConditionOperator, Operator, Qualifier};
///
/// let operator = ConditionOperator::new(Some(Qualifier::ForAnyValue), Operator::StringEquals, true);
/// assert_eq!(operator.to_string(), "ForAnyValue:StringEqualsIfExists");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionOperator {
    qualifier: Option<Qualifier>,
    operator: Operator,
    if_exists: bool,
}

impl ConditionOperator {
    /// An operator with these; one that does not take `IfExists` goes without.
    #[must_use]
    pub const fn new(qualifier: Option<Qualifier>, operator: Operator, if_exists: bool) -> Self {
        Self { qualifier, operator, if_exists: if_exists && operator.takes_if_exists() }
    }

    /// The operator that is written so.
    ///
    /// ```
    /// use hwc_iam::ConditionOperator;
    ///
    /// let operator = ConditionOperator::from_name("ForAllValues:StringMatchIfExists").unwrap();
    /// assert!(operator.if_exists());
    /// assert_eq!(ConditionOperator::from_name("NullIfExists"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (qualifier, name, if_exists) = operator_parts(name);
        let operator = Operator::from_name(name)?;
        (!if_exists || operator.takes_if_exists()).then_some(Self { qualifier, operator, if_exists })
    }

    /// How it is to be read for a key with several values.
    #[must_use]
    pub const fn qualifier(self) -> Option<Qualifier> {
        self.qualifier
    }

    /// The operator itself.
    #[must_use]
    pub const fn operator(self) -> Operator {
        self.operator
    }

    /// Whether it holds where the request does not have the key.
    #[must_use]
    pub const fn if_exists(self) -> bool {
        self.if_exists
    }
}

impl fmt::Display for ConditionOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(qualifier) = self.qualifier {
            write!(f, "{qualifier}:")?;
        }
        f.write_str(self.operator.name())?;
        f.write_str(if self.if_exists { "IfExists" } else { "" })
    }
}

/// The key of a condition.
///
/// ```
/// use hwc_iam::{KeyName, keys};
///
/// let condition = keys::Global::RESOURCE_TAG.of("owner").equals(["me"]);
/// assert_eq!(condition.key().to_string(), "g:ResourceTag/owner");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyName {
    /// A key of the catalogue.
    Known(ConditionKey),
    /// A key of the catalogue that stands for many, and the part that says which.
    Template(ConditionKey, Cow<'static, str>),
    /// A key that is not in the catalogue, or that it was not asked about.
    Unchecked(Cow<'static, str>),
}

impl fmt::Display for KeyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(key) => f.write_str(key.name()),
            Self::Template(key, part) => write!(f, "{}/{part}", key.stem()),
            Self::Unchecked(name) => f.write_str(name),
        }
    }
}
