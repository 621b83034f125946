//! The nearest of several names.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

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
    let mut wanted = Wanted::new(name);
    let mut best = None;
    let mut limit = wanted.limit();
    for candidate in candidates {
        // Short names may be all wrong in case.
        if candidate.eq_ignore_ascii_case(name) {
            return Some(candidate);
        }
        let distance = wanted.distance_within(candidate, limit);
        if let Some(distance) = distance.filter(|it| best.is_none() || *it < limit) {
            best = Some(candidate);
            limit = distance;
        }
    }
    best
}

/// The question that help asks of a near name.
///
/// ```
/// assert_eq!(hwc_iam::suggest::did_you_mean("ims:images:list"), "did you mean `ims:images:list`?");
/// ```
#[must_use]
pub fn did_you_mean(near: impl fmt::Display) -> String {
    format!("did you mean `{near}`?")
}

/// What is wrong with a word that is none of these.
///
/// ```
/// let message = hwc_iam::suggest::unknown_word("alow", ["allow", "deny"].into_iter());
/// assert_eq!(message, "unknown word `alow`, expected one of `allow`, `deny`");
/// ```
#[must_use]
pub fn unknown_word<'a>(word: &str, all: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<&str> = all.collect();
    format!("unknown word `{word}`, expected one of `{}`", all.join("`, `"))
}

/// The nearest candidates, the best first: those that are near enough to be what was meant, and at most so many.
///
/// ```
/// let names = ["ims:images:list", "ims:images:get", "ims:images:lists"];
/// assert_eq!(hwc_iam::suggest::several("ims:images:listz", names, 3), ["ims:images:list", "ims:images:lists"]);
/// ```
#[must_use]
pub fn several<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut wanted = Wanted::new(name);
    let limit = wanted.limit();
    let mut distance = |it: &str| {
        let is_same = it.eq_ignore_ascii_case(name);
        if is_same { Some(0) } else { wanted.distance_within(it, limit) }
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

/// A name that others are compared with.
struct Wanted {
    name: Vec<char>,
    counts: Counts,
    /// The memory for each of the others, used again.
    other: Vec<char>,
    lines: Lines,
}

impl Wanted {
    fn new(name: &str) -> Self {
        let name: Vec<char> = name.chars().take(MAX_CHARS).collect();
        Self { counts: Counts::of(&name), name, other: Vec::new(), lines: Lines::default() }
    }

    /// How far a name may be to be meant: half a letter is the price of a wrong case, so all distances are doubled.
    fn limit(&self) -> usize {
        (self.name.len() / 3).max(1) * 2
    }

    fn distance_within(&mut self, other: &str, limit: usize) -> Option<usize> {
        self.other.clear();
        self.other.extend(other.chars().take(MAX_CHARS));
        if self.counts.at_least(&Counts::of(&self.other)) > limit {
            return None;
        }
        self.lines.distance_within(&self.name, &self.other, limit)
    }
}

/// How often letters are in a name, whatever their case; some share a place.
struct Counts([u8; 32]);

impl Counts {
    fn of(name: &[char]) -> Self {
        let mut counts = [0; 32];
        for it in name {
            if let Some(count) = counts.get_mut(*it as usize % 32) {
                *count += 1;
            }
        }
        Self(counts)
    }

    /// A distance below which the names cannot be: what one has more of must go, and what the other has more of must come.
    fn at_least(&self, other: &Self) -> usize {
        let pairs = || self.0.iter().zip(&other.0);
        let more: usize = pairs().map(|(a, b)| usize::from(a.saturating_sub(*b))).sum();
        let less: usize = pairs().map(|(a, b)| usize::from(b.saturating_sub(*a))).sum();
        more.max(less) * 2
    }
}

/// Lines of the table of distances, whose memory is used for each candidate again.
#[derive(Default)]
struct Lines {
    before_last: Vec<usize>,
    last: Vec<usize>,
    line: Vec<usize>,
}

impl Lines {
    /// Twice the number of letters to change, where a neighbouring pair that changed places is one change (optimal string
    /// alignment), or nothing if it is over `limit`.
    fn distance_within(&mut self, wanted: &[char], candidate: &[char], limit: usize) -> Option<usize> {
        if wanted.len().abs_diff(candidate.len()) * 2 > limit {
            return None;
        }
        // What is the same at both ends costs nothing.
        let same = wanted.iter().zip(candidate).take_while(|(a, b)| a == b).count();
        let (wanted, candidate) = (wanted.get(same..)?, candidate.get(same..)?);
        let same = wanted.iter().rev().zip(candidate.iter().rev()).take_while(|(a, b)| a == b).count();
        let (wanted, candidate) = (wanted.get(..wanted.len() - same)?, candidate.get(..candidate.len() - same)?);
        let cost = |a: char, b: char| match () {
            () if a == b => 0,
            () if a.eq_ignore_ascii_case(&b) => 1,
            () => 2,
        };
        let Self { before_last, last, line } = self;
        before_last.clear();
        last.clear();
        last.extend((0..=candidate.len()).map(|it| it * 2));
        let mut previous_char = None;
        for (row, &a) in wanted.iter().enumerate() {
            line.clear();
            line.push((row + 1) * 2);
            let mut left = (row + 1) * 2;
            let mut left_char = None;
            // Above the two that a pair that changed places began with.
            let mut pairs = core::iter::once(usize::MAX - 2).chain(before_last.iter().copied());
            let mut least = left;
            for (above, &b) in last.windows(2).zip(candidate) {
                let &[diagonal, above] = above else { continue };
                let pair = pairs.next().unwrap_or(usize::MAX - 2);
                let mut value = (diagonal + cost(a, b)).min(above + 2).min(left + 2);
                if previous_char == Some(b) && left_char == Some(a) {
                    value = value.min(pair + 2);
                }
                line.push(value);
                (left, left_char, least) = (value, Some(b), least.min(value));
            }
            if least > limit {
                return None;
            }
            previous_char = Some(a);
            core::mem::swap(before_last, last);
            core::mem::swap(last, line);
        }
        last.last().copied().filter(|it| *it <= limit)
    }
}
