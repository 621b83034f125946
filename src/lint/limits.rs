//! The documented limits, as findings speak of them.

use alloc::format;
use alloc::string::String;

use super::context::Context;
use super::finding::Findings;
use crate::{Limit, Span};

/// The limit of what is counted so, if the profile has one for the policy's model.
pub(super) fn find(context: &Context<'_>, counts: &str) -> Option<Limit> {
    let model = context.model()?;
    context.options.profile.limits().find(|it| it.model() == model && it.counts() == counts)
}

pub(super) fn is_over(limit: Limit, count: usize) -> bool {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    count > limit.max() || limit.min().is_some_and(|it| count < it)
}

/// What is wrong with so many.
pub(super) fn message(limit: Limit, what: &str, count: usize) -> String {
    let unit = limit.counts().split(' ').next().unwrap_or_default();
    let bound = match limit.min() {
        Some(1) if count == 0 => String::from("at least 1 is required"),
        Some(min) if u32::try_from(count).is_ok_and(|it| it < min) => format!("at least {min} are required"),
        _ => format!("at most {} are allowed", limit.max()),
    };
    format!("{what} has {count} {unit}, but {bound} (`{}`)", limit.id())
}

/// Reports texts with more or fewer characters than the limit that is counted so allows.
pub(super) fn check_characters<'a>(
    context: &Context<'_>,
    counts: &str,
    what: &str,
    texts: impl Iterator<Item = (Span, &'a str)>,
    out: &mut Findings<'_>,
) {
    let Some(limit) = find(context, counts) else { return };
    for (span, text) in texts {
        let count = text.chars().count();
        if is_over(limit, count) {
            out.add(span, message(limit, what, count));
        }
    }
}
