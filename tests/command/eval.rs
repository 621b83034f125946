//! `hwc-iam eval`.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Scratch, run, run_with};

#[test]
fn the_answer_is_the_contract() {
    let ran = run(&["eval", "eval/images-but-not-delete.json", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let found = ran.json();
    assert_eq!(found["decision"], "explicit_deny");
    assert_eq!(
        found["matched"],
        json!([
            { "layer": "role", "policy": "IMS FullAccess", "statement": 0, "sid": null, "effect": "Allow" },
            { "layer": "role", "policy": "keep-images", "statement": 0, "sid": null, "effect": "Deny" },
        ])
    );
    assert_eq!(found["missing_keys"], json!([]));
}

#[test]
fn what_is_not_known_is_named() {
    let ran = run(&["eval", "eval/replicate.yaml"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "unknown: ims:images:copyInRegion");
    assert_eq!(lines[1], "  it can be: allow, implicit_deny");
    assert_eq!(lines[2], "  find out: ims:Encrypted");
    assert!(ran.out.contains("deny of scp `RegionLock`, statement 0 `Region` does not apply: "), "{}", ran.out);
}

#[test]
fn policies_of_the_pages_are_decided() {
    let allowed = run(&["eval", "eval/read-buckets.json"]);
    assert_eq!(
        (allowed.code, allowed.out.lines().next()),
        (0, Some("allow: OBS:bucket:listbucket")),
        "{}",
        allowed.err
    );
    let denied = run(&["eval", "eval/agency-of-ims.json", "--format", "json"]);
    assert_eq!((denied.code, &denied.json()["decision"]), (1, &json!("implicit_deny")));
    assert_eq!(
        denied.json()["nearly"][0]["failed"],
        json!(["`StringEquals` of `g:SourceAccount`: the request has `9z9z`, the policy `0a1b`"])
    );
}

#[test]
fn open_questions_can_be_answered() {
    let scenario = br#"{
        "identity_policies": [{ "Version": "5.0", "Statement": [{
            "Effect": "Allow", "Action": ["ims:images:list"], "Condition": { "StringNotEquals": { "g:UserName": ["x"] } } }] }],
        "request": { "action": "ims:images:list" }
    }"#;
    let open = run_with(scenario, &["eval", "-", "--format", "json"]);
    assert_eq!((open.code, &open.json()["assumptions"]), (4, &json!(["negated_operator_on_missing_key"])));
    let yes = run_with(scenario, &["eval", "-", "--assume", "negated_operator_on_missing_key=yes"]);
    assert_eq!(yes.code, 0);
    let no = run_with(scenario, &["eval", "-", "--assume", "negated_operator_on_missing_key=no"]);
    assert_eq!(no.code, 1);
    let misspelt = run_with(scenario, &["eval", "-", "--assume", "negated_operator_on_missing_kye=no"]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.err.contains("help: did you mean `negated_operator_on_missing_key`?"), "{}", misspelt.err);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (scenario, why) in [
        ("{", "EOF while parsing"),
        (r#"{"request":{"action":"a:b:c"},"policies":[]}"#, "unknown field `policies`"),
        (r#"{"identity_policies":[]}"#, "there is no `request` with an `action`"),
        (r#"{"identity_policies":[{"Version":"5.0"}],"request":{"action":"a:b:c"}}"#, "identity_policies[0]"),
        (r#"{"roles":[{"name":"x","scope":"nowhere"}],"request":{"action":"a:b:c"}}"#, "unknown variant `nowhere`"),
        (
            r#"{"request":{"action":"a:b:c","context":{"g:UserName":"a","g:username":"b"}}}"#,
            "`g:username` stands twice",
        ),
        (
            r#"{"request":{"action":"a:b:c","context":{"g:UserName":"a"},"unknown":["g:UserName"]}}"#,
            "`g:UserName` stands twice",
        ),
        ("request: { action: a }\nrequest: { action: b }\n", "duplicate entry"),
    ] {
        let ran = run_with(scenario.as_bytes(), &["eval", "-"]);
        assert_eq!(ran.code, 2, "{scenario}");
        assert!(ran.err.contains(why), "{scenario}: {}", ran.err);
    }
}

#[test]
fn a_role_without_a_document_is_unknown() {
    let scenario =
        br#"{ "roles": [{ "name": "Nobody knows", "scope": "all" }], "request": { "action": "ims:images:list" } }"#;
    let ran = run_with(scenario, &["eval", "-", "--format", "json"]);
    assert_eq!((ran.code, &ran.json()["missing_keys"]), (4, &json!(["roles"])));
}

#[test]
fn a_batch_answers_each_line_in_order() {
    let ran = run(&["eval", "eval/replicate.yaml", "--batch", "eval/requests.jsonl"]);
    let decisions: Vec<Value> = ran.out.lines().map(|it| serde_json::from_str::<Value>(it).unwrap()).collect();
    let decisions: Vec<&str> = decisions.iter().map(|it| it["decision"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["allow", "implicit_deny", "explicit_deny", "unknown"]);
    assert_eq!(ran.code, 4);
}

#[test]
fn a_broken_line_loses_nothing() {
    let scratch = Scratch::new("eval-batch");
    let mut requests = String::new();
    // Several chunks, so that every worker has some.
    for at in 0..20_000 {
        let action = if at % 3 == 0 { "ims:images:copyInRegion" } else { "ims:images:export" };
        let line = format!(
            r#"{{"action":"{action}","resource":"ims:cn-north-4:0a1b:image:{at}","context":{{"g:RequestedRegion":"cn-north-4","ims:Encrypted":"false"}}}}"#
        );
        let _ = writeln!(requests, "{}", if at == 12_345 { "{\"action\": oops}" } else { &line });
    }
    scratch.write("requests.jsonl", &requests);
    scratch.write("scenario.yaml", std::fs::read(super::fixtures().join("eval/replicate.yaml")).unwrap());
    let ran = scratch.run(&["eval", "scenario.yaml", "--batch", "requests.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: requests.jsonl:12346: expected value at line 1 column 12"), "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 20_000);
    for (at, line) in lines.iter().enumerate() {
        let wanted = match at {
            12_345 => r#""line":12346"#,
            _ if at % 3 == 0 => r#"{"decision":"allow"}"#,
            _ => r#"{"decision":"implicit_deny"}"#,
        };
        assert!(line.contains(wanted), "{at}: {line}");
    }
}

#[test]
fn a_misspelt_action_is_named() {
    let scenario = r#"{
      "identity_policies": [{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lst"] }] }],
      "request": { "action": "evs:volumes:creat" }
    }"#;
    let scratch = Scratch::new("eval-slip");
    scratch.write("scenario.json", scenario);
    let ran = scratch.run(&["eval", "scenario.json"]);
    assert!(ran.err.contains("/Statement/0/Action/0: unknown action `ims:images:lst`"), "{}", ran.err);
    assert!(ran.err.contains("unknown action `evs:volumes:creat`"), "{}", ran.err);
}
