//! Condition keys whose type says which operators fit: `keys::Ims::ENCRYPTED.is(false)` compiles, `.equals("x")` does not.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::net::IpAddr;

use crate::policy::{Condition, ConditionOperator, KeyName};
use crate::shared::variable::escape;
use crate::{ConditionKey, Operator, Qualifier};

/// The values of a key, at the level of types.
macro_rules! value_types {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {}
    )+};
}

value_types! {
    /// Any text.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A date and time of ISO 8601.
    Date,
    /// An IP address or a range of them.
    Ip,
    /// No page states the type.
    Any,
    /// At most one value in a request.
    One,
    /// Several values in a request.
    Many,
    /// No page states how many.
    NotStated
}

/// A condition key with values of type `T`, `N` of them in a request.
///
/// ```
/// use hwc_iam::keys;
///
/// let condition = keys::Ims::ENCRYPTED.is(false);
/// assert_eq!(condition.values(), ["false"]);
/// ```
///
/// ```compile_fail
/// hwc_iam::keys::Ims::ENCRYPTED.equals(["false"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key<T, N> {
    key: ConditionKey,
    part: Option<Cow<'static, str>>,
    types: PhantomData<(T, N)>,
}

/// A template key, such as `g:ResourceTag/<tag-key>`.
///
/// ```
/// use hwc_iam::keys;
///
/// let condition = keys::Global::RESOURCE_TAG.of("env").equals(["test"]);
/// assert_eq!(condition.key().to_string(), "g:ResourceTag/env");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyTemplate<T, N> {
    key: ConditionKey,
    types: PhantomData<(T, N)>,
}

impl<T, N> KeyTemplate<T, N> {
    pub(crate) const fn new(key: ConditionKey) -> Self {
        Self { key, types: PhantomData }
    }

    /// The key with this in the place of its template.
    #[must_use]
    pub fn of(self, part: impl Into<Cow<'static, str>>) -> Key<T, N> {
        Key { key: self.key, part: Some(part.into()), types: PhantomData }
    }
}

impl<T, N> Key<T, N> {
    pub(crate) const fn new(key: ConditionKey) -> Self {
        Self { key, part: None, types: PhantomData }
    }

    /// Holds if the request has the key.
    ///
    /// ```
    /// let condition = hwc_iam::keys::Global::SOURCE_VPCE.exists();
    /// assert_eq!(condition.operator().to_string(), "Null");
    /// ```
    #[must_use]
    pub fn exists(self) -> Condition {
        self.compare(None, Operator::Null, vec![String::from("false")])
    }

    /// Holds if the request does not have the key.
    #[must_use]
    pub fn is_absent(self) -> Condition {
        self.compare(None, Operator::Null, vec![String::from("true")])
    }

    fn qualified(self, qualifier: Qualifier) -> QualifiedKey<T> {
        QualifiedKey { key: Key { key: self.key, part: self.part, types: PhantomData }, qualifier }
    }

    fn compare(self, qualifier: Option<Qualifier>, operator: Operator, values: Vec<String>) -> Condition {
        let key = match self.part {
            None => KeyName::Known(self.key),
            Some(part) => KeyName::Template(self.key, part),
        };
        let values: Vec<Cow<'static, str>> = values.into_iter().map(Cow::Owned).collect();
        Condition::from_parts(ConditionOperator::new(qualifier, operator, false), key, Cow::Owned(values))
    }
}

impl<T> Key<T, Many> {
    /// For conditions of which one value of the request must match.
    ///
    /// ```
    /// let condition = hwc_iam::keys::Ims::VOLUME_ID.any().equals(["a", "b"]);
    /// assert_eq!(condition.operator().to_string(), "ForAnyValue:StringEquals");
    /// ```
    #[must_use]
    pub fn any(self) -> QualifiedKey<T> {
        self.qualified(Qualifier::ForAnyValue)
    }

    /// For conditions that all values of the request must match.
    #[must_use]
    pub fn all(self) -> QualifiedKey<T> {
        self.qualified(Qualifier::ForAllValues)
    }
}

impl<T> Key<T, NotStated> {
    /// For conditions of which one value of the request must match.
    #[must_use]
    pub fn any(self) -> QualifiedKey<T> {
        self.qualified(Qualifier::ForAnyValue)
    }

    /// For conditions that all values of the request must match.
    #[must_use]
    pub fn all(self) -> QualifiedKey<T> {
        self.qualified(Qualifier::ForAllValues)
    }
}

/// A key with several values and how they are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QualifiedKey<T> {
    key: Key<T, NotStated>,
    qualifier: Qualifier,
}

/// A type of values, with the operators that compare them, both on a key and on a qualified key.
macro_rules! operators {
    ($kind:ty, $value:path; $($(#[$doc:meta])* $name:ident = $operator:ident),+ $(,)?) => {
        impl<N> Key<$kind, N> {
            $($(#[$doc])*
            #[must_use]
            pub fn $name<V: $value>(self, values: impl IntoIterator<Item = V>) -> Condition {
                self.compare(None, Operator::$operator, values.into_iter().map(V::into_value).collect())
            })+
        }

        impl QualifiedKey<$kind> {
            $($(#[$doc])*
            #[must_use]
            pub fn $name<V: $value>(self, values: impl IntoIterator<Item = V>) -> Condition {
                self.key.compare(Some(self.qualifier), Operator::$operator, values.into_iter().map(V::into_value).collect())
            })+
        }
    };
}

operators! { Text, TextValue;
    /// Holds if the value is one of these.
    equals = StringEquals,
    /// Holds if the value is none of these.
    not_equals = StringNotEquals,
    /// Holds if the value is one of these in whatever case.
    equals_ignore_case = StringEqualsIgnoreCase,
    /// Holds if the value is none of these in whatever case.
    not_equals_ignore_case = StringNotEqualsIgnoreCase,
    /// Holds if one of these matches the value; give a [`Pattern`] for wildcards.
    matches = StringMatch,
    /// Holds if none of these matches the value; give a [`Pattern`] for wildcards.
    not_matches = StringNotMatch,
    /// Holds if the value begins with one of these.
    starts_with = StringStartWith,
    /// Holds if the value ends with one of these.
    ends_with = StringEndWith,
}

operators! { Number, NumberValue;
    /// Holds if the value is one of these.
    equals = NumberEquals,
    /// Holds if the value is none of these.
    not_equals = NumberNotEquals,
    /// Holds if the value is less than one of these.
    less_than = NumberLessThan,
    /// Holds if the value is at most one of these.
    at_most = NumberLessThanEquals,
    /// Holds if the value is greater than one of these.
    greater_than = NumberGreaterThan,
    /// Holds if the value is at least one of these.
    at_least = NumberGreaterThanEquals,
}

operators! { Date, DateValue;
    /// Holds if the date is before one of these.
    before = DateLessThan,
    /// Holds if the date is one of these or before it.
    not_after = DateLessThanEquals,
    /// Holds if the date is after one of these.
    after = DateGreaterThan,
    /// Holds if the date is one of these or after it.
    not_before = DateGreaterThanEquals,
}

operators! { Ip, IpValue;
    /// Holds if the address is in one of these ranges.
    is_in = IpAddress,
    /// Holds if the address is in none of these ranges.
    is_not_in = NotIpAddress,
}

impl<N> Key<Boolean, N> {
    /// Holds if the value is this.
    #[must_use]
    pub fn is(self, value: bool) -> Condition {
        self.compare(None, Operator::Bool, vec![value.to_string()])
    }
}

impl QualifiedKey<Boolean> {
    /// Holds if the values are this.
    #[must_use]
    pub fn is(self, value: bool) -> Condition {
        self.key.compare(Some(self.qualifier), Operator::Bool, vec![value.to_string()])
    }
}

impl<N> Key<Any, N> {
    /// A condition with an operator of any type, because no page states which values the key has.
    ///
    /// ```
    /// use hwc_iam::key::{Any, One};
    /// use hwc_iam::{Condition, Key, Operator};
    ///
    /// fn is_true(key: Key<Any, One>) -> Condition {
    ///     key.is_of_any_type(Operator::Bool, ["true"])
    /// }
    /// ```
    #[must_use]
    pub fn is_of_any_type<V: TextValue>(self, operator: Operator, values: impl IntoIterator<Item = V>) -> Condition {
        self.compare(None, operator, values.into_iter().map(V::into_value).collect())
    }
}

impl QualifiedKey<Any> {
    /// A condition with an operator of any type, because no page states which values the key has.
    ///
    /// ```
    /// use hwc_iam::{Operator, keys};
    ///
    /// let condition = keys::Global::SOURCE_VPC.any().is_of_any_type(Operator::StringEquals, ["vpc-1", "vpc-2"]);
    /// assert_eq!(condition.operator().to_string(), "ForAnyValue:StringEquals");
    /// ```
    #[must_use]
    pub fn is_of_any_type<V: TextValue>(self, operator: Operator, values: impl IntoIterator<Item = V>) -> Condition {
        self.key.compare(Some(self.qualifier), operator, values.into_iter().map(V::into_value).collect())
    }
}

/// A text whose `*` and `?` are wildcards and whose `${…}` are variables; any other text is matched literally.
///
/// ```
/// use hwc_iam::{Pattern, keys};
///
/// let literal = keys::Ims::REGION.matches(["cn-*"]);
/// assert_eq!(literal.values(), ["cn-${*}"]);
/// let pattern = keys::Ims::REGION.matches([Pattern::new("cn-*")]);
/// assert_eq!(pattern.values(), ["cn-*"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(Cow<'static, str>);

impl Pattern {
    /// Any text: `*`.
    pub const ANY: Self = Self(Cow::Borrowed("*"));

    /// The pattern that is written so.
    #[must_use]
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What can be a value of some type, and how a policy writes it.
macro_rules! values {
    ($(#[$doc:meta])* $name:ident, $message:literal; $($kind:ty => $write:expr),+ $(,)?) => {
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message)]
        pub trait $name {
            /// As a policy writes it.
            fn into_value(self) -> String;
        }

        $(impl $name for $kind {
            fn into_value(self) -> String {
                let write: fn($kind) -> String = $write;
                write(self)
            }
        })+
    };
}

values! {
    /// A value of a key whose values are texts. What is not a [`Pattern`] stands for itself.
    TextValue, "a string key compares with a string or a `Pattern`, not with `{Self}`";
    &str => |it| escape(it),
    String => |it| escape(&it),
    &String => |it| escape(it),
    Cow<'_, str> => |it| escape(&it),
    Pattern => |it| it.0.into_owned(),
    crate::UrnPattern => |it| it.into_text().into_owned(),
    crate::Urn => |it| escape(it.as_str()),
}

values! {
    /// A value of a key whose values are numbers.
    NumberValue, "a number key compares with a number, not with `{Self}`";
    u8 => |it| it.to_string(),
    u16 => |it| it.to_string(),
    u32 => |it| it.to_string(),
    u64 => |it| it.to_string(),
    usize => |it| it.to_string(),
    i8 => |it| it.to_string(),
    i16 => |it| it.to_string(),
    i32 => |it| it.to_string(),
    i64 => |it| it.to_string(),
    isize => |it| it.to_string(),
}

values! {
    /// A value of a key whose values are dates and times, in ISO 8601.
    DateValue, "a date key compares with a string of ISO 8601, not with `{Self}`";
    &str => |it| escape(it),
    String => |it| escape(&it),
    &String => |it| escape(it),
}

values! {
    /// A value of a key whose values are booleans.
    BooleanValue, "a boolean key compares with a `bool`, not with `{Self}`";
    bool => |it| it.to_string(),
}

values! {
    /// A value of a key whose values are IP addresses: an address, or a string with an address or a range.
    IpValue, "an ip key compares with an address or a string with a range, not with `{Self}`";
    IpAddr => |it| it.to_string(),
    core::net::Ipv4Addr => |it| it.to_string(),
    core::net::Ipv6Addr => |it| it.to_string(),
    &str => |it| escape(it),
    String => |it| escape(&it),
    &String => |it| escape(it),
}
