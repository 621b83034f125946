//! What operations need, and what a policy allows.

use alloc::vec::Vec;

use super::context::{ActionItem, Context, Named};
use crate::{Model, Need, Operation, RequiredBy, Service, ServiceLevel};

/// Everything that a policy allows, whatever the resource and condition.
pub(super) struct Allowed<'c, 'a> {
    items: Vec<&'c ActionItem<'a>>,
    model: Model,
}

impl<'c, 'a> Allowed<'c, 'a> {
    /// Nothing, where not all of it is named.
    pub(super) fn of(context: &'c Context<'a>) -> Option<Self> {
        if !context.is_whole {
            return None;
        }
        let mut items = Vec::new();
        for statement in context.statements.iter().filter(|it| it.is_allow()) {
            let list = statement.actions.as_ref().filter(|it| it.is_whole && !it.negated)?;
            items.extend(&list.items);
        }
        let model = context.model().filter(|_| context.is_identity())?;
        (!items.is_empty()).then_some(Self { items, model })
    }

    fn has(&self, context: &Context<'_>, name: &str) -> bool {
        // What is not examined is not said to be missing.
        !context.steps.spend(self.items.len()) || self.items.iter().any(|it| it.is_all() || it.is_for(name, self.model))
    }
}

/// An operation with this action, and what it needs besides that is not allowed; nothing, if there is an operation with the action that
/// needs nothing more.
pub(super) fn missing(
    context: &Context<'_>,
    allowed: &Allowed<'_, '_>,
    action: Named,
) -> Option<(Operation, Vec<&'static str>)> {
    let cloud = context.options.profile.cloud();
    let is_it = |it: &Need| it.name().eq_ignore_ascii_case(action.name()) && it.qualifier().is_none();
    let mut found = None;
    for operation in operations(action).into_iter().filter(|it| it.cloud() == cloud) {
        if !operation.actions()?.any(|it| is_it(&it)) {
            continue;
        }
        let _ = operation.dependencies()?;
        let is_of = |it: &Need| it.of_action().is_none_or(|of| of.eq_ignore_ascii_case(action.name()));
        let all = operation.own_requirements().into_iter();
        let certain = all.filter(|it| it.by() == RequiredBy::Dependency && it.is_certain()).map(|it| it.need());
        let needs = certain.filter(is_of).map(Need::name);
        let is_apart = |it: &str| matches!(action, Named::Role(_)) && is_global(it) != is_global(action.name());
        let names: Vec<&str> = needs.filter(|it| !is_apart(it) && !allowed.has(context, it)).collect();
        if names.is_empty() {
            return None;
        }
        found = found.or(Some((operation, names)));
    }
    found
}

/// Whether an action is of a global service: a policy of the role model has these, or others, so that one of the other kind stands in a
/// policy of its own.
fn is_global(action: &str) -> bool {
    Service::of_name(action).and_then(Service::level) == Some(ServiceLevel::Global)
}

fn operations(action: Named) -> Vec<Operation> {
    match action {
        Named::Action(it) => it.operations().collect(),
        Named::Role(it) => it.operations().collect(),
    }
}
