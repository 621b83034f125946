//! The policies of resources other than agencies, where people have them.

use hwc_iam::PolicyKind;
use hwc_iam::files::{self, Language};

use super::run_with;

const TOPIC: &str = r#"{"Version":"2016-09-07","Id":"i","Statement":[{"Sid":"a","Effect":"Allow",
    "Principal":{"CSP":["urn:csp:iam::0123456789abcdef0123456789abcdef:root"]},"Action":["SMN:Publish"],
    "Resource":"urn:smn:cn-north-4:0123456789abcdef0123456789abcdef:t"}]}"#;

#[test]
fn what_is_not_read_is_said_in_every_format() {
    for format in ["text", "json", "sarif", "github"] {
        let ran = run_with(TOPIC.as_bytes(), &["check", "-", "--format", format]);
        assert_eq!(ran.code, 0, "{format}");
        assert!(ran.out.contains("of a kind that is not read"), "{format}: {}", ran.out);
    }
}

fn kinds(text: &str) -> Vec<(PolicyKind, usize)> {
    let mut all = Vec::new();
    files::each(Language::Terraform, text.into(), None, &mut |it| {
        if it.is_unread() {
            assert_eq!(it.other_kind().unwrap(), "a bucket policy in the language of S3");
            return;
        }
        all.push((it.document().kind(), it.document().problems().len()));
    })
    .unwrap();
    all
}

#[test]
fn resources_of_terraform_say_what_their_policies_are() {
    let bucket = r#"resource "huaweicloud_obs_bucket_policy" "a" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { ID = ["*"] }, Action = [var.action], Resource = ["b/*"] }] })
}"#;
    assert_eq!(kinds(bucket), [(PolicyKind::Bucket, 0)]);
    let of_s3 = r#"resource "huaweicloud_obs_bucket_policy" "a" {
  policy_format = "s3"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ["*"] }, Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::b/*"] }] })
}"#;
    assert_eq!(kinds(of_s3), []);
    let endpoint = r#"resource "huaweicloud_vpcep_endpoint" "a" {
  policy_document = jsonencode({ Version = "5.0", Statement = [{ Effect = "Allow", Principal = "*", Action = ["*"], Resource = ["*"] }] })
}"#;
    assert_eq!(kinds(endpoint), [(PolicyKind::Endpoint, 0)]);
}

#[test]
fn a_bucket_policy_is_evaluated() {
    let scenario = |principal: &str| {
        format!(
            r#"{{"resource_policy":{{"Statement":[{{"Effect":"Allow","Principal":{{"ID":["domain/0a1b:user/anna"]}},
                "Action":["GetObject"],"Resource":["b/*"]}}]}},
                "request":{{"principal":"{principal}","action":"obs:object:getObject","resource":"obs::0a1b:object:b/k"}}}}"#
        )
    };
    for (principal, decision, code) in
        [("iam::0a1b:user:anna", "\"allow\"", 0), ("sts::0a1b:assumed-agency:x/s", "\"implicit_deny\"", 1)]
    {
        let ran = run_with(scenario(principal).as_bytes(), &["eval", "-", "--format", "json"]);
        assert!(ran.out.contains(decision), "{}{}", ran.out, ran.err);
        assert_eq!(ran.code, code);
    }
    let without_twin = scenario("iam::0a1b:user:anna").replace(
        r#""Resource":["b/*"]"#,
        r#""Resource":["b/*"],"Condition":{"DateEquals":{"CurrentTime":"2026-01-01T00:00:00Z"}}"#,
    );
    let ran = run_with(without_twin.as_bytes(), &["eval", "-"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("has no equivalent"), "{}", ran.err);
}

/// What is wrong with an action is said once, however often it is listed.
#[test]
fn a_repeated_action_is_one_mistake() {
    let policy = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list","ims:images:list"],
        "Resource":["ims:*:*:image:x"]}]}"#;
    let ran = run_with(policy.as_bytes(), &["check", "-", "--format", "json"]);
    let all = ran.json()["files"][0]["findings"].as_array().unwrap().clone();
    let rules: Vec<&str> = all.iter().map(|it| it["rule"].as_str().unwrap()).collect();
    assert_eq!(rules.iter().filter(|it| **it == "resource_not_taken").count(), 1, "{rules:?}");
    assert_eq!(rules.iter().filter(|it| **it == "repeated_item").count(), 1, "{rules:?}");
}
