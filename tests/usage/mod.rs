//! What Terraform's resources call, and the policies for it.

mod clean;
mod code;
mod providers;
mod published;
mod split;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hwc_iam::files::{ModuleOptions, Used, UsedIn, used_in_json};
use hwc_iam::generate::{Called, Generated, Generator};
use hwc_iam::usage::{Answers, Call, Phase, Table, Terraform, services_of};
use hwc_iam::{Cloud, Model, Service};

fn generator(model: Model) -> Generator {
    Generator::new(model, Cloud::HuaweiCloud)
}

fn configuration(text: &str) -> Vec<Used> {
    let files = BTreeMap::from([("main.tf".to_owned(), text.to_owned())]);
    let found = UsedIn::read(&files, "", &ModuleOptions::default());
    assert!(found.unread.is_empty(), "{:?}", found.unread);
    found.used
}

fn generated(used: &[Used], phase: Phase, answers: &Answers) -> (Generated, Vec<Call>) {
    let found = Terraform::of(used, Cloud::HuaweiCloud, phase, answers);
    found.calls.generate(generator(Model::IdentityPolicy))
}

fn actions(generated: &Generated) -> BTreeSet<String> {
    generated.reasons.iter().map(|it| it.action.clone()).collect()
}

/// A part of a path without the name of a placeholder.
fn part(it: &str) -> &str {
    if it.starts_with('{') { "{}" } else { it }
}

/// An API is only that operation whose page prints the same words at the same places, whatever its placeholders are called.
#[test]
fn no_word_of_a_path_is_taken_for_an_id() {
    let table = Table::terraform();
    let (mut found, mut all) = (0, 0);
    let apis: BTreeSet<_> = table.names().flat_map(|it| table.of(it)).collect();
    for api in apis {
        let path = if api.path.starts_with('/') { api.path.to_owned() } else { format!("/{}", api.path) };
        let services = services_of(api.tag);
        let operation = generator(Model::IdentityPolicy).called(&Called::new(api.tag, &services, api.method, &path));
        all += 1;
        let Some(operation) = operation else { continue };
        found += 1;
        assert_eq!(operation.method(), Some(api.method));
        assert!(services.iter().any(|it| operation.service().code().eq_ignore_ascii_case(it)), "{api:?}: {operation}");
        let [own, its] = [&path, operation.path().unwrap()].map(|it| it.split('?').next().unwrap().trim_matches('/'));
        let parts = own.split('/').zip(its.split('/'));
        assert_eq!(own.split('/').count(), its.split('/').count(), "{api:?}: {operation}");
        for (own, its) in parts {
            let is_type = its.trim_end_matches('}').ends_with("type");
            assert!(part(own) == part(its) || is_type && its.starts_with('{'), "{api:?}: {operation}");
        }
    }
    insta::assert_snapshot!(format!("{found} of {all}"));
}

#[test]
fn which_words_for_services_are_of_none_in_the_catalogue() {
    let table = Table::terraform();
    let tags: BTreeSet<&str> = table.names().flat_map(|it| table.of(it)).map(|it| it.tag).collect();
    let is_known = |tag: &&&str| services_of(tag).iter().any(|it| Service::from_code_ignore_case(it).is_some());
    let unknown: Vec<&&str> = tags.iter().filter(|it| !is_known(it)).collect();
    insta::assert_debug_snapshot!(unknown);
}

/// Each fourtieth type, in each phase: what is in the policy is needed, nothing else is in it, and phases grow.
#[test]
fn policies_are_proved() {
    let table = Table::terraform();
    for name in table.names().step_by(40) {
        let (data, kind) = name.strip_prefix("data.").map_or(("resource", name), |it| ("data", it));
        let used = configuration(&format!("{data} \"{kind}\" \"a\" {{}}"));
        let of = |phase| {
            let (generated, calls) = generated(&used, phase, &Answers::default());
            let proof = generated.proof();
            for it in &proof.without {
                assert!(it.fails.is_some(), "{name}: {phase}: {}", it.action);
            }
            assert!(generated.policy.is_none() || proof.nothing_else == Some(true), "{name}: {phase}");
            assert!(calls.iter().all(|it| it.by == [name]));
            actions(&generated)
        };
        let [plan, apply, destroy] = [Phase::Plan, Phase::Apply, Phase::Destroy].map(of);
        assert!(plan.is_subset(&apply) && plan.is_subset(&destroy) && destroy.is_subset(&apply), "{name}");
    }
}

#[test]
fn a_plan_reads() {
    let used = configuration(
        r#"data "huaweicloud_images_image" "golden" {}
        resource "huaweicloud_images_image_copy" "a" {}"#,
    );
    let (plan, calls) = generated(&used, Phase::Plan, &Answers::default());
    assert!(calls.iter().all(|it| it.api.method == "GET"), "{calls:?}");
    assert_eq!(
        actions(&plan).iter().map(String::as_str).collect::<Vec<_>>(),
        ["ims:images:list", "ims:images:showImageTags"]
    );
    let because = &plan.reasons[0].because;
    let who = "which `data.huaweicloud_images_image`, `huaweicloud_images_image_copy` call to read";
    assert_eq!(*because, format!("`GET /v2/cloudimages` needs it, {who}"));
}

#[test]
fn what_destroys_may_be_asked() {
    let used = configuration(r#"resource "huaweicloud_compute_instance" "a" {}"#);
    let found = Terraform::of(&used, Cloud::HuaweiCloud, Phase::Destroy, &Answers::default());
    assert_eq!(found.questions[0].fact, "destroy:huaweicloud_compute_instance");
    let deletes = |answer: Option<bool>| {
        let mut answers = Answers::default();
        answer.into_iter().for_each(|it| answers.add("destroy:huaweicloud_compute_instance", it));
        assert_eq!(
            Terraform::of(&used, Cloud::HuaweiCloud, Phase::Destroy, &answers).questions.is_empty(),
            answer.is_some()
        );
        let (_, calls) = generated(&used, Phase::Destroy, &answers);
        calls.iter().any(|it| it.api.path == "/v1/{project_id}/cloudservers/delete")
    };
    assert_eq!([None, Some(false), Some(true)].map(deletes), [false, false, true]);
}

fn state(kind: &str, attributes: &str) -> Vec<Used> {
    let text = format!(
        r#"{{"version": 4, "terraform_version": "1.9.0", "serial": 1, "resources": [{{
        "mode": "managed", "type": "{kind}", "name": "a", "instances": [{{ "attributes": {attributes} }}] }}]}}"#
    );
    used_in_json(&text).unwrap().unwrap()
}

/// The resources of an action.
fn resources(used: &[Used], phase: Phase, action: &str) -> Vec<String> {
    let (generated, _) = generated(used, phase, &Answers::default());
    let reason = generated.reasons.into_iter().find(|it| it.action == action);
    reason.map(|it| it.resources).unwrap_or_default()
}

#[test]
fn ids_of_a_state_narrow_resources() {
    const KIND: &str = "huaweicloud_ims_ecs_system_image";
    let image = state(KIND, r#"{ "id": "7ca6", "region": "cn-north-4" }"#);
    assert_eq!(resources(&image, Phase::Plan, "ims:images:showImageTags"), ["ims:cn-north-4:*:image:7ca6"]);
    // Without a region, in all of them.
    let image = state(KIND, r#"{ "id": "7ca6" }"#);
    assert_eq!(resources(&image, Phase::Apply, "ims:images:deleteImage"), ["ims:*:*:image:7ca6"]);
    // What is not an id is not put into a path.
    for id in ["a/b", "", "*", "${g:UserId}", "a b", "{image_id}", ":id"] {
        let other = state(KIND, &format!(r#"{{ "id": "{id}" }}"#));
        assert_eq!(resources(&other, Phase::Plan, "ims:images:showImageTags"), ["ims:*:*:image:*"], "{id}");
    }
}

#[test]
fn the_own_id_stands_only_for_what_is_called_like_the_resource() {
    // It is deleted by the id of something else.
    let associated = state("huaweicloud_images_image_copy", r#"{ "id": "7ca6" }"#);
    assert_eq!(resources(&associated, Phase::Apply, "ims:images:deleteImage"), ["ims:*:*:image:*"]);
}

#[test]
fn another_region_is_not_narrowed_away() {
    let copy = |more: &str| state("huaweicloud_images_image_copy", &format!(r#"{{ "region": "cn-north-4"{more} }}"#));
    let of = |used: Vec<Used>| resources(&used, Phase::Apply, "ims:images:deleteImage");
    assert_eq!(of(copy("")), ["ims:cn-north-4:*:image:*"]);
    assert_eq!(of(copy(r#", "target_region": """#)), ["ims:cn-north-4:*:image:*"]);
    assert_eq!(of(copy(r#", "target_region": "cn-south-1""#)), ["ims:*:*:image:*"]);
    assert_eq!(of(copy(r#", "to": [{ "region": "cn-south-1" }]"#)), ["ims:*:*:image:*"]);
    let text = r#"provider "huaweicloud" { region = "cn-north-4" }
        resource "huaweicloud_images_image_copy" "a" { target_region = var.elsewhere }"#;
    assert_eq!(of(configuration(text)), ["ims:*:*:image:*"]);
}

#[test]
fn the_region_of_the_provider_counts() {
    let of = |text: &str| resources(&configuration(text), Phase::Plan, "ims:images:showImageTags");
    let provider = r#"provider "huaweicloud" { region = "cn-north-4" }
        provider "huaweicloud" {
            alias = "south"
            region = "cn-south-1"
        }"#;
    let region = |it: &str| vec![format!("ims:{it}:*:image:*")];
    assert_eq!(of(&format!("{provider}\nresource \"huaweicloud_images_image_copy\" \"a\" {{}}")), region("cn-north-4"));
    let south = "resource \"huaweicloud_images_image_copy\" \"a\" { provider = huaweicloud.south }";
    assert_eq!(of(&format!("{provider}\n{south}")), region("cn-south-1"));
    let own = "resource \"huaweicloud_images_image_copy\" \"a\" { region = \"eu-west-101\" }";
    assert_eq!(of(&format!("{provider}\n{own}")), region("eu-west-101"));
    let unknown = "resource \"huaweicloud_images_image_copy\" \"a\" { provider = huaweicloud.other }";
    assert_eq!(of(&format!("{provider}\n{unknown}")), region("*"));
}

/// What Terraform knows of instances, in words.
fn addresses(used: &[Used]) -> String {
    used.iter().fold(String::new(), |mut out, it| {
        writeln!(out, "{} {:?} {}", it.address, it.values, it.file).unwrap();
        out
    })
}

#[test]
fn modules_and_instances_are_entered() {
    let files = [
        (
            "main.tf",
            r#"module "net" {
                source = "./net"
                for_each = toset(["a", "b"])
                vpc_id = each.key
            }
            module "off" {
                source = "./net"
                count = 0
            }
            module "far" { source = "terraform-huaweicloud-modules/vpc/huaweicloud" }
            resource "random_id" "x" {}
            data "huaweicloud_availability_zones" "all" {}
            resource "huaweicloud_vpc_eip" "maybe" { count = var.count }
            resource "huaweicloud_vpc_eip" "none" { for_each = {} }"#,
        ),
        ("net/main.tf", "variable \"vpc_id\" {}\nresource \"huaweicloud_vpc_subnet\" \"s\" { vpc_id = var.vpc_id }"),
    ];
    let files: BTreeMap<String, String> = files.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
    let found = UsedIn::read(&files, "", &ModuleOptions::default());
    insta::assert_snapshot!(addresses(&found.used));
    assert_eq!(found.unread.len(), 1);
    assert!(found.unread[0].why.contains("is not in this folder"), "{:?}", found.unread);
    let terraform = Terraform::of(&found.used, Cloud::HuaweiCloud, Phase::Apply, &Answers::default());
    assert_eq!(terraform.others, BTreeMap::from([("random".to_owned(), 1)]));
}

#[test]
fn a_plan_says_what_changes() {
    let change = |name: &str, actions: &str| {
        format!(
            r#"{{"address": "huaweicloud_vpc.{name}", "mode": "managed", "type": "huaweicloud_vpc", "name": "{name}",
            "change": {{"actions": {actions}, "before": {{"id": "{name}1"}}, "after": null}}}}"#
        )
    };
    let of = |actions: &str| {
        let plan = format!(r#"{{"format_version": "1.2", "resource_changes": [{}]}}"#, change("a", actions));
        let used = used_in_json(&plan).unwrap().unwrap();
        assert_eq!(used[0].values["id"], "a1");
        let (_, calls) = generated(&used, Phase::Apply, &Answers::default());
        calls.into_iter().map(|it| it.api.method).collect::<BTreeSet<_>>()
    };
    assert_eq!(of(r#"["no-op"]"#), BTreeSet::from(["GET"]));
    assert_eq!(of(r#"["delete"]"#), BTreeSet::from(["GET", "DELETE"]));
    for changes in [r#"["create"]"#, r#"["update"]"#, r#"["delete", "create"]"#, r#"["forget"]"#, "[]"] {
        assert!(of(changes).contains("POST"), "{changes}");
    }
}

#[test]
fn data_sources_of_a_plan_are_in_its_prior_state() {
    let plan = r#"{"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [],
        "prior_state": {"values": {"root_module": {"child_modules": [{"resources": [{
            "address": "module.a.data.huaweicloud_vpc.b", "mode": "data", "type": "huaweicloud_vpc", "values": {"id": "7ca6"}
        }]}]}}}}"#;
    let used = used_in_json(plan).unwrap().unwrap();
    assert_eq!((used.len(), used[0].is_data), (1, true));
    assert!(used_in_json("{}").unwrap().is_none());
    assert!(used_in_json("{").is_err());
}
