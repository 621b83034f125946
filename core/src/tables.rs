//! The tables of the generated catalogue. Both build scripts fill them from the same YAML; nothing here knows any service.

use alloc::string::String;
use alloc::vec::Vec;

use super::index::NameIndex;
pub use super::packed::*;
pub use super::rows::*;
use super::words::{Cloud, Coverage, Model, ServiceLevel};

/// The whole catalogue.
#[derive(Debug)]
pub struct Tables {
    /// Sorted by lower-cased code.
    pub services: &'static [&'static ServiceRow],
    /// The beginning of each service's code, as `code_key` makes it; what a code is searched by.
    pub service_keys: &'static [u64],
    /// Of the actions of identity policies, by their whole names.
    pub action_index: NameIndex,
    /// The keys of every service, then the global ones; the place is the number of the variant.
    pub keys: &'static [KeyRow],
    /// From the lower-cased name without its template to the place in `keys`.
    pub key_index: fn(&str) -> Option<u16>,
    /// The words of the names of all actions in lower case, sorted; see `slip`.
    pub words: &'static [&'static str],
    /// The codes of services that there are besides, sorted: nothing of them was read.
    pub other_services: &'static [&'static str],
    /// Sorted by name.
    pub operators: &'static [OperatorRow],
    /// Sorted by id.
    pub regions: &'static [RegionRow],
    /// Sorted by id.
    pub limits: &'static [LimitRow],
    /// Sorted by action.
    pub sensitive: &'static [SensitiveRow],
    /// The pages that the global facts come from.
    pub sources: &'static [SourceRow],
    /// The newest date that one of them prints on itself.
    pub global_date: Option<&'static str>,
}

/// How much is known of a service's actions, for one model and cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// From which kind of page they are known.
    pub coverage: Coverage,
    /// The newest date that the pages print that tell as much.
    pub date: Option<&'static str>,
    /// Whether an action that is missing here is missing there.
    pub is_complete: bool,
}

/// One service.
#[derive(Debug)]
pub struct ServiceRow {
    /// The prefix of its actions.
    pub code: &'static str,
    /// The unit type that holds the constants.
    pub type_name: &'static str,
    /// The page's name for it.
    pub title: Option<&'static str>,
    /// The name on the Chinese page.
    pub title_zh: Option<&'static str>,
    /// Whether it is deployed by region or globally.
    pub level: Option<ServiceLevel>,
    /// The version of its authorization schema, where one was read.
    pub schema_version: Option<&'static str>,
    /// The newest date that one of its pages prints on itself.
    pub date: Option<&'static str>,
    /// The scopes of the role/policy model, each with what a grant in it reaches.
    pub scope_rules: &'static [(&'static str, &'static str)],
    /// Whose pages describe it.
    pub clouds: Clouds,
    /// By `Model` and `Cloud`.
    pub known: [[Known; 2]; 2],
    /// Sorted by name.
    pub actions: &'static [ActionRow],
    /// The constants that a fix names and not the rule: the place in `actions`, and the constant.
    pub identifiers: &'static [(u16, &'static str)],
    /// The Chinese titles that there are: the place in `actions`, and the title.
    pub titles_zh: &'static [(u16, &'static str)],
    /// Sorted by name.
    pub role_actions: &'static [RoleActionRow],
    /// The constants that a fix names and not the rule: the place in `role_actions`, and the constant.
    pub role_identifiers: &'static [(u16, &'static str)],
    /// From the lower-cased name without the service to the place in `role_actions`.
    pub role_action_index: fn(&str) -> Option<u16>,
    /// The types of its resources.
    pub resource_types: &'static [ResourceTypeRow],
    /// The resource types of the role/policy model, if it is stated which there are.
    pub role_resource_types: Option<&'static [&'static str]>,
    /// The service's own keys, in `Tables::keys`, if it is stated which there are.
    pub keys: List,
    /// Its APIs, with what they need.
    pub operations: &'static [OperationRow],
    /// The roles and policies that the system defines for it.
    pub roles: &'static [RoleRow],
    /// The codes by which APIs name the roles and policies of any service.
    pub role_codes: &'static [RoleCodeRow],
    /// What its console and its jobs do.
    pub features: &'static [FeatureRow],
    /// How statements of the role/policy model name its resources.
    pub role_resources: &'static [RoleResourceRow],
    /// What its constraints speak of.
    pub facts: &'static [FactRow],
    /// The words that pages put on what operations need, sorted, with what they mean.
    pub qualifiers: &'static [(&'static str, Predicate)],
    /// What its pages say must hold for operations.
    pub constraints: &'static [ConstraintRow],
    /// Its pages.
    pub sources: &'static [SourceRow],
    /// What `List`s point into, by what it holds.
    pub uses: &'static [ResourceUse],
    /// See `uses`.
    pub needs: &'static [Need],
    /// See `uses`.
    pub covered: &'static [Covered],
    /// See `uses`.
    pub refs: &'static [u16],
    /// See `uses`.
    pub strings: &'static [&'static str],
}

impl Tables {
    /// The service with this code, whatever its case.
    #[must_use]
    pub fn service_ignore_case(&self, code: &str) -> Option<&'static ServiceRow> {
        self.services.get(self.service_place(code)?).copied()
    }

    /// The newest date that a page of the catalogue prints on itself.
    #[must_use]
    pub fn date(&self) -> Option<&'static str> {
        let of_services = self.services.iter().filter_map(|it| it.date);
        of_services.chain(self.global_date).max()
    }

    /// The place of the service with this code, whatever its case.
    #[must_use]
    pub fn service_place(&self, code: &str) -> Option<usize> {
        let key = code_key(code);
        let mut place = self.service_keys.partition_point(|it| *it < key);
        while self.service_keys.get(place) == Some(&key) {
            if self.services.get(place)?.code.eq_ignore_ascii_case(code) {
                return Some(place);
            }
            place += 1;
        }
        None
    }

    /// The places of the service and of the row of the action of identity policies with this name.
    #[must_use]
    pub fn action_place(&self, name: &str) -> Option<(u16, u16)> {
        self.action_index.find(name, |service, row| {
            let service = self.services.get(usize::from(service));
            service.and_then(|it| it.actions.get(usize::from(row))).is_some_and(|it| it.name() == name)
        })
    }

    /// The place of the key with this name, whatever its case and with or without what stands for its template.
    #[must_use]
    pub fn key_place(&self, name: &str) -> Option<usize> {
        let place = self.key_stem_place(super::name::without_template(name))?;
        let has_template = self.keys.get(place)?.template.is_some();
        (has_template == name.contains('/')).then_some(place)
    }

    /// The place of the key with this name without its template, whatever its case.
    #[must_use]
    pub fn key_stem_place(&self, stem: &str) -> Option<usize> {
        lower(stem, self.key_index).map(usize::from)
    }

    /// The keys that an action takes, whatever the resource, if this one is not among them. Nothing, if it takes this one, or if a list
    /// of them is not stated.
    ///
    /// An action takes a key only if its page lists it where that is a key of its service, or a global one that the service's pages list
    /// for some of its actions. The other global keys are there for every action.
    #[must_use]
    pub fn keys_instead(&self, service: &ServiceRow, action: &ActionRow, key: &KeyRow) -> Option<Vec<&'static KeyRow>> {
        let at = |place: &u16| self.keys.get(usize::from(*place));
        let is_it = |place: &u16| at(place).is_some_and(|it| it.name == key.name);
        let is_own = key.name.split_once(':').is_some_and(|(prefix, _)| prefix == service.code);
        // Pages of single APIs lose global keys in some renderings: the tag and the enterprise project of a resource.
        if !is_own && !service.is_complete(Model::IdentityPolicy) {
            return None;
        }
        if !is_own && !service.refs_of_keys().any(|it| it.iter().any(is_it)) {
            return None;
        }
        let mut places: Vec<u16> = action.facts().keys.of(service.refs)?.to_vec();
        for it in action.facts().resources.of(service.uses)? {
            places.extend(it.keys().of(service.refs)?);
        }
        if places.iter().any(is_it) {
            return None;
        }
        places.sort_unstable();
        places.dedup();
        Some(places.iter().filter_map(at).collect())
    }

    /// Whether it is a word of the name of an action.
    #[must_use]
    pub fn is_word(&self, word: &str) -> bool {
        self.words.binary_search(&word).is_ok()
    }

    /// Whether there is a service with this code, in lower case, of which nothing was read.
    #[must_use]
    pub fn is_other_service(&self, code: &str) -> bool {
        self.other_services
            .binary_search_by(|it| it.chars().cmp(code.chars().map(|it| it.to_ascii_lowercase())))
            .is_ok()
    }

    /// The operator with this name.
    #[must_use]
    pub fn operator(&self, name: &str) -> Option<&'static OperatorRow> {
        self.operators.binary_search_by(|it| it.name.cmp(name)).ok().and_then(|it| self.operators.get(it))
    }
}

impl ServiceRow {
    /// The names of its actions of this model.
    pub fn names(&self, model: Model) -> impl Iterator<Item = &'static str> + use<> {
        let (v5, role) = match model {
            Model::IdentityPolicy => (self.actions, [].as_slice()),
            Model::RolePolicy => ([].as_slice(), self.role_actions),
        };
        v5.iter().map(ActionRow::name).chain(role.iter().map(RoleActionRow::name))
    }

    /// How much is known of its actions, for one model and cloud.
    #[must_use]
    pub const fn known(&self, model: Model, cloud: Cloud) -> Known {
        let [v5, role] = self.known;
        let [hwc, otc] = match model {
            Model::IdentityPolicy => v5,
            Model::RolePolicy => role,
        };
        match cloud {
            Cloud::HuaweiCloud => hwc,
            Cloud::OpenTelekomCloud => otc,
        }
    }

    /// How much is known of its actions, for one model, on the cloud of which most is known.
    #[must_use]
    pub fn coverage(&self, model: Model) -> Coverage {
        let of_clouds = Cloud::ALL.iter().map(|it| self.known(model, *it).coverage);
        of_clouds.max().unwrap_or(Coverage::None)
    }

    /// The newest date of the pages by which its actions of this model are known.
    #[must_use]
    pub fn date_of(&self, model: Model) -> Option<&'static str> {
        Cloud::ALL.iter().filter_map(|it| self.known(model, *it).date).max()
    }

    /// Whether an action of this model that is missing here exists on neither cloud. Open Telekom Cloud has no identity policies.
    #[must_use]
    pub const fn is_complete(&self, model: Model) -> bool {
        let is_complete = self.known(model, Cloud::HuaweiCloud).is_complete;
        match model {
            Model::IdentityPolicy => is_complete,
            Model::RolePolicy => is_complete && self.known(model, Cloud::OpenTelekomCloud).is_complete,
        }
    }

    /// The lists of keys of its actions, as far as its page states them.
    pub fn refs_of_keys(&self) -> impl Iterator<Item = &'static [u16]> {
        let actions = self.actions.iter().map(|it| it.facts().keys);
        actions.chain(self.uses.iter().map(ResourceUse::keys)).filter_map(|it| it.of(self.refs))
    }

    /// The constant of the action at this place.
    #[must_use]
    pub fn action_const(&self, place: usize) -> Option<String> {
        Some(identifier(self.identifiers, place, self.actions.get(place)?.name()))
    }

    /// The constant of the action of the role/policy model at this place.
    #[must_use]
    pub fn role_action_const(&self, place: usize) -> Option<String> {
        Some(identifier(self.role_identifiers, place, self.role_actions.get(place)?.name()))
    }

    /// The place of the action of the role/policy model whose name without the service is `rest`, whatever its case.
    #[must_use]
    pub fn role_action_place(&self, rest: &str) -> Option<usize> {
        lower(rest, self.role_action_index).map(usize::from)
    }
}

fn identifier(fixed: &[(u16, &str)], place: usize, name: &str) -> String {
    let found = fixed.iter().find(|it| usize::from(it.0) == place);
    found.map_or_else(|| super::name::action_const(name), |it| String::from(it.1))
}

/// The first eight bytes of a code in lower case, as a number in their order.
#[must_use]
pub fn code_key(code: &str) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let bytes = code.as_bytes();
    let first = bytes.first_chunk().map_or_else(
        || bytes.iter().fold(0, |key, it| key << 8 | u64::from(*it)) << (8 * (8 - bytes.len())).min(63),
        |it| u64::from_be_bytes(*it),
    );
    first | LOWER
}

/// The vendor's names are short; a longer text is none of them.
const LONGEST_NAME: usize = 128;

/// Calls `then` with the text in lower case, without allocating; a text longer than any name finds nothing.
fn lower<T>(text: &str, then: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0; LONGEST_NAME];
    let copy = buffer.get_mut(..text.len())?;
    copy.copy_from_slice(text.as_bytes());
    copy.make_ascii_lowercase();
    core::str::from_utf8(copy).ok().and_then(then)
}
