//! The formats in which policies are kept beside Terraform's own language, each with its findings at their places.

use hwc_iam::files::{self, Language};
use serde_json::{Value, json};

use super::Scratch;

const BAD: &str = r#"{"Version":"5.0","Statement":[{"Effect":"Alow","Action":["ims:images:list"]}]}"#;

/// The address, the rule and the text at the place of each finding.
fn found(language: Language, text: &str) -> Vec<(String, &'static str, String)> {
    let mut all = Vec::new();
    files::each(language, text.into(), None, &mut |it| {
        for problem in it.document().problems() {
            let span = problem.span();
            let there = text.get(span.start as usize..span.end as usize).unwrap().to_owned();
            all.push((it.address().unwrap_or_default().to_owned(), problem.rule(), there));
        }
    })
    .unwrap();
    all
}

fn one(language: Language, text: &str, address: &str, there: &str) {
    assert_eq!(found(language, text), [(address.to_owned(), "invalid_effect", there.to_owned())], "{text}");
}

#[test]
fn terraform_in_json_is_read() {
    let string = serde_json::to_string(BAD).unwrap();
    let at = r#"\"Alow\""#;
    for body in [
        format!(r#"{{"p": {{"policy_document": {string}}}}}"#),
        // The CDK and people write arrays of blocks, too.
        format!(r#"[{{"p": [{{"policy_document": {string}}}]}}]"#),
    ] {
        let text = format!(r#"{{"//": {{"metadata": {{}}}}, "resource": {{"huaweicloud_identity_policy": {body}}}}}"#);
        one(Language::Json, &text, "huaweicloud_identity_policy.p", at);
        let text = format!(r#"{{"resource": [{{"huaweicloud_identity_policy": {body}}}]}}"#);
        one(Language::Json, &text, "huaweicloud_identity_policy.p", at);
    }
    let blocks = r#"{"resource": {"opentelekomcloud_identity_role_v3": {"r": {"statement":
        [{"effect": "Alow", "action": ["ims:images:list", "${var.more}"]}]}}}}"#;
    one(Language::Json, blocks, "opentelekomcloud_identity_role_v3.r", "\"Alow\"");
    assert_eq!(found(Language::Json, r#"{"resource": {"aws_iam_policy": {"a": {"policy": "{}"}}}}"#), []);
}

#[test]
fn what_terraform_computes_in_json_is_not_known() {
    let unknown = |policy: &str| {
        let text = json!({ "resource": { "huaweicloud_identity_policy": { "p": { "policy_document": policy } } } });
        let text = text.to_string();
        let mut parts = Vec::new();
        files::each(Language::Json, text.clone(), None, &mut |it| {
            assert_eq!(it.document().problems().len(), 0, "{text}");
            parts.extend(it.unknown().iter().map(|it| text[it.start as usize..it.end as usize].to_owned()));
        })
        .unwrap();
        parts
    };
    assert_eq!(unknown("${jsonencode(local.a)}"), ["${jsonencode(local.a)}"]);
    let with = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":${jsonencode(var.a)}}]}"#;
    assert_eq!(unknown(with), ["${jsonencode(var.a)}"]);
    let escaped = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"],"Resource":["obs:*:*:object:b/$${g:UserName}/*"]}]}"#;
    assert_eq!(unknown(escaped), [""; 0]);
    let wrong = json!({ "resource": { "huaweicloud_identity_policy": { "p": { "policy_document": escaped.replace("UserName", "UserNam") } } } });
    let found = found(Language::Json, &wrong.to_string());
    assert_eq!((found.len(), found[0].1), (1, "unknown_key"), "{found:?}");
}

#[test]
fn plans_and_states_are_read() {
    let values = json!({ "policy_document": BAD });
    let resource = json!({ "address": "module.m.huaweicloud_identity_policy.p[\"a\"]", "mode": "managed",
        "type": "huaweicloud_identity_policy", "values": values });
    let root = json!({ "resources": [], "child_modules": [{ "resources": [resource] }] });
    let planned = json!({ "terraform_version": "1.9.0", "planned_values": { "root_module": root } });
    let shown = json!({ "format_version": "1.0", "terraform_version": "1.9.0", "values": { "root_module": root } });
    let changes = json!({ "resource_changes": [{ "address": "module.m.huaweicloud_identity_policy.p[\"a\"]", "mode": "managed",
        "type": "huaweicloud_identity_policy", "change": { "actions": ["update"], "before": null, "after": values } }] });
    let state = json!({ "version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": [
        { "module": "module.m", "mode": "managed", "type": "huaweicloud_identity_policy", "name": "p", "provider": "p",
          "instances": [{ "index_key": "a", "attributes": values }] },
        { "mode": "data", "type": "huaweicloud_identity_policy", "name": "p", "instances": [{ "attributes": values }] }] });
    for text in [planned, shown, changes, state] {
        one(Language::Json, &text.to_string(), "module.m.huaweicloud_identity_policy.p[\"a\"]", r#"\"Alow\""#);
    }
}

#[test]
fn a_plan_has_two_sides() {
    let change = |address: &str, before: Value, after: Value| {
        json!({ "address": address, "mode": "managed", "type": "huaweicloud_identity_policy",
            "change": { "actions": [], "before": before, "after": after, "after_unknown": { "id": true } } })
    };
    let policy = json!({ "policy_document": BAD });
    let plan = json!({ "resource_changes": [
        change("a", Value::Null, policy.clone()), change("b", policy.clone(), Value::Null), change("c", policy.clone(), policy),
        change("d", Value::Null, json!({})),
    ] });
    let (before, after) = files::plan_sides(&plan.to_string()).unwrap();
    let names = |all: &[files::Found]| all.iter().map(|it| it.address().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (names(&before), names(&after)),
        (vec!["b".to_owned(), "c".to_owned()], vec!["a".to_owned(), "c".to_owned()])
    );
    assert!(files::plan_sides("{}").is_none());
}

#[test]
fn answers_of_the_api_are_read() {
    let policy: Value = serde_json::from_str(BAD).unwrap();
    let string = r#"\"Alow\""#;
    for (answer, pointer, there) in [
        (json!({ "policy_version": { "version_id": "v1", "document": BAD } }), "/policy_version/document", string),
        (
            json!({ "policies": [{ "policy_name": "a" }, { "policy_name": "b", "document": policy }] }),
            "/policies/1/document",
            "\"Alow\"",
        ),
        (json!([{ "kind": "Policy", "spec": { "policy": policy } }]), "/0/spec/policy", "\"Alow\""),
        (
            json!({ "apiVersion": "v1", "kind": "List", "items": [{ "spec": { "a/b~": policy } }] }),
            "/items/0/spec/a~1b~0",
            "\"Alow\"",
        ),
    ] {
        one(Language::Json, &answer.to_string(), pointer, there);
    }
    let roles = json!({ "roles": [{ "display_name": "r", "type": "XA", "policy": { "Version": "1.1", "Statement": [{ "Effect": "Alow", "Action": ["ims:images:list"] }] } }] });
    one(Language::Json, &roles.to_string(), "/roles/0/policy", "\"Alow\"");
}

#[test]
fn an_answer_says_what_its_documents_are() {
    let kinds = |answer: Value| {
        let mut all = Vec::new();
        files::each(Language::Json, answer.to_string(), None, &mut |it| all.push(it.document().kind().name())).unwrap();
        all
    };
    let trust = r#"{"Version":"5.0","Statement":[]}"#;
    assert_eq!(kinds(json!({ "agency": { "trust_policy": trust } })), ["trust"]);
    let content = json!({ "policy": { "content": BAD, "policy_summary": { "type": "service_control_policy" } } });
    assert_eq!(kinds(content), ["scp"]);
    assert_eq!(kinds(json!({ "policy": { "content": BAD } })), ["identity"]);
}

#[test]
fn in_a_folder_each_format_is_found_and_what_is_not_read_is_said() {
    let scratch = Scratch::new("formats");
    let string = serde_json::to_string(BAD).unwrap();
    scratch.write(
        "cdk/cdk.tf.json",
        format!(r#"{{"resource": {{"huaweicloud_identity_policy": {{"p": {{"policy_document": {string}}}}}}}}}"#),
    );
    scratch.write("answers/list.json", format!(r#"{{"policies": [{{"document": {string}}}]}}"#));
    let aws = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}"#;
    scratch.write("answers/other.json", json!({ "PolicyList": [{ "Document": aws }] }).to_string());
    let ran = scratch.run(&["check", "."]);
    assert_eq!(ran.code, 1);
    for wanted in [
        "cdk/cdk.tf.json:1:",
        "answers/list.json:1:",
        "not checked: ./answers/other.json:1:29: a policy of AWS (in `/PolicyList/0/Document`)",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}\n{}", ran.out);
    }
    for format in ["json", "sarif", "github"] {
        assert!(scratch.run(&["check", ".", "--format", format]).out.contains("a policy of AWS"), "{format}");
    }
}
