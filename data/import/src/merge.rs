//! Facts of pages become services. Within a cloud the newer page wins; what only an older one says is kept and named after it.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    self, Action, ConditionKey, Feature, Global, Known, Need, Operation, ResourceType, Role, RoleAction, RoleCode,
    RoleResource, RoleScope, Service, Source, Titles,
};
use hwc_iam_data::shared::pattern::is_pattern;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model, ServiceLevel, Support};

use super::fact::{self, Fact, add_source};
use super::facts::{Facts, OperationRow, RoleRow};
use super::join;

/// A page that has been read, and the service that it documents.
pub(super) struct Read {
    pub(super) source: Source,
    /// In lower case.
    pub(super) home: String,
    pub(super) facts: Facts,
    /// The title of a page that documents a service under its name.
    pub(super) service_title: Option<String>,
    pub(super) is_schema: bool,
    /// Its address and titles say that it is a page of another service.
    pub(super) of_other: bool,
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

/// The disagreements that the file of a service has.
pub(super) fn disagreements(service: &Service) -> impl Iterator<Item = Disagreement> {
    service.disagreements.iter().map(|it| Disagreement {
        service: service.service.clone(),
        what: it.what.clone(),
        kept: it.kept.clone(),
        other: it.other.clone(),
    })
}

/// Everything that the pages say, by service.
pub(super) struct Merge<'a> {
    global: &'a Global,
    /// Every page of the run, by id.
    pages: BTreeMap<&'a str, &'a Source>,
    /// The prefixes that pages are of.
    codes: BTreeSet<String>,
    services: BTreeMap<String, Builder>,
    pub(super) problems: Vec<String>,
}

#[derive(Default)]
struct Builder {
    disagreements: Vec<schema::Disagreement>,
    /// How the prefix is printed, and how often.
    spellings: BTreeMap<String, usize>,
    title: Option<String>,
    title_zh: Option<String>,
    level: Option<ServiceLevel>,
    schema_version: Option<String>,
    known: Vec<Known>,
    sources: BTreeMap<String, Source>,
    actions: Vec<Action>,
    role_actions: BTreeMap<String, Granted>,
    resource_types: Vec<ResourceType>,
    condition_keys: Vec<ConditionKey>,
    operations: Vec<Operation>,
    roles: Vec<Role>,
    role_codes: Vec<RoleCode>,
    features: Vec<Feature>,
    role_resources: Vec<RoleResource>,
}

/// An action of the role/policy model while it is put together.
struct Granted {
    name: String,
    title: Option<(bool, String)>,
    sources: BTreeSet<String>,
    /// By cloud, newer pages first: what their rows say of the two scopes.
    scopes: BTreeMap<(Cloud, bool), (Support, Support)>,
}

impl<'a> Merge<'a> {
    pub(super) fn new(pages: &'a [Read], existing: &[Service], global: &'a Global) -> Self {
        let documented = |it: &&Service| it.coverage(Model::RolePolicy) == Coverage::Page || !it.roles.is_empty();
        let before = existing.iter().filter(documented).map(|it| it.service.to_lowercase());
        let codes = pages.iter().map(|it| it.home.clone()).chain(before).collect();
        let pages = pages.iter().map(|it| (it.source.id.as_str(), &it.source)).collect();
        Self { global, pages, codes, services: BTreeMap::new(), problems: vec![] }
    }

    /// Newer pages must come first.
    pub(super) fn add(&mut self, page: &Read) {
        let documented = documented(page);
        for row in &page.facts.rows {
            self.granted(page, row, &documented);
        }
        for (code, operation) in join::rows(page) {
            self.fact(page, &code, operation, |it| &mut it.operations);
        }
        let sources = vec![page.source.id.clone()];
        for it in &page.facts.actions {
            let code = prefix(&it.name);
            let builder = self.builder(&code, page);
            *builder.spellings.entry(printed_prefix(&it.name)).or_default() += 1000;
            // A page lists all actions of its own service only, whatever others it names.
            let is_list = !page.facts.partial && code == page.home && !page.of_other;
            let coverage = if page.is_schema || is_list { Coverage::Page } else { Coverage::Apis };
            page.known(Model::IdentityPolicy, coverage).add(&mut builder.known);
            let action = Action { clouds: vec![page.source.cloud], sources: sources.clone(), ..it.clone() };
            self.fact(page, &code, action, |it| &mut it.actions);
        }
        for it in &page.facts.resource_types {
            let code = it.urn.get().map_or_else(|| page.home.clone(), |it| prefix(it));
            let kind = ResourceType { sources: sources.clone(), ..it.clone() };
            self.fact(page, &code, kind, |it| &mut it.resource_types);
        }
        for it in &page.facts.condition_keys {
            let key = ConditionKey { sources: sources.clone(), ..it.clone() };
            if prefix(&it.key) == "g" {
                self.global_key(page, &key);
            } else {
                self.fact(page, &prefix(&it.key), key, |it| &mut it.condition_keys);
            }
        }
        if let Some(version) = &page.facts.schema_version {
            self.builder(&page.home, page).schema_version.get_or_insert_with(|| version.clone());
        }
        self.roles(page);
        for it in &page.facts.role_codes {
            let new = RoleCode { cloud: page.source.cloud, sources: sources.clone(), ..it.clone() };
            self.fact(page, &page.home, new, |it| &mut it.role_codes);
        }
        self.features(page);
        for it in &page.facts.role_resources {
            // Paths are of the service whose page lists them, which may print another prefix.
            let new = RoleResource { cloud: page.source.cloud, sources: sources.clone(), ..it.clone() };
            self.fact(page, &page.home, new, |it| &mut it.role_resources);
        }
        if let Some(title) = &page.service_title {
            let chinese = page.source.language == "zh";
            let builder = self.builder(&page.home, page);
            let place = if chinese { &mut builder.title_zh } else { &mut builder.title };
            place.get_or_insert_with(|| title.clone());
        }
    }

    /// What a page says of one thing, which pages before it may have said.
    fn fact<T: Fact>(&mut self, page: &Read, code: &str, new: T, list: fn(&mut Builder) -> &mut Vec<T>) {
        let pages = &self.pages;
        let builder = builder(&mut self.services, code, page);
        let Some(first) = list(builder).iter_mut().find(|it| it.is_same(&new)) else {
            list(builder).push(new);
            return;
        };
        let found = fact::take(first, new, &[], &|id| pages.get(id).copied());
        let all = found.into_iter().map(|it| schema::Disagreement { what: it.what, kept: it.kept, other: it.other });
        builder.disagreements.extend(all);
    }

    /// The keys that every service shares are written by hand; a page is compared with what is written.
    fn global_key(&mut self, page: &Read, key: &ConditionKey) {
        let Some(known) = self.global.condition_keys.iter().find(|it| it.is_same(key)) else {
            self.problems.push(format!(
                "`{}` of {} is not a known condition key; add it to global.yaml",
                key.key, page.source.id
            ));
            return;
        };
        let differs = known.clone().absorb(key).differs;
        let Some(kept) = self.global.sources.iter().find(|it| known.sources.contains(&it.id)) else { return };
        let builder = builder(&mut self.services, &page.home, page);
        for field in differs {
            builder.sources.entry(kept.id.clone()).or_insert_with(|| kept.clone());
            let (what, kept) = (format!("{}: {field}", key.key), kept.id.clone());
            builder.disagreements.push(schema::Disagreement { what, kept, other: page.source.id.clone() });
        }
    }

    fn builder(&mut self, code: &str, page: &Read) -> &mut Builder {
        builder(&mut self.services, code, page)
    }

    fn features(&mut self, page: &Read) {
        let mut all: Vec<Feature> = Vec::new();
        for it in &page.facts.features {
            let new = Feature { cloud: page.source.cloud, sources: vec![page.source.id.clone()], ..it.clone() };
            match all.iter_mut().find(|it| it.is_same(&new)) {
                // Two rows of one table.
                Some(first) => join::lists(&mut first.needs, new.needs),
                None => all.push(new),
            }
        }
        for it in all {
            self.fact(page, &page.home, it, |it| &mut it.features);
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
            let is_better = granted.title.as_ref().is_none_or(|it| it.0 && !chinese);
            if let Some(title) = row.action_title.as_ref().filter(|_| only && is_better) {
                granted.title = Some((chinese, title.clone()));
            }
            let not = Support::NotStated;
            let scopes = granted.scopes.entry((page.source.cloud, page.source.older)).or_insert((not, not));
            scopes.0 = scopes.0.join(row.iam_project);
            scopes.1 = scopes.1.join(row.enterprise_project);
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
            let differs = first.absorb(&new).differs;
            let id = &page.source.id;
            let disagreements = differs.into_iter().map(|field| schema::Disagreement {
                what: format!("role {}: {field}", new.name),
                kept: id.clone(),
                other: id.clone(),
            });
            self.builder(&code, page).disagreements.extend(disagreements);
        }
        for (code, mut role, listed) in all {
            let known = self.builder(&code, page).roles.iter().find(|it| it.is_same(&role));
            if let Some(known) = known.filter(|_| !listed) {
                role.kind = known.kind;
            }
            self.fact(page, &code, role, |it| &mut it.roles);
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

    pub(super) fn finish(self) -> Vec<Service> {
        self.services.into_iter().map(|(code, it)| it.finish(&code)).collect()
    }
}

impl Builder {
    fn finish(self, code: &str) -> Service {
        let service = self.spellings.iter().max_by_key(|it| (*it.1, std::cmp::Reverse(it.0))).map_or(code, |it| it.0);
        let clouds: BTreeMap<String, Cloud> = self.sources.iter().map(|it| (it.0.clone(), it.1.cloud)).collect();
        let role_actions = self.role_actions.into_values().map(|it| it.finish(&clouds)).collect();
        let keys = self.condition_keys;
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
fn builder<'b>(services: &'b mut BTreeMap<String, Builder>, code: &str, page: &Read) -> &'b mut Builder {
    let builder = services.entry(code.to_owned()).or_default();
    builder.sources.entry(page.source.id.clone()).or_insert_with(|| page.source.clone());
    builder
}

/// APIs with one path that need the same are one operation with several names.
fn one_of_equal(all: Vec<Operation>) -> Vec<Operation> {
    let mut out: Vec<Operation> = Vec::new();
    for it in all {
        let same = |known: &&mut Operation| {
            let place = |it: &Operation| (it.model, it.cloud, it.method.clone(), it.path.clone());
            !it.path.is_not()
                && place(known) == place(&it)
                && (&known.actions, &known.dependencies) == (&it.actions, &it.dependencies)
        };
        match out.iter_mut().find(same) {
            Some(known) => {
                known.names.extend(it.names);
                it.sources.iter().for_each(|it| add_source(&mut known.sources, it));
            }
            None => out.push(it),
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
            title: self.title.map_or(Stated::Not, |it| Stated::As(it.1)),
            scopes: scopes.collect(),
            clouds: clouds.into_iter().collect(),
            sources: self.sources.into_iter().collect(),
            identifier: None,
            name: self.name,
        }
    }
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

/// The service that a row is of: the page's own if one of its actions is, else that of the first action.
pub(super) fn service_of(page: &Read, needs: &Stated<Vec<Need>>) -> String {
    let prefixes: Vec<String> =
        needs.get().into_iter().flatten().filter_map(|it| it.action.as_deref()).map(prefix).collect();
    if prefixes.is_empty() || prefixes.contains(&page.home) {
        return page.home.clone();
    }
    prefixes.first().cloned().unwrap_or_default()
}
