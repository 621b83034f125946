//! The one rule from a name of the catalogue to a Rust identifier.

use alloc::string::String;

use super::words::Qualifier;

/// The unit type of a service: `ims` is `Ims`, `anti-ddos` is `AntiDdos`, `AccessAnalyzer` stays.
#[must_use]
pub fn service_type(code: &str) -> String {
    keyword_safe(upper_camel(code))
}

/// The constant of an action, without its service: `ims:images:copyInRegion` is `IMAGES_COPY_IN_REGION`,
/// `sts::tagSession` is `TAG_SESSION`.
#[must_use]
pub fn action_const(name: &str) -> String {
    screaming(name.split_once(':').map_or(name, |(_, rest)| rest))
}

/// The constant of a condition key, without its service: `ims:SourceAvailabilityZone` is `SOURCE_AVAILABILITY_ZONE`,
/// `g:RequestTag/<tag-key>` is `REQUEST_TAG`.
#[must_use]
pub fn key_const(name: &str) -> String {
    screaming(without_template(name.split_once(':').map_or(name, |(_, rest)| rest)))
}

/// The variant of a condition key in the enum of all: `ims:Encrypted` is `ImsEncrypted`, `g:MFAPresent` is `GMfaPresent`.
#[must_use]
pub fn key_variant(name: &str) -> String {
    keyword_safe(upper_camel(without_template(name)))
}

/// The constant of a resource type: `image` is `IMAGE`.
#[must_use]
pub fn resource_const(name: &str) -> String {
    screaming(name)
}

/// The name of a condition key; of two whose values are always the same, that of the first. `g:DomainId` is the account of the principal,
/// too: usermanual-iam5/iam_01_1287.
#[must_use]
#[inline]
pub fn first_name(key: &str) -> &str {
    if key.eq_ignore_ascii_case("g:DomainId") { "g:PrincipalAccount" } else { key }
}

/// The name of a key without its template part: `g:RequestTag/<tag-key>` is `g:RequestTag`.
#[must_use]
pub fn without_template(key: &str) -> &str {
    key.split_once('/').map_or(key, |(stem, _)| stem)
}

fn screaming(name: &str) -> String {
    let mut out = String::new();
    for word in words(name) {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(&word.to_ascii_uppercase());
    }
    identifier(out)
}

fn upper_camel(name: &str) -> String {
    let mut out = String::new();
    for word in words(name) {
        let mut chars = word.chars();
        out.extend(chars.next().map(|it| it.to_ascii_uppercase()));
        out.push_str(&chars.as_str().to_ascii_lowercase());
    }
    identifier(out)
}

/// Splits at every character that no identifier has and where the case rises; a run of capitals is one word, whose last
/// letter belongs to the next one (`MFAPresent` is `MFA`, `Present`). A single capital in front of a digit stays with it.
pub fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_ascii_alphanumeric()).flat_map(|part| {
        let mut rest = part;
        core::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (word, after) = rest.split_at_checked(word_len(rest)).unwrap_or((rest, ""));
            rest = after;
            Some(word)
        })
    })
}

fn word_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let starts_word = |at: usize| {
        let (before, here, after) = (bytes.get(at - 1), bytes.get(at), bytes.get(at + 1));
        let upper = |it: Option<&u8>| it.is_some_and(u8::is_ascii_uppercase);
        let lower = |it: Option<&u8>| it.is_some_and(u8::is_ascii_lowercase);
        upper(here) && (!upper(before) || lower(after))
    };
    (1..bytes.len()).find(|at| starts_word(*at)).unwrap_or(bytes.len())
}

fn identifier(mut text: String) -> String {
    if text.is_empty() || text.starts_with(|it: char| it.is_ascii_digit()) {
        text.insert(0, '_');
    }
    if text == "_" {
        text.push('_');
    }
    text
}

/// `Self` is the only keyword that a name in upper camel case can become.
fn keyword_safe(mut text: String) -> String {
    if text == "Self" {
        text.push('_');
    }
    text
}

/// An operator as it is written: its qualifier, its name, and whether `IfExists` is behind it. A qualifier that does not exist is a part
/// of a name that no operator has.
#[must_use]
pub fn operator_parts(text: &str) -> (Option<Qualifier>, &str, bool) {
    let qualified = text.split_once(':').and_then(|(it, rest)| Some((Qualifier::from_name(it)?, rest)));
    let (qualifier, rest) = qualified.map_or((None, text), |(it, rest)| (Some(it), rest));
    match rest.strip_suffix("IfExists") {
        Some(name) => (qualifier, name, true),
        None => (qualifier, rest, false),
    }
}
