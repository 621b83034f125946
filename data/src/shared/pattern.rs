//! The one wildcard matcher: `*` is any run of characters, `?` is any one.

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
pub fn matches(pattern: &str, text: &str) -> bool {
    matches_with(pattern, text, |a, b| a == b)
}

/// The same where upper and lower case ASCII letters are one, as in action names of the role/policy model.
///
/// ```
/// assert!(hwc_iam::pattern::matches_ignore_case("OBS:Bucket:*", "obs:bucket:ListBucket"));
/// ```
#[must_use]
pub fn matches_ignore_case(pattern: &str, text: &str) -> bool {
    matches_with(pattern, text, |a, b| a.eq_ignore_ascii_case(&b))
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

fn matches_with(pattern: &str, text: &str, same: impl Fn(char, char) -> bool) -> bool {
    let mut pattern = pattern.chars();
    let mut text = text.chars();
    // Where to go on from when the part after the last `*` does not fit: its pattern, and the text from one further on.
    let mut retry = None;
    loop {
        let mut next_pattern = pattern.clone();
        let mut next_text = text.clone();
        match (next_pattern.next(), next_text.next()) {
            (Some('*'), _) => {
                pattern = next_pattern;
                retry = Some((pattern.clone(), text.clone()));
                continue;
            }
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted == '?' || same(wanted, found) => {
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
