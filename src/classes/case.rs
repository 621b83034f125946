//! Which characters are the same but for case.

use alloc::vec::Vec;

/// Whether an operator that ignores case takes one for the other.
pub(crate) fn same_but_for_case(a: char, b: char) -> bool {
    a.eq_ignore_ascii_case(&b) || !(a.is_ascii() && b.is_ascii()) && a.to_lowercase().eq(b.to_lowercase())
}

/// Every character that is the same as this one, itself among them.
pub(super) fn twins(it: char) -> Vec<char> {
    match (it.to_ascii_uppercase(), it.to_ascii_lowercase()) {
        // The sign of the unit of temperature.
        ('K', lower) => return ['K', lower, KELVIN].into(),
        (upper @ 'A'..='Z', lower) => return [upper, lower].into(),
        _ if it.is_ascii() => return [it].into(),
        _ => {}
    }
    let lower = it.to_lowercase();
    let upper = lower.clone().flat_map(char::to_uppercase);
    let mut all: Vec<char> = [it].into_iter().chain(lower).chain(upper).chain(OTHER_UPPER).collect();
    all.retain(|twin| same_but_for_case(it, *twin));
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether there is another character that is the same but for case.
pub(super) fn has_twin(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_alphabetic() } else { twins(it).len() > 1 }
}

const KELVIN: char = '\u{212a}';

/// The characters to whose lower case another one belongs as its upper case: titlecase letters, signs that are letters.
const OTHER_UPPER: [char; 36] = [
    '\u{1c5}', '\u{1c8}', '\u{1cb}', '\u{1f2}', '\u{3f4}', '\u{1e9e}', '\u{1f88}', '\u{1f89}', '\u{1f8a}', '\u{1f8b}',
    '\u{1f8c}', '\u{1f8d}', '\u{1f8e}', '\u{1f8f}', '\u{1f98}', '\u{1f99}', '\u{1f9a}', '\u{1f9b}', '\u{1f9c}',
    '\u{1f9d}', '\u{1f9e}', '\u{1f9f}', '\u{1fa8}', '\u{1fa9}', '\u{1faa}', '\u{1fab}', '\u{1fac}', '\u{1fad}',
    '\u{1fae}', '\u{1faf}', '\u{1fbc}', '\u{1fcc}', '\u{1ffc}', '\u{2126}', '\u{212a}', '\u{212b}',
];

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::{has_twin, same_but_for_case, twins};

    /// Of every character, against all others that have its lower case.
    #[test]
    fn no_twin_is_missing() {
        let mut by_lower: BTreeMap<String, Vec<char>> = BTreeMap::new();
        for it in '\0'..=char::MAX {
            by_lower.entry(it.to_lowercase().collect()).or_default().push(it);
        }
        for it in '\0'..=char::MAX {
            let same = by_lower.get(&it.to_lowercase().collect::<String>());
            assert_eq!(Some(&twins(it)), same, "{it:?}");
            assert_eq!(has_twin(it), same.is_some_and(|it| it.len() > 1), "{it:?}");
            assert!(same.into_iter().flatten().all(|twin| same_but_for_case(it, *twin)));
        }
    }
}
