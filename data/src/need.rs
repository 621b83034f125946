//! How a need is written: an action about which nothing more is said is its name alone.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde::{Deserialize as Read, Serialize as Write};

use crate::schema::Need;

/// The fields of a need.
#[derive(Default, Read, Write)]
#[serde(deny_unknown_fields, default)]
struct Fields {
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of_action: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    qualifier: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unlisted: bool,
}

impl Serialize for Need {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { action, role, text, of_action, qualifier, unlisted } = self.clone();
        match &action {
            Some(name) if Self { action: action.clone(), ..Self::default() } == *self => serializer.serialize_str(name),
            _ => Fields { action, role, text, of_action, qualifier, unlisted }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Need {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Need;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an action, or the fields of a need")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Need, E> {
        Ok(Need { action: Some(name.to_owned()), ..Need::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Need, A::Error> {
        let Fields { action, role, text, of_action, qualifier, unlisted } =
            Fields::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(Need { action, role, text, of_action, qualifier, unlisted })
    }
}
