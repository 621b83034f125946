//! Facts of pages become services. Within a cloud the newer page wins; what only an older one says is kept and named after it.

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use hwc_iam_data::schema::{
    self, Action, ConditionKey, Feature, Global, ResourceType, Role, RoleCode, RoleResource, Service, Source,
};
use hwc_iam_data::shared::pattern::is_pattern;
use hwc_iam_data::shared::words::{Coverage, Model, Support};

use super::builder::{Builder, Granted, builder};
use super::fact::{self, Fact, Places};
use super::facts::{OperationRow, RoleRow};
use super::join;
use super::name::{prefix, printed_prefix};
use super::reading::{Read, documented};

/// Everything that the pages say, by service.
pub(super) struct Merge<'a> {
    global: &'a Global,
    /// Every page of the run, by id.
    pages: BTreeMap<&'a str, &'a Source>,
    /// The prefixes that pages are of.
    codes: BTreeSet<String>,
    services: BTreeMap<String, Builder>,
    /// Of the lists of services, by the code and what is in the list.
    places: HashMap<(String, &'static str), Places>,
    pub(super) problems: Vec<String>,
}

impl<'a> Merge<'a> {
    pub(super) fn new(pages: &'a [Read], existing: &[Service], global: &'a Global) -> Self {
        let documented = |it: &&Service| it.coverage(Model::RolePolicy) == Coverage::Page || !it.roles.is_empty();
        let before = existing.iter().filter(documented).map(|it| it.service.to_lowercase());
        let codes = pages.iter().map(|it| it.home.clone()).chain(before).collect();
        let pages = pages.iter().map(|it| (it.source.id.as_str(), &it.source)).collect();
        Self { global, pages, codes, services: BTreeMap::new(), places: HashMap::new(), problems: vec![] }
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
        let places = self.places.entry((code.to_owned(), type_name::<T>())).or_default();
        let all = list(builder);
        let Some((at, first)) = places.find(all, &new).and_then(|at| Some((at, all.get_mut(at)?))) else {
            places.add(&new, all.len());
            all.push(new);
            return;
        };
        let found = fact::take(first, new, &[], &|id| pages.get(id).copied());
        places.add(first, at);
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
            title: row.title.clone().into(),
            formerly: None,
            dependencies: row.dependencies.clone(),
            document: row.document.clone().into(),
            operations: row.operations.clone(),
            sources: vec![page.source.id.clone()],
        };
        (code, role)
    }

    pub(super) fn finish(self) -> Vec<Service> {
        self.services.into_iter().map(|(code, it)| it.finish(&code)).collect()
    }
}
