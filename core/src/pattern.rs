//! The one wildcard matcher: `*` is any run of characters, `?` is any one.

use alloc::vec::Vec;

use super::variable::{self, Part};
use super::words::Model;

/// Whether `pattern` matches all of `text`.
///
/// Takes time in the order of the product of both lengths at worst and never backtracks further than the last `*`.
///
/// ```
/// use hwc_iam::pattern::matches;
///
/// assert!(matches("ims:*:get*", "ims:images:getTags"));
/// assert!(!matches("ims:images:get", "ims:images:getTags"));
/// ```
#[must_use]
#[inline]
pub fn matches(pattern: &str, text: &str) -> bool {
    matches_text(pattern, text, |a, b| a == b)
}

/// The same where upper and lower case ASCII letters are one, as in action names of the role/policy model.
///
/// ```
/// assert!(hwc_iam::pattern::matches_ignore_case("OBS:Bucket:*", "obs:bucket:ListBucket"));
/// ```
#[must_use]
#[inline]
pub fn matches_ignore_case(pattern: &str, text: &str) -> bool {
    matches_text(pattern, text, |a, b| a.eq_ignore_ascii_case(&b))
}

/// Whether a document of this model that has `pattern` as an action names the action `name`.
///
/// ```
/// use hwc_iam::Model;
/// use hwc_iam::pattern::matches_in;
///
/// assert!(matches_in(Model::RolePolicy, "OBS:Bucket:*", "obs:bucket:ListBucket"));
/// assert!(!matches_in(Model::IdentityPolicy, "OBS:Bucket:*", "obs:bucket:ListBucket"));
/// ```
#[must_use]
pub fn matches_in(model: Model, pattern: &str, name: &str) -> bool {
    match model {
        Model::IdentityPolicy => matches(pattern, name),
        Model::RolePolicy => matches_ignore_case(pattern, name),
    }
}

/// Whether `pattern` matches everything that the pattern `other` matches. A yes is certain; a no is where it takes more than
/// one of the pattern's own parts to match a wildcard of the other.
///
/// ```
/// use hwc_iam::pattern::covers;
///
/// assert!(covers("ims:*", "ims:images:get*"));
/// assert!(covers("a?*", "a?b"));
/// assert!(!covers("a?", "a*"));
/// ```
#[must_use]
pub fn covers(pattern: &str, other: &str) -> bool {
    matches_with(pattern.chars().map(Token::of), other.chars(), |a, b| a == b, |it| it != '*')
}

/// The same where upper and lower case ASCII letters are one.
///
/// ```
/// assert!(hwc_iam::pattern::covers_ignore_case("obs:*:*", "OBS:Bucket:*"));
/// ```
#[must_use]
pub fn covers_ignore_case(pattern: &str, other: &str) -> bool {
    matches_with(pattern.chars().map(Token::of), other.chars(), |a, b| a.eq_ignore_ascii_case(&b), |it| it != '*')
}

/// Whether `text` has a wildcard.
///
/// ```
/// assert!(hwc_iam::pattern::is_pattern("ims:*:*"));
/// assert!(!hwc_iam::pattern::is_pattern("ims:images:list"));
/// ```
#[must_use]
pub const fn is_pattern(text: &str) -> bool {
    let mut bytes = text.as_bytes();
    while let [first, rest @ ..] = bytes {
        if matches!(first, b'*' | b'?') {
            return true;
        }
        bytes = rest;
    }
    false
}

/// The same for a pattern with escapes, such as `a${*}*`. A variable has no value here, so a pattern with one matches nothing.
///
/// ```
/// assert!(hwc_iam::pattern::matches_escaped("a${*}*", "a*b"));
/// assert!(!hwc_iam::pattern::matches_escaped("a${*}*", "aab"));
/// ```
#[must_use]
pub fn matches_escaped(pattern: &str, text: &str) -> bool {
    let mut tokens = Vec::new();
    for part in variable::parts(pattern) {
        match part {
            Part::Text(text) => tokens.extend(text.chars().map(Token::of)),
            Part::Escaped(it) => tokens.push(Token::Char(it)),
            Part::Variable { .. } | Part::Malformed(_) => return false,
        }
    }
    matches_tokens(tokens.into_iter(), text.chars(), |a, b| a == b)
}

fn matches_text(pattern: &str, text: &str, same: impl Fn(char, char) -> bool) -> bool {
    // Names are ASCII, whose characters are found without decoding.
    if pattern.is_ascii() && text.is_ascii() {
        let tokens = pattern.bytes().map(|it| Token::of(char::from(it)));
        return matches_tokens(tokens, text.bytes().map(char::from), same);
    }
    matches_tokens(pattern.chars().map(Token::of), text.chars(), same)
}

/// One character of a pattern.
///
/// ```
/// use hwc_iam::pattern::{Token, matches_tokens};
///
/// let pattern = [Token::Char('*'), Token::Run];
/// assert!(matches_tokens(pattern.into_iter(), "*a".chars(), |a, b| a == b));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// `*`: any run of characters.
    Run,
    /// `?`: any one character.
    One,
    /// This one.
    Char(char),
}

impl Token {
    /// What the character matches in a pattern without escapes.
    #[must_use]
    pub const fn of(it: char) -> Self {
        match it {
            '*' => Self::Run,
            '?' => Self::One,
            it => Self::Char(it),
        }
    }

    fn is(self, found: char, same: impl Fn(char, char) -> bool, one: impl Fn(char) -> bool) -> bool {
        match self {
            Self::Run => false,
            Self::One => one(found),
            Self::Char(it) => same(it, found),
        }
    }
}

/// Whether a pattern of these tokens matches all of `text`, where `same` says which characters are one.
#[must_use]
pub fn matches_tokens(
    pattern: impl Iterator<Item = Token> + Clone,
    text: impl Iterator<Item = char> + Clone,
    same: impl Fn(char, char) -> bool,
) -> bool {
    matches_with(pattern, text, same, |_| true)
}

/// The same, where `one` says which characters a `?` takes.
fn matches_with(
    mut pattern: impl Iterator<Item = Token> + Clone,
    mut text: impl Iterator<Item = char> + Clone,
    same: impl Fn(char, char) -> bool,
    one: impl Fn(char) -> bool,
) -> bool {
    // Where to go on from when the part after the last `*` does not fit: its pattern, and the text from one further on.
    let mut retry = None;
    loop {
        let mut next_pattern = pattern.clone();
        let mut next_text = text.clone();
        match (next_pattern.next(), next_text.next()) {
            (Some(Token::Run), _) => {
                pattern = next_pattern;
                retry = Some((pattern.clone(), text.clone()));
                continue;
            }
            (None, None) => return true,
            (Some(token), Some(found)) if token.is(found, &same, &one) => {
                pattern = next_pattern;
                text = next_text;
                continue;
            }
            _ => {}
        }
        let Some((star, from)) = &mut retry else { return false };
        if from.next().is_none() {
            return false;
        }
        pattern = star.clone();
        text = from.clone();
    }
}
