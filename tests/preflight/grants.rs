//! The whole question with policies of every layer, and how the answer looks.

use hwc_iam::eval::{Assumption, Decision, GrantScope, Missing, PolicySet, PolicySetBuilder, Request, Setting};
use hwc_iam::preflight::{Answer, Facts, NeedCheck, Preflight, Report};
use hwc_iam::{Cloud, Model, Operation, Policy};

use super::{cross_region_copy, operation, operation_of};

const IMAGE: &str = "ims:cn-north-4:0a1b:image:7ca68c5b";

fn policy(version: &str, statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"{version}","Statement":[{statements}]}}"#);
    Policy::from_json(&text).unwrap()
}

fn allow(actions: &str) -> Policy {
    policy("5.0", &format!(r#"{{"Effect":"Allow","Action":[{actions}]}}"#))
}

fn replicators() -> PolicySetBuilder {
    PolicySet::builder().identity(
        "replicators",
        policy(
            "5.0",
            r#"{"Sid":"Replicate","Effect":"Allow","Action":["ims:images:copy*","ims:serverImages:create"],"Condition":{"Bool":{"ims:Encrypted":["false"]}}}"#,
        ),
    )
}

fn request() -> Request {
    Request::new("").principal("iam::0a1b:user:alice").resource(IMAGE).key("ims:Encrypted", "false")
}

/// All that an image and an agency need for a copy across regions.
fn all_facts() -> Facts {
    let roles = ["IMS Administrator", "Tenant Administrator"];
    let mut facts = Facts::new(cross_region_copy());
    let mut set = |name: &str, value: hwc_iam::preflight::Value| facts.set(name, value).unwrap();
    for (name, value) in
        [("image.encrypted", false), ("image.full_ecs", false), ("image.own", true), ("image.private", true)]
    {
        set(name, value.into());
    }
    for (name, value) in [("agency.exists", true), ("agency.given", true)] {
        set(name, value.into());
    }
    set("agency.type", "cloud_service".into());
    set("agency.cloud_service", "IMS".into());
    set("agency.roles_in_source_region", roles.into());
    set("agency.roles_in_destination_region", ["Tenant Administrator"].into());
    set("copies.at_a_time", 1_u64.into());
    set("image.size", "40 GB".into());
    set("image.status", "normal".into());
    set("source_region", "cn-north-4".into());
    set("destination_region", "cn-south-1".into());
    facts
}

fn check(set: PolicySetBuilder, facts: &Facts, request: &Request) -> Report {
    Preflight::new(cross_region_copy(), facts).check(&set.build().unwrap(), request)
}

fn need<'a>(report: &'a Report, name: &str) -> &'a NeedCheck {
    report.needs().iter().find(|it| it.need().name() == name).unwrap()
}

#[test]
fn everything_is_met() {
    let report = check(replicators(), &all_facts(), &request());
    assert_eq!(report.answer(), Answer::Yes, "{report}");
    assert!(report.facts_needed().is_empty());
    assert_eq!(report.agency().count(), 6);
    insta::assert_snapshot!("yes", report);
}

#[test]
fn nothing_is_known() {
    let none = Facts::new(cross_region_copy());
    let report = check(replicators(), &none, &request());
    assert_eq!(report.answer(), Answer::Unknown);
    insta::assert_snapshot!("unknown", report);
}

#[test]
fn whoever_denies_is_named() {
    let deny = policy("5.0", r#"{"Effect":"Deny","Action":["ims:images:copyCrossRegion"]}"#);
    let set = replicators().scp_level([("FullAccess", allow(r#""*""#)), ("StayHere", deny)]);
    let facts = all_facts().with("image.size", 200_u64).unwrap().with("agency.exists", false).unwrap();
    let report = check(set, &facts, &request());
    assert_eq!(report.answer(), Answer::No);
    assert_eq!(report.missing_actions(), ["ims:images:copyCrossRegion"]);
    let copy = need(&report, "ims:images:copyCrossRegion");
    assert_eq!(copy.decision(), Some(Decision::ExplicitDeny));
    assert_eq!(copy.because(), "denied by statement 0 of the service control policy `StayHere`");
    insta::assert_snapshot!("no", report);
}

#[test]
fn the_nearest_statement_is_named() {
    let report = check(replicators(), &all_facts(), &request().key("ims:Encrypted", "true"));
    let copy = need(&report, "ims:images:copyCrossRegion");
    assert_eq!(copy.decision(), Some(Decision::ImplicitDeny));
    assert_eq!(
        copy.because(),
        "no `Allow` applies in the identity policies; the nearest is statement 0 (`Replicate`) of the identity policy \
         `replicators`, which fails by `Bool` of `ims:Encrypted`: the request has `true`, the policy `false`"
    );
}

#[test]
fn a_key_that_is_not_known_leaves_it_open() {
    let report = check(replicators(), &all_facts(), &request().unknown_key("ims:Encrypted"));
    assert_eq!(report.answer(), Answer::Unknown);
    assert_eq!(need(&report, "ims:images:copyCrossRegion").missing(), [Missing::Key("ims:Encrypted".into())]);
}

/// An image's URN is no bucket's: what a dependency acts on is not known unless it is named.
#[test]
fn the_resource_of_a_dependency_is_its_own() {
    let export = operation("POST /v1/cloudimages/{image_id}/file");
    let statement = r#"{"Effect":"Allow","Action":["ims:images:export"],"Resource":["ims:*:*:image:*"]},
        {"Effect":"Allow","Action":["obs:object:*"],"Resource":["obs:*:*:object:mine/*"]}"#;
    // The page prints the names of the role/policy model here.
    let set = PolicySet::builder().assume(Assumption::ActionOfOtherModel, Setting::Yes);
    let set = set.identity("exporters", policy("5.0", statement)).build().unwrap();
    let facts = Facts::new(export);
    let of = |it: Preflight<'_>| it.check(&set, &request());
    let unnamed = of(Preflight::new(export, &facts));
    assert_eq!(unnamed.answer(), Answer::Unknown, "{unnamed}");
    assert_eq!(need(&unnamed, "obs:object:PutObject").missing(), [Missing::Resource]);
    let named = |bucket: &str| {
        let urn = format!("obs::0a1b:object:{bucket}/image.qcow2");
        let preflight = Preflight::new(export, &facts).resource_of("obs:object:PutObject", &urn);
        of(preflight.resource_of("obs:object:GetObject", urn)).answer()
    };
    assert_eq!((named("mine"), named("yours")), (Answer::Yes, Answer::No));
}

#[test]
fn a_resource_stands_for_the_actions_on_its_type() {
    let update = operation("PATCH /v2/images/{image_id}");
    let statement = r#"{"Effect":"Allow","Action":["ims:images:updateImage"],"Resource":["ims:*:*:image:7ca68c5b"]}"#;
    let set = PolicySet::builder().identity("one", policy("5.0", statement)).build().unwrap();
    let facts = Facts::new(update);
    let answer = |it: Preflight<'_>| it.silence_is_none().check(&set, &Request::new("")).answer();
    assert_eq!(answer(Preflight::new(update, &facts).resource(IMAGE)), Answer::Yes);
    assert_eq!(answer(Preflight::new(update, &facts).resource("ims:cn-north-4:0a1b:image:other")), Answer::No);
    assert_eq!(answer(Preflight::new(update, &facts)), Answer::Unknown);
}

fn role_copy() -> Operation {
    operation_of("POST /v1/cloudimages/{image_id}/copy", Model::RolePolicy, Cloud::OpenTelekomCloud)
}

fn otc(actions: &str) -> PolicySetBuilder {
    let policy = policy("1.1", &format!(r#"{{"Effect":"Allow","Action":[{actions}]}}"#));
    PolicySet::builder().cloud(Cloud::OpenTelekomCloud).role("custom", policy, GrantScope::All)
}

#[test]
fn a_wildcard_dependency_of_the_role_model() {
    let facts = Facts::new(role_copy()).with("enterprise_projects.enabled", false).unwrap();
    let of =
        |set: PolicySetBuilder| Preflight::new(role_copy(), &facts).check(&set.build().unwrap(), &Request::new(""));
    let own = r#""ims:images:copy","ims:serverImages:create""#;
    let all = of(otc(&format!(r#"{own},"kms:*:*","OBS:*:*""#)));
    assert_eq!(all.answer(), Answer::Yes, "{all}");
    let without = of(otc(&format!(r#"{own},"obs:*:*""#)));
    assert_eq!((without.answer(), without.missing_actions()), (Answer::No, vec!["kms:*:*"]));
    let some = of(otc(&format!(r#"{own},"obs:*:*","kms:cmk:*""#)));
    assert_eq!((some.answer(), need(&some, "kms:*:*").decision()), (Answer::Unknown, Some(Decision::Unknown)));
    insta::assert_snapshot!("pattern", need(&some, "kms:*:*").because());
}

/// A pattern that ends as a name may end does not cover what no table lists.
#[test]
fn a_pattern_covers_another_only_as_a_whole() {
    let all = Operation::all().filter(|it| it.model() == Model::RolePolicy);
    let mut needs = all.flat_map(|it| it.requirements().into_iter().map(move |need| (it, need.need().name())));
    let is_unlisted = |name: &str| name.ends_with(":*") && hwc_iam::expand::<hwc_iam::RoleAction>([name]).is_empty();
    let (operation, name) = needs.find(|it| is_unlisted(it.1)).unwrap();
    let facts = Facts::new(operation);
    let of = |grant: &str| {
        let policy = policy("1.1", &format!(r#"{{"Effect":"Allow","Action":["{grant}"]}}"#));
        let set =
            PolicySet::builder().cloud(operation.cloud()).role("custom", policy, GrantScope::All).build().unwrap();
        need(&Preflight::new(operation, &facts).check(&set, &Request::new("")), name).has()
    };
    let service = name.split(':').next().unwrap();
    for whole in [name, &format!("{service}:*:*"), "*:*:*"] {
        assert_eq!(of(whole), Some(true), "{whole}");
    }
    for part in ["table", "0table", "?table"] {
        assert_eq!(of(&format!("{name}{part}")), None, "{part}");
    }
}

#[test]
fn a_role_that_is_needed_is_looked_up_in_the_grants() {
    let export = operation_of("POST /v1/cloudimages/{image_id}/file", Model::RolePolicy, Cloud::HuaweiCloud);
    let facts = Facts::new(export);
    let of = |set: PolicySetBuilder| Preflight::new(export, &facts).check(&set.build().unwrap(), &Request::new(""));
    let grant = |name: &str| {
        let policy = policy("1.0", r#"{"Effect":"Allow","Action":["ims:*:*"]}"#);
        PolicySet::builder().role(name, policy, GrantScope::All)
    };
    assert_eq!(need(&of(grant("Tenant Administrator")), "Tenant Administrator").has(), Some(true));
    let without = of(grant("Image Administrator"));
    assert_eq!(without.missing_actions(), ["Tenant Administrator"]);
}

/// On Huawei Cloud `ims:images:copy` has effect in an enterprise project for the copy within a region only.
#[test]
fn the_operation_says_whether_an_enterprise_project_reaches_it() {
    let has = |name: &str, scope: GrantScope| {
        let operation = operation_of(name, Model::RolePolicy, Cloud::HuaweiCloud);
        let copy = policy("1.1", r#"{"Effect":"Allow","Action":["ims:images:copy"]}"#);
        let set = PolicySet::builder().role("copiers", copy, scope).build().unwrap();
        let facts = Facts::new(operation);
        let request = Request::new("").key("g:EnterpriseProjectId", "ep").key("g:ProjectName", "cn-north-4");
        need(&Preflight::new(operation, &facts).check(&set, &request), "ims:images:copy").has()
    };
    let (within, across) =
        ("POST /v1/cloudimages/{image_id}/copy", "POST /v1/cloudimages/{image_id}/cross_region_copy");
    let in_enterprise_project = || GrantScope::EnterpriseProject("ep".into());
    assert_eq!(has(within, in_enterprise_project()), Some(true));
    assert_eq!(has(across, in_enterprise_project()), Some(false));
    assert_eq!(has(across, GrantScope::Project("cn-north-4".into())), Some(true));
}

/// What is granted in the other model may do it: how both add up is not documented.
#[test]
fn the_other_model_leaves_it_open() {
    let role = || policy("1.1", r#"{"Effect":"Allow","Action":["ims:images:copy"]}"#);
    let set = || PolicySet::builder().role("custom", role(), GrantScope::All);
    let report = check(set(), &all_facts(), &request());
    assert_eq!(report.answer(), Answer::Unknown);
    assert_eq!(need(&report, "ims:images:copyCrossRegion").assumptions(), [Assumption::ModelsAddUp]);
    let settled = check(set().assume(Assumption::ModelsAddUp, Setting::No), &all_facts(), &request());
    assert_eq!(settled.answer(), Answer::No);
}
