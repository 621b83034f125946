//! `hwc-iam preflight`

use serde_json::{Value, json};

use super::{Ran, Scratch, run};

const COPY: &str = "POST /v1/cloudimages/{image_id}/cross_region_copy";

fn preflight(operation: &str, more: &[&str]) -> Ran {
    let arguments = ["preflight", operation, "--scenario", "preflight/scenario.yaml"];
    run(&arguments.iter().chain(more).copied().collect::<Vec<_>>())
}

fn with_facts(more: &[&str]) -> Ran {
    preflight(COPY, &[&["--facts", "preflight/facts.yaml"], more].concat())
}

fn json_of(more: &[&str]) -> Value {
    with_facts(&[&["--format", "json"], more].concat()).json()
}

#[test]
fn yes_no_and_unknown_have_their_exit_codes() {
    assert_eq!(with_facts(&[]).code, 0);
    assert_eq!(with_facts(&["--fact", "image.size=129"]).code, 1);
    assert_eq!(preflight(COPY, &[]).code, 4);
    assert_eq!(preflight("POST /v1/cloudimages/{image_id}/copy", &[]).code, 1, "`ims:serverImages:create` is missing");
}

#[test]
fn the_answers_as_json() {
    insta::assert_snapshot!("preflight_yes", with_facts(&["--format", "json"]).out);
    let no = ["--fact", "image.size=200", "--fact", "agency.exists=false", "--format", "json"];
    insta::assert_snapshot!("preflight_no", with_facts(&no).out);
    insta::assert_snapshot!("preflight_unknown", preflight(COPY, &["--format", "json"]).out);
}

#[test]
fn a_charge_is_no_obstacle() {
    let facts = ["--fact", "image.full_ecs=true", "--fact", "image.created_from=云备份"];
    let of_vault = ["--fact", "destination_vault.protection_type=replication"];
    let answer = json_of(&[&facts[..], &of_vault].concat());
    assert_eq!(answer["answer"], "yes", "{answer}");
    assert_eq!(answer["charges"][0]["due"], true);
    assert_eq!(answer["charges"][0]["service"], "cbr");
    assert_eq!(answer["charges"][1]["due"], false);
    let answer = json_of(&facts);
    assert_eq!(answer["answer"], "unknown");
    assert_eq!(answer["facts_needed"][0]["fact"], "destination_vault.protection_type");
}

#[test]
fn an_image_with_all_of_its_server_does_not_cross_the_border() {
    let answer = json_of(&[
        "--fact",
        "image.full_ecs=true",
        "--fact",
        "image.created_from=csbs_backup",
        "--fact",
        "destination_region=ap-southeast-3",
    ]);
    assert_eq!(answer["answer"], "no");
    let failed: Vec<&Value> =
        answer["constraints"].as_array().unwrap().iter().filter(|it| it["holds"] == json!(false)).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["id"], "full_ecs_between_mainland_and_other_regions");
}

#[test]
fn an_agency_needs_what_its_role_depends_on() {
    let answer = json_of(&["--fact", r#"agency.roles_in_source_region=["IMS Administrator"]"#]);
    assert_eq!((&answer["answer"], &answer["agency"]["holds"]), (&json!("no"), &json!(false)));
}

#[test]
fn a_real_path_and_the_names_of_other_models() {
    let real = preflight(
        "POST https://ims.cn-north-4.myhuaweicloud.com/v1/cloudimages/7ca68c5b/cross_region_copy",
        &["--format", "json"],
    );
    assert_eq!(real.json()["operation"], COPY);
    let typo = preflight("POST /v1/cloudimages/{image_id}/cross_region_copi", &[]);
    assert_eq!(typo.code, 2);
    assert!(
        typo.err.contains("help: did you mean `POST /v1/cloudimages/{image_id}/cross_region_copy`?"),
        "{}",
        typo.err
    );
    let other = preflight("GET /v1/cloudimages/os_version", &["--model", "role"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("--model"), "{}", other.err);
    assert_eq!(preflight("copy it", &[]).code, 2);
    assert_eq!(preflight(COPY, &["--model", "v6"]).code, 2);
}

#[test]
fn the_model_and_the_cloud_are_those_of_the_scenario() {
    let copy = "POST /v1/cloudimages/{image_id}/copy";
    let ran = run(&["preflight", copy, "--scenario", "preflight/roles.json", "--format", "json"]);
    let answer = ran.json();
    assert_eq!((&answer["model"], &answer["cloud"]), (&json!("role"), &json!("otc")));
    assert_eq!(answer["answer"], "unknown", "kms is allowed in part, and enterprise projects are a question");
    assert_eq!(answer["facts_needed"][0]["fact"], "enterprise_projects.enabled");
    let kms = answer["actions"].as_array().unwrap().iter().find(|it| it["action"] == "kms:*:*").unwrap();
    assert_eq!((&kms["decision"], &kms["has"]), (&json!("unknown"), &Value::Null));
    assert!(kms["not_allowed"].as_array().unwrap().len() > 5);
    let enabled =
        run(&["preflight", copy, "--scenario", "preflight/roles.json", "--fact", "enterprise_projects.enabled=true"]);
    assert_eq!(enabled.code, 1, "{}", enabled.out);
    let hwc = run(&["preflight", copy, "--scenario", "preflight/roles.json", "--cloud", "hwc"]);
    assert_eq!(
        (hwc.code, hwc.err.as_str()),
        (2, "error: preflight/roles.json:2:12: `cloud` is `otc`, but the caller requires `hwc`\n")
    );
}

#[test]
fn what_is_wrong_with_facts_is_said_all_at_once() {
    let scratch = Scratch::new("preflight-facts");
    scratch.write("scenario.json", "{}");
    scratch.write("facts.json", r#"{"image":{"sise":40,"encrypted":"no","size":"40 gb"},"image.own":[1],"image.own":true,"image.private":null}"#);
    let ran = scratch.run(&["preflight", COPY, "--scenario", "scenario.json", "--facts", "facts.json"]);
    assert_eq!(ran.code, 2);
    insta::assert_snapshot!("preflight_wrong_facts", ran.err);
    for (text, why) in
        [("[1]", "facts are one object"), ("{", "EOF while parsing"), ("", "EOF while parsing"), ("{\"a\":", "EOF")]
    {
        scratch.write("facts.json", text);
        let ran = scratch.run(&["preflight", COPY, "--scenario", "scenario.json", "--facts", "facts.json"]);
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.err.contains(why), "{text}: {}", ran.err);
    }
    scratch.write("facts.yaml", "image: {size: 40\n");
    assert_eq!(scratch.run(&["preflight", COPY, "--scenario", "scenario.json", "--facts", "facts.yaml"]).code, 2);
    assert_eq!(scratch.run(&["preflight", COPY, "--scenario", "scenario.json", "--facts", "none.yaml"]).code, 2);
    assert_eq!(scratch.run(&["preflight", COPY, "--scenario", "scenario.json", "--fact", "image.size"]).code, 2);
}

/// A file may say that something is not known.
#[test]
fn null_is_not_known() {
    let scratch = Scratch::new("preflight-null");
    scratch.write("scenario.json", "{}");
    scratch.write("facts.json", r#"{"image.size":null}"#);
    let ran =
        scratch.run(&["preflight", COPY, "--scenario", "scenario.json", "--facts", "facts.json", "--format", "json"]);
    let needed = ran.json();
    assert!(needed["facts_needed"].as_array().unwrap().iter().any(|it| it["fact"] == "image.size"));
}
