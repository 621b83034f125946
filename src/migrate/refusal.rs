//! What the checker refuses of a statement that is to be written.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use crate::{ActionPattern, Actions, Condition, Document, Effect, Policy, PolicyKind, Resources, Statement, Version};

/// Why no identity policy can have this action.
pub(super) fn of_action(action: &ActionPattern) -> Option<String> {
    let is_known = matches!(action, ActionPattern::Action(_));
    (!is_known).then(|| of(&statement(vec![action.clone()], None, Vec::new()), "/Action"))?
}

/// Why these actions cannot have this condition.
pub(super) fn of_condition(actions: &Actions, condition: &Condition) -> Option<String> {
    of(&of_actions(actions, None, vec![condition.clone()]), "/Condition")
}

/// Why these actions cannot have these resources.
pub(super) fn of_resources(actions: &Actions, resources: &Resources) -> Option<String> {
    of(&of_actions(actions, Some(resources.clone()), Vec::new()), "Resource")
}

/// Why a policy with these statements is refused.
pub(super) fn of_policy(policy: &Policy) -> Option<String> {
    first(policy, "")
}

fn of(statement: &Statement, place: &str) -> Option<String> {
    first(&Policy::from_parts(Version::V5_0, Cow::Owned(vec![statement.clone()]), Cow::Borrowed(&[])), place)
}

/// The first certain mistake within a place. The text is what is checked: to the policy a name may be exempt.
fn first(policy: &Policy, place: &str) -> Option<String> {
    let document = Document::read(policy.to_string(), PolicyKind::Identity);
    let mut certain = document.problems().filter(|it| !it.is_doubt());
    certain.find(|it| document.pointer(it.span()).contains(place)).map(|it| it.message())
}

fn statement(actions: Vec<ActionPattern>, resources: Option<Resources>, conditions: Vec<Condition>) -> Statement {
    of_actions(&Actions::These(Cow::Owned(actions)), resources, conditions)
}

fn of_actions(actions: &Actions, resources: Option<Resources>, conditions: Vec<Condition>) -> Statement {
    Statement::from_parts(None, Effect::Deny, None, actions.clone(), resources, Cow::Owned(conditions))
}
