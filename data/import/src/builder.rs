//! A service while it is put together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    self, Action, ConditionKey, Feature, Known, Operation, ResourceType, Role, RoleAction, RoleCode, RoleResource,
    RoleScope, Service, Source, Titles,
};
use hwc_iam_data::shared::words::{Cloud, ServiceLevel, Support};

use super::fact::add_source;
use super::reading::Read;

#[derive(Default)]
pub(super) struct Builder {
    pub(super) disagreements: Vec<schema::Disagreement>,
    /// How the prefix is printed, and how often.
    pub(super) spellings: BTreeMap<String, usize>,
    pub(super) title: Option<String>,
    pub(super) title_zh: Option<String>,
    pub(super) level: Option<ServiceLevel>,
    pub(super) schema_version: Option<String>,
    pub(super) known: Vec<Known>,
    pub(super) sources: BTreeMap<String, Source>,
    pub(super) actions: Vec<Action>,
    pub(super) role_actions: BTreeMap<String, Granted>,
    pub(super) resource_types: Vec<ResourceType>,
    pub(super) condition_keys: Vec<ConditionKey>,
    pub(super) operations: Vec<Operation>,
    pub(super) roles: Vec<Role>,
    pub(super) role_codes: Vec<RoleCode>,
    pub(super) features: Vec<Feature>,
    pub(super) role_resources: Vec<RoleResource>,
}

/// An action of the role/policy model while it is put together.
pub(super) struct Granted {
    pub(super) name: String,
    pub(super) title: Option<(bool, String)>,
    pub(super) sources: BTreeSet<String>,
    /// By cloud, newer pages first: what their rows say of the two scopes.
    pub(super) scopes: BTreeMap<(Cloud, bool), (Support, Support)>,
}

impl Builder {
    pub(super) fn finish(self, code: &str) -> Service {
        let service = self.spellings.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(it.0))).map_or(code, |it| it.0);
        let clouds: BTreeMap<String, Cloud> = self.sources.iter().map(|it| (it.0.clone(), it.1.cloud)).collect();
        let role_actions = self.role_actions.into_values().map(|it| it.finish(&clouds)).collect();
        let keys = self.condition_keys;
        Service {
            service: service.to_owned(),
            titles: Titles { en: self.title.into(), zh: self.title_zh.into() },
            level: self.level.into(),
            scope_rules: vec![],
            clouds: vec![],
            known: self.known,
            schema_version: self.schema_version.into(),
            sources: self.sources.into_values().collect(),
            actions: self.actions,
            role_actions,
            resource_types: self.resource_types,
            role_resource_types: Stated::Not,
            role_resources: self.role_resources,
            condition_keys: if keys.is_empty() { Stated::Not } else { Stated::As(keys) },
            operations: one_of_equal(self.operations),
            roles: self.roles,
            role_codes: self.role_codes,
            features: self.features,
            facts: vec![],
            qualifiers: vec![],
            constraints: vec![],
            left_out: vec![],
            disagreements: self.disagreements,
        }
    }
}

/// The page's facts of a service, and the page among its sources.
pub(super) fn builder<'b>(services: &'b mut BTreeMap<String, Builder>, code: &str, page: &Read) -> &'b mut Builder {
    let builder = services.entry(code.to_owned()).or_default();
    builder.sources.entry(page.source.id.clone()).or_insert_with(|| page.source.clone());
    builder
}

/// APIs with one path that need the same are one operation with several names.
fn one_of_equal(all: Vec<Operation>) -> Vec<Operation> {
    let mut out: Vec<Operation> = Vec::new();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for it in all {
        let Some(path) = it.path.get() else {
            out.push(it);
            continue;
        };
        let places = places.entry(path.clone()).or_default();
        let same = |at: &usize| {
            out.get(*at).is_some_and(|known| {
                (known.model, known.cloud, &known.method) == (it.model, it.cloud, &it.method)
                    && (&known.actions, &known.dependencies) == (&it.actions, &it.dependencies)
            })
        };
        match places.iter().copied().find(same).and_then(|at| out.get_mut(at)) {
            Some(known) => {
                known.names.extend(it.names);
                it.sources.iter().for_each(|it| add_source(&mut known.sources, it));
            }
            None => {
                places.push(out.len());
                out.push(it);
            }
        }
    }
    out
}

impl Granted {
    fn finish(self, source_clouds: &BTreeMap<String, Cloud>) -> RoleAction {
        let clouds: BTreeSet<Cloud> = self.sources.iter().filter_map(|it| source_clouds.get(it).copied()).collect();
        let not = (Support::NotStated, Support::NotStated);
        let scopes = clouds.iter().map(|cloud| {
            let newer = self.scopes.get(&(*cloud, false)).copied().unwrap_or(not);
            let older = self.scopes.get(&(*cloud, true)).copied().unwrap_or(not);
            let first = |newer: Support, older| if newer == Support::NotStated { older } else { newer };
            let (iam_project, enterprise_project) = (first(newer.0, older.0), first(newer.1, older.1));
            RoleScope { cloud: *cloud, iam_project, enterprise_project }
        });
        RoleAction {
            title: self.title.map(|it| it.1).into(),
            scopes: scopes.collect(),
            clouds: clouds.into_iter().collect(),
            sources: self.sources.into_iter().collect(),
            identifier: None,
            name: self.name,
        }
    }
}
