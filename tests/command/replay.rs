//! `replay` and `unused`: calls of the past, decided again.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::{Scratch, run_with};

/// A trace as CTS stores it.
fn trace(name: &str, code: &str, more: Value) -> Value {
    let mut it = json!({
        "service_type": "IMS", "resource_type": "ims", "trace_name": name, "code": code, "trace_id": name,
        "time": 1_660_927_593_570_u64, "source_ip": "10.0.0.1",
        "user": { "name": "alice", "id": "u1", "domain": { "name": "acme", "id": "0a1b" } },
    });
    for (name, value) in more.as_object().unwrap() {
        it[name] = value.clone();
    }
    it
}

fn traces() -> Vec<Value> {
    vec![
        trace("copyImageInRegion", "200", json!({})),
        trace("copyImageInRegion", "200", json!({ "user": "{\"name\": \"bob\"}", "time": "1660927593570" })),
        trace("whatever", "200", json!({ "method": "GET", "url": "/v2/cloudimages?limit=1" })),
        trace("somethingElse", "200", json!({})),
        trace("somethingDenied", "403", json!({ "message": "alice is not allowed to perform ims:images:deleteImage" })),
    ]
}

fn policy(actions: &[&str]) -> String {
    json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": ["*"] }] }).to_string()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

fn scratch(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("traces/a.json", serde_json::to_string_pretty(&traces()).unwrap());
    scratch.write("new.json", policy(&["ims:images:list", "ims:images:deleteImage"]));
    scratch.write("old.json", policy(&["ims:images:list", "ims:images:copy*", "ims:serverImages:create"]));
    scratch
}

#[test]
fn a_call_was_at_its_part_of_a_second() {
    let scratch = Scratch::new("replay-instant");
    let at = |time: u64| trace("copyImageInRegion", "200", json!({ "time": time }));
    scratch.write("t.json", json!([at(1_660_927_593_000), at(1_660_927_593_570)]).to_string());
    let until = json!({ "Version": "5.0", "Statement": [{
        "Effect": "Allow", "Action": ["ims:images:copyInRegion", "ims:serverImages:create"], "Resource": ["*"],
        "Condition": { "DateLessThanEquals": { "g:CurrentTime": ["2022-08-19T16:46:33Z"] } },
    }] });
    scratch.write("until.json", until.to_string());
    let found = scratch.run(&["replay", "--policy", "until.json", "t.json", "--format", "json"]).json();
    assert_eq!((&found["newly_denied"], &found["same"]), (&json!(1), &json!(1)), "{found:#}");
}

#[test]
fn what_would_fail_is_named() {
    let scratch = scratch("replay-text");
    let ran = scratch.run(&["replay", "--policy", "new.json", "traces"]);
    insta::assert_snapshot!(format!("exit code {}\n{}", ran.code, ran.out));
    let json = scratch.run(&["replay", "--policy", "new.json", "traces", "--format", "json"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
    let html = scratch.run(&["replay", "--policy", "new.json", "traces", "--format", "html"]);
    assert!(html.out.starts_with("<!DOCTYPE html>") && html.out.contains("<td>acme/alice</td>"), "{}", html.out);
}

/// However they are stored, the traces are the same.
#[test]
fn every_form_says_the_same() {
    let scratch = scratch("replay-forms");
    let wanted = scratch.run(&["replay", "--policy", "new.json", "traces/a.json", "--format", "json"]).json();
    let lines: String = traces().iter().map(|it| format!("{it}\n")).collect();
    let page = json!({ "meta_data": { "count": 5 }, "traces": traces() }).to_string();
    let array = serde_json::to_string(&traces()).unwrap();
    let half = lines.split_inclusive('\n').take(2).collect::<String>();
    let rest = lines.split_inclusive('\n').skip(2).collect::<String>();
    let members = [gzip(&half), gzip(&rest)].concat();
    for (name, bytes) in [
        ("lines.jsonl", lines.clone().into_bytes()),
        ("page.json", page.into_bytes()),
        ("array.json", array.clone().into_bytes()),
        ("zipped.json.gz", gzip(&array)),
        ("members.json.gz", members),
        ("beside.json", lines.replace('\n', "").into_bytes()),
    ] {
        scratch.write(&format!("{name}.d/{name}"), bytes);
        let mut found =
            scratch.run(&["replay", "--policy", "new.json", &format!("{name}.d"), "--format", "json"]).json();
        for group in found["groups"].as_array_mut().unwrap() {
            assert!(group["file"].as_str().unwrap().ends_with(name));
            group["file"] = json!("traces/a.json");
        }
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn old_policies_say_how_it_was() {
    let scratch = scratch("replay-old");
    let run = |new: &str, old: &str| {
        let ran = scratch.run(&["replay", "--policy", new, "--old", old, "traces", "--format", "json"]);
        let of = |name: &str| ran.json()[name].as_u64().unwrap();
        ([of("newly_denied"), of("newly_allowed"), of("unknown"), of("same")], ran.code)
    };
    assert_eq!(run("old.json", "old.json"), ([0, 0, 0, 4], 4), "one trace is not mapped");
    assert_eq!(run("new.json", "old.json"), ([2, 1, 0, 1], 1));
    assert_eq!(run("old.json", "new.json"), ([1, 2, 0, 1], 1));
    scratch.write("scenario.json", format!("{{ \"identity_policies\": [{}] }}", policy(&["ims:*:*"])));
    let ran =
        scratch.run(&["replay", "--policy", "new.json", "--scenario", "scenario.json", "traces", "--format", "json"]);
    assert_eq!((ran.json()["newly_denied"].as_u64(), ran.code), (Some(2), 1), "{}", ran.err);
}

#[test]
fn what_the_trace_says_decides_and_what_it_does_not_is_named() {
    let scratch = scratch("replay-keys");
    let allow = |condition: Value| {
        json!({ "Version": "5.0", "Statement": [{
            "Effect": "Allow", "Action": ["ims:images:list"], "Resource": ["*"], "Condition": condition
        }] })
        .to_string()
    };
    let list = trace("whatever", "200", json!({ "method": "GET", "url": "/v2/cloudimages" })).to_string();
    let outcome = |condition: Value| {
        scratch.write("new.json", allow(condition));
        let ran = run_with_in(&scratch, &list);
        let group = ran["groups"].get(0).cloned().unwrap_or_default();
        let of = |name: &str| ran[name].as_u64().unwrap();
        ([of("newly_denied"), of("unknown"), of("same")], group["missing"].clone())
    };
    assert_eq!(outcome(json!({ "IpAddress": { "g:SourceIp": ["10.0.0.0/8"] } })).0, [0, 0, 1]);
    assert_eq!(outcome(json!({ "IpAddress": { "g:SourceIp": ["11.0.0.0/8"] } })).0, [1, 0, 0]);
    assert_eq!(outcome(json!({ "DateGreaterThan": { "g:CurrentTime": ["2022-08-19T16:46:32Z"] } })).0, [0, 0, 1]);
    assert_eq!(outcome(json!({ "DateGreaterThan": { "g:CurrentTime": ["2022-08-19T16:46:34Z"] } })).0, [1, 0, 0]);
    let (counts, missing) = outcome(json!({ "Bool": { "g:MFAPresent": ["true"] } }));
    assert_eq!((counts, missing[0].as_str().map(str::to_ascii_lowercase)), ([0, 1, 0], Some("g:mfapresent".into())));
}

#[test]
fn a_broken_line_costs_no_other() {
    let scratch = Scratch::new("replay-broken");
    let copy = trace("copyImageInRegion", "200", json!({})).to_string();
    scratch.write("new.json", policy(&["ims:images:list"]));
    let of = |text: String| {
        scratch.write("t.jsonl", text);
        let found = scratch.run(&["replay", "--policy", "new.json", "t.jsonl", "--format", "json"]).json();
        (found["newly_denied"].as_u64().unwrap(), found["read"]["not_read"].as_array().unwrap().len())
    };
    assert_eq!(of(format!("{copy}\n{{broken\n{copy}\n{copy}\n")), (3, 1));
    assert_eq!(of(format!("{copy}\n{{\"a\": \"x\n{copy}\n{copy}\n")), (3, 1));
    // A page that was cut off.
    assert_eq!(of(format!("{{\"traces\": [\n{copy},\n{copy},\n{{\"trace_name\"")), (2, 1));
}

/// A user as the page of CTS prints one for an agency, in this session.
fn agency(session: &str) -> Value {
    json!({
        "type": "AssumedAgency", "name": "acme/ops", "user_name": "acme/ops", "id": "7c6d", "account_id": "0a1b",
        "domain": { "name": "acme", "id": "0a1b" }, "principal_is_root_user": "false",
        "principal_urn": format!("sts::0a1b:assumed-agency:ops/{session}"), "principal_id": format!("7c6d:{session}"),
    })
}

#[test]
fn sessions_of_an_agency_are_one_principal() {
    let scratch = Scratch::new("replay-agency");
    let of = |user: Value| trace("copyImageInRegion", "200", json!({ "user": user }));
    // Older traces name neither a type nor a URN, newer ones may lack the name.
    let bare = json!({ "type": "AssumedAgency", "principal_urn": "sts::0a1b:assumed-agency:ops/c", "domain": { "name": "acme" } });
    let alice =
        json!({ "type": "User", "name": "ops", "domain": { "name": "acme" }, "principal_urn": "iam::0a1b:user:ops" });
    let all = [agency("a"), json!(agency("b").to_string()), bare, alice].map(of);
    scratch.write("t.json", json!(all).to_string());
    scratch.write("new.json", policy(&["ims:images:list"]));
    let found = scratch.run(&["replay", "--policy", "new.json", "t.json", "--format", "json"]).json();
    let groups: Vec<_> =
        found["groups"].as_array().unwrap().iter().map(|it| (&it["principal"], &it["count"])).collect();
    assert_eq!(groups, [(&json!("acme/ops"), &json!(1)), (&json!("acme/ops (agency)"), &json!(3))]);
    // What an agency used is what its policy needs.
    scratch.write("old.json", policy(&["ims:images:copyInRegion", "ims:images:copyCrossRegion"]));
    for name in ["7c6d", "acme/ops", "iam::0a1b:agency:ops", "acme/ops (agency)"] {
        let ran = scratch.run(&["unused", "--policy", "old.json", "--principal", name, "t.json", "--format", "json"]);
        let used = &ran.json()["used"];
        assert!(
            used.as_array().unwrap().iter().any(|it| it["action"] == json!("ims:images:copyInRegion")),
            "{name}: {used}"
        );
        assert_eq!(ran.json()["unused"], json!(["ims:images:copyCrossRegion"]), "{name}");
    }
}

#[test]
fn who_called_decides() {
    let scratch = Scratch::new("replay-who");
    let allow = |condition: Value| {
        json!({ "Version": "5.0", "Statement": [{
            "Effect": "Allow", "Action": ["ims:images:list"], "Resource": ["*"], "Condition": condition
        }] })
        .to_string()
    };
    let counts = |user: Value, condition: Value| {
        scratch.write("new.json", allow(condition));
        let call = json!({ "user": user, "method": "GET", "url": "/v2/cloudimages" });
        let ran = run_with_in(&scratch, &trace("whatever", "200", call).to_string());
        ["newly_denied", "unknown", "same"].map(|it| ran[it].as_u64().unwrap())
    };
    let urn = json!({ "StringMatch": { "g:PrincipalUrn": ["sts::*:assumed-agency:ops/*"] } });
    assert_eq!(counts(agency("a"), urn.clone()), [0, 0, 1]);
    let alice = json!({ "type": "User", "name": "alice", "principal_urn": "iam::0a1b:user:alice" });
    assert_eq!(counts(alice.clone(), urn.clone()), [1, 0, 0]);
    assert_eq!(counts(json!({ "name": "alice" }), urn), [0, 1, 0]);
    let name = json!({ "StringEquals": { "g:UserName": ["alice"] } });
    assert_eq!(counts(alice, name.clone()), [0, 0, 1]);
    // An agency has no user name.
    assert_eq!(counts(agency("a"), name.clone()), [1, 0, 0]);
    assert_eq!(counts(json!({ "name": "alice" }), name), [0, 1, 0]);
}

fn run_with_in(scratch: &Scratch, input: &str) -> Value {
    let new = scratch.0.join("new.json").display().to_string();
    run_with(input.as_bytes(), &["replay", "--policy", &new, "-", "--format", "json"]).json()
}

#[test]
fn what_is_no_trace_is_counted() {
    let scratch = scratch("replay-broken");
    let input = format!("{{\"a\": 1}}\n{{\"trace_name\": 5}}\n{}\n{{\"trace_name\": \"x", traces()[0]);
    let found = run_with_in(&scratch, &input);
    let read = &found["read"];
    assert_eq!((&read["traces"], &read["not_traces"]), (&json!(1), &json!(2)));
    let why: Vec<&str> = read["not_read"].as_array().unwrap().iter().map(|it| it["why"].as_str().unwrap()).collect();
    assert!(why.contains(&"it ends within an object") && why.len() == 2, "{why:?}");
    scratch.write("bad.json.gz", [&gzip("{}")[..8], b"x"].concat());
    let ran = scratch.run(&["replay", "--policy", "new.json", "bad.json.gz", "--format", "json"]);
    assert_eq!((ran.code, ran.json()["read"]["not_read"].as_array().unwrap().len()), (4, 1));
    assert_eq!(scratch.run(&["replay", "--policy", "new.json", "none.json"]).code, 2);
    scratch.write("role.json", policy(&["ims:images:list"]).replace("5.0", "1.1").replace(r#","Resource":["*"]"#, ""));
    let ran = scratch.run(&["replay", "--policy", "new.json", "--old", "role.json", "traces"]);
    assert!(ran.code == 2 && ran.err.contains("of two models"), "{}", ran.err);
}

#[test]
fn what_was_never_used_goes() {
    let scratch = scratch("unused");
    let mut all = traces();
    all.remove(3);
    scratch.write("mapped.json", serde_json::to_string(&all).unwrap());
    scratch.write(
        "wide.json",
        policy(&[
            "ims:images:copy*",
            "ims:images:list",
            "ims:images:deleteImage",
            "ims:images:get",
            "ims:serverImages:create",
        ]),
    );
    let ran = scratch.run(&["unused", "--policy", "wide.json", "mapped.json"]);
    insta::assert_snapshot!(format!("exit code {}\n{}\n{}", ran.code, ran.out, ran.err));
    let json = scratch.run(&["unused", "--policy", "wide.json", "mapped.json", "--format", "json"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
    let of_role = |name: &str| {
        let ran = scratch.run(&["unused", "--role", name, "mapped.json", "--cloud", "otc", "--format", "json"]);
        (ran.code, ran.json()["unused"].clone())
    };
    let by_name = of_role("Tenant Administrator");
    assert_eq!(of_role("te_admin"), by_name);
    assert_ne!(by_name.0, 2);
    let logged = ["unused", "--policy", "wide.json", "mapped.json", "--format", "json", "--reads-are-logged"];
    let logged = scratch.run(&logged).json();
    assert!(logged["unused"].as_array().unwrap().contains(&json!("ims:images:get")), "{logged}");
    // What could not be mapped may be of any action of its service.
    let open = scratch.run(&["unused", "--policy", "wide.json", "traces", "--format", "json"]).json();
    assert_eq!(open["unused"], json!([]));
    // bob copied, and did nothing else.
    let bob =
        scratch.run(&["unused", "--policy", "wide.json", "mapped.json", "--principal", "bob", "--format", "json"]);
    assert_eq!(bob.json()["read"]["traces"], 1);
    assert!(bob.json()["unused"].as_array().unwrap().contains(&json!("ims:images:deleteImage")));
    let nobody = scratch.run(&["unused", "--policy", "wide.json", "mapped.json", "--principal", "eve"]);
    assert_eq!(nobody.code, 4);
}
