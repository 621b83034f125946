//! What several rules call risky.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::condition::Condition;
use super::context::{ActionItem, Context, Statement};
use crate::PolicyKind;

/// What in a statement allows one of these actions on all resources without a condition. Patterns for everything and for a whole
/// service have rules of their own.
pub(super) fn allows_everywhere<'s, 'a>(
    context: &Context<'_>,
    statement: &'s Statement<'a>,
    names: &[&str],
) -> Vec<&'s ActionItem<'a>> {
    let Some(model) = context.model() else { return Vec::new() };
    if context.kind() == PolicyKind::Trust || !statement.is_allow() || !statement.is_unrestricted() {
        return Vec::new();
    }
    let items = statement.named().iter().filter(|it| !it.is_all() && !it.is_whole_service());
    items.filter(|it| names.iter().any(|name| it.is_for(name, model))).collect()
}

/// The negated conditions of which nobody says what they do where the request does not have their key, and that do not ask for it.
pub(super) fn negated_without_key<'s, 'a>(statement: &'s Statement<'a>) -> impl Iterator<Item = &'s Condition<'a>> {
    let is_asked = |it: &Condition<'_>| statement.conditions.iter().any(|null| null.is_null() && null.has_key_of(it));
    let all = statement.conditions.iter().filter(|it| it.is_negated() && !it.operator.if_exists());
    // Every request has a time.
    all.filter(move |it| statement.knows_conditions() && !is_asked(it) && !it.is_key("g:CurrentTime"))
}

/// What to say of one.
pub(super) fn undocumented_without_key(it: &Condition<'_>) -> String {
    format!("whether `{}` holds where `{}` is missing is not documented", it.operator, it.name())
}
