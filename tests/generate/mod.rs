//! Least privilege: policies that are just enough.

use std::fmt::Write;

use hwc_iam::generate::{Generated, Generator};
use hwc_iam::{Cloud, Model, Operation, PolicyKind};
use proptest::prelude::*;

use crate::cases::few;

fn v5() -> Generator {
    Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud)
}

fn role(cloud: Cloud) -> Generator {
    Generator::new(Model::RolePolicy, cloud)
}

fn of(mut generator: Generator, calls: &[&str]) -> Generated {
    calls.iter().for_each(|it| generator.call(it));
    generator.generate()
}

/// Everything that there is to say of it, for a person.
fn shown(generated: &Generated) -> String {
    let mut out = String::new();
    for policy in generated.policy.iter().chain(&generated.global_policy) {
        writeln!(out, "{}", policy.to_json_pretty()).unwrap();
    }
    for it in &generated.reasons {
        writeln!(out, "reason: {} {:?}: {}", it.action, it.resources, it.because).unwrap();
    }
    for it in &generated.conditional {
        let included = if it.is_included { "in" } else { "out" };
        writeln!(out, "conditional, {included}: {}: {}: {}", it.action, it.qualifier, it.because).unwrap();
    }
    for it in &generated.unresolved {
        writeln!(out, "unresolved: {}: {} {:?} {:?}", it.what, it.because, it.candidates, it.elsewhere).unwrap();
    }
    for it in &generated.notes {
        writeln!(out, "note: {it}").unwrap();
    }
    let proof = generated.proof();
    for it in &proof.allowed {
        writeln!(out, "allowed: {}: {}", it.what, it.decision.name()).unwrap();
    }
    writeln!(out, "nothing else: {:?}", proof.nothing_else).unwrap();
    for it in &proof.without {
        let fails = it.fails.as_ref().map(|it| format!("{} ({})", it.what, it.decision.name()));
        writeln!(out, "without {}: {}", it.action, fails.unwrap_or_default()).unwrap();
    }
    out
}

/// Whether there is something to allow and nothing is left over.
fn is_whole(generated: &Generated) -> bool {
    generated.policy.is_some() && generated.unresolved.is_empty()
}

fn check(name: &str, generated: &Generated) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/generate");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, shown(generated)));
    assert_eq!(generated.proof().holds(), is_whole(generated), "{}", shown(generated));
    for policy in generated.policy.iter().chain(&generated.global_policy) {
        policy.check(PolicyKind::Identity).unwrap();
    }
}

#[test]
fn replication_in_a_region() {
    let copy = "POST https://ims.cn-north-4.myhuaweicloud.com/v1/cloudimages/7ca68c5b/copy";
    check("copy_v5", &of(v5().account("0a1b"), &[copy]));
    for cloud in Cloud::ALL {
        let copy = "POST /v1/cloudimages/{image_id}/copy";
        check(&format!("copy_role_{cloud}"), &of(role(*cloud), &[copy]));
    }
}

#[test]
fn resources_are_merged_and_narrow() {
    let calls = [
        "GET /v2/images/a",
        "GET https://ims.cn-east-3.myhuaweicloud.com/v2/images/b",
        "PATCH /v2/images/{image_id}",
        "PATCH /v2/images/c",
        "DELETE /v2/images/x*y",
    ];
    check("merged", &of(v5().region("cn-north-4"), &calls));
}

#[test]
fn conditional_needs_are_taken_when_asked_for() {
    let call = ["PATCH /v2/cloudimages/{image_id}"];
    check("conditional_out", &of(v5(), &call));
    check("conditional_in", &of(v5().with_conditional(), &call));
}

/// An operation that needs one of two actions, as its page has it: nothing is left to allow, and nothing is proved.
#[test]
fn what_is_left_out_is_unresolved() {
    let call = ["POST /v2/{project_id}/apigw/instances/{instance_id}/apis/action"];
    let nothing = of(role(Cloud::HuaweiCloud), &call);
    let names: Vec<&str> = nothing.unresolved.iter().map(|it| it.what.as_str()).collect();
    assert_eq!((nothing.policy.is_none(), names), (true, vec!["apig:apis:offline", "apig:apis:publish"]));
    let proof = nothing.proof();
    assert!(!proof.holds() && !proof.is_complete);
    assert_eq!(proof.allowed[0].decision.name(), "implicit_deny");

    let all = of(role(Cloud::HuaweiCloud).with_conditional(), &call);
    assert!(all.proof().holds(), "{}", shown(&all));

    let call = ["POST /v2/{project_id}/os-vendor-tags/{resource_type}/{resource_id}/action"];
    let some = of(role(Cloud::HuaweiCloud).service("evs"), &call);
    let actions = &some.proof().allowed[0].actions;
    let denied = actions.iter().filter(|(_, it)| it.name() == "implicit_deny").map(|(name, _)| name.as_str());
    assert_eq!(
        denied.collect::<Vec<_>>(),
        ["evs:backupTags:delete", "evs:snapshotTags:delete", "evs:volumeTags:delete"]
    );
    assert!(some.policy.is_some() && !some.proof().holds());
}

/// Of every operation of roles: a proof holds only if each action of it is allowed, and where there is no policy, the reason is told.
#[test]
fn nothing_of_a_role_is_proved_that_is_not_allowed() {
    let (mut proved, mut open, mut empty) = (0, 0, 0);
    for cloud in Cloud::ALL.iter().copied() {
        let of_role = |it: &Operation| (it.model(), it.cloud()) == (Model::RolePolicy, cloud) && is_plain(it);
        for operation in Operation::all().filter(of_role) {
            let generated = of(role(cloud), &[&call(operation, "id-1")]);
            let proof = generated.proof();
            let mut actions = proof.allowed.iter().flat_map(|it| &it.actions);
            let is_allowed = !proof.allowed.is_empty() && actions.all(|(_, it)| it.name() == "allow");
            assert_eq!(proof.holds(), is_whole(&generated), "{operation}: {}", shown(&generated));
            assert!(!proof.holds() || is_allowed, "{operation}: {}", shown(&generated));
            let is_told =
                !generated.unresolved.is_empty() || generated.notes.iter().any(|it| it.contains("needs no action"));
            assert!(generated.policy.is_some() || is_told, "{operation}: {}", shown(&generated));
            *(if proof.holds() { &mut proved } else { &mut open }) += 1;
            empty += usize::from(generated.policy.is_none());
        }
    }
    assert!(proved > 20 && open > 20 && empty > 5, "{proved} {open} {empty}");
}

#[test]
fn nothing_asked_for_is_not_proved() {
    assert!(!v5().generate().proof().holds());
}

#[test]
fn dependencies_go_on() {
    check("transitive", &of(v5(), &["PUT /v1/cloudimages/a/upload", "POST /v2/p/images/a/tags/action"]));
}

#[test]
fn what_the_catalogue_does_not_know_is_unresolved() {
    let calls = ["GET /v1/no/such/api", "GET", "POST /v2.1/{project_id}/servers/{server_id}/action"];
    let generated = of(v5(), &calls);
    check("unresolved", &generated);
    assert!(generated.policy.is_none());
}

#[test]
fn a_call_of_several_services_is_settled_by_its_host_or_by_name() {
    let path = "/v3/p/backups/b";
    let both = of(role(Cloud::HuaweiCloud), &[&format!("DELETE {path}")]);
    assert_eq!((both.policy.is_none(), both.unresolved[0].candidates.len()), (true, 2));
    let host = of(role(Cloud::HuaweiCloud), &[&format!("DELETE https://rds.cn-north-4.myhuaweicloud.com{path}")]);
    let service = of(role(Cloud::HuaweiCloud).service("rds"), &[&format!("DELETE {path}")]);
    assert_eq!(host.policy, service.policy);
    assert_eq!(host.reasons[0].action, "rds:backup:delete");
}

#[test]
fn traces_count_where_they_are_certain() {
    let mut generator = v5();
    generator.traces(include_str!("../fixtures/generate/traces.jsonl"));
    check("traces", &generator.generate());
    let mut generator = v5();
    generator.traces(r#"{"traces": [{"method": "GET", "path": "/v2/cloudimages"}, 1]}"#);
    assert_eq!(generator.generate().reasons.len(), 1);
}

#[test]
fn messages_of_denials() {
    let mut generator = v5();
    for message in [
        "Policy doesn't allow ims:images:get to be performed.",
        r#"{"error_code":"PAP5.0001","error_msg":"access denied","encoded_authorization_message":"AQ=="}"#,
        r#"{"error":{"code":"IAM.0003","message":"forbidden"}}"#,
        "Policy doesn't allow ims:images:copy to be performed.",
        "see https://x:y:z of nobody:knows:it and ims:images:frobnicate",
        r#"{"error_code":"CDN.00010198","error_message":"Insufficient permission to access scm.","encoded_authorization_message":""}"#,
    ] {
        generator.denied(message);
    }
    check("denied", &generator.generate());
}

#[test]
fn patterns_of_pages_are_taken_once() {
    let generated = of(role(Cloud::OpenTelekomCloud), &["POST /v1/cloudimages/{image_id}/copy"]);
    let global = generated.global_policy.unwrap();
    assert!(global.to_string().contains(r#""Action":["obs:bucket:*","obs:object:*"]"#), "{global}");
}

/// A call of an operation with an id in each placeholder.
fn call(operation: Operation, id: &str) -> String {
    let segments = operation.path().unwrap().split('/').map(|it| if it.starts_with('{') { id } else { it });
    format!("{} {}", operation.method().unwrap(), segments.collect::<Vec<_>>().join("/"))
}

fn is_plain(it: &Operation) -> bool {
    let odd = |path: &str| path.contains(['?', ':', '*']) || path.matches('{').count() != path.matches('}').count();
    it.method().is_some() && it.path().is_some_and(|it| !odd(it))
}

#[test]
fn every_operation_of_identity_policies_has_its_proof() {
    let of_v5 = |it: &Operation| it.model() == Model::IdentityPolicy && is_plain(it);
    let mut count = 0;
    let mut check = |operation: Operation, generator: Generator| {
        let generated = of(generator, &[&call(operation, "id-1")]);
        assert_eq!(generated.proof().holds(), is_whole(&generated), "{operation}");
        if let Some(policy) = &generated.policy {
            policy.check(PolicyKind::Identity).unwrap();
            count += 1;
        }
        !generated.conditional.is_empty()
    };
    for operation in Operation::all().filter(of_v5) {
        if check(operation, v5()) {
            check(operation, v5().with_conditional());
        }
    }
    assert!(count > 20);
}

proptest! {
    #![proptest_config(few(24))]

    #[test]
    fn a_policy_allows_its_operations_and_has_nothing_to_spare(
        picks in proptest::collection::vec(any::<proptest::sample::Index>(), 1..5),
        model in proptest::sample::select(Model::ALL),
        cloud in proptest::sample::select(Cloud::ALL),
        id in "[a-z0-9*?$:]{1,6}",
        conditional in any::<bool>(),
    ) {
        let all: Vec<Operation> =
            Operation::all().filter(|it| (it.model(), it.cloud()) == (model, cloud) && is_plain(it)).collect();
        prop_assume!(!all.is_empty());
        let mut generator = Generator::new(model, cloud);
        if conditional {
            generator = generator.with_conditional();
        }
        for pick in &picks {
            generator.call(&call(*pick.get(&all), &id));
        }
        let generated = generator.generate();
        let proof = generated.proof();
        prop_assert_eq!(proof.holds(), is_whole(&generated), "{}", shown(&generated));
        // Action by action, by the operations themselves.
        for it in generated.given.iter().filter(|_| proof.holds()) {
            prop_assert!(it.left_out.is_empty() && !it.has_unresolved && !it.needs.is_empty(), "{}", it.what);
        }
        let actions = |it: &hwc_iam::Policy| -> usize {
            it.statements().iter().map(|it| match it.actions() {
                hwc_iam::Actions::These(all) | hwc_iam::Actions::AllBut(all) => all.len(),
            }).sum()
        };
        let written: usize = generated.policy.iter().chain(&generated.global_policy).map(actions).sum();
        prop_assert_eq!(proof.without.len(), written, "no action stands twice");
    }

    #[test]
    fn no_log_is_too_odd_to_be_read(text in "\\PC{0,60}") {
        let mut generator = v5();
        generator.traces(&text);
        generator.denied(&text);
        generator.call(&text);
        let _ = generator.generate().proof();
    }
}
