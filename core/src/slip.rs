//! Whether a name is a misspelling of a known one, or another name that is only like it.
//!
//! The names of the vendor's actions differ from each other by a letter (`get` and `set`, `dnat` and `snat`) and by a plural. What a
//! slip makes is mostly no word; a word that other names have is taken for what was meant.

use alloc::string::String;
use alloc::vec::Vec;

/// The words of an action's name without its service, in lower case: `images` and `list` of `ims:images:list`.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let rest = name.split_once(':').map_or(name, |(_, rest)| rest);
    let mut all: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut letters = rest.chars().peekable();
    let mut last = None;
    while let Some(letter) = letters.next() {
        let starts = match last {
            Some(last) => is_boundary(last, letter, letters.peek().copied()),
            None => false,
        };
        if starts && !word.is_empty() {
            all.push(core::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        }
        last = Some(letter);
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

/// Whether a word begins with the second of two letters: `l|V`, `T|Bu` in `GETBucket`, `V|5`.
fn is_boundary(before: char, letter: char, next: Option<char>) -> bool {
    let kind = |it: char| (it.is_alphabetic(), it.is_numeric());
    let inside = |it: Option<char>| it.is_some_and(char::is_lowercase);
    kind(before) != kind(letter)
        || letter.is_uppercase() && (before.is_lowercase() || before.is_uppercase() && inside(next))
}

/// Whether `name` is `known` with one letter too many, too few or wrong, or with two neighbours that changed places, in whatever
/// case, and what that makes is no word of its own as far as `is_word` knows.
///
/// ```
/// use hwc_iam_core::slip::is_slip;
///
/// let is_word = |it: &str| ["set", "image"].contains(&it);
/// assert!(is_slip("ims:images:lsit", "ims:images:list", is_word));
/// assert!(!is_slip("ims:images:set", "ims:images:get", is_word), "a word of its own");
/// assert!(!is_slip("ims:volume:list", "ims:volumes:list", is_word), "one and many");
/// assert!(!is_slip("ims:images:list_all", "ims:images:listAll", is_word), "another way to write it");
/// assert!(!is_slip("ims:images:listV3", "ims:images:listV2", is_word), "another version");
/// ```
#[must_use]
pub fn is_slip(name: &str, known: &str, is_word: impl Fn(&str) -> bool) -> bool {
    if !is_near(name, known) {
        return false;
    }
    let (own, other) = (words(name), words(known));
    if own == other {
        return false;
    }
    let differs = |one: &str, other: &str| {
        is_word(one) || is_plural(one, other) || is_plural(other, one) || is_number(one) || is_number(other)
    };
    if own.len() == other.len() {
        let mut pairs = own.iter().zip(&other).filter(|(one, other)| one != other);
        !pairs.any(|(one, other)| differs(one, other))
    } else {
        let mut new = own.iter().filter(|it| !other.contains(it));
        new.any(|it| !is_word(it))
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|it| it.is_ascii_digit())
}

/// Whether `many` is more than `one` of something.
fn is_plural(one: &str, many: &str) -> bool {
    let ends = |stem: &str, end: &str| many.strip_prefix(stem) == Some(end);
    ends(one, "s") || ends(one, "es") || one.strip_suffix('y').is_some_and(|it| ends(it, "ies"))
}

/// Whether one edit makes one of the other, whatever the case; nothing but the case is none.
#[must_use]
pub fn is_near(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(one, other)| one.eq_ignore_ascii_case(other)).count();
    let (short, long) = (short.get(same..).unwrap_or_default(), long.get(same..).unwrap_or_default());
    if short.len() < long.len() {
        return long.get(1..).is_some_and(|it| it.eq_ignore_ascii_case(short));
    }
    let (Some((a, one)), Some((b, other))) = (short.split_first(), long.split_first()) else { return false };
    let swapped = match (one.split_first(), other.split_first()) {
        (Some((c, one)), Some((d, other))) => {
            a.eq_ignore_ascii_case(d) && b.eq_ignore_ascii_case(c) && one.eq_ignore_ascii_case(other)
        }
        _ => false,
    };
    swapped || one.eq_ignore_ascii_case(other)
}
