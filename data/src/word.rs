//! Words in the catalogue's files: what the fields of the schema name as `with`.
//!
//! The core can do this by its feature `serde`. But with another feature the core of the build scripts is another one than that of
//! the program, and is compiled a second time.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use crate::shared::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, Support, ValueType,
};
use crate::stated::Stated;

pub(crate) fn deserialize<'de, T: Spelt, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(T::Text::deserialize(deserializer)?).map_err(D::Error::custom)
}

pub(crate) fn serialize<T: Spelt, S: Serializer>(it: &T, serializer: S) -> Result<S::Ok, S::Error> {
    it.write(serializer)
}

/// That a word is none of the known ones.
pub(crate) fn unknown(word: &str, known: &[&str]) -> String {
    format!("unknown word `{word}`, expected one of `{}`", known.join("`, `"))
}

/// A word, or a value that may be one.
pub(crate) trait Spelt: Sized {
    /// What is read of it.
    type Text: for<'de> Deserialize<'de>;

    fn read(text: Self::Text) -> Result<Self, String>;

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

macro_rules! spelt {
    ($($word:ty),+ $(,)?) => {$(
        impl Spelt for $word {
            type Text = Text;

            fn read(Text(text): Text) -> Result<Self, String> {
                let known = || Self::ALL.iter().map(|it| it.name()).collect::<Vec<_>>();
                Self::from_name(&text).ok_or_else(|| unknown(&text, &known()))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Text(self.name().to_owned()).serialize(serializer)
            }
        }
    )+};
}

spelt!(AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, Support, ValueType,);

impl<T: Spelt> Spelt for Vec<T> {
    type Text = Vec<T::Text>;

    fn read(text: Self::Text) -> Result<Self, String> {
        text.into_iter().map(T::read).collect()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|it| all.serialize_element(&Written(it)))?;
        all.end()
    }
}

impl<T: Spelt> Spelt for Option<T> {
    type Text = Option<T::Text>;

    fn read(text: Self::Text) -> Result<Self, String> {
        text.map(T::read).transpose()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Written).serialize(serializer)
    }
}

impl<T: Spelt> Spelt for Stated<T> {
    type Text = Stated<T::Text>;

    fn read(text: Self::Text) -> Result<Self, String> {
        match text {
            Stated::Not => Ok(Self::Not),
            Stated::As(it) => T::read(it).map(Self::As),
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

/// The text of a word; YAML takes two of them for truth values.
pub(crate) struct Text(String);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<bool>() {
            Ok(it) => serializer.serialize_bool(it),
            Err(_) => serializer.serialize_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl serde::de::Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a word")
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Text, E> {
        Ok(Text(it.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }
}
