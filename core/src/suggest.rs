//! The nearest of several names.

use alloc::vec::Vec;

/// The candidate that is nearest to `name`, if any is near enough to be what was meant: at most a third of its letters
/// differ. Case counts less than letters, and nothing where it is all that differs. Of equally near ones the first.
///
/// ```
/// let names = ["ims:images:list", "ims:images:get"];
/// assert_eq!(hwc_iam::suggest::nearest("ims:images:lst", names), Some("ims:images:list"));
/// assert_eq!(hwc_iam::suggest::nearest("vpc:vips:delete", names), None);
/// ```
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = name.chars().take(MAX_CHARS).collect();
    let mut best = None;
    // Half a letter is the price of a wrong case, so all distances are doubled.
    let mut limit = (wanted.len() / 3).max(1) * 2;
    for candidate in candidates {
        // Short names may be all wrong in case.
        if candidate.eq_ignore_ascii_case(name) {
            return Some(candidate);
        }
        let distance = distance_within(&wanted, candidate, limit);
        if let Some(distance) = distance.filter(|it| best.is_none() || *it < limit) {
            best = Some(candidate);
            limit = distance;
        }
    }
    best
}

/// The nearest candidates, the best first: those that are near enough to be what was meant, and at most so many.
///
/// ```
/// let names = ["ims:images:list", "ims:images:get", "ims:images:lists"];
/// assert_eq!(hwc_iam::suggest::several("ims:images:lst", names, 3), ["ims:images:list", "ims:images:lists"]);
/// ```
#[must_use]
pub fn several<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let wanted: Vec<char> = name.chars().take(MAX_CHARS).collect();
    let limit = (wanted.len() / 3).max(1) * 2;
    let distance = |it: &str| {
        let is_same = it.eq_ignore_ascii_case(name);
        if is_same { Some(0) } else { distance_within(&wanted, it, limit) }
    };
    let mut near: Vec<(usize, &str)> = candidates.into_iter().filter_map(|it| Some((distance(it)?, it))).collect();
    near.sort();
    near.dedup();
    // What is half as far again as the best was hardly meant.
    let far = near.first().map_or(0, |it| it.0 * 3 / 2);
    near.into_iter().take_while(|it| it.0 <= far).map(|it| it.1).take(most).collect()
}

/// Longer names than this are compared by their beginnings.
const MAX_CHARS: usize = 128;

/// Twice the number of letters to change, where a neighbouring pair that changed places is one change (optimal string
/// alignment), or nothing if it is over `limit`.
fn distance_within(wanted: &[char], candidate: &str, limit: usize) -> Option<usize> {
    let candidate: Vec<char> = candidate.chars().take(MAX_CHARS).collect();
    if wanted.len().abs_diff(candidate.len()) * 2 > limit {
        return None;
    }
    let cost = |a: char, b: char| match () {
        () if a == b => 0,
        () if a.eq_ignore_ascii_case(&b) => 1,
        () => 2,
    };
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=candidate.len()).map(|it| it * 2).collect();
    let mut previous_char = None;
    for (row, &a) in wanted.iter().enumerate() {
        let mut line = Vec::with_capacity(last.len());
        line.push((row + 1) * 2);
        let mut left_char = None;
        for (column, &b) in candidate.iter().enumerate() {
            let at = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX - 2);
            let mut value = (at(&last, column) + cost(a, b)).min(at(&last, column + 1) + 2).min(at(&line, column) + 2);
            if column > 0 && previous_char == Some(b) && left_char == Some(a) {
                value = value.min(at(&before_last, column - 1) + 2);
            }
            line.push(value);
            left_char = Some(b);
        }
        if line.iter().min().is_some_and(|it| *it > limit) {
            return None;
        }
        previous_char = Some(a);
        before_last = last;
        last = line;
    }
    last.last().copied().filter(|it| *it <= limit)
}
