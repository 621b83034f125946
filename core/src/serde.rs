// Words in files and documents: spelt as everywhere.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

use super::words::{
    AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, Support, ValueType,
};

macro_rules! as_word {
    ($($word:ty),+) => {$(
        impl Serialize for $word {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $word {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = String::deserialize(deserializer)?;
                Self::from_name(&word).ok_or_else(|| unknown_word(&word, Self::ALL.iter().map(|it| it.name())))
            }
        }
    )+};
}

as_word!(AccessLevel, Cloud, ConstraintKind, Coverage, FactKind, Model, Risk, RoleKind, ServiceLevel, ValueType);

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

fn unknown_word<'a, E: Error>(word: &str, all: impl Iterator<Item = &'a str>) -> E {
    let all: Vec<&str> = all.collect();
    E::custom(format_args!("unknown word `{word}`, expected one of `{}`", all.join("`, `")))
}
