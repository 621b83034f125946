//! What a page states, and what it does not.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// A fact as a page states it, or the note that it does not: its cell is missing or cannot be read for certain.
///
/// In YAML the note is the string `not_stated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Stated<T> {
    /// No page states it.
    #[default]
    Not,
    /// A page states this.
    As(T),
}

impl<T> Stated<T> {
    /// The fact, if it is stated.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Not => None,
            Self::As(it) => Some(it),
        }
    }

    /// Whether no page states it; what serde skips by.
    pub fn is_not(&self) -> bool {
        matches!(self, Self::Not)
    }
}

impl<T> From<Option<T>> for Stated<T> {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::Not, Self::As)
    }
}

const NOT_STATED: &str = "not_stated";

impl<T: Serialize> Serialize for Stated<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Not => serializer.serialize_str(NOT_STATED),
            Self::As(it) => it.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Fact(PhantomData))
    }
}

/// Hands everything but the note on, part by part, so that a mistake inside keeps its line.
struct Fact<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fact<T> {
    type Value = Stated<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "what a page states, or `{NOT_STATED}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text == NOT_STATED {
            return Ok(Stated::Not);
        }
        T::deserialize(text.into_deserializer()).map(Stated::As)
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Self::Value, E> {
        T::deserialize(it.into_deserializer()).map(Stated::As)
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<Self::Value, E> {
        T::deserialize(it.into_deserializer()).map(Stated::As)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, all: A) -> Result<Self::Value, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(all)).map(Stated::As)
    }

    fn visit_map<A: MapAccess<'de>>(self, all: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(all)).map(Stated::As)
    }
}
