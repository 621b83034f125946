//! The one reader of YAML: its size, its depth and what its aliases stand for are bounded before any of it is built.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_yaml::Error;

/// A value of YAML; an error has a line and a column where there is one.
///
/// # Errors
///
/// If the text is not YAML of the form, or larger, deeper or with more behind its aliases than any such text.
pub fn read_yaml<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    // Some editors put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    bound(text)?;
    serde_yaml::from_str(text)
}

fn bound(text: &str) -> Result<(), Error> {
    if text.len() > LARGEST {
        return Err(Error::custom(format!("the yaml is larger than {} MiB; json may be larger", LARGEST >> 20)));
    }
    let blank_behind = |at: usize| text.as_bytes().get(at + 1).is_none_or(u8::is_ascii_whitespace);
    let parts = text.bytes().enumerate().filter(|(at, it)| match it {
        b'\n' | b',' | b'[' | b'{' => true,
        // One after another they open a list in a list.
        b'-' | b'?' | b':' => blank_behind(*at),
        _ => false,
    });
    let parts = parts.count();
    if parts > AT_LEAST_PARTS + text.len() / BYTES_OF_PART {
        return Err(Error::custom(format!("the yaml has more than {AT_LEAST_PARTS} values")));
    }
    // The time of the parser grows with the square of these.
    if open_brackets(text) > MOST_BRACKETS {
        return Err(Error::custom(format!("more than {MOST_BRACKETS} brackets are open at once")));
    }
    if text.lines().filter(|it| it.starts_with('%')).count() > MOST_DIRECTIVES {
        return Err(Error::custom(format!("more than {MOST_DIRECTIVES} lines are directives")));
    }
    // Without an anchor there is no alias.
    if !text.contains('&') {
        return Ok(());
    }
    let left = Cell::new(text.len() * MOST_TIMES + AT_LEAST);
    Measure(&left).deserialize(serde_yaml::Deserializer::from_str(text))
}

/// How many brackets are open at most. One opens where a value begins, and is a letter elsewhere; in a text of several lines one
/// that begins a line may be counted that is a letter.
fn open_brackets(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    // Whether a value may begin here, and whether what is read is the anchor or the tag before one.
    let (mut begins, mut is_property) = (true, false);
    let mut before = b'\n';
    let mut rest = text.bytes().peekable();
    while let Some(it) = rest.next() {
        let is_blank_next = rest.peek().is_none_or(u8::is_ascii_whitespace);
        match it {
            b'\n' | b'\r' => (begins, is_property) = (true, false),
            b' ' | b'\t' => is_property = false,
            _ if is_property => {}
            b'&' | b'!' if begins => is_property = true,
            b'[' | b'{' if begins || open > 0 && before == b':' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b',' => begins = open > 0,
            b':' => begins = is_blank_next || open > 0 || matches!(before, b'"' | b'\''),
            b'-' | b'?' => begins = is_blank_next,
            _ => begins = false,
        }
        most = most.max(open);
        before = it;
    }
    most
}

/// Counts what a text is with every alias written out, and builds nothing.
#[derive(Clone, Copy)]
struct Measure<'a>(&'a Cell<usize>);

impl Measure<'_> {
    fn spend<E: serde::de::Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(bytes + NODE);
        left.map(|it| self.0.set(it)).ok_or_else(|| E::custom("the aliases stand for far more than the text has"))
    }
}

impl<'de> DeserializeSeed<'de> for Measure<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Measure<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_i128<E: serde::de::Error>(self, _: i128) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_u128<E: serde::de::Error>(self, _: u128) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.spend(0)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.spend(text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while all.next_element_seed(self)?.is_some() {}
        self.spend(0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while all.next_key_seed(self)?.is_some() {
            all.next_value_seed(self)?;
        }
        self.spend(0)
    }

    /// A value with a tag.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<(), A::Error> {
        let ((), value) = tagged.variant_seed(self)?;
        value.newtype_variant_seed(self)
    }
}

/// Far larger than any scenario or service.
const LARGEST: usize = 8 << 20;

/// So many marks of values may be in it, and one more for so many bytes: the parser and what is made of it keep up to four hundred
/// bytes of each.
const AT_LEAST_PARTS: usize = 100_000;
const BYTES_OF_PART: usize = 32;

/// Deeper than anything that is read.
const MOST_BRACKETS: usize = 1000;

const MOST_DIRECTIVES: usize = 100;

/// What a value costs beside its text.
const NODE: usize = 16;

/// With every alias written out, a text may be so many times as large, and so much larger.
const MOST_TIMES: usize = 2 * NODE;
const AT_LEAST: usize = 1 << 20;
