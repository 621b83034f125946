//! The documentation of each constant: every fact that its page states of it.

use std::collections::HashMap;
use std::fmt::Write;

use crate::catalog::Catalog;
use crate::pages::Address;
use crate::schema::{Action, ConditionKey, Need, ResourceType, RoleAction, Service, Source};
use crate::shared::words::{Cloud, Coverage, Model, Support};
use crate::stated::Stated;

/// What documentation of one thing needs from elsewhere in the catalogue.
pub(super) struct Docs<'a> {
    /// By model and lower-cased action: the operations that need it.
    operations: HashMap<(Model, String), Vec<String>>,
    /// By lower-cased alias: the actions of identity policies that have it.
    successors: HashMap<String, Vec<&'a str>>,
    site: Option<&'a str>,
}

impl<'a> Docs<'a> {
    pub(super) fn new(catalog: &'a Catalog, site: Option<&'a str>) -> Self {
        let mut operations: HashMap<(Model, String), Vec<String>> = HashMap::new();
        for operation in catalog.services.iter().flat_map(|it| &it.operations) {
            for need in operation.actions.get().into_iter().flatten() {
                let users = operations.entry((operation.model, need.name().to_lowercase())).or_default();
                let line = format!("`{}`{}{}", operation.name(), on(operation.cloud), qualified(need));
                if !users.contains(&line) {
                    users.push(line);
                }
            }
        }
        let mut successors: HashMap<String, Vec<&str>> = HashMap::new();
        for action in catalog.services.iter().flat_map(|it| &it.actions) {
            for alias in action.aliases.get().into_iter().flatten() {
                successors.entry(alias.to_lowercase()).or_default().push(&action.name);
            }
        }
        Self { operations, successors, site }
    }

    pub(super) fn action(&self, service: &Service, it: &Action) -> String {
        let mut out = title(&it.title, &it.name);
        fact(&mut out, "Action", &format!("`{}`", it.name));
        fact(&mut out, "Access level", &stated(it.access_level.get().map(|it| it.name().to_owned())));
        let uses = it.resources.get().map(|all| {
            let each = all.iter().map(|it| {
                let required = if it.required { " (required)" } else { "" };
                format!("`{}`{required}, condition keys: {}", it.kind, names(it.condition_keys.get()))
            });
            none_if_empty(each.collect::<Vec<_>>().join("; "))
        });
        fact(&mut out, "Resource types", &stated(uses));
        fact(&mut out, "Condition keys whatever the resource", &names(it.condition_keys.get()));
        let doubtful = if it.doubtful_aliases { " (the page looks wrong here)" } else { "" };
        fact(&mut out, "Aliases in the role/policy model", &format!("{}{doubtful}", names(it.aliases.get())));
        if !it.replaced_by.is_empty() {
            fact(&mut out, "Discouraged in favour of", &quoted(&it.replaced_by));
        }
        self.operations(&mut out, Model::IdentityPolicy, &it.name);
        fact(&mut out, "Source", &page(&service.sources, &it.sources));
        fact(&mut out, "More", &page_of(self.site, &service.service));
        out
    }

    pub(super) fn role_action(&self, service: &Service, it: &RoleAction) -> String {
        let mut out = title(&it.title, &it.name);
        fact(&mut out, "Action", &format!("`{}`", it.name));
        for scope in &it.scopes {
            let line = format!(
                "IAM project {}, enterprise project {}",
                support(scope.iam_project),
                support(scope.enterprise_project)
            );
            fact(&mut out, &format!("Scopes{}", on(scope.cloud)), &line);
        }
        if let Some(successors) = self.successors.get(&it.name.to_lowercase()) {
            fact(&mut out, "Alias of the identity-policy actions", &quoted(successors));
        }
        self.operations(&mut out, Model::RolePolicy, &it.name);
        fact(&mut out, "Source", &page(&service.sources, &it.sources));
        fact(&mut out, "More", &page_of(self.site, &service.service));
        out
    }

    fn operations(&self, out: &mut String, model: Model, action: &str) {
        if let Some(users) = self.operations.get(&(model, action.to_lowercase())) {
            fact(out, "Operations that need it", &users.join("; "));
        }
    }
}

/// How much is known of the actions of a service, for each cloud.
pub(super) fn known(service: &Service, model: Model, count: usize) -> String {
    let lines = Cloud::ALL.iter().filter_map(|cloud| {
        let known = service.known(model, *cloud)?;
        let date = known.date.get().map_or_else(|| String::from("without a date"), |it| format!("of {it}"));
        let (which, more) = match known.coverage {
            Coverage::Page => ("a page lists all actions", ""),
            Coverage::Apis => ("pages of single APIs list these actions", "; there are others"),
            Coverage::Mentioned => ("pages of other services name these actions", "; there are others"),
            Coverage::None => return None,
        };
        Some(format!("\n- {}: {which} ({date}){more}", cloud.title()))
    });
    let lines: String = lines.collect();
    let actions = if count == 1 { "1 action is" } else { &format!("{count} actions are") };
    format!("\n\n{actions} known:\n{lines}")
}

pub(super) fn resource_type(service: &Service, it: &ResourceType, site: Option<&str>) -> String {
    let mut out = format!("`{}`\n\n", it.kind);
    fact(&mut out, "URN", &stated(it.urn.get().map(|it| format!("`{it}`"))));
    fact(&mut out, "Source", &page(&service.sources, &it.sources));
    fact(&mut out, "More", &page_of(site, &service.service));
    out
}

pub(super) fn key(it: &ConditionKey, page: &str, more: &str) -> String {
    let mut out = title(&it.title, &it.key);
    fact(&mut out, "Condition key", &format!("`{}`", it.key));
    fact(&mut out, "Value type", &stated(it.kind.get().map(|it| it.name().to_owned())));
    let values = it.multivalued.get().map(|it| String::from(if *it { "multivalued" } else { "single-valued" }));
    fact(&mut out, "Values", &stated(values));
    fact(&mut out, "Source", page);
    fact(&mut out, "More", more);
    out
}

/// Where facts with these sources stand: a link, or the title of the page where it has none.
pub(super) fn page(sources: &[Source], ids: &[String]) -> String {
    let found = ids.iter().filter_map(|id| sources.iter().find(|it| it.id == *id));
    let each = found.map(|it| {
        let date = it.date.get().map(|it| format!(", {it}")).unwrap_or_default();
        match Address::of(&it.page).url() {
            Some(url) => format!("[{}]({url}){date}", it.title),
            None => format!("{}{date}", it.title),
        }
    });
    each.collect::<Vec<_>>().join("; ")
}

/// The page of a service on the reference site.
pub(super) fn page_of(site: Option<&str>, service: &str) -> String {
    on_site(site, &format!("services/{}.html", service.to_lowercase()))
}

/// A link to a page of the reference site, where its address is known: everybody can write it.
pub(super) fn on_site(site: Option<&str>, page: &str) -> String {
    match site {
        Some(site) => format!("[`{page}`](<{}/{page}>)", site.trim_end_matches('/')),
        None => format!("`{page}` of `hwc-iam site`"),
    }
}

/// What a use of a discouraged action is told.
pub(super) fn replacement(names: &[String]) -> String {
    format!("the documentation recommends {} instead", quoted(names))
}

fn title(title: &Stated<String>, name: &str) -> String {
    title.get().map_or_else(|| format!("`{name}`\n\n"), |it| format!("{it}.\n\n"))
}

fn fact(out: &mut String, what: &str, value: &str) {
    let _ = writeln!(out, "* {what}: {value}");
}

fn stated(value: Option<String>) -> String {
    value.unwrap_or_else(|| String::from("not stated"))
}

fn names(list: Option<&Vec<String>>) -> String {
    stated(list.map(|all| none_if_empty(quoted(all))))
}

fn none_if_empty(text: String) -> String {
    if text.is_empty() { String::from("none") } else { text }
}

fn quoted<T: std::fmt::Display>(names: &[T]) -> String {
    names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}

const fn on(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::HuaweiCloud => "",
        Cloud::OpenTelekomCloud => " on Open Telekom Cloud",
    }
}

fn qualified(need: &Need) -> String {
    need.qualifier.as_ref().map(|it| format!(" ({it})")).unwrap_or_default()
}

const fn support(it: Support) -> &'static str {
    match it {
        Support::Yes => "yes",
        Support::No => "no",
        Support::ByOperation => "for some operations",
        Support::NotApplicable => "not applicable",
        Support::NotStated => "not stated",
    }
}
