//! The catalogue as a person reviews it: one listing for each service and a summary.
//!
//! When the data changes: `cargo insta review`, or `INSTA_UPDATE=always cargo test --test main catalog`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use hwc_iam::{
    Action, Cloud, ConditionKey, Coverage, Feature, Model, Need, Operation, Operator, Region, ResourceUse, Role,
    RoleAction, Service, Support,
};

#[test]
fn every_service_has_its_listing() {
    for service in Service::all() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots/services");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| insta::assert_snapshot!(service.code(), listing(service)));
    }
}

/// What to run when a listing, or a line of the summaries, is not what the data says.
const REFRESH: &str =
    "INSTA_UPDATE=always cargo test --all-features --test main -- catalog:: generated:: import::corpus";

#[test]
fn no_listing_is_stale() {
    // While they are being written, there is nothing to compare.
    if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/services");
    let mut stale: Vec<String> = Vec::new();
    for service in Service::all() {
        let text = fs::read_to_string(folder.join(format!("{}.snap", service.code()))).unwrap_or_default();
        let kept = text.splitn(3, "---\n").nth(2).unwrap_or_default();
        if kept.trim_end() != listing(service).trim_end() {
            stale.push(service.code().to_owned());
        }
    }
    let files = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
    let gone = files.filter_map(|it| Some(it.file_stem()?.to_str()?.to_owned()));
    stale.extend(gone.filter(|it| Service::from_code(it).is_none()).map(|it| format!("{it} (delete its file)")));
    assert!(stale.is_empty(), "{} are stale; run `{REFRESH}` and review what changes", stale.join(", "));
}

#[test]
fn summary() {
    let mut out = String::new();
    line(&mut out, &format!("services {}", Service::all().count()));
    for level in hwc_iam::AccessLevel::ALL {
        let count = Action::all().filter(|it| it.access_level() == Some(*level)).count();
        line(&mut out, &format!("actions {level} {count}"));
    }
    let unstated = Action::all().filter(|it| it.access_level().is_none()).count();
    line(&mut out, &format!("actions without a stated access level {unstated}"));
    let lost = Action::all().filter(|it| !has_all_lists(*it)).count();
    line(&mut out, &format!("actions with a list that is not stated {lost}"));
    line(&mut out, &format!("role actions {}", RoleAction::all().count()));
    line(&mut out, &format!("condition keys {}", ConditionKey::ALL.len()));
    line(&mut out, &format!("operators {}", Operator::ALL.len()));
    line(&mut out, &format!("regions {}", Region::all().count()));
    for model in Model::ALL {
        for cloud in Cloud::ALL {
            let all: Vec<Operation> =
                Operation::all().filter(|it| it.model() == *model && it.cloud() == *cloud).collect();
            let dependencies: usize = all.iter().filter_map(|it| it.dependencies()).map(Iterator::count).sum();
            line(&mut out, &format!("operations {model} {cloud} {}, dependencies {dependencies}", all.len()));
        }
    }
    line(&mut out, &format!("roles {}", Role::all().count()));
    line(&mut out, &format!("codes of roles {}", hwc_iam::RoleCode::all().count()));
    line(&mut out, &format!("constraints {}", hwc_iam::Constraint::all().count()));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!("catalog__summary", out));
}

#[test]
fn a_name_finds_its_row() {
    for action in Action::all() {
        assert_eq!(Action::from_name(action.name()), Some(action));
        assert_eq!(action.name().parse(), Ok(action));
    }
    for action in RoleAction::all() {
        assert_eq!(RoleAction::from_name(action.name()), Some(action));
        assert_eq!(RoleAction::from_name(&action.name().to_uppercase()), Some(action));
    }
    for key in ConditionKey::ALL {
        let name = key.name().replace("<tag-key>", "owner");
        assert_eq!(ConditionKey::from_name(&name), Some(*key));
        assert_eq!(ConditionKey::from_name(&name.to_lowercase()), Some(*key));
    }
    for operator in Operator::ALL {
        assert_eq!(Operator::from_name(operator.name()), Some(*operator));
    }
    for service in Service::all() {
        assert_eq!(Service::from_code(service.code()), Some(service));
    }
    for wrong in ["", ":", "ims", "ims:", "ims:images", "ims:images:", "ims:images:lists", "IMS:images:list"] {
        assert_eq!(Action::from_name(wrong), None, "{wrong}");
    }
    assert_eq!(Action::from_name(&"ims:".repeat(1000)), None);
}

/// The cells that the rendering of the page lost, counted by hand on the page.
#[test]
fn what_the_page_lost_is_not_stated() {
    let ims = Service::from_code("ims").unwrap();
    assert_eq!(ims.coverage(Model::IdentityPolicy), Coverage::Page);
    let two_cells: Vec<&str> = ims.actions().filter(|it| it.condition_keys().is_none()).map(Action::name).collect();
    assert_eq!(
        two_cells,
        [
            "ims:dataImages:create",
            "ims:images:addMember",
            "ims:images:copyCrossRegion",
            "ims:images:copyInRegion",
            "ims:images:create",
            "ims:images:deleteMember",
            "ims:images:getTags",
            "ims:images:import",
            "ims:images:setOrDeleteTags",
            "ims:images:setTags",
            "ims:images:share",
            "ims:images:showImageTags",
            "ims:serverImages:create",
            "ims:wholeImages:create",
        ]
    );
}

fn has_all_lists(action: Action) -> bool {
    let Some(mut resources) = action.resources() else { return false };
    resources.all(|it| it.condition_keys().is_some()) && action.condition_keys().is_some() && action.aliases().is_some()
}

fn listing(service: Service) -> String {
    let mut out = String::new();
    let it = |it: Option<&str>| it.unwrap_or("not stated").to_owned();
    line(&mut out, &format!("{service}: {} / {}", it(service.title()), it(service.title_zh())));
    let level = service.level().map_or("not stated", hwc_iam::ServiceLevel::name);
    let clouds: Vec<&str> = service.clouds().iter().map(Cloud::name).collect();
    line(&mut out, &format!("level {level}; clouds {}", clouds.join(" ")));
    for model in Model::ALL {
        line(&mut out, &format!("{model} {}", service.coverage(*model)));
    }
    section(&mut out, "actions", service.actions().map(action));
    section(&mut out, "role actions", service.role_actions().map(role_action));
    let types = service
        .resource_types()
        .map(|it| format!("{} {}", it.name(), it.urn_template().unwrap_or("(its urn is not stated)")));
    section(&mut out, "resource types", types);
    match service.condition_keys() {
        Some(all) => section(&mut out, "condition keys", all.iter().map(|it| key(*it))),
        None => line(&mut out, "\ncondition keys: not stated"),
    }
    section(&mut out, "operations", service.operations().map(operation));
    section(&mut out, "roles", service.roles().map(role));
    let codes = service.role_codes().map(|it| {
        let name = it.role_name().unwrap_or("not stated");
        format!("{} {} {name} {}", it.code(), it.cloud(), it.qualifier().unwrap_or_default()).trim_end().to_owned()
    });
    section(&mut out, "codes of roles", codes);
    section(&mut out, "features", service.features().map(feature));
    let paths = service.role_resources().map(|it| format!("{} {} {}", it.cloud(), it.name(), it.path()));
    section(&mut out, "paths of resources", paths);
    section(
        &mut out,
        "constraints",
        service.constraints().map(|it| format!("{} {} {}", it.kind(), it.id(), it.title())),
    );
    section(
        &mut out,
        "sources",
        service.sources().map(|it| format!("{} {} {}", it.id(), it.cloud(), it.date().unwrap_or("-"))),
    );
    out
}

fn action(action: Action) -> String {
    let level = action.access_level().map_or("?", hwc_iam::AccessLevel::name);
    let resources = stated(action.resources().map(|all| all.map(resource_use).collect()));
    let keys = stated(action.condition_keys().map(names));
    let aliases = stated(action.aliases().map(|all| all.iter().map(ToString::to_string).collect()));
    let doubt = if action.has_doubtful_aliases() { " (doubtful)" } else { "" };
    let replaced: Vec<&str> = action.replaced_by().map(Action::name).collect();
    let replaced = if replaced.is_empty() { String::new() } else { format!(" | use {}", replaced.join(" ")) };
    format!("{} {level} | {resources} | {keys} | {aliases}{doubt}{replaced}", action.name())
}

fn resource_use(it: ResourceUse) -> String {
    let star = if it.is_required() { "*" } else { "" };
    format!("{}{star} [{}]", it.resource_type(), stated(it.condition_keys().map(names)))
}

fn names(keys: impl Iterator<Item = ConditionKey>) -> Vec<String> {
    keys.map(|it| it.name().to_owned()).collect()
}

fn role_action(action: RoleAction) -> String {
    let scopes = action.clouds().iter().map(|cloud| {
        let scope = action.scope(cloud);
        format!("{cloud} {}/{}", support(scope.iam_project), support(scope.enterprise_project))
    });
    let successors: Vec<&str> = action.successors().map(Action::name).collect();
    let scopes: Vec<String> = scopes.collect();
    format!("{} | {} | {}", action.name(), scopes.join(", "), successors.join(" "))
}

fn key(key: ConditionKey) -> String {
    let kind = key.value_type().map_or("?", hwc_iam::ValueType::name);
    let values = key.is_multivalued().map_or("?", |it| if it { "many" } else { "one" });
    format!("{} {kind} {values}", key.name())
}

fn operation(it: Operation) -> String {
    let scope = it.scope();
    let mut out = format!("{} {} {it}", it.model(), it.cloud());
    if it.model() == Model::RolePolicy {
        let _ = write!(out, " | {}/{}", support(scope.iam_project), support(scope.enterprise_project));
    }
    let _ = write!(out, "\n    needs {}", needs(it.actions()));
    let _ = write!(out, "\n    depends on {}", needs(it.dependencies()));
    out
}

fn needs(all: Option<impl Iterator<Item = Need>>) -> String {
    stated(all.map(|all| {
        all.map(|it| {
            let of = it.of_action().map(|it| format!(" of {it}")).unwrap_or_default();
            let qualifier = it.qualifier().map(|it| format!(" ({it})")).unwrap_or_default();
            let unlisted = if it.is_unlisted() { " (in no table)" } else { "" };
            format!("{}{of}{qualifier}{unlisted}", it.name())
        })
        .collect()
    }))
}

fn role(it: Role) -> String {
    format!("{} {} {} | {}", it.kind(), it.cloud(), it.name(), needs(it.dependencies()))
}

fn feature(it: Feature) -> String {
    let title = it.title().map(|it| format!(" / {it}")).unwrap_or_default();
    let services = it.services().map_or_else(|| "?".into(), |all| all.join(", "));
    format!("{} {} {}{title} | {services}\n    needs {}", it.model(), it.cloud(), it.name(), needs(it.needs()))
}

const fn support(it: Support) -> &'static str {
    match it {
        Support::Yes => "yes",
        Support::No => "no",
        Support::ByOperation => "some",
        Support::NotApplicable => "n/a",
        Support::NotStated => "?",
    }
}

fn stated(all: Option<Vec<String>>) -> String {
    match all {
        None => "?".into(),
        Some(all) if all.is_empty() => "-".into(),
        Some(all) => all.join(", "),
    }
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        line(out, &format!("\n{title}"));
        lines.iter().for_each(|it| line(out, &format!("  {it}")));
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
