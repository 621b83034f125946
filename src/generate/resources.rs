//! The narrowest resources that an action can be allowed on.

use alloc::string::String;
use alloc::vec::Vec;

use crate::shared::{urn, variable};
use crate::{Action, ActionPattern, Operation, OperationMatch, ResourceType, ResourceUse, UrnPattern};

/// Where the resources are, as far as it is known.
pub(super) struct Place<'a> {
    pub(super) region: Option<&'a str>,
    pub(super) account: Option<&'a str>,
}

/// On what an action is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resources {
    /// Patterns of URNs; empty for all resources.
    pub(super) urns: Vec<UrnPattern>,
    /// Why it is not narrower.
    pub(super) note: Option<&'static str>,
}

/// The resources of an action; with a call, those that its ids name. The role/policy model names none: no page says which of
/// its actions take which.
pub(super) fn of(action: &ActionPattern, call: Option<&OperationMatch<'_>>, place: &Place<'_>) -> Resources {
    let ActionPattern::Action(action) = action else { return Resources { urns: Vec::new(), note: None } };
    let Some(types) = action.resources() else {
        let note = "its page does not state which resources it takes, so it is for all";
        return Resources { urns: Vec::new(), note: Some(note) };
    };
    let types: Vec<ResourceType> = types.map(ResourceUse::resource_type).collect();
    if types.iter().any(|it| it.urn_template().is_none()) {
        // The type may be one of another service, and its URNs without a region.
        let note = "no page states the urns of its resource types, so it is for all";
        return Resources { urns: Vec::new(), note: Some(note) };
    }
    let urns = types.iter().filter_map(|it| filled(it.urn_template()?, call, place)).collect();
    Resources { urns, note: None }
}

/// Whether the URN of a resource that an operation's actions take has this placeholder of its path.
pub(super) fn is_named(operation: Operation, name: &str) -> bool {
    let actions = operation.actions().into_iter().flatten().filter_map(|it| Action::from_name(it.name()));
    let types = actions.flat_map(|it| it.resources().into_iter().flatten().map(ResourceUse::resource_type));
    let mut templates = types.filter_map(ResourceType::urn_template);
    templates.any(|it| {
        let mut is_there = false;
        placeholders(it, |part| {
            is_there |= is_same(part, name);
            String::new()
        });
        is_there
    })
}

/// A URN as a page prints it with what is known in the place of its placeholders, and `*` in the place of the others.
fn filled(template: &str, call: Option<&OperationMatch<'_>>, place: &Place<'_>) -> Option<UrnPattern> {
    let [service, region, account, kind, id] = urn::split(template)?;
    let known = |part: &str, value: Option<&str>| match (part.starts_with('<'), value) {
        (false, _) => String::from(part),
        (true, Some(value)) => variable::escape(value),
        (true, None) => "*".into(),
    };
    let id = placeholders(id, |name| {
        let found = call.and_then(|it| it.parameters().find(|(other, _)| is_same(other, name)));
        found.map_or_else(|| "*".into(), |(_, value)| variable::escape(value))
    });
    Some(UrnPattern::from_parts([service, &known(region, place.region), &known(account, place.account), kind, &id]))
}

fn placeholders(text: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        let Some((name, behind)) = behind.split_once('>') else { break };
        out.push_str(before);
        out.push_str(&value(name));
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether the placeholders of a path and of a URN have the same name: `image_id` and `image-id`.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let all = text.chars().filter(char::is_ascii_alphanumeric);
        all.map(|it| it.to_ascii_lowercase()).collect::<String>()
    };
    letters(one) == letters(other)
}
