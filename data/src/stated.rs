//! What a page states, and what it does not.

use serde::de::{Deserialize, Deserializer, Error};
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
        let value = serde_yaml::Value::deserialize(deserializer)?;
        if value.as_str() == Some(NOT_STATED) {
            return Ok(Self::Not);
        }
        T::deserialize(value).map(Self::As).map_err(D::Error::custom)
    }
}
