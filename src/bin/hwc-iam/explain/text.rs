//! What people want to know of one name, on one screen.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::lint::Rule;
use hwc_iam::report::Named;
use hwc_iam::{
    Action, Cloud, ConditionKey, Constraint, Coverage, Model, Need, Operation, Operator, Qualifier, Role, RoleAction,
    RoleCode, RoleKind, Scope, Service, ServiceLevel, Source, Support,
};
use serde_json::Value;

use super::Found;

/// More lines of one kind than anybody reads; JSON has all.
const MOST: usize = 12;

pub(super) fn text(found: &Found) -> String {
    match found {
        Found::Form(it) => it.page().to_owned(),
        Found::Named(it) => named(it),
    }
}

pub(super) fn named(it: &Named) -> String {
    match it {
        Named::Rule(it) => rule(it),
        Named::Action(it, None) => action(*it),
        Named::Action(it, Some(role)) => format!("{}\n{}", action(*it), role_action(*role)),
        Named::RoleAction(it) => role_action(*it),
        Named::Operations(all) => all.iter().copied().map(operation).collect::<Vec<_>>().join("\n"),
        Named::Key(it) => key(*it),
        Named::Operator(it) => operator(*it),
        Named::Roles(all, codes) => {
            let mut by_name: BTreeMap<_, Vec<Role>> = BTreeMap::new();
            all.iter().for_each(|it| by_name.entry((it.cloud(), it.name(), it.kind())).or_default().push(*it));
            let roles = by_name.values().filter_map(|it| role(it));
            role_codes(all, codes).into_iter().chain(roles).collect::<Vec<_>>().join("\n")
        }
        Named::Service(it) => service(*it),
        Named::Constraint(it) => constraint(*it),
        // What has no page yet has its document.
        _ => String::new(),
    }
}

/// A heading, and what is indented under it.
struct Page(String);

impl Page {
    fn new(name: &str, title: Option<&str>) -> Self {
        Self(title.map_or_else(|| format!("{name}\n"), |it| format!("{name}: {it}\n")))
    }

    fn line(&mut self, line: impl AsRef<str>) {
        self.0.push_str(&format!("  {}\n", line.as_ref()));
    }

    /// A list on one line, if there is anything in it.
    fn list<T: AsRef<str>>(&mut self, name: &str, all: impl IntoIterator<Item = T>) {
        let all: Vec<T> = all.into_iter().collect();
        let shown: Vec<&str> = all.iter().take(MOST).map(AsRef::as_ref).collect();
        if !shown.is_empty() {
            let more = if all.len() > MOST { format!(" and {} more", all.len() - MOST) } else { String::new() };
            self.line(format!("{name}: {}{more}", shown.join(", ")));
        }
    }

    /// A list on lines of its own, if there is anything in it.
    fn lines(&mut self, name: &str, all: impl IntoIterator<Item = String>) {
        let all: Vec<String> = all.into_iter().collect();
        if all.is_empty() {
            return;
        }
        self.line(format!("{name}:"));
        all.iter().take(MOST).for_each(|it| self.line(format!("  {it}")));
        if all.len() > MOST {
            self.line(format!("  and {} more, with `--format json`", all.len() - MOST));
        }
    }

    fn sources(mut self, all: impl Iterator<Item = Source>) -> String {
        let all: BTreeSet<String> = all
            .map(|it| {
                let date = it.date().unwrap_or("no date");
                format!("{} ({}, {date})", it.title(), it.cloud().title())
            })
            .collect();
        self.lines("pages", all);
        self.0
    }
}

fn rule(it: &Rule) -> String {
    let code = it.issue_code().map(|it| format!(" ({it})")).unwrap_or_default();
    let head = format!("{}: {}, {} by default{code}", it.name(), it.severity(), it.level());
    format!("{head}\n{}\n\n{}\n", it.summary(), it.docs().trim_end())
}

fn action(it: Action) -> String {
    let mut page = Page::new(it.name(), it.title());
    let level = it.access_level().map(|it| format!("; access level {it}")).unwrap_or_default();
    page.line(format!("an action of identity policies on {}{level}", clouds(it.clouds().iter())));
    let uses = it.resources().into_iter().flatten().map(|it| {
        let required = if it.is_required() { " (required)" } else { "" };
        format!("{}{required}", it.resource_type().name())
    });
    page.list("resource types", uses);
    page.list("condition keys", it.condition_keys().into_iter().flatten().map(ConditionKey::name));
    page.list("actions of the role model that it came from", it.aliases().into_iter().flatten());
    page.list("recommended instead", it.replaced_by().map(Action::name));
    page.lines("needed by", it.operations().map(call));
    page.sources(it.sources())
}

fn role_action(it: RoleAction) -> String {
    let mut page = Page::new(it.name(), it.title());
    page.line(format!("an action of the role model on {}", clouds(it.clouds().iter())));
    for cloud in it.clouds().iter() {
        if let Some(scopes) = scopes(it.scope(cloud)) {
            page.line(format!("{}: {scopes}", cloud.title()));
        }
    }
    page.list("actions of identity policies that come from it", it.successors().map(Action::name));
    page.lines("needed by", it.operations().map(call));
    page.sources(it.sources())
}

/// In which scopes it can be granted, as far as a page says.
fn scopes(scope: Scope) -> Option<String> {
    let said = |name: &str, support: Support| match support {
        Support::Yes => Some(format!("granted in {name}")),
        Support::No => Some(format!("not granted in {name}")),
        Support::ByOperation => Some(format!("granted in {name} for some of its operations")),
        Support::NotApplicable | Support::NotStated => None,
    };
    let both = [said("projects", scope.iam_project), said("enterprise projects", scope.enterprise_project)];
    let both: Vec<String> = both.into_iter().flatten().collect();
    (!both.is_empty()).then(|| both.join(", "))
}

fn operation(it: Operation) -> String {
    let mut page = Page::new(&name(it), it.title());
    let cloud = it.cloud().title();
    page.line(format!("an operation of `{}` on {cloud}, {}", it.service(), model_name(it.model())));
    page.list("called in SDKs", it.names());
    match it.actions() {
        None => page.line("which actions it needs is not stated"),
        Some(all) => page.lines("needs", all.map(need)),
    }
    page.lines("which need", it.dependencies().into_iter().flatten().map(need));
    page.lines("works only if", it.constraints().map(|it| it.title().to_owned()));
    page.sources(it.sources())
}

fn need(it: Need) -> String {
    let of = it.of_action().map(|it| format!(", for `{it}`")).unwrap_or_default();
    let qualifier = it.qualifier().map(|it| format!(" ({it})")).unwrap_or_default();
    format!("{}{of}{qualifier}", it.name())
}

fn call(it: Operation) -> String {
    let model = if it.model() == Model::RolePolicy { ", role model" } else { "" };
    let title = it.title().filter(|_| it.path().is_some()).map(|it| format!("  {it}")).unwrap_or_default();
    format!("{}{title} ({}{model})", name(it), it.cloud())
}

fn name(it: Operation) -> String {
    match (it.method(), it.path()) {
        (Some(method), Some(path)) => format!("{method} {path}"),
        (None, Some(path)) => path.to_owned(),
        _ => it.title().unwrap_or_default().to_owned(),
    }
}

fn key(it: ConditionKey) -> String {
    let mut page = Page::new(it.name(), it.title());
    let of = it.service().map_or_else(|| String::from("of every service"), |it| format!("of `{it}`"));
    page.line(format!("a condition key {of}"));
    if let Some(kind) = it.value_type() {
        page.line(format!("values: {kind}"));
        let operators = Operator::ALL.iter().filter(|it| it.value_type().is_none_or(|it| it == kind));
        page.list("operators", operators.map(|it| it.name()));
    }
    match it.is_multivalued() {
        Some(true) => page.line("several values at once: with `ForAnyValue:` or `ForAllValues:`"),
        Some(false) => page.line("one value at most"),
        None => {}
    }
    let takes = |action: &Action| action.condition_keys().is_some_and(|mut all| all.any(|key| key == it));
    page.list("actions that take it", Action::all().filter(takes).map(Action::name));
    page.sources(it.sources())
}

fn operator(it: Operator) -> String {
    let compares = it.value_type().map_or_else(
        || String::from("whether the key is there: `true` or `false`"),
        |kind| format!("compares {kind} values{}", if it.is_negated() { ", and holds where they differ" } else { "" }),
    );
    let mut page = Page::new(it.name(), Some(&compares));
    let models = Model::ALL.iter().filter(|model| it.is_of(**model)).map(|it| model_name(*it));
    page.line(format!("a condition operator of {}", models.collect::<Vec<_>>().join(" and ")));
    if it.takes_if_exists() {
        page.line(format!("`{}IfExists` holds, too, where the key is not there", it.name()));
    }
    let qualified = Qualifier::ALL.iter().map(|qualifier| format!("`{qualifier}:{}`", it.name()));
    page.line(format!("for keys with several values: {}", qualified.collect::<Vec<_>>().join(", ")));
    page.sources(it.sources())
}

/// What pages say of codes whose roles have no page of their own here, and of those that may be of several.
fn role_codes(roles: &[Role], codes: &[RoleCode]) -> Option<String> {
    let names: BTreeSet<Option<&str>> = codes.iter().map(|it| it.role_name()).collect();
    let has_page =
        |it: &RoleCode| roles.iter().any(|role| role.cloud() == it.cloud() && it.role_name() == Some(role.name()));
    if names.len() < 2 && codes.iter().all(has_page) {
        return None;
    }
    let mut page = Page(String::new());
    for code in codes.iter().map(|it| it.code()).collect::<BTreeSet<_>>() {
        page.0.push_str(&format!("{code}: the code of a system-defined role or policy\n"));
        let of: BTreeSet<String> = codes
            .iter()
            .filter(|it| it.code() == code)
            .map(|it| {
                let name = it.role_name().unwrap_or("a name that no page prints");
                let place = it.qualifier().map(|it| format!(" ({it})")).unwrap_or_default();
                format!("{name} on {}{place}", it.cloud().title())
            })
            .collect();
        page.lines("of", of);
    }
    Some(page.sources(codes.iter().flat_map(|it| it.sources())))
}

/// What the pages of all services say of one role.
fn role(rows: &[Role]) -> Option<String> {
    let first = rows.first()?;
    let title = rows.iter().find_map(|it| it.title());
    let mut page = Page::new(first.name(), title);
    let services: Vec<String> = rows.iter().map(|it| format!("`{}`", it.service())).collect();
    let more = if services.len() > MOST { format!(" and {} more", services.len() - MOST) } else { String::new() };
    let services = services.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
    let kind = first.kind().name().replace('_', " ");
    page.line(format!("a system-defined {kind} of {services}{more} on {}", first.cloud().title()));
    page.list("codes", first.codes().map(RoleCode::code).collect::<BTreeSet<_>>());
    page.list("formerly", rows.iter().filter_map(|it| it.formerly()).collect::<BTreeSet<_>>());
    let depends = rows.iter().filter_map(|it| it.dependencies()).flatten().map(|it| it.name());
    page.list("depends on", depends.collect::<BTreeSet<_>>());
    let document = rows.iter().find_map(|it| it.document());
    match document.filter(|_| first.kind() == RoleKind::IdentityPolicy) {
        Some(it) => {
            let value = serde_json::from_str::<Value>(it).ok();
            let text = value.and_then(|it| serde_json::to_string_pretty(&it).ok()).unwrap_or_else(|| it.to_owned());
            page.line("document:");
            text.lines().for_each(|it| page.line(format!("  {it}")));
        }
        None if document.is_some() => {
            page.line("its document is known: `--format json` has it, `hwc-iam migrate --role` reads it");
        }
        None => {}
    }
    let allowed = rows.iter().flat_map(|it| it.operations()).filter(|it| it.allowed() == Support::Yes);
    page.lines("allows", allowed.map(|it| it.title().to_owned()));
    let of_codes = first.codes().flat_map(RoleCode::sources);
    Some(page.sources(rows.iter().flat_map(|it| it.sources()).chain(of_codes)))
}

fn constraint(it: Constraint) -> String {
    let mut page = Page::new(it.id(), Some(it.title()));
    page.line(format!("a {} of `{}`", it.kind(), it.service()));
    page.lines("operations", it.operations().iter().map(ToString::to_string));
    page.list("facts", it.facts().map(|it| it.name()));
    page.sources(it.sources())
}

fn service(it: Service) -> String {
    let mut page = Page::new(it.code(), it.title().or(it.title_zh()));
    let level = match it.level() {
        Some(ServiceLevel::Global) => "; its resources are in all regions at once",
        Some(ServiceLevel::Project) => "; its resources are in the projects of each region",
        None => "",
    };
    page.line(format!("a service on {}{level}", clouds(it.clouds().iter())));
    page.lines("actions that are known", coverage(it));
    let counts = [
        (it.resource_types().count(), "resource types"),
        (it.condition_keys().map_or(0, <[_]>::len), "condition keys"),
        (it.operations().count(), "operations"),
        (it.roles().count(), "system-defined roles and policies"),
        (it.constraints().count(), "constraints"),
    ];
    page.list("also", counts.iter().filter(|it| it.0 > 0).map(|(count, what)| format!("{count} {what}")));
    let lists = ["actions", "operations", "keys", "resources", "roles"];
    let code = it.code();
    page.lines("more", lists.iter().take(3).map(|what| format!("hwc-iam list {what} --service {code}")));
    let newest = it.sources().filter_map(|it| it.date()).max();
    page.line(format!(
        "{} pages were read, {}",
        it.sources().count(),
        newest.map_or_else(|| String::from("none of which prints a date"), |it| format!("the newest of {it}"),)
    ));
    page.0
}

/// What is known of its actions, a line for each model and cloud.
pub(crate) fn coverage(service: Service) -> Vec<String> {
    let pairs = Model::ALL.iter().flat_map(|model| Cloud::ALL.iter().map(move |cloud| (*model, *cloud)));
    let lines = pairs.filter_map(|(model, cloud)| {
        // It has no identity policies.
        if (model, cloud) == (Model::IdentityPolicy, Cloud::OpenTelekomCloud) {
            return None;
        }
        let known = service.known(model, cloud);
        let model_name = model_name(model);
        let count = service.count_of_actions(model, cloud);
        let from = match known.coverage() {
            Coverage::None => {
                return Some(format!("{model_name}, {}: none, as no page was read", cloud.title()));
            }
            Coverage::Mentioned => "named by pages of other services",
            Coverage::Apis => "from pages of single APIs",
            Coverage::Page => "from a page that lists all of them",
        };
        let date = known.date().map_or_else(|| String::from("without a date"), |it| format!("of {it}"));
        Some(format!("{model_name}, {}: {count}, {from}, {date}", cloud.title()))
    });
    lines.collect()
}

const fn model_name(model: Model) -> &'static str {
    match model {
        Model::IdentityPolicy => "identity policies",
        Model::RolePolicy => "role model",
    }
}

fn clouds(all: impl Iterator<Item = Cloud>) -> String {
    all.map(Cloud::title).collect::<Vec<_>>().join(" and ")
}
