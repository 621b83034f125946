//! Where in a YAML text something stands.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A step from a value to one within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The member of an object with this name.
    Name(String),
    /// The element of an array, from 0.
    Index(usize),
}

/// The line and column, from 1, of what these steps lead to, or of the last thing on the way that is there.
///
/// The parser keeps places for its errors only, so this reads up to the value and fails there.
#[must_use]
pub fn yaml_place(text: &str, steps: &[Step]) -> Option<(usize, usize)> {
    let error = Seek(steps).deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    error.location().map(|it| (it.line(), it.column()))
}

struct Seek<'a>(&'a [Step]);

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("something else")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        if let Some((Step::Index(at), rest)) = self.0.split_first() {
            for _ in 0..*at {
                if all.next_element::<IgnoredAny>()?.is_none() {
                    break;
                }
            }
            all.next_element_seed(Seek(rest))?;
        }
        Err(A::Error::custom("here"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        if let Some((Step::Name(name), rest)) = self.0.split_first() {
            while let Some(key) = all.next_key::<String>()? {
                if key == *name {
                    all.next_value_seed(Seek(rest))?;
                } else {
                    all.next_value::<IgnoredAny>()?;
                }
            }
        }
        Err(A::Error::custom("here"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, yaml_place};

    #[test]
    fn it_is_found() {
        let text = "a:\n  - x\n  - b: 1\n    c: [2, 3]\n";
        let name = |it: &str| Step::Name(it.into());
        let place = |steps: &[Step]| yaml_place(text, steps);
        assert_eq!(place(&[name("a"), Step::Index(1), name("c"), Step::Index(1)]), Some((4, 12)));
        assert_eq!(place(&[name("a"), Step::Index(1), name("b")]), Some((3, 8)));
        assert_eq!(place(&[name("a"), Step::Index(0)]), Some((2, 5)));
    }
}
