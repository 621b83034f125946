//! The tables of [`crate::shared::tables`], filled.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::io;

use super::global::{global, key_row};
use super::literal::{document, fact, identifiers, need, predicate, source, titles_zh};
use super::pool::Pool;
use super::text::{clouds, list, option, or_empty, put, stated_string, stated_word, string, strings, word};
use super::{Detail, HEADER};
use crate::catalog::Catalog;
use crate::coverage;
use crate::schema::{
    Action, ConditionKey, Constraint, Covered, Feature, Need, Operation, Role, RoleAction, RoleCode, RoleResource,
    Service,
};
use crate::shared::index::NameIndex;
use crate::shared::tables::{ActionFacts, List, OperationRow, RoleActionRow, Scope, code_key};
use crate::shared::words::{Cloud, Coverage, Model, Support};
use crate::shared::{name, slip};
use crate::stated::Stated;

pub(super) fn tables(catalog: &Catalog, detail: Detail) -> io::Result<String> {
    let keys = Keys::new(catalog);
    let mut out = String::from(HEADER);
    let newest = coverage::newest(catalog);
    for service in &catalog.services {
        let mut emitter = Emitter::new(service, &keys, newest, detail);
        emitter.emit(&mut out);
        if emitter.is_full() {
            let why = format!("the lists of service `{}` are too long for the tables", service.service);
            return Err(io::Error::other(why));
        }
    }
    let key_index = map("KEY_INDEX", keys.all.iter().map(|it| name::without_template(&it.key).to_lowercase()));
    put(&mut out, &key_index);
    put(&mut out, "pub(crate) static TABLES: Tables = Tables {\n    services: &[");
    for service in &catalog.services {
        put(&mut out, &format!("&{}::ROW, ", name::service_type(&service.service)));
    }
    let service_keys: Vec<String> = catalog.services.iter().map(|it| format!("{:#x}", code_key(&it.service))).collect();
    put(&mut out, &format!("],\n    service_keys: &[{}]", service_keys.join(", ")));
    let (marks, places) = action_index(catalog);
    let marks = marks.escape_ascii();
    put(&mut out, &format!(",\n    action_index: NameIndex {{ marks: b\"{marks}\", places: &{places:?} }}"));
    put(&mut out, ",\n    keys: &[\n");
    for key in &keys.all {
        put(&mut out, &key_row(key, detail));
    }
    put(&mut out, "    ],\n    key_index: |it| KEY_INDEX.get(it).copied(),\n");
    put(&mut out, &format!("    words: &{:?},\n    other_services: &{:?},\n", words(catalog), other_services(catalog)));
    global(&mut out, &catalog.global, detail);
    put(&mut out, "};\n");
    Ok(out)
}

/// The words of the names of all actions.
fn words(catalog: &Catalog) -> Vec<String> {
    let names = catalog.services.iter().flat_map(|it| {
        let role = it.role_actions.iter().map(|it| it.name.as_str());
        it.actions.iter().map(|it| it.name.as_str()).chain(role)
    });
    let words: BTreeSet<String> = names.flat_map(slip::words).collect();
    words.into_iter().collect()
}

/// The services of which nothing was read.
fn other_services(catalog: &Catalog) -> Vec<&str> {
    let is_read = |code: &&str| catalog.services.iter().any(|it| it.service.eq_ignore_ascii_case(code));
    catalog.global.services.iter().map(String::as_str).filter(|it| !is_read(it)).collect()
}

fn action_index(catalog: &Catalog) -> (Vec<u8>, Vec<u32>) {
    let services = (0..).zip(&catalog.services);
    let names = services
        .flat_map(|(service, it)| (0..).zip(&it.actions).map(move |(row, it)| (it.name.as_str(), service, row)));
    NameIndex::fill(names.collect::<Vec<_>>().into_iter())
}

/// Every condition key in the order of the enum: those of the services, then the global ones.
pub(super) struct Keys<'a> {
    pub(super) all: Vec<&'a ConditionKey>,
    places: HashMap<&'a str, u16>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(catalog: &'a Catalog) -> Self {
        let services = catalog.services.iter().flat_map(|it| it.condition_keys.get().into_iter().flatten());
        let all: Vec<&ConditionKey> = services.chain(&catalog.global.condition_keys).collect();
        let mut places = HashMap::new();
        places.extend((0..).zip(&all).map(|(at, it)| (it.key.as_str(), at)));
        Self { all, places }
    }

    fn place(&self, key: &str) -> u16 {
        self.places.get(key).copied().unwrap_or_default()
    }
}

struct Emitter<'a> {
    service: &'a Service,
    keys: &'a Keys<'a>,
    /// The newest date of the catalogue.
    newest: Option<&'a str>,
    detail: Detail,
    uses: Pool<(u16, List)>,
    needs: Pool<Need>,
    covered: Pool<Covered>,
    refs: Pool<u16>,
    strings: Pool<&'a str>,
}

impl<'a> Emitter<'a> {
    fn new(service: &'a Service, keys: &'a Keys<'a>, newest: Option<&'a str>, detail: Detail) -> Self {
        Self {
            service,
            keys,
            newest,
            detail,
            uses: Pool::new(),
            needs: Pool::new(),
            covered: Pool::new(),
            refs: Pool::new(),
            strings: Pool::new(),
        }
    }

    fn emit(&mut self, out: &mut String) {
        let service = self.service;
        put(
            out,
            &format!("#[allow(non_snake_case)]\nmod {} {{\nuse super::*;\n", name::service_type(&service.service)),
        );
        rows(out, "ACTIONS", "ActionRow", service.actions.iter().map(|it| self.action(it)));
        rows(out, "ROLE_ACTIONS", "RoleActionRow", service.role_actions.iter().map(|it| self.role_action(it)));
        rows(
            out,
            "RESOURCE_TYPES",
            "ResourceTypeRow",
            service.resource_types.iter().map(|it| {
                let sources = list(self.sources(&it.sources));
                format!(
                    "ResourceTypeRow {{ name: {:?}, urn: {}, sources: {sources} }}",
                    it.kind,
                    stated_string(&it.urn)
                )
            }),
        );
        let all = self.detail.has_facts();
        let operations = service.operations.iter().filter(|_| all).map(|it| self.operation(it));
        rows(out, "OPERATIONS", "OperationRow", operations);
        rows(out, "ROLES", "RoleRow", service.roles.iter().filter(|_| all).map(|it| self.role(it)));
        let codes = service.role_codes.iter().filter(|_| all).map(|it| self.role_code(it));
        rows(out, "ROLE_CODES", "RoleCodeRow", codes);
        let features = service.features.iter().filter(|_| all).map(|it| self.feature(it));
        rows(out, "FEATURES", "FeatureRow", features);
        let paths = service.role_resources.iter().filter(|_| all).map(|it| self.role_resource(it));
        rows(out, "ROLE_RESOURCES", "RoleResourceRow", paths);
        rows(out, "FACTS", "FactRow", service.facts.iter().filter(|_| all).map(fact));
        let qualifiers = service.qualifiers.iter().filter(|_| all);
        rows(
            out,
            "QUALIFIERS",
            "(&str, Predicate)",
            qualifiers.map(|it| format!("({:?}, {})", it.words, predicate(&it.when))),
        );
        rows(
            out,
            "CONSTRAINTS",
            "ConstraintRow",
            service.constraints.iter().filter(|_| all).map(|it| self.constraint(it)),
        );
        let sources = service.sources.iter().filter(|_| self.detail == Detail::All);
        rows(out, "SOURCES", "SourceRow", sources.map(source));
        rows(
            out,
            "USES",
            "ResourceUse",
            self.uses.items().iter().map(|(place, keys)| format!("ResourceUse({place}, {})", list(*keys))),
        );
        rows(out, "NEEDS", "Need", self.needs.items().iter().map(need));
        rows(
            out,
            "COVERED",
            "Covered",
            self.covered.items().iter().map(|it| {
                let qualifier = it.qualifier.as_deref().unwrap_or_default();
                format!("Covered({:?}, {}, {qualifier:?})", it.title, word(&it.allowed))
            }),
        );
        rows(out, "REFS", "u16", self.refs.items().iter().map(u16::to_string));
        rows(out, "STRINGS", "&str", self.strings.items().iter().map(|it| string(it)));
        self.row(out);
        put(out, "}\n");
    }

    fn is_full(&self) -> bool {
        let keys = self.service.condition_keys.get().is_some_and(|it| List::new(0, it.len()).is_none());
        let pools = [self.uses.is_full(), self.needs.is_full(), self.covered.is_full(), self.refs.is_full()];
        keys || pools.contains(&true) || self.strings.is_full()
    }

    fn row(&self, out: &mut String) {
        let service = self.service;
        let behind = |it: &str| it.split_once(':').map_or(it, |(_, rest)| rest).to_owned();
        put(out, &map("ROLE_ACTION_INDEX", service.role_actions.iter().map(|it| behind(&it.name).to_lowercase())));
        let own = service.condition_keys.get().map(|it| {
            let start = it.first().map_or(0, |it| self.keys.place(&it.key));
            List::new(usize::from(start), it.len()).unwrap_or(List::NOT_STATED)
        });
        let action_identifiers = identifiers(service.actions.iter().map(|it| it.identifier.as_deref()));
        let role_identifiers = identifiers(service.role_actions.iter().map(|it| it.identifier.as_deref()));
        let text = |it: &Stated<String>| if self.detail.has_facts() { stated_string(it) } else { String::from("None") };
        let role_types = service.role_resource_types.get().map(|it| strings(it.iter().map(String::as_str)));
        let known: Vec<String> = Model::ALL.iter().map(|it| self.known(*it)).collect();
        let rules = service.scope_rules.iter().filter(|_| self.detail.has_facts());
        let titles_zh = titles_zh(service.actions.iter().filter(|_| self.detail.has_facts()));
        // Dates of ISO 8601 are in the order of their letters. Pages that only name something of the service say nothing of its lists.
        let pages =
            service.known.iter().filter(|it| it.coverage == Coverage::Page).filter_map(|it| it.date.get()).max();
        let date = pages.or_else(|| service.sources.iter().filter_map(|it| it.date.get()).max());
        let scope_rules: Vec<String> = rules.map(|it| format!("({:?}, {:?})", it.scope, it.reach)).collect();
        let _ = writeln!(
            out,
            "pub(super) static ROW: ServiceRow = ServiceRow {{\n    code: {:?}, type_name: {:?}, title: {}, title_zh: {},\n    \
             level: {}, schema_version: {}, date: {}, scope_rules: &[{}], clouds: {:?}, known: [{}],\n    actions: &ACTIONS, identifiers: {action_identifiers}, titles_zh: {titles_zh},\n    \
             role_actions: &ROLE_ACTIONS, role_identifiers: {role_identifiers}, role_action_index: |it| ROLE_ACTION_INDEX.get(it).copied(),\n    resource_types: &RESOURCE_TYPES, \
             role_resource_types: {}, keys: {},\n    operations: &OPERATIONS, roles: &ROLES, role_codes: &ROLE_CODES, features: &FEATURES, role_resources: &ROLE_RESOURCES, facts: &FACTS, qualifiers: &QUALIFIERS, \
             constraints: &CONSTRAINTS, sources: &SOURCES,\n    uses: &USES, needs: &NEEDS, covered: &COVERED, refs: &REFS, strings: &STRINGS,\n}};",
            service.service,
            name::service_type(&service.service),
            text(&service.titles.en),
            text(&service.titles.zh),
            stated_word(&service.level),
            text(&service.schema_version),
            option(date.map(|it| string(it))),
            scope_rules.join(", "),
            clouds(&service.clouds),
            known.join(", "),
            option(role_types),
            list(own.unwrap_or(List::NOT_STATED)),
        );
    }

    /// Of one model, what is known on each cloud.
    fn known(&self, model: Model) -> String {
        let each = Cloud::ALL.iter().map(|cloud| {
            let known = self.service.known(model, *cloud);
            let date = known.and_then(|it| it.date.get()).map(|it| string(it));
            let coverage = word(&known.map_or(Coverage::None, |it| it.coverage));
            let is_complete = coverage::is_complete(self.service, model, *cloud, self.newest);
            format!("Known {{ coverage: {coverage}, date: {}, is_complete: {is_complete} }}", option(date))
        });
        format!("[{}]", each.collect::<Vec<_>>().join(", "))
    }

    fn action(&mut self, it: &'a Action) -> String {
        let uses = it.resources.get().map(|all| {
            let each = all.iter().map(|it| {
                let place = self.resource_type(&it.kind) << 1 | u16::from(it.required);
                (place, self.key_list(&it.condition_keys))
            });
            each.collect()
        });
        let aliases = it.aliases.get().map(|all| all.iter().map(String::as_str).collect());
        let facts = ActionFacts {
            access_level: it.access_level.get().copied(),
            permission_only: it.permission_only.get().copied(),
            doubtful_aliases: it.doubtful_aliases,
            clouds: clouds(&it.clouds),
            resources: self.uses.add_stated(uses),
            keys: self.key_list(&it.condition_keys),
            aliases: self.strings.add_stated(aliases),
            replaced_by: self.strings.add(it.replaced_by.iter().map(String::as_str).collect()),
            sources: self.sources(&it.sources),
        };
        format!("ActionRow({:?}, {:?}, {:?})", it.name, self.title(&it.title), facts.pack())
    }

    fn role_action(&mut self, it: &'a RoleAction) -> String {
        let scope = |cloud: Cloud| {
            let found = it.scopes.iter().find(|it| it.cloud == cloud);
            let (iam_project, enterprise_project) =
                found.map_or((Support::NotStated, Support::NotStated), |it| (it.iam_project, it.enterprise_project));
            Scope { iam_project, enterprise_project }
        };
        let packed = RoleActionRow::pack(clouds(&it.clouds), scope);
        let sources = list(self.sources(&it.sources));
        format!("RoleActionRow({:?}, {:?}, {packed}, {sources})", it.name, self.title(&it.title))
    }

    fn operation(&mut self, it: &'a Operation) -> String {
        let scope = Scope { iam_project: it.iam_project, enterprise_project: it.enterprise_project };
        let packed = [
            OperationRow::pack(it.model, it.cloud, scope, it.by_instance, it.by_tag),
            self.needs.add_stated(it.actions.get().cloned()).0,
            self.needs.add_stated(it.dependencies.get().cloned()).0,
            self.sources(&it.sources).0,
            self.strings.add(it.names.iter().map(String::as_str).collect()).0,
        ];
        let (method, path) = (or_empty(&it.method), or_empty(&it.path));
        // What has neither method nor path is named by its title.
        let has_title = self.detail != Detail::Facts || path.is_empty();
        let title = if has_title { or_empty(&it.title) } else { "" };
        format!("OperationRow({method:?}, {path:?}, {title:?}, {packed:?})")
    }

    fn role(&mut self, it: &'a Role) -> String {
        format!(
            "RoleRow {{ name: {:?}, kind: {}, cloud: {}, title: {}, formerly: {}, dependencies: {}, document: {}, operations: {}, sources: {} }}",
            it.name,
            word(&it.kind),
            word(&it.cloud),
            stated_string(&it.title),
            option(it.formerly.as_deref().map(string)),
            list(self.needs.add_stated(it.dependencies.get().cloned())),
            option(it.document.get().map(|it| string(&document(it)))),
            list(self.covered.add(it.operations.clone())),
            list(self.sources(&it.sources)),
        )
    }

    fn role_code(&mut self, it: &'a RoleCode) -> String {
        format!(
            "RoleCodeRow {{ code: {:?}, cloud: {}, role: {}, qualifier: {}, sources: {} }}",
            it.code,
            word(&it.cloud),
            stated_string(&it.role),
            option(it.qualifier.as_deref().map(string)),
            list(self.sources(&it.sources)),
        )
    }

    fn feature(&mut self, it: &'a Feature) -> String {
        let services = it.services.get().map(|all| all.iter().map(String::as_str).collect());
        format!(
            "FeatureRow {{ name: {:?}, title: {}, model: {}, cloud: {}, services: {}, needs: {}, sources: {} }}",
            it.feature,
            stated_string(&it.title),
            word(&it.model),
            word(&it.cloud),
            list(self.strings.add_stated(services)),
            list(self.needs.add_stated(it.needs.get().cloned())),
            list(self.sources(&it.sources)),
        )
    }

    fn role_resource(&mut self, it: &'a RoleResource) -> String {
        format!(
            "RoleResourceRow {{ name: {:?}, cloud: {}, path: {:?}, title: {}, sources: {} }}",
            it.kind,
            word(&it.cloud),
            it.path,
            stated_string(&it.title),
            list(self.sources(&it.sources)),
        )
    }

    fn constraint(&mut self, it: &'a Constraint) -> String {
        let operations = list(self.strings.add(it.operations.iter().map(String::as_str).collect()));
        format!(
            "ConstraintRow {{ id: {:?}, kind: {}, title: {:?}, operations: {operations}, when: {}, holds: {}, charge: {}, sources: {} }}",
            it.id,
            word(&it.kind),
            it.title,
            option(it.when.as_ref().map(predicate)),
            option(it.holds.as_ref().map(predicate)),
            option(it.charge.as_deref().map(string)),
            list(self.sources(&it.sources)),
        )
    }

    fn title<'t>(&self, title: &'t Stated<String>) -> &'t str {
        if self.detail.has_facts() { or_empty(title) } else { "" }
    }

    fn resource_type(&self, kind: &str) -> u16 {
        let found = self.service.resource_types.iter().position(|it| it.kind == kind);
        found.and_then(|it| u16::try_from(it).ok()).unwrap_or_default()
    }

    fn key_list(&mut self, all: &Stated<Vec<String>>) -> List {
        let places = all.get().map(|all| all.iter().map(|it| self.keys.place(it)).collect());
        self.refs.add_stated(places)
    }

    fn sources(&mut self, ids: &[String]) -> List {
        if self.detail != Detail::All {
            return List(0);
        }
        let place = |id: &String| self.service.sources.iter().position(|it| it.id == *id);
        let places = ids.iter().filter_map(place).filter_map(|it| u16::try_from(it).ok());
        self.refs.add(places.collect())
    }
}

fn rows(out: &mut String, name: &str, row: &str, all: impl Iterator<Item = String>) {
    let all: Vec<String> = all.collect();
    let _ = writeln!(out, "static {name}: [{row}; {}] = [", all.len());
    for it in all {
        let _ = writeln!(out, "    {it},");
    }
    put(out, "];\n");
}

/// A perfect-hash map from each name to its place.
fn map(ident: &str, names: impl Iterator<Item = String>) -> String {
    let mut map = phf_codegen::Map::new();
    for (at, name) in names.enumerate() {
        map.entry(name, at.to_string());
    }
    format!("static {ident}: ::phf::Map<&str, u16> = {};\n", map.build())
}
