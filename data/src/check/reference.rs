//! Every name that a fact uses is one that the catalogue has.

use super::Report;
use crate::catalog::Catalog;
use crate::files::Files;
use crate::lists::sort_clouds;
use crate::locate::Step::{self, Index, Key};
use crate::schema::{Need, Predicate, Service, Source};
use crate::shared::words::{Cloud, FactKind, Model};
use crate::shared::{pattern, suggest, urn};
use crate::stated::Stated;

const GLOBAL: &str = "global.yaml";

pub(super) fn global(catalog: &Catalog, files: &mut Files) {
    let global = &catalog.global;
    for (list, rows) in global.source_lists() {
        for (at, names) in rows.into_iter().enumerate() {
            for message in unknown_sources(&catalog.sources, names) {
                files.report(GLOBAL, &[Key(list), Index(at), Key("sources")], message);
            }
        }
    }
}

pub(super) fn service(catalog: &Catalog, service: &Service, report: &mut Report<'_>) {
    known(service, report);
    sources(catalog, service, report);
    resource_types(service, report);
    actions(catalog, service, report);
    operations(catalog, service, report);
    qualifiers(catalog, service, report);
    constraints(catalog, service, report);
}

/// Of an action that there is, something is known.
fn known(service: &Service, report: &mut Report<'_>) {
    let mut check = |list: &str, model, at, clouds: &[Cloud]| {
        for cloud in clouds.iter().filter(|it| service.known(model, **it).is_none()) {
            let message = format!("an action of {cloud}, of whose actions nothing is `known`; add it there");
            report.at(&[Key(list), Index(at)], message);
        }
    };
    for (at, it) in service.actions.iter().enumerate() {
        check("actions", Model::IdentityPolicy, at, &it.clouds);
    }
    for (at, it) in service.role_actions.iter().enumerate() {
        check("role_actions", Model::RolePolicy, at, &it.clouds);
    }
}

fn sources(catalog: &Catalog, service: &Service, report: &mut Report<'_>) {
    for (list, rows) in service.source_lists() {
        for (at, names) in rows.into_iter().enumerate() {
            for message in unknown_sources(&catalog.sources, names) {
                report.at(&[Key(list), Index(at), Key("sources")], message);
            }
        }
    }
    for (at, left_out) in service.left_out.iter().enumerate() {
        for message in unknown_sources(&catalog.sources, std::slice::from_ref(&left_out.source)) {
            report.at(&[Key("left_out"), Index(at), Key("source")], message);
        }
    }
    for (at, it) in service.disagreements.iter().enumerate() {
        for message in unknown_sources(&catalog.sources, &[it.kept.clone(), it.other.clone()]) {
            report.at(&[Key("disagreements"), Index(at)], message);
        }
    }
}

/// A page of the table that no fact names.
pub(super) fn unused(catalog: &Catalog, files: &mut Files) {
    let mut used = catalog.global.source_ids();
    used.extend(catalog.services.iter().flat_map(Service::source_ids));
    for (at, it) in catalog.sources.iter().enumerate().filter(|it| !used.contains(&it.1.id)) {
        files.report_line("pages.tsv", at + 2, format!("nothing names the page `{}`; delete it", it.id));
    }
}

fn unknown_sources(sources: &[Source], names: &[String]) -> Vec<String> {
    let is_known = |name: &String| sources.binary_search_by(|it| it.id.cmp(name)).is_ok();
    let mut messages: Vec<String> = names
        .iter()
        .filter(|it| !is_known(it))
        .map(|it| unknown("source", it, sources.iter().map(|it| it.id.as_str())))
        .collect();
    if names.is_empty() {
        messages.push(String::from("it names no source; say which page states it"));
    }
    messages
}

fn resource_types(service: &Service, report: &mut Report<'_>) {
    for (at, it) in service.resource_types.iter().enumerate() {
        let Some(text) = it.urn.get() else { continue };
        match urn::split(text) {
            Some([code, _, _, kind, _]) if code == service.service && kind == it.kind => {}
            _ => {
                let message = format!("`{text}` is not a urn of `{}:…:{}:…`", service.service, it.kind);
                report.at(&[Key("resource_types"), Index(at), Key("urn")], message);
            }
        }
    }
}

fn actions(catalog: &Catalog, service: &Service, report: &mut Report<'_>) {
    let prefix = |name: &str| name.split_once(':').map(|(prefix, _)| prefix.to_owned());
    for (at, action) in service.actions.iter().enumerate() {
        let row = |field| [Key("actions"), Index(at), Key(field)];
        let is_name =
            action.name.matches(':').count() == 2 && !action.name.ends_with(':') && !pattern::is_pattern(&action.name);
        // A page may print the prefix in other letters than the rest.
        let is_of_service = prefix(&action.name).is_some_and(|it| it.eq_ignore_ascii_case(&service.service));
        if !is_of_service || !is_name {
            let message = format!(
                "`{}` is not an action of `{}`: write `{}:type:operation`",
                action.name, service.service, service.service
            );
            report.at(&row("name"), message);
        }
        for key in action.condition_keys.get().into_iter().flatten() {
            report_key(catalog, key, &row("condition_keys"), report);
        }
        for (place, it) in action.resources.get().into_iter().flatten().enumerate() {
            let [list, index, field] = row("resources");
            let types = service.resource_types.iter().map(|it| it.kind.as_str());
            if !types.clone().any(|known| known == it.kind) {
                report.at(&[list, index, field, Index(place), Key("type")], unknown("resource type", &it.kind, types));
            }
            for key in it.condition_keys.get().into_iter().flatten() {
                report_key(catalog, key, &[list, index, field, Index(place), Key("condition_keys")], report);
            }
        }
        for alias in action.aliases.get().into_iter().flatten() {
            report_action(catalog, Model::RolePolicy, alias, &row("aliases"), report);
        }
        for other in &action.replaced_by {
            report_action(catalog, Model::IdentityPolicy, other, &row("replaced_by"), report);
        }
    }
    for (at, action) in service.role_actions.iter().enumerate() {
        let mut clouds: Vec<_> = action.scopes.iter().map(|it| it.cloud).collect();
        sort_clouds(&mut clouds);
        if clouds.len() < action.scopes.len() {
            report.at(&[Key("role_actions"), Index(at), Key("scopes")], "duplicate cloud; delete one");
        }
        let same = |it: String| it.eq_ignore_ascii_case(&service.service);
        if !prefix(&action.name).is_some_and(same) {
            let message = format!("`{}` is not an action of `{}`", action.name, service.service);
            report.at(&[Key("role_actions"), Index(at), Key("name")], message);
        }
    }
}

fn operations(catalog: &Catalog, service: &Service, report: &mut Report<'_>) {
    for (at, operation) in service.operations.iter().enumerate() {
        for (field, list) in [("actions", &operation.actions), ("dependencies", &operation.dependencies)] {
            needs(catalog, operation.model, list, &[Key("operations"), Index(at), Key(field)], report);
        }
        if operation.method.is_not() && operation.path.is_not() && operation.title.is_not() {
            report.at(&[Key("operations"), Index(at)], "it has neither method, path nor title; give it one of them");
        }
    }
    for (at, feature) in service.features.iter().enumerate() {
        needs(catalog, feature.model, &feature.needs, &[Key("features"), Index(at), Key("needs")], report);
    }
    for (at, role) in service.roles.iter().enumerate() {
        for need in role.dependencies.get().into_iter().flatten() {
            if let Some(action) = &need.action {
                let steps = [Key("roles"), Index(at), Key("dependencies")];
                if !need.unlisted {
                    report_action(catalog, Model::RolePolicy, action, &steps, report);
                }
                continue;
            }
            let known = |name: &String| catalog.services.iter().flat_map(|it| &it.roles).any(|it| it.name == *name);
            if !need.role.as_ref().is_some_and(known) {
                let names = catalog.services.iter().flat_map(|it| &it.roles).map(|it| it.name.as_str());
                report.at(&[Key("roles"), Index(at), Key("dependencies")], unknown("role", need.name(), names));
            }
        }
    }
}

fn needs(catalog: &Catalog, model: Model, list: &Stated<Vec<Need>>, steps: &[Step<'_>], report: &mut Report<'_>) {
    for (place, need) in list.get().into_iter().flatten().enumerate() {
        let steps: Vec<Step<'_>> = steps.iter().copied().chain([Index(place)]).collect();
        if [&need.action, &need.role, &need.text].into_iter().flatten().count() != 1 {
            report.at(&steps, "it must have exactly one of `action`, `role` and `text`");
        }
        if let Some(action) = need.action.as_ref().filter(|_| !need.unlisted) {
            report_action(catalog, model, action, &steps, report);
        }
        if let Some(of_action) = &need.of_action {
            report_action(catalog, model, of_action, &steps, report);
        }
    }
}

/// The words of a qualifier are some operation's, and its condition is one over facts.
fn qualifiers(catalog: &Catalog, service: &Service, report: &mut Report<'_>) {
    let lists = service.operations.iter().flat_map(|it| [&it.actions, &it.dependencies]);
    let words: Vec<&str> = lists.filter_map(Stated::get).flatten().filter_map(|it| it.qualifier.as_deref()).collect();
    for (at, qualifier) in service.qualifiers.iter().enumerate() {
        if !words.contains(&qualifier.words.as_str()) {
            let message = unknown("qualifier", &qualifier.words, words.iter().copied());
            report.at(&[Key("qualifiers"), Index(at), Key("words")], message);
        }
        for message in wrong_predicate(catalog, service, &qualifier.when) {
            report.at(&[Key("qualifiers"), Index(at), Key("when")], message);
        }
    }
}

fn constraints(catalog: &Catalog, service: &Service, report: &mut Report<'_>) {
    for (at, constraint) in service.constraints.iter().enumerate() {
        for operation in &constraint.operations {
            let names: Vec<String> = service.operations.iter().map(|it| it.name()).collect();
            if !names.contains(operation) {
                let message = unknown("operation", operation, names.iter().map(String::as_str));
                report.at(&[Key("constraints"), Index(at), Key("operations")], message);
            }
        }
        for (field, predicate) in [("when", &constraint.when), ("holds", &constraint.holds)] {
            for message in predicate.iter().flat_map(|it| wrong_predicate(catalog, service, it)) {
                report.at(&[Key("constraints"), Index(at), Key(field)], message);
            }
        }
    }
}

/// What is wrong with a predicate: its form, a fact that is not defined, a test that does not fit the fact's type.
fn wrong_predicate(catalog: &Catalog, service: &Service, it: &Predicate) -> Vec<String> {
    let tests = [
        (it.is.is_some(), FactKind::Boolean),
        (it.one_of.is_some(), FactKind::String),
        (it.has_one_of.is_some(), FactKind::Strings),
        (it.has_role.is_some(), FactKind::Roles),
        (it.at_most.is_some(), FactKind::Number),
        (it.mainland.is_some(), FactKind::Region),
    ];
    let used: Vec<FactKind> = tests.iter().filter(|it| it.0).map(|it| it.1).collect();
    let parts = usize::from(it.all.is_some()) + usize::from(it.any.is_some()) + usize::from(it.not.is_some());
    let nested = it.all.iter().flatten().chain(it.any.iter().flatten()).chain(it.not.as_deref());
    let mut messages: Vec<String> = nested.flat_map(|it| wrong_predicate(catalog, service, it)).collect();
    let roles = || catalog.services.iter().flat_map(|it| &it.roles).map(|it| it.name.as_str());
    for role in it.has_role.iter().flatten().filter(|it| !roles().any(|known| known == **it)) {
        messages.push(unknown("role", role, roles()));
    }
    match (&it.fact, used.as_slice(), parts) {
        (None, [], 1) => {}
        (Some(name), [kind], 0) => match service.facts.iter().find(|it| it.fact == *name) {
            None => messages.push(unknown("fact", name, service.facts.iter().map(|it| it.fact.as_str()))),
            // A region is tested as a text, too.
            Some(fact) if fact.kind == *kind || (fact.kind, *kind) == (FactKind::Region, FactKind::String) => {}
            Some(fact) => messages.push(format!("the fact `{name}` has type `{}`; the test needs `{kind}`", fact.kind)),
        },
        _ => {
            messages.push(String::from("a predicate is one of `all`, `any` and `not`, or a `fact` and one test of it"));
        }
    }
    messages
}

fn report_key(catalog: &Catalog, key: &str, steps: &[Step<'_>], report: &mut Report<'_>) {
    let services = catalog.services.iter().flat_map(|it| it.condition_keys.get().into_iter().flatten());
    let names = || catalog.global.condition_keys.iter().chain(services.clone()).map(|it| it.key.as_str());
    if !names().any(|it| it == key) {
        report.at(steps, unknown("condition key", key, names()));
    }
}

/// A pattern is for whatever matches it; of a name the service must have a row.
fn report_action(catalog: &Catalog, model: Model, action: &str, steps: &[Step<'_>], report: &mut Report<'_>) {
    let code = action.split(':').next().unwrap_or_default();
    let Some(service) = catalog.services.iter().find(|it| it.service.eq_ignore_ascii_case(code)) else {
        report.at(steps, unknown("service", code, catalog.services.iter().map(|it| it.service.as_str())));
        return;
    };
    let names: Vec<&str> = match model {
        Model::IdentityPolicy => service.actions.iter().map(|it| it.name.as_str()).collect(),
        Model::RolePolicy => service.role_actions.iter().map(|it| it.name.as_str()).collect(),
    };
    let same = |it: &&str| match model {
        Model::IdentityPolicy => *it == action,
        Model::RolePolicy => it.eq_ignore_ascii_case(action),
    };
    if !pattern::is_pattern(action) && !names.iter().any(same) {
        report.at(steps, unknown("action", action, names.into_iter()));
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = suggest::nearest(name, known).map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
    format!("there is no {what} `{name}`{near}")
}
