//! Lists of the tables as iterators.

use super::TABLES;
use crate::shared::tables;
use crate::{ConditionKey, Model, Service, Source};

pub use tables::Clouds;

/// The keys whose places these are.
pub(super) fn keys(places: &'static [u16]) -> impl Iterator<Item = ConditionKey> + Clone {
    places.iter().filter_map(|it| ConditionKey::ALL.get(usize::from(*it)).copied())
}

/// The service's sources whose places these are.
pub(super) fn sources(service: Service, list: tables::List) -> impl Iterator<Item = Source> {
    let places = list.of(service.row().refs).unwrap_or_default();
    places.iter().filter_map(move |it| service.row().sources.get(usize::from(*it)).map(Source::of))
}

/// What is said of a model, of what is said of both.
pub(super) const fn of_model([identity, role]: [bool; 2], model: Model) -> bool {
    match model {
        Model::IdentityPolicy => identity,
        Model::RolePolicy => role,
    }
}

/// The sources of what belongs to no service, by their ids.
pub(super) fn global_sources(ids: &'static [&'static str]) -> impl Iterator<Item = Source> {
    TABLES.sources.iter().filter(|it| ids.contains(&it.id())).map(Source::of)
}
