//! Resources of a statement.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::completion::{Completion, CompletionKind};
use super::conditions::regions;
use super::context::Statement;
use super::place::Place;
use crate::{Model, ResourceType, RoleResource, Service};

pub(super) fn of(statement: &Statement<'_>, place: &Place) -> Vec<Completion> {
    if statement.is_foreign() {
        return Vec::new();
    }
    if place.before.matches(':').count() == 1 {
        let here = in_region(place);
        if !here.is_empty() {
            return here;
        }
    }
    match statement.model {
        Model::IdentityPolicy => of_types(&types(statement, place), place),
        Model::RolePolicy => of_roles(&services(statement, place)),
    }
}

/// The types that the actions take, or those of the services if that is not known.
fn types(statement: &Statement<'_>, place: &Place) -> Vec<ResourceType> {
    let actions = statement.actions();
    let uses = actions.iter().flatten().filter_map(|it| it.resources()).flatten();
    let mut all: Vec<ResourceType> = uses.map(|it| it.resource_type()).collect();
    if all.is_empty() && !actions.iter().flatten().any(|it| it.resources().is_some()) {
        all = services(statement, place).iter().flat_map(|it| it.resource_types()).collect();
    }
    all.sort();
    all.dedup();
    all
}

/// The services of the actions, or else the one that is written.
fn services(statement: &Statement<'_>, place: &Place) -> Vec<Service> {
    let all = statement.services();
    let code = place.before.split(':').next().unwrap_or_default();
    if all.is_empty() { Service::from_code_ignore_case(code).into_iter().collect() } else { all }
}

/// Patterns for all of each type. What is written of a region and an account stays.
fn of_types(types: &[ResourceType], place: &Place) -> Vec<Completion> {
    let written: Vec<&str> = place.before.split(':').collect();
    let entry = |it: &ResourceType| {
        let whole = it.any().to_string();
        let parts: Vec<&str> = whole.split(':').collect();
        let kept = |at: usize| {
            let typed = written.get(at).filter(|it| at + 1 < written.len() && !it.is_empty());
            typed.or_else(|| parts.get(at)).copied().unwrap_or_default()
        };
        let parts: Vec<&str> = (0..parts.len()).map(kept).collect();
        let name = parts.join(":");
        let is_of_service = written.len() < 2 || written.first() == parts.first();
        is_of_service.then(|| {
            let detail = it.urn_template().map(String::from);
            Completion::new(CompletionKind::Resource, name).with_detail(detail)
        })
    };
    let everything = Completion::new(CompletionKind::Resource, "*").with_detail(Some("all resources"));
    types.iter().filter_map(entry).chain([everything]).collect()
}

/// The paths that pages of the role/policy model print.
fn of_roles(services: &[Service]) -> Vec<Completion> {
    let paths = services
        .iter()
        .flat_map(|it| it.role_resources())
        .map(|it: RoleResource| Completion::new(CompletionKind::Resource, it.path()).with_detail(it.title()));
    let everything = Completion::new(CompletionKind::Resource, "*").with_detail(Some("all resources"));
    paths.chain([everything]).collect()
}

/// The resource with each region in the place of the one that is being written.
fn in_region(place: &Place) -> Vec<Completion> {
    let mut parts = place.text.splitn(3, ':');
    let (Some(code), Some(region)) = (parts.next(), parts.next()) else { return Vec::new() };
    if region.is_empty() && parts.clone().next().is_none() {
        return Vec::new();
    }
    let rest = parts.next().map_or_else(|| String::from(":*"), |it| format!(":{it}"));
    let whole = |it: &Completion| format!("{code}:{}{rest}", it.label());
    regions().iter().map(|it| Completion::new(CompletionKind::Value, whole(it)).with_detail(it.detail())).collect()
}
