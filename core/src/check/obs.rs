// What resources of OBS are: buckets, and objects in buckets. An action says by its second part which of them it is for.

use alloc::string::String;

use crate::variable::{self, Part};
use crate::{pattern, urn};

/// Why a resource of OBS can match nothing.
pub(super) fn impossible(text: &str) -> Option<&'static str> {
    let [code, _, _, kind, id] = urn::split(text)?;
    if !code.eq_ignore_ascii_case("obs") {
        return None;
    }
    // What is still to be filled in may be anything.
    if id.contains(['<', '{']) && !variable::has_variable(id) {
        return None;
    }
    let plain = without_variables(id);
    if kind.eq_ignore_ascii_case("bucket") && plain.contains('/') {
        return Some("its id is that of an object, not of a bucket");
    }
    let (name, _) = plain.split_once(['/', '*', OPEN]).unwrap_or((plain.as_str(), ""));
    if kind.eq_ignore_ascii_case("object") && (name.contains(':') || name == plain) {
        return Some("an object is named `bucket/key`");
    }
    None
}

/// The text with a mark for each variable.
fn without_variables(text: &str) -> String {
    let mut out = String::new();
    for part in variable::parts(text) {
        match part {
            Part::Text(it) => out.push_str(it),
            _ => out.push(OPEN),
        }
    }
    out
}

/// Stands for what is not known.
const OPEN: char = '\u{0}';

/// The type of resource that an action is for, if none of these resources is of it.
pub(super) fn missing_type<'n>(action: &'n str, texts: &[&str]) -> Option<&'n str> {
    let mut parts = action.splitn(3, ':');
    let (code, kind, operation) = (parts.next()?, parts.next()?, parts.next()?);
    let is_of_all = OF_ALL_BUCKETS.iter().any(|it| operation.eq_ignore_ascii_case(it));
    if !code.eq_ignore_ascii_case("obs") || !["bucket", "object"].contains(&kind) || is_of_all {
        return None;
    }
    let is_taken = |text: &&str| {
        let Some([service, _, _, found, _]) = urn::split(text) else { return true };
        let is_open = |it: &str| pattern::is_pattern(it) || variable::has_variable(it);
        !service.eq_ignore_ascii_case("obs") && is_open(service) || is_open(found) || found.eq_ignore_ascii_case(kind)
    };
    (!texts.iter().any(is_taken)).then_some(kind)
}

/// Of which no page says on which resource they work.
const OF_ALL_BUCKETS: [&str; 2] = ["CreateBucket", "ListAllMyBuckets"];
