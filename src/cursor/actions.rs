//! Actions of a statement.

use alloc::format;
use alloc::vec::Vec;

use super::completion::{Completion, CompletionKind};
use super::context::Statement;
use super::place::Place;
use crate::{Action, Model, RoleAction, Service};

/// The actions of the service that is written, or the services while none is.
pub(super) fn of(statement: &Statement<'_>, place: &Place) -> Vec<Completion> {
    if statement.is_foreign() {
        return Vec::new();
    }
    let Some((code, _)) = place.before.split_once(':') else { return services(statement, place) };
    let Some(service) = Service::from_code_ignore_case(code) else { return Vec::new() };
    let written = statement.patterns();
    // What stands at the place itself may be written again.
    let is_new = |it: &Completion| it.label() == place.text || !written.contains(&it.label());
    of_service(statement.model, service).filter(is_new).collect()
}

fn services(statement: &Statement<'_>, place: &Place) -> Vec<Completion> {
    let typed = place.before.to_lowercase();
    let is_meant = |it: &Service| it.code().to_lowercase().starts_with(&typed);
    let all = Service::all().filter(is_meant).filter(|it| of_service(statement.model, *it).next().is_some());
    all.map(|it| Completion::new(CompletionKind::Service, format!("{}:", it.code())).with_detail(it.title())).collect()
}

fn of_service(model: Model, service: Service) -> impl Iterator<Item = Completion> {
    let is_v5 = model == Model::IdentityPolicy;
    let v5 = service.actions().take(if is_v5 { usize::MAX } else { 0 }).map(action);
    let role = service.role_actions().take(if is_v5 { 0 } else { usize::MAX }).map(role_action);
    v5.chain(role)
}

fn action(it: Action) -> Completion {
    let level = it.access_level().map(|it| it.name());
    let detail = match (it.title(), level) {
        (Some(title), Some(level)) => Some(format!("{title} ({level})")),
        (title, level) => title.or(level).map(Into::into),
    };
    let is_discouraged = it.replaced_by().next().is_some();
    Completion::new(CompletionKind::Action, it.name()).with_detail(detail).discouraged(is_discouraged)
}

fn role_action(it: RoleAction) -> Completion {
    Completion::new(CompletionKind::Action, it.name()).with_detail(it.title())
}
