//! The paths that the macros' expansions use, in one place.

pub use alloc::borrow::Cow;
pub use alloc::string::String;
pub use core::option::Option;
pub use core::primitive::str;

use alloc::boxed::Box;
use alloc::vec::Vec;

#[cfg(feature = "macros")]
pub use hwc_iam_macros as macros;

use crate::key::{BooleanValue, DateValue, IpValue, NumberValue, TextValue};
use crate::{Action, ActionName, ActionPattern, Policy, Version};

/// A list that is known at run time only.
pub fn list<T: Clone, const N: usize>(all: [T; N]) -> Cow<'static, [T]> {
    Cow::Owned(Vec::from(Box::new(all) as Box<[T]>))
}

/// An interpolated `Sid`, principal or role: data without any syntax.
pub fn plain(text: impl Into<String>) -> Cow<'static, str> {
    Cow::Owned(text.into())
}

/// An interpolated resource, or value of a string key.
pub fn text(value: impl TextValue) -> Cow<'static, str> {
    Cow::Owned(value.into_value())
}

/// An interpolated value of a boolean key.
pub fn boolean(value: impl BooleanValue) -> Cow<'static, str> {
    Cow::Owned(value.into_value())
}

/// An interpolated value of a number key.
pub fn number(value: impl NumberValue) -> Cow<'static, str> {
    Cow::Owned(value.into_value())
}

/// An interpolated value of a date key.
pub fn date(value: impl DateValue) -> Cow<'static, str> {
    Cow::Owned(value.into_value())
}

/// An interpolated value of an IP key.
pub fn ip(value: impl IpValue) -> Cow<'static, str> {
    Cow::Owned(value.into_value())
}

/// An interpolated action.
pub fn action<M, A: ActionName<Model = M>>(action: A) -> ActionPattern {
    action.into()
}

/// The placeholder of an invalid policy.
pub const EMPTY: Policy = Policy::from_parts(Version::V5_0, Cow::Borrowed(&[]), Cow::Borrowed(&[]));

/// The placeholder of an invalid action.
pub const NO_ACTION: Action = Action::at(0, 0);
