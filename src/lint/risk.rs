//! What a statement really allows: whatever the spelling of its resources, in spite of conditions that limit nothing, and less what
//! a `Deny` beside it takes away.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::always::{holds, holds_without, is_of_few, limits_nothing};
use super::context::condition::Condition;
use super::context::{ActionItem, Context, List, Statement, Text, is_everything};
use crate::catalog::TABLES;
use crate::shared::tables::SensitiveRow;
use crate::shared::words::Risk;
use crate::shared::{pattern, urn};
use crate::{Action, Model, PolicyKind, ResourceType, ResourceUse};

/// What in a statement allows one of the actions of this risk on every resource, and the action.
pub(super) fn allows_everywhere<'s, 'a>(
    context: &Context<'_>,
    statement: &'s Statement<'a>,
    risk: Risk,
) -> Vec<(&'s ActionItem<'a>, &'static SensitiveRow)> {
    let Some(model) = context.model() else { return Vec::new() };
    if context.kind() == PolicyKind::Trust || !statement.is_allow() {
        return Vec::new();
    }
    let rows: Vec<&SensitiveRow> = TABLES.sensitive.iter().filter(|it| it.risk == risk && it.model == model).collect();
    let row_of = |it: &ActionItem<'_>| {
        // Whether the case of identity policies' actions counts is not documented.
        let is_it = |row: &&&SensitiveRow| it.is_all() || pattern::matches_ignore_case(it.text, row.action);
        let mut matched = rows.iter().filter(is_it);
        matched.find(|row| is_exposed(context, statement, &Target::of(row))).copied()
    };
    // Patterns for everything and for a whole service have rules of their own.
    let is_wider = |it: &ActionItem<'_>| {
        (it.is_all() || it.is_whole_service()) && is_exposed(context, statement, &Target::of_item(it))
    };
    let items = statement.named().iter().filter_map(|it| Some((it, row_of(it)?)));
    items.filter(|(it, _)| !is_wider(it)).collect()
}

/// What somebody may want to do: an action, or all of those of a service, or all there are.
pub(super) struct Target<'t> {
    /// The name, or a pattern of names; nothing for all there are.
    action: Option<&'t str>,
    service: Option<&'t str>,
    /// The type of resource that a policy can limit it to, with the service that it belongs to where that is another one.
    kind: Option<&'t str>,
    owner: Option<&'t str>,
}

impl<'t> Target<'t> {
    /// Everything.
    pub(super) const ALL: Self = Self { action: None, service: None, kind: None, owner: None };

    fn of(row: &SensitiveRow) -> Target<'static> {
        let service = row.action.split(':').next();
        let (owner, kind) = match row.resource_type.and_then(|it| it.split_once(':')) {
            Some((owner, kind)) => (Some(owner), Some(kind)),
            None => (service, row.resource_type),
        };
        Target { action: Some(row.action), service, kind, owner }
    }

    /// The action with this name.
    pub(super) fn of_name(name: &'t str) -> Self {
        let service = name.split(':').next();
        let only = Action::from_name(name).and_then(only_type);
        let owner = only.and_then(|it| it.urn_template()).and_then(urn::split).map(|[service, ..]| service).or(service);
        Self { action: Some(name), service, kind: only.map(ResourceType::name), owner }
    }

    /// What an action of a policy names.
    pub(super) fn of_item(item: &ActionItem<'t>) -> Self {
        if item.is_all() {
            return Self::ALL;
        }
        if !pattern::is_pattern(item.text) {
            return Self::of_name(item.text);
        }
        let service = item.text.split(':').next().filter(|it| !pattern::is_pattern(it));
        Self { action: Some(item.text), service, kind: None, owner: service }
    }

    /// Whether a pattern of resources is for all of them.
    fn has_all(&self, text: &str) -> bool {
        if is_everything(text) {
            return true;
        }
        let Some([service, region, account, kind, id]) = urn::split(text) else {
            return self.kind == Some("agency") && pattern::covers(text, "/iam/agencies/?*");
        };
        let is_any = |it: &str| pattern::covers(it, "?*");
        let is_service = self.owner.map_or_else(|| is_any(service), |it| pattern::matches_ignore_case(service, it));
        let is_kind = self.kind.map_or_else(|| is_any(kind), |it| pattern::matches_ignore_case(kind, it));
        is_service
            && (region.is_empty() || pattern::covers(region, "*"))
            && !account.is_empty()
            && is_kind
            && is_any(id)
    }

    /// Whether a pattern of resources may be for some of them.
    fn has_some(&self, text: &str) -> bool {
        let Some([service, _, _, kind, _]) = urn::split(text) else { return true };
        let may = |pattern: &str, name: Option<&str>| name.is_none_or(|it| pattern::matches_ignore_case(pattern, it));
        may(service, self.owner) && may(kind, self.kind)
    }
}

/// The type of resource of an action that takes one only.
fn only_type(action: Action) -> Option<ResourceType> {
    let mut types = action.resources()?;
    types.next().filter(|_| types.next().is_none()).map(ResourceUse::resource_type)
}

/// Whether an `Allow` is for the target on every resource, whoever asks.
pub(super) fn is_exposed(context: &Context<'_>, statement: &Statement<'_>, target: &Target<'_>) -> bool {
    // What a service control policy does not deny, others must allow.
    !matches!(context.kind(), PolicyKind::Trust | PolicyKind::Scp)
        && statement.is_allow()
        && is_open(statement, target.service)
        && is_for_all(statement, target)
        && !is_narrowed(context, target)
}

/// Whether nothing in the conditions limits who may ask a service, or when.
pub(super) fn is_open(statement: &Statement<'_>, service: Option<&str>) -> bool {
    statement.is_unconditional()
        || statement.knows_conditions() && statement.conditions.iter().all(|it| limits_nothing(it, statement, service))
}

fn is_for_all(statement: &Statement<'_>, target: &Target<'_>) -> bool {
    match &statement.resources {
        None => true,
        // What is not known yet may be among them.
        Some(list) if list.negated => list.is_whole && !list.items.iter().any(|it| target.has_some(it.text)),
        Some(list) => list.items.iter().copied().chain(statement.uris()).any(|it| target.has_all(it.text)),
    }
}

/// Whether a `Deny` beside it leaves the target only to some, on some resources, or to nobody.
pub(super) fn is_narrowed(context: &Context<'_>, target: &Target<'_>) -> bool {
    let Some(model) = context.model() else { return false };
    let takes = |it: &&Statement<'_>| it.is_deny() && !it.conditions.iter().any(is_of_few);
    context.statements.iter().filter(takes).any(|it| {
        // What is left unexamined is not said to be allowed.
        !context.steps.spend(1 + it.actions.as_ref().map_or(0, |it| it.items.len()))
            || it.actions.as_ref().is_some_and(|list| denies(list, target, model)) && limits_resources(it, target)
    })
}

/// Whether a `Deny` beside a statement takes all that it allows where the request does not have the key of a condition.
pub(super) fn is_denied_without(context: &Context<'_>, statement: &Statement<'_>, key: &Condition<'_>) -> bool {
    let Some(model) = context.model() else { return false };
    let is_without = |it: &Condition<'_>| it.has_key_of(key) && (it.wants_absent() == Some(true) || holds_without(it));
    let items = statement.named();
    !items.is_empty()
        && context.statements.iter().filter(|it| it.is_deny() && !it.conditions.is_empty()).any(|deny| {
            let takes =
                |list: &List<'_, ActionItem<'_>>| items.iter().all(|it| denies(list, &Target::of_item(it), model));
            context.steps.spend(items.len())
                && deny.knows_conditions()
                && deny.conditions.iter().all(is_without)
                && deny.is_for_all_resources()
                && deny.actions.as_ref().is_some_and(takes)
        })
}

fn denies(list: &List<'_, ActionItem<'_>>, target: &Target<'_>, model: Model) -> bool {
    let has = |it: &ActionItem<'_>| it.is_all() || target.action.is_some_and(|name| covers(it.text, name, model));
    let may_have = |it: &ActionItem<'_>| target.action.is_some_and(|name| it.is_for(name, model));
    match list.negated {
        // What the list leaves out is denied, most of all that there is.
        true => list.is_whole && !list.items.iter().any(|it| it.is_all() || may_have(it)),
        false => !list.is_whole || list.items.iter().any(has),
    }
}

fn covers(outer: &str, inner: &str, model: Model) -> bool {
    match model {
        Model::IdentityPolicy => pattern::covers(outer, inner),
        Model::RolePolicy => pattern::covers_ignore_case(outer, inner),
    }
}

/// Whether a `Deny` leaves at most some resources.
fn limits_resources(deny: &Statement<'_>, target: &Target<'_>) -> bool {
    match &deny.resources {
        None => true,
        Some(list) if list.negated || !list.is_whole => true,
        Some(list) => list.items.iter().any(|it: &Text<'_>| target.has_all(it.text)),
    }
}

/// The negated conditions of which nobody says what they do where the request does not have their key, and that do not ask for it.
pub(super) fn negated_without_key<'s, 'a>(statement: &'s Statement<'a>) -> impl Iterator<Item = &'s Condition<'a>> {
    // What compares it without `IfExists` does not hold without it, either.
    let asks = |it: &Condition<'_>| it.is_null() || !it.is_negated() && !holds_without(it);
    let is_asked =
        move |it: &Condition<'_>| statement.conditions.iter().any(|other| other.has_key_of(it) && asks(other));
    let all = statement.conditions.iter().filter(|it| it.is_negated() && !it.operator.if_exists());
    // Every request has a time; and that a condition always holds says more, which another rule does.
    all.filter(move |it| statement.knows_conditions() && !is_asked(it) && !it.is_key("g:CurrentTime") && !holds(it))
}

/// What to say of one.
pub(super) fn undocumented_without_key(it: &Condition<'_>) -> String {
    format!("whether `{}` holds where `{}` is missing is not documented", it.operator, it.name())
}
