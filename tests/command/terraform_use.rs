//! `generate --terraform`.

use serde_json::{Value, json};

use super::{Ran, Scratch, run_with};

const COPY: &str = r#"provider "huaweicloud" {
  region = "cn-north-4"
}

data "huaweicloud_images_image" "golden" {
  name = "golden"
}

resource "huaweicloud_images_image_copy" "second" {
  source_image_id = data.huaweicloud_images_image.golden.id
  name            = "second"
}
"#;

fn usage(ran: &Ran) -> Value {
    ran.json()["usage"].clone()
}

#[test]
fn a_folder_becomes_a_policy() {
    let scratch = Scratch::new("terraform-use");
    scratch.write("infra/main.tf", COPY);
    let ran = scratch.run(&["generate", "--terraform", "infra"]);
    insta::assert_snapshot!(format!("exit code {}\n{}\n{}", ran.code, ran.out, ran.err));
    let json = scratch.run(&["generate", "--terraform", "infra", "--format", "json"]);
    insta::assert_snapshot!(serde_json::to_string_pretty(&usage(&json)).unwrap());
}

#[test]
fn what_it_prints_has_no_findings() {
    let scratch = Scratch::new("terraform-use-check");
    scratch.write("main.tf", COPY);
    for model in ["v5", "role"] {
        let ran = scratch.run(&["generate", "--terraform", "main.tf", "--model", model]);
        scratch.write("policy.json", &ran.out);
        let checked = scratch.run(&["check", "policy.json"]);
        assert_eq!(checked.code, 0, "{model}: {}", checked.out);
    }
}

#[test]
fn each_module_that_nobody_calls_is_read() {
    let scratch = Scratch::new("terraform-use-modules");
    scratch.write("prod/main.tf", "module \"net\" {\n  source = \"../net\"\n  count = 2\n}\n");
    scratch.write("test/main.tf", "module \"far\" {\n  source = \"git::https://example.com/net\"\n}\n");
    scratch.write("net/main.tf", "resource \"huaweicloud_vpc\" \"a\" {}\nresource \"random_id\" \"b\" {}\n");
    let ran = scratch.run(&["generate", "--terraform", ".", "--format", "json"]);
    let usage = usage(&ran);
    assert_eq!(usage["resources"], json!([{ "name": "huaweicloud_vpc", "count": 2 }]));
    assert_eq!(usage["other_providers"], json!([{ "name": "random", "count": 2 }]));
    assert_eq!((usage["unread"][0]["line"].as_u64(), ran.code), (Some(1), 4));
    assert!(usage["unread"][0]["file"].as_str().unwrap().ends_with("test/main.tf"), "{usage}");
}

#[test]
fn what_no_table_has_is_said() {
    let scratch = Scratch::new("terraform-use-unknown");
    scratch.write("main.tf", "resource \"huaweicloud_no_such_thing\" \"a\" {}\n");
    let ran = scratch.run(&["generate", "--terraform", "main.tf"]);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    assert!(ran.err.contains("unknown: no table says which APIs `huaweicloud_no_such_thing` calls"), "{}", ran.err);
    assert!(ran.err.contains("no call of an API was found") && !ran.err.contains("100 %"), "{}", ran.err);
}

#[test]
fn a_plan_and_a_state_are_read() {
    let state = br#"{"version": 4, "terraform_version": "1.9.0", "serial": 1, "resources": [{
        "mode": "managed", "type": "huaweicloud_ims_ecs_system_image", "name": "a",
        "instances": [{ "attributes": { "id": "7ca6", "region": "cn-north-4" } }]}]}"#;
    let ran = run_with(state, &["generate", "--terraform", "-", "--phase", "plan", "--account", "0a1b"]);
    assert!(ran.out.contains("ims:cn-north-4:0a1b:image:7ca6"), "{}", ran.out);
    assert!(ran.err.contains("what reads with POST is left to `--phase apply`"), "{}", ran.err);
    let other = run_with(br#"{"a": 1}"#, &["generate", "--terraform", "-"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("neither Terraform, nor a plan or a state"), "{}", other.err);
}

#[test]
fn questions_have_answers() {
    let scratch = Scratch::new("terraform-use-facts");
    scratch.write("main.tf", "resource \"huaweicloud_compute_instance\" \"a\" {}\n");
    let destroy = ["generate", "--terraform", "main.tf", "--phase", "destroy", "--format", "json"];
    let asked = usage(&scratch.run(&destroy));
    let fact = asked["questions"][0]["fact"].as_str().unwrap();
    let answer = format!("{fact}=true");
    let answered = usage(&scratch.run(&[&destroy[..], &["--fact", &answer]].concat()));
    assert_eq!(answered["questions"], json!([]));
    assert!(answered["apis"].as_u64() > asked["apis"].as_u64());
    let wrong = scratch.run(&[&destroy[..], &["--fact", "a=maybe"]].concat());
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert_eq!(wrong.err, "error: --fact: `a=maybe` does not end with `=true` or `=false`\n");
}

#[test]
fn the_agency_gets_its_trust_policy() {
    let scratch = Scratch::new("terraform-use-trust");
    scratch.write("main.tf", COPY);
    let account = "0123456789abcdef0123456789abcdef";
    let ran = scratch.run(&["generate", "--terraform", "main.tf", "--assumed-by", account]);
    let printed = ran.json();
    scratch.write("trust.json", printed[1].to_string());
    assert_eq!(printed[1]["Statement"][0]["Principal"], json!({ "IAM": [account] }));
    assert_eq!(scratch.run(&["check", "trust.json"]).code, 0);
    let service =
        scratch.run(&["generate", "--terraform", "main.tf", "--assumed-by", "service.ECS", "--format", "json"]);
    let trust = &usage(&service)["trust_policy"];
    assert_eq!(trust["Statement"][0]["Principal"], json!({ "Service": ["service.ECS"] }));
    for (principal, model) in [("me", "v5"), ("service.", "v5"), (account, "role")] {
        let ran = scratch.run(&["generate", "--terraform", "main.tf", "--assumed-by", principal, "--model", model]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{principal} {model}: {}", ran.err);
    }
}

#[test]
fn a_large_policy_is_split() {
    let scratch = Scratch::new("terraform-use-split");
    scratch.write("main.tf", COPY);
    let ran = scratch.run(&["generate", "--terraform", "main.tf", "--policy-size", "200"]);
    assert!(ran.json().as_array().is_some_and(|it| it.len() > 1), "{}", ran.out);
    assert!(ran.err.contains("because one would be larger"), "{}", ran.err);
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let scratch = Scratch::new("terraform-use-errors");
    scratch.write("empty/readme.md", "");
    let ran = scratch.run(&["generate", "--terraform", "empty"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "error: empty: there is no Terraform in this folder\n"));
    assert_eq!(scratch.run(&["generate", "--terraform", "none"]).code, 2);
    assert_eq!(scratch.run(&["generate", "--terraform", "empty", "--operation", "GET /v2/images"]).code, 2);
}

#[test]
fn whose_provider_a_resource_has_is_said() {
    let scratch = Scratch::new("terraform-use-providers");
    let main = r#"provider "huaweicloud" {
  region = var.region
}

provider "huaweicloud" {
  alias  = "eu"
  region = "eu-west-101"

  assume_role {
    agency_name = "ops"
    domain_name = "acme"
  }
}

provider "huaweicloud" {
  alias    = "far"
  auth_url = "https://iam.eu-de.otc.t-systems.com/v3"
}

variable "region" {}

module "net" {
  source    = "./net"
  providers = { huaweicloud = huaweicloud.eu }
}

resource "huaweicloud_vpc" "a" {}

resource "huaweicloud_vpc" "b" {
  provider = huaweicloud.far
}
"#;
    scratch.write("infra/main.tf", main);
    scratch.write("infra/net/main.tf", "resource \"huaweicloud_vpc_eip\" \"a\" {}\n");
    let ran = scratch.run(&["generate", "--terraform", "infra"]);
    let said: Vec<&str> = ran.err.lines().filter(|it| it.contains("provider")).collect();
    insta::assert_snapshot!(said.join("\n"));
    let json = scratch.run(&["generate", "--terraform", "infra", "--format", "json"]);
    let providers = &usage(&json)["providers"];
    assert_eq!((&providers[1]["agency"], &providers[1]["account_name"]), (&json!("ops"), &json!("acme")));
    assert_eq!(providers[2]["left_out"], json!(true));
    assert_eq!(providers[0]["unknown"], json!(["region: `var.region` has no default"]));
    let eu = scratch.run(&["generate", "--terraform", "infra", "--provider", "huaweicloud.eu", "--format", "json"]);
    assert_eq!(usage(&eu)["resources"], json!([{ "name": "huaweicloud_vpc_eip", "count": 1 }]));
    let none = scratch.run(&["generate", "--terraform", "infra", "--provider", "huaweicloud.us"]);
    let said = "--provider: no resource has `huaweicloud.us`; the providers of the resources are: `huaweicloud`, \
                `huaweicloud.eu`, `huaweicloud.far`";
    assert!(none.code == 2 && none.err.contains(said), "{}", none.err);
}
