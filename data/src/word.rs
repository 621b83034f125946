//! Words in the catalogue's files: what the fields of the schema name as `with`.
//!
//! The core can do this by its feature `serde`. But with another feature the core of the build scripts is another one than that of
//! the program, and is compiled a second time.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::shared::suggest::unknown_word;
use crate::shared::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, Support, ValueType,
};
use crate::stated::Stated;

pub(crate) fn deserialize<'de, T: Spelt, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::Read::deserialize(deserializer).map(T::of)
}

pub(crate) fn serialize<T: Spelt, S: Serializer>(it: &T, serializer: S) -> Result<S::Ok, S::Error> {
    it.write(serializer)
}

/// A word, or a value that may be one.
pub(crate) trait Spelt: Sized {
    /// What is read in its place, so that a mistake has the place of the word.
    type Read: for<'de> Deserialize<'de>;

    fn of(read: Self::Read) -> Self;

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// One of a list of words.
pub(crate) trait Word: Sized {
    fn of_text(text: &str) -> Result<Self, String>;
}

macro_rules! spelt {
    ($($word:ty),+ $(,)?) => {$(
        impl Word for $word {
            fn of_text(text: &str) -> Result<Self, String> {
                Self::from_name(text).ok_or_else(|| unknown_word(text, Self::ALL.iter().map(|it| it.name())))
            }
        }

        impl Spelt for $word {
            type Read = ReadWord<Self>;

            fn of(ReadWord(word): ReadWord<Self>) -> Self {
                word
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // YAML takes two of them for truth values.
                match self.name().parse::<bool>() {
                    Ok(it) => serializer.serialize_bool(it),
                    Err(_) => serializer.serialize_str(self.name()),
                }
            }
        }
    )+};
}

spelt!(AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, Support, ValueType,);

impl<T: Spelt> Spelt for Vec<T> {
    type Read = Vec<T::Read>;

    fn of(read: Self::Read) -> Self {
        read.into_iter().map(T::of).collect()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|it| all.serialize_element(&Written(it)))?;
        all.end()
    }
}

impl<T: Spelt> Spelt for Option<T> {
    type Read = Option<T::Read>;

    fn of(read: Self::Read) -> Self {
        read.map(T::of)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Written).serialize(serializer)
    }
}

impl<T: Spelt> Spelt for Stated<T> {
    type Read = Stated<T::Read>;

    fn of(read: Self::Read) -> Self {
        match read {
            Stated::Not => Self::Not,
            Stated::As(it) => Self::As(T::of(it)),
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Not => Stated::<()>::Not.serialize(serializer),
            Self::As(it) => it.write(serializer),
        }
    }
}

struct Written<'a, T>(&'a T);

impl<T: Spelt> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

pub(crate) struct ReadWord<T>(T);

impl<'de, T: Word> Deserialize<'de> for ReadWord<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor(PhantomData))
    }
}

struct WordVisitor<T>(PhantomData<T>);

impl<T: Word> Visitor<'_> for WordVisitor<T> {
    type Value = ReadWord<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Self::Value, E> {
        self.visit_str(if it { "true" } else { "false" })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        T::of_text(text).map(ReadWord).map_err(E::custom)
    }
}
