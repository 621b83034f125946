//! What several rules call risky.

use alloc::vec::Vec;

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
