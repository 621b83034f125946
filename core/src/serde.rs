//! Words in files and documents: spelt as everywhere.

use core::fmt;

use ::serde::de::{Error, Visitor};

use super::packed::NeedKind;
use super::suggest;
use super::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, Effect, FactKind, Model, PolicyKind, Risk, RoleKind, ServiceLevel,
    Support, ValueType,
};

/// A word as documents have it, and what their schema says of it; the library has some of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! as_word {
    ($($word:ty),+ $(,)?) => {$(
        impl $crate::serde::Serialize for $word {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $word {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <$crate::serde::String as $crate::serde::Deserialize>::deserialize(deserializer)?;
                let found = Self::ALL.iter().copied().find(|it| it.name() == word);
                found.ok_or_else(|| $crate::serde::unknown_word(&word, Self::ALL.iter().map(|it| it.name())))
            }
        }

        $crate::word_schema!($word);
    )+};
}

/// The schema of a word: one of all.
#[cfg(feature = "schema")]
#[doc(hidden)]
#[macro_export]
macro_rules! word_schema {
    ($word:ty) => {
        impl $crate::serde::JsonSchema for $word {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> $crate::serde::Cow<'static, str> {
                stringify!($word).into()
            }

            fn json_schema(_: &mut $crate::serde::SchemaGenerator) -> $crate::serde::Schema {
                $crate::serde::word_schema(Self::ALL.iter().map(|it| it.name()))
            }
        }
    };
}

/// Without a schema there is nothing to say.
#[cfg(not(feature = "schema"))]
#[doc(hidden)]
#[macro_export]
macro_rules! word_schema {
    ($word:ty) => {};
}

#[doc(no_inline)]
pub use ::serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use alloc::borrow::Cow;
pub use alloc::string::String;
#[cfg(feature = "schema")]
pub use schemars::{JsonSchema, Schema, SchemaGenerator};

as_word!(
    AccessLevel,
    Cloud,
    ConstraintKind,
    Coverage,
    Effect,
    FactKind,
    Model,
    NeedKind,
    PolicyKind,
    Risk,
    RoleKind,
    ServiceLevel,
    ValueType,
);

impl Serialize for Support {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Yes => serializer.serialize_bool(true),
            Self::No => serializer.serialize_bool(false),
            _ => serializer.serialize_str(self.name()),
        }
    }
}

impl<'de> Deserialize<'de> for Support {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SupportVisitor)
    }
}

struct SupportVisitor;

impl Visitor<'_> for SupportVisitor {
    type Value = Support;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false or a word")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Support, E> {
        Ok(if value { Support::Yes } else { Support::No })
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Support, E> {
        Support::from_name(word).ok_or_else(|| unknown_word(word, Support::ALL.iter().map(|it| it.name())))
    }
}

#[cfg(feature = "schema")]
impl JsonSchema for Support {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Support".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words = Self::ALL.iter().filter(|it| !matches!(it, Self::Yes | Self::No)).map(|it| it.name());
        schemars::json_schema!({ "anyOf": [{ "type": "boolean" }, word_schema(words)] })
    }
}

/// One of these words.
#[cfg(feature = "schema")]
pub fn word_schema<'a>(all: impl Iterator<Item = &'a str>) -> Schema {
    schemars::json_schema!({ "type": "string", "enum": all.collect::<alloc::vec::Vec<_>>() })
}

/// That it is none of them.
pub fn unknown_word<'a, E: Error>(word: &str, all: impl Iterator<Item = &'a str>) -> E {
    E::custom(suggest::unknown_word(word, all))
}
