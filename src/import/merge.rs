//! Facts of pages become services. Within a cloud the newer page wins; what only an older one says is kept and named after it.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Feature, Known, Need, Operation, ResourceType, Role, RoleAction, RoleResource, RoleScope,
    Service, Source, Titles,
};
use hwc_iam_data::shared::pattern::is_pattern;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model, ServiceLevel, Support};

use super::facts::{Facts, OperationRow, RoleRow};
use super::join;
use super::prelude::*;
use super::{scope, v5};

/// A page that has been read, and the service that it documents.
pub(super) struct Read {
    pub(super) source: Source,
    /// In lower case.
    pub(super) home: String,
    pub(super) facts: Facts,
    /// The title of a page that documents a service under its name.
    pub(super) service_title: Option<String>,
    pub(super) is_schema: bool,
}

impl Read {
    fn known(&self, model: Model, coverage: Coverage) -> Known {
        Known { model, cloud: self.source.cloud, coverage, date: self.source.date.clone() }
    }
}

/// Two pages of one cloud that do not say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Disagreement {
    /// The prefix of the service.
    pub service: String,
    /// What they disagree on.
    pub what: String,
    /// The source whose word is in the catalogue.
    pub kept: String,
    /// The source whose word is not.
    pub other: String,
}

/// Everything that the pages say, by service.
pub(super) struct Merge {
    /// The prefixes that pages are of.
    codes: BTreeSet<String>,
    services: BTreeMap<String, Builder>,
    pub(super) disagreements: Vec<Disagreement>,
}

#[derive(Default)]
struct Builder {
    /// How the prefix is printed, and how often.
    spellings: BTreeMap<String, usize>,
    title: Option<String>,
    title_zh: Option<String>,
    level: Option<ServiceLevel>,
    schema_version: Option<String>,
    known: Vec<Known>,
    sources: BTreeMap<String, Source>,
    actions: BTreeMap<String, Action>,
    role_actions: BTreeMap<String, Granted>,
    resource_types: BTreeMap<String, ResourceType>,
    condition_keys: BTreeMap<String, ConditionKey>,
    operations: BTreeMap<Key, Operation>,
    roles: BTreeMap<(String, Cloud), Role>,
    features: Vec<Feature>,
    role_resources: Vec<RoleResource>,
}

type Key = (Model, Cloud, String, String, String);

/// An action of the role/policy model while it is put together.
struct Granted {
    name: String,
    title: Option<(bool, String)>,
    sources: BTreeSet<String>,
    /// By cloud, newer pages first: what their rows say of the two scopes.
    scopes: BTreeMap<(Cloud, bool), (Support, Support)>,
}

impl Merge {
    pub(super) fn new(pages: &[Read], existing: &[Service]) -> Self {
        let documented = |it: &&Service| it.coverage(Model::RolePolicy) == Coverage::Page || !it.roles.is_empty();
        let before = existing.iter().filter(documented).map(|it| it.service.to_lowercase());
        let codes = pages.iter().map(|it| it.home.clone()).chain(before).collect();
        Self { codes, services: BTreeMap::new(), disagreements: vec![] }
    }

    /// Newer pages must come first.
    pub(super) fn add(&mut self, page: &Read) {
        let documented = documented(page);
        for row in &page.facts.rows {
            self.granted(page, row, &documented);
        }
        for (code, operation) in join::rows(page) {
            self.operation(page, &code, operation);
        }
        for action in &page.facts.actions {
            let code = prefix(&action.name);
            let builder = self.builder(&code, page);
            *builder.spellings.entry(printed_prefix(&action.name)).or_default() += 1000;
            let coverage = if page.is_schema || !page.facts.partial { Coverage::Page } else { Coverage::Apis };
            page.known(Model::IdentityPolicy, coverage).add(&mut builder.known);
            let mut action = action.clone();
            action.clouds = vec![page.source.cloud];
            action.sources = vec![page.source.id.clone()];
            match builder.actions.get_mut(&action.name) {
                Some(first) => {
                    let kept = first.sources.first().cloned().unwrap_or_default();
                    if !v5::absorb(first, &action) {
                        let what = action.name.clone();
                        self.disagreements.push(Disagreement {
                            service: code,
                            what,
                            kept,
                            other: page.source.id.clone(),
                        });
                    }
                }
                None => drop(builder.actions.insert(action.name.clone(), action)),
            }
        }
        for it in &page.facts.resource_types {
            let code = prefix(&it.urn);
            let entry = self.builder(&code, page).resource_types.entry(it.kind.clone()).or_insert_with(|| it.clone());
            add_source(&mut entry.sources, &page.source.id);
        }
        for it in page.facts.condition_keys.iter().filter(|it| prefix(&it.key) != "g") {
            let code = prefix(&it.key);
            let entry = self.builder(&code, page).condition_keys.entry(it.key.clone()).or_insert_with(|| it.clone());
            add_source(&mut entry.sources, &page.source.id);
        }
        if let Some(version) = &page.facts.schema_version {
            self.builder(&page.home, page).schema_version.get_or_insert_with(|| version.clone());
        }
        self.roles(page);
        self.features(page);
        for it in &page.facts.role_resources {
            let new = RoleResource { cloud: page.source.cloud, sources: vec![page.source.id.clone()], ..it.clone() };
            // Paths are of the service whose page lists them, which may print another prefix.
            let all = &mut self.builder(&page.home, page).role_resources;
            match all.iter_mut().find(|it| it.order() == new.order()) {
                Some(first) => add_source(&mut first.sources, &page.source.id),
                None => all.push(new),
            }
        }
        if let Some(title) = &page.service_title {
            let chinese = page.source.language == "zh";
            let builder = self.builder(&page.home, page);
            let place = if chinese { &mut builder.title_zh } else { &mut builder.title };
            place.get_or_insert_with(|| title.clone());
        }
    }

    fn builder(&mut self, code: &str, page: &Read) -> &mut Builder {
        let builder = self.services.entry(code.to_owned()).or_default();
        builder.sources.entry(page.source.id.clone()).or_insert_with(|| page.source.clone());
        builder
    }

    fn features(&mut self, page: &Read) {
        for it in &page.facts.features {
            let new = Feature { cloud: page.source.cloud, sources: vec![page.source.id.clone()], ..it.clone() };
            let all = &mut self.builder(&page.home, page).features;
            let Some(first) = all.iter_mut().find(|it| it.order() == new.order()) else {
                all.push(new);
                continue;
            };
            let own = first.sources == new.sources;
            let kept = first.sources.first().cloned().unwrap_or_default();
            if own {
                // Two rows of one table.
                join::lists(&mut first.needs, new.needs);
            } else if first.needs == new.needs || new.needs.is_not() {
                add_source(&mut first.sources, &page.source.id);
            } else if first.needs.is_not() {
                *first = new;
            } else {
                let what = format!("feature {}", new.feature);
                let (service, other) = (page.home.clone(), page.source.id.clone());
                self.disagreements.push(Disagreement { service, what, kept, other });
            }
        }
    }

    fn granted(&mut self, page: &Read, row: &OperationRow, documented: &BTreeSet<String>) {
        if row.model != Model::RolePolicy {
            return;
        }
        let names: Vec<String> = row.actions.get().into_iter().flatten().filter_map(|it| it.action.clone()).collect();
        let only = names.len() == 1;
        for name in names.iter().filter(|it| !is_pattern(it)) {
            let code = prefix(name);
            let builder = self.builder(&code, page);
            let coverage = if documented.contains(&code) { Coverage::Page } else { Coverage::Mentioned };
            page.known(Model::RolePolicy, coverage).add(&mut builder.known);
            *builder.spellings.entry(printed_prefix(name)).or_default() += if page.source.older { 1 } else { 10 };
            let granted = builder.role_actions.entry(name.to_lowercase()).or_insert_with(|| Granted {
                name: name.clone(),
                title: None,
                sources: BTreeSet::new(),
                scopes: BTreeMap::new(),
            });
            granted.sources.insert(page.source.id.clone());
            let chinese = page.source.language == "zh";
            if let Some(title) = row.action_title.as_ref().filter(|_| only)
                && granted.title.as_ref().is_none_or(|it| it.0 && !chinese)
            {
                granted.title = Some((chinese, title.clone()));
            }
            let not = Support::NotStated;
            let scopes = granted.scopes.entry((page.source.cloud, page.source.older)).or_insert((not, not));
            scopes.0 = scope::join(scopes.0, row.iam_project);
            scopes.1 = scope::join(scopes.1, row.enterprise_project);
        }
    }

    fn operation(&mut self, page: &Read, code: &str, operation: Operation) {
        let builder = self.builder(code, page);
        let key = key(&operation);
        let Some(first) = builder.operations.get_mut(&key) else {
            builder.operations.insert(key, operation);
            return;
        };
        let kept = first.sources.first().cloned().unwrap_or_default();
        if join::absorb(first, &operation) {
            first.sources.extend(operation.sources);
            first.sources.sort();
            first.sources.dedup();
        } else {
            let what = first.name();
            self.disagreements.push(Disagreement { service: code.into(), what, kept, other: page.source.id.clone() });
        }
    }

    /// What the tables of one page say of a role is one thing, which other pages share or not.
    fn roles(&mut self, page: &Read) {
        let mut all: Vec<(String, Role, bool)> = Vec::new();
        for row in &page.facts.roles {
            let (code, mut new) = self.role_of(page, row);
            let Some((_, first, listed)) = all.iter_mut().find(|it| it.0 == code && it.1.name == new.name) else {
                all.push((code, new, row.listed));
                continue;
            };
            *listed |= row.listed;
            // A column of a table of operations says little of its role; a row of a table of roles does.
            if !row.listed {
                new.kind = first.kind;
            }
            if !absorb_role(first, &new) {
                let (what, id) = (format!("role {}", new.name), &page.source.id);
                let (kept, other) = (id.clone(), id.clone());
                self.disagreements.push(Disagreement { service: code, what, kept, other });
            }
        }
        for (code, role, listed) in all {
            self.role(page, code, role, listed);
        }
    }

    fn role_of(&mut self, page: &Read, row: &RoleRow) -> (String, Role) {
        let named = row.service.as_ref().filter(|it| self.codes.contains(&it.code));
        let code = named.map_or(&page.home, |it| &it.code).clone();
        let builder = self.builder(&code, page);
        if let Some(cell) = named {
            builder.title.get_or_insert_with(|| cell.title.clone());
            builder.level = builder.level.or(cell.level);
        }
        let role = Role {
            name: row.name.clone(),
            kind: row.kind,
            cloud: page.source.cloud,
            title: row.title.clone().map_or(Stated::Not, Stated::As),
            formerly: None,
            dependencies: row.dependencies.clone(),
            document: row.document.clone().map_or(Stated::Not, Stated::As),
            operations: row.operations.clone(),
            sources: vec![page.source.id.clone()],
        };
        (code, role)
    }

    fn role(&mut self, page: &Read, code: String, mut new: Role, listed: bool) {
        let builder = self.builder(&code, page);
        let Some(first) = builder.roles.get_mut(&(new.name.clone(), new.cloud)) else {
            builder.roles.insert((new.name.clone(), new.cloud), new);
            return;
        };
        let kept = first.sources.first().cloned().unwrap_or_default();
        if !listed {
            new.kind = first.kind;
        }
        let agree = absorb_role(first, &new);
        if agree || has_operations_of(first, &new) {
            add_source(&mut first.sources, &page.source.id);
        }
        if !agree {
            let what = format!("role {}", new.name);
            self.disagreements.push(Disagreement { service: code, what, kept, other: page.source.id.clone() });
        }
    }

    pub(super) fn finish(self) -> Vec<Service> {
        self.services.into_iter().map(|(code, it)| it.finish(&code)).collect()
    }
}

impl Builder {
    fn finish(self, code: &str) -> Service {
        let service = self.spellings.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(it.0))).map_or(code, |it| it.0);
        let clouds: BTreeMap<String, Cloud> = self.sources.iter().map(|it| (it.0.clone(), it.1.cloud)).collect();
        let role_actions = self.role_actions.into_values().map(|it| it.finish(&clouds)).collect();
        let keys: Vec<ConditionKey> = self.condition_keys.into_values().collect();
        Service {
            service: service.to_owned(),
            titles: Titles {
                en: self.title.map_or(Stated::Not, Stated::As),
                zh: self.title_zh.map_or(Stated::Not, Stated::As),
            },
            level: self.level.map_or(Stated::Not, Stated::As),
            scope_rules: vec![],
            clouds: vec![],
            known: self.known,
            schema_version: self.schema_version.map_or(Stated::Not, Stated::As),
            sources: self.sources.into_values().collect(),
            actions: self.actions.into_values().collect(),
            role_actions,
            resource_types: self.resource_types.into_values().collect(),
            role_resource_types: Stated::Not,
            role_resources: self.role_resources,
            condition_keys: if keys.is_empty() { Stated::Not } else { Stated::As(keys) },
            operations: self.operations.into_values().collect(),
            roles: self.roles.into_values().collect(),
            features: self.features,
            facts: vec![],
            qualifiers: vec![],
            constraints: vec![],
            left_out: vec![],
        }
    }
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
            title: self.title.map_or(Stated::Not, |it| Stated::As(it.1)),
            scopes: scopes.collect(),
            clouds: clouds.into_iter().collect(),
            sources: self.sources.into_iter().collect(),
            identifier: None,
            name: self.name,
        }
    }
}

/// Takes from another page what is not known yet; whether the two agree on the rest.
pub(super) fn absorb_role(first: &mut Role, more: &Role) -> bool {
    let names =
        |it: &Role| it.dependencies.get().map(|it| it.iter().map(|it| it.name().to_owned()).collect::<BTreeSet<_>>());
    let differ = names(first).zip(names(more)).is_some_and(|it| it.0 != it.1);
    if first.operations.is_empty() {
        first.operations.clone_from(&more.operations);
    }
    if first.kind != more.kind || differ {
        return false;
    }
    if first.dependencies.is_not() {
        first.dependencies.clone_from(&more.dependencies);
    }
    if first.title.is_not() {
        first.title.clone_from(&more.title);
    }
    if first.document.is_not() {
        first.document.clone_from(&more.document);
    }
    true
}

/// Whether what stands of a role's operations is what the other page says, which is a source of them whatever else it says.
pub(super) fn has_operations_of(role: &Role, page: &Role) -> bool {
    !role.operations.is_empty() && role.operations == page.operations
}

pub(super) fn key(it: &Operation) -> Key {
    let text = |it: &Stated<String>| it.get().cloned().unwrap_or_default();
    let title = if it.path.is_not() { text(&it.title) } else { String::new() };
    (it.model, it.cloud, text(&it.path), text(&it.method), title)
}

/// The prefixes that a page is about: its own, and those that a fifth of its rows has alone. What few rows need is mentioned.
fn documented(page: &Read) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in &page.facts.rows {
        let names = row.actions.get().into_iter().flatten().filter_map(|it| it.action.as_deref());
        let prefixes: BTreeSet<String> = names.map(prefix).collect();
        if let (Some(only), 1) = (prefixes.first(), prefixes.len()) {
            *counts.entry(only.clone()).or_default() += 1;
        }
    }
    let rows = page.facts.rows.len();
    let all = counts.into_iter().filter(|it| it.0 == page.home || it.1 * 5 >= rows).map(|it| it.0);
    all.chain([page.home.clone()]).collect()
}

/// In lower case.
pub(super) fn prefix(name: &str) -> String {
    printed_prefix(name).to_lowercase()
}

fn printed_prefix(name: &str) -> String {
    name.split(':').next().unwrap_or_default().trim().to_owned()
}

pub(super) fn add_source(sources: &mut Vec<String>, id: &str) {
    if let Err(at) = sources.binary_search_by(|it| it.as_str().cmp(id)) {
        sources.insert(at, id.to_owned());
    }
}

/// The service that a row is of: the page's own if one of its actions is, else that of the first action.
pub(super) fn service_of(page: &Read, needs: &Stated<Vec<Need>>) -> String {
    let prefixes: Vec<String> =
        needs.get().into_iter().flatten().filter_map(|it| it.action.as_deref()).map(prefix).collect();
    if prefixes.is_empty() || prefixes.contains(&page.home) {
        return page.home.clone();
    }
    prefixes.first().cloned().unwrap_or_default()
}
