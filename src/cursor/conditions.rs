//! What stands in a `Condition`: operators, keys and values.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::completion::{Completion, CompletionKind};
use super::context::Statement;
use super::members;
use super::place::Place;
use crate::shared::name;
use crate::{Action, ConditionKey, Model, Operator, Qualifier, Region, Service, ValueType};

/// The operators of the model that fit every key that is already written under this one.
pub(super) fn operators(statement: &Statement<'_>, place: &Place) -> Vec<Completion> {
    let element = super::member(statement.node, "Condition").or_else(|| super::member(statement.node, "condition"));
    let holder = element.into_iter().flat_map(members).find(|it| it.name == place.text);
    let keys: Vec<ConditionKey> =
        holder.iter().flat_map(|it| members(&it.value)).filter_map(|it| ConditionKey::from_name(&it.name)).collect();
    let fits = |it: &Operator| keys.iter().all(|key| is_comparable(*it, *key));
    let all: Vec<Operator> = Operator::ALL.iter().copied().filter(|it| it.is_of(statement.model) && fits(it)).collect();
    let plain = all.iter().map(|it| String::from(it.name()));
    let if_exists = all.iter().filter(|it| it.takes_if_exists()).map(|it| format!("{}IfExists", it.name()));
    // A qualifier is for keys with several values, so that it comes last.
    let may_be_many = keys.iter().all(|it| it.is_multivalued() != Some(false));
    let qualified = Qualifier::ALL.iter().filter(|_| may_be_many).flat_map(|qualifier| {
        let of_values = all.iter().filter(|it| it.value_type().is_some());
        of_values.flat_map(move |it| {
            let name = format!("{}:{}", qualifier.name(), it.name());
            let if_exists = it.takes_if_exists().then(|| format!("{name}IfExists"));
            core::iter::once(name).chain(if_exists)
        })
    });
    let names = plain.chain(if_exists).chain(qualified);
    let detail = |name: &str| {
        let (_, stem, _) = name::operator_parts(name);
        let compared = Operator::from_name(stem)?.value_type()?;
        Some(format!("compares {} values", compared.name()))
    };
    names.map(|it| Completion::new(CompletionKind::Operator, &*it).with_detail(detail(&it))).collect()
}

/// The keys that the statement's actions take and the operator compares: first those of their services, then the global ones.
pub(super) fn keys(statement: &Statement<'_>, operator: &str, place: &Place) -> Vec<Completion> {
    let (qualifier, stem, _) = name::operator_parts(operator);
    let operator = Operator::from_name(stem);
    let fits = |it: ConditionKey| {
        operator.is_none_or(|operator| is_comparable(operator, it))
            && (qualifier.is_none() || it.is_multivalued() != Some(false))
    };
    let taken = Taken::of(statement);
    let mut all: Vec<ConditionKey> =
        ConditionKey::ALL.iter().copied().filter(|it| fits(*it) && taken.has(*it)).collect();
    all.sort_by_key(|it| it.service().is_none());
    let entry = |it: ConditionKey| {
        // The tag behind it is for its author to say.
        let name = it.template().map_or_else(|| String::from(it.name()), |_| format!("{}/", it.stem()));
        let kind = it.value_type().map(ValueType::name);
        let detail = match (it.title(), kind) {
            (Some(title), Some(kind)) => Some(format!("{title} ({kind})")),
            (title, kind) => title.or(kind).map(String::from),
        };
        Completion::new(CompletionKind::Key, name).with_detail(detail)
    };
    let is_begun = |it: &Completion| !it.label().ends_with('/') || !place.text.starts_with(it.label());
    all.into_iter().map(entry).filter(is_begun).collect()
}

/// Which keys the actions of a statement take.
struct Taken {
    model: Model,
    /// The actions that each pattern is for.
    actions: Vec<Vec<Action>>,
    services: Vec<Service>,
}

impl Taken {
    fn of(statement: &Statement<'_>) -> Self {
        let is_v5 = statement.model == Model::IdentityPolicy;
        let actions = if is_v5 { statement.actions() } else { Vec::new() };
        let mut services = statement.services();
        services.extend(actions.iter().flatten().map(|it| it.service()));
        services.sort();
        services.dedup();
        Self { model: statement.model, actions, services }
    }

    fn has(&self, key: ConditionKey) -> bool {
        let is_of_service = match key.service() {
            Some(it) => self.services.is_empty() || self.services.contains(&it),
            None => true,
        };
        if self.model == Model::RolePolicy {
            return key.is_listed_for(Model::RolePolicy);
        }
        // A pattern takes what anything that it matches takes.
        is_of_service && self.actions.iter().all(|all| all.is_empty() || all.iter().any(|it| it.takes(key)))
    }
}

fn is_comparable(operator: Operator, key: ConditionKey) -> bool {
    match (operator.value_type(), key.value_type()) {
        (Some(compares), Some(is)) => compares == is,
        _ => true,
    }
}

/// The values of a key of which it is known which there are.
pub(super) fn values(operator: &str, key: &str) -> Vec<Completion> {
    let (_, stem, _) = name::operator_parts(operator);
    let is_presence = Operator::from_name(stem).is_some_and(|it| it.value_type().is_none());
    let Some(key) = ConditionKey::from_name(key) else { return Vec::new() };
    if is_presence || key.value_type() == Some(ValueType::Boolean) {
        return ["true", "false"].map(|it| Completion::new(CompletionKind::Value, it)).into();
    }
    if key == ConditionKey::GRequestedRegion { regions() } else { Vec::new() }
}

pub(super) fn regions() -> Vec<Completion> {
    Region::all().map(|it| Completion::new(CompletionKind::Value, it.id()).with_detail(it.name())).collect()
}
