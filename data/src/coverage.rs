//! How much of a service is known, and whether that is all of it.

use crate::catalog::Catalog;
use crate::lists::sort_rows;
use crate::schema::{Known, Service, Source};
use crate::shared::words::{Cloud, Coverage, Model};
use crate::stated::Stated;

impl Service {
    /// What is known for one model on one cloud, if anything is.
    #[must_use]
    pub fn known(&self, model: Model, cloud: Cloud) -> Option<&Known> {
        self.known.iter().find(|it| it.model == model && it.cloud == cloud)
    }

    /// How much is known for one model, on the cloud of which most is known.
    #[must_use]
    pub fn coverage(&self, model: Model) -> Coverage {
        let of_model = self.known.iter().filter(|it| it.model == model);
        of_model.map(|it| it.coverage).max().unwrap_or(Coverage::None)
    }
}

impl Known {
    /// Takes in what a source shows to be known. The date stays that of what tells most.
    pub fn add(self, all: &mut Vec<Self>) {
        match all.iter_mut().find(|it| it.model == self.model && it.cloud == self.cloud) {
            None => {
                all.push(self);
                sort_rows(all, |one, other| one.order().cmp(&other.order()));
            }
            Some(first) if (first.coverage, &first.date) < (self.coverage, &self.date) => *first = self,
            Some(_) => {}
        }
    }

    /// What they are sorted by, and distinguished by.
    #[must_use]
    pub const fn order(&self) -> (Model, Cloud) {
        (self.model, self.cloud)
    }
}

/// A page that is this many years older than the newest one of the catalogue no longer says which actions there are.
const YEARS: u16 = 2;

/// The newest date that a page of the catalogue prints on itself.
pub(crate) fn newest(catalog: &Catalog) -> Option<&str> {
    let of_services = catalog.services.iter().flat_map(|it| &it.sources);
    // Dates of ISO 8601 are in the order of their letters.
    of_services.chain(&catalog.global.sources).filter_map(|it| it.date.get()).max().map(String::as_str)
}

/// Whether an action that is missing from the catalogue is missing from the cloud: a page that lists all of them was read,
/// it prints its date, that is not long ago, and no newer page names an action that it lacks.
pub(crate) fn is_complete(service: &Service, model: Model, cloud: Cloud, newest: Option<&str>) -> bool {
    let Some(Known { coverage: Coverage::Page, date: Stated::As(date), .. }) = service.known(model, cloud) else {
        return false;
    };
    let year = |date: &str| date.get(..4).and_then(|it| it.parse::<u16>().ok());
    let rest = |date: &str| date.get(4..).unwrap_or_default().to_owned();
    let is_recent = newest.is_none_or(|newest| match (year(date), year(newest)) {
        (Some(own), Some(year)) => (own.saturating_add(YEARS), rest(date)) >= (year, rest(newest)),
        _ => false,
    });
    let sources = |ids: &[String]| {
        let is_of = |it: &&Source| it.cloud == cloud && ids.contains(&it.id);
        service.sources.iter().filter(is_of).collect::<Vec<_>>()
    };
    let is_added = |ids: &[String]| {
        let all = sources(ids);
        !all.is_empty() && all.iter().all(|it| it.date.get().is_some_and(|it| it > date))
    };
    let has_more = match model {
        Model::IdentityPolicy => service.actions.iter().any(|it| is_added(&it.sources)),
        Model::RolePolicy => service.role_actions.iter().any(|it| is_added(&it.sources)),
    };
    is_recent && !has_more
}
