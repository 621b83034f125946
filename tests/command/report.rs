//! What the command prints as JSON is what the types of `report` say: each document has exactly the members of its schema, and is
//! read back as what was printed.

use std::fmt::Debug;

use hwc_iam::report::{self, Document};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Scratch, run};

#[test]
fn the_schemas_are_reviewed() {
    for document in Document::ALL {
        let schema = run(&["schema", "report", document.name()]).json();
        assert_eq!(schema, document.schema());
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        insta::assert_snapshot!(document.name(), serde_json::to_string_pretty(&schema).unwrap());
    }
    let ran = run(&["schema", "report", "evil"]);
    assert!(ran.code == 2 && ran.err.contains("eval_batch"), "{}", ran.err);
    assert_eq!(run(&["schema", "report"]).code, 2);
    assert_eq!(run(&["schema", "facts", "eval"]).code, 2);
}

/// Checks a printed document, and hands it back as its type.
fn is<T: Serialize + DeserializeOwned + Debug>(document: Document, printed: Value) -> T {
    let mut schema = document.schema();
    close(&mut schema);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&printed).map(|it| format!("{}: {it}", it.instance_path())).collect();
    assert!(errors.is_empty(), "{document}: {errors:#?}\n{printed:#}");
    let read: T = serde_json::from_value(printed.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), printed, "{document}");
    read
}

/// The same schema for what is printed now: nothing beside what it names, and all of that.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") {
                members.entry("additionalProperties").or_insert(false.into());
            }
            members.values_mut().for_each(close);
        }
        Value::Array(all) => all.iter_mut().for_each(close),
        _ => {}
    }
}

fn printed(arguments: &[&str]) -> Value {
    let ran = run(&[arguments, &["--format", "json"]].concat());
    assert!(ran.out.starts_with(['{', '[']), "{arguments:?}: {}", ran.err);
    ran.json()
}

fn example(name: &str) -> String {
    format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn decisions() {
    let it: report::Decision = is(Document::Eval, printed(&["eval", &example("scenario.yaml")]));
    assert!(!it.matched.is_empty());
    let scratch = Scratch::new("report-decisions");
    let policy = json!({ "Version": "5.0", "Statement": [
        { "Effect": "Allow", "Action": ["ims:images:list"], "Condition": { "Bool": { "g:MFAPresent": "true" } } },
        { "Sid": "far", "Effect": "Deny", "Action": ["ims:images:*"], "Condition": { "IpAddress": { "g:SourceIp": "10.0.0.0/8" } } },
    ] });
    let scenario = json!({
        "identity_policies": [policy],
        "scps": [[], [{ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["ims:images:delete"] }] }]],
        "request": { "action": "ims:images:list", "unknown": ["g:MFAPresent"] },
    });
    scratch.write("scenario.json", scenario.to_string());
    let open: report::Decision = is(Document::Eval, scratch.run(&["eval", "scenario.json", "--format", "json"]).json());
    assert!(!open.missing_keys.is_empty() && !open.assumptions.is_empty() && !open.nearly.is_empty(), "{open:?}");
    scratch.write(
        "requests.jsonl",
        "{\"action\":\"ims:images:list\",\"unknown\":[\"g:SourceIp\"]}\n{\"action\":\"ecs:servers:list\"}\n{\n",
    );
    let ran = scratch.run(&["eval", "scenario.json", "--batch", "requests.jsonl"]);
    let all: Vec<report::Answer> =
        ran.out.lines().map(|it| is(Document::EvalBatch, serde_json::from_str(it).unwrap())).collect();
    let [report::Answer::Open { .. }, report::Answer::Certain { .. }, report::Answer::Unreadable { line: 3, .. }] =
        &*all
    else {
        panic!("{all:?}")
    };
}

#[test]
fn findings() {
    let it: report::Findings = is(Document::Check, printed(&["check", ".", "no-such-file.json"]));
    assert!(it.files.len() > 1 && !it.passed_over.is_empty() && it.errors.len() == 2, "{:?}", it.errors);
    let all = || it.files.iter().flat_map(|it| &it.findings);
    assert!(all().any(|it| it.fix.is_some()) && all().any(|it| it.fix.is_none() && it.policy.is_some()));
    assert!(it.files.iter().any(|it| !it.unchecked.is_empty()));
    let scratch = Scratch::new("report-findings");
    let text = "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({ Version = \"5.0\", Statement = [\n    \
                # hwc-iam: allow full_access it is for the emergency\n    { Effect = \"Allow\", Action = [\"*\"] }\n  ] })\n}\n";
    scratch.write("main.tf", text);
    let ran = scratch.run(&["check", "main.tf", "--format", "json"]);
    let it: report::Findings = is(Document::Check, ran.json());
    assert_eq!(it.files[0].suppressed[0].reason, "it is for the emergency", "{}", ran.out);
}

#[test]
fn comparisons() {
    let scratch = Scratch::new("report-comparisons");
    let policy = |action: &str, condition: Value| {
        json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": [action], "Condition": condition }] })
            .to_string()
    };
    scratch.write("get.json", policy("ims:images:get", json!({ "StringEquals": { "g:UserName": "a" } })));
    scratch.write("all.json", policy("*", json!({ "ForAnyValue:StringEquals": { "g:CalledVia": ["a", "b"] } })));
    for (old, new) in [("get.json", "all.json"), ("all.json", "get.json"), ("get.json", "get.json")] {
        let it: report::Comparison = is(Document::Diff, scratch.run(&["diff", old, new, "--format", "json"]).json());
        assert_eq!(it.verdict == hwc_iam::access::Verdict::Equal, old == new);
    }
}

#[test]
fn generated_policies() {
    let call = "POST /v1/cloudimages/{image_id}/cross_region_copy";
    for model in ["v5", "role"] {
        let it: report::Generated =
            is(Document::Generate, printed(&["generate", "--operation", call, "--model", model]));
        assert!(it.policy.is_some() && !it.reasons.is_empty());
    }
    let it: report::Generated = is(Document::Generate, printed(&["generate", "--operation", "GET /no/such/path"]));
    assert!(it.policy.is_none() && !it.unresolved.is_empty());
}

#[test]
fn migrated_policies() {
    let scratch = Scratch::new("report-migrated");
    let old = json!({ "Version": "1.1", "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }], "Statement": [
        { "Effect": "Allow", "Action": ["ims:images:*", "ecs:servers:nothing"] },
        { "Effect": "Deny", "Action": ["ims:images:delete"] },
    ] });
    scratch.write("old.json", old.to_string());
    for more in [&[][..], &["--allow-broader"]] {
        let ran = scratch.run(&[&["migrate", "old.json", "--format", "json"], more].concat());
        let it: report::Migrated = is(Document::Migrate, ran.json());
        assert_eq!(it.statements.len(), 2);
    }
}

#[test]
fn preflights() {
    let (scenario, facts) = (example("scenario.yaml"), example("facts.yaml"));
    for call in ["POST /v1/cloudimages/{image_id}/cross_region_copy", "POST /v1/cloudimages/{image_id}/copy"] {
        let it: report::Preflight = is(Document::Preflight, printed(&["preflight", call, "--scenario", &scenario]));
        assert!(!it.actions.is_empty(), "{it:?}");
    }
    let call = "POST /v1/cloudimages/{image_id}/cross_region_copy";
    let it: report::Preflight =
        is(Document::Preflight, printed(&["preflight", call, "--scenario", &scenario, "--facts", &facts]));
    assert!(!it.constraints.is_empty() && it.agency.is_some(), "{it:?}");
}

#[test]
fn lists() {
    let whats = [
        "services",
        "actions",
        "keys",
        "resources",
        "operations",
        "roles",
        "constraints",
        "features",
        "operators",
        "regions",
        "limits",
        "rules",
    ];
    for what in whats {
        let mut all = printed(&["list", what]);
        // Some of each kind are enough for the validator.
        all.as_array_mut().unwrap().truncate(400);
        let all: Vec<report::facts::Listed> = is(Document::List, all);
        assert!(!all.is_empty(), "{what}");
    }
}

#[test]
fn explanations() {
    let constraint = hwc_iam::Constraint::all().next().unwrap().id();
    for name in [
        "ims:images:list",
        "IMS:images:copy",
        "g:mfapresent",
        "POST /v1/cloudimages/{image_id}/copy",
        "StringEquals",
        "IMS Administrator",
        "ims",
        "unknown_action",
        "facts",
        constraint,
    ] {
        let _: report::Explanation = is(Document::Explain, printed(&["explain", name]));
    }
}

#[test]
fn patterns() {
    let all: Vec<String> = is(Document::Expand, printed(&["expand", "ims:images:*"]));
    let names: Vec<&str> = all.iter().map(String::as_str).collect();
    let found: Vec<String> = is(Document::Expand, printed(&[&["shrink"], &names[..]].concat()));
    assert!(found.len() < all.len());
    let found: Vec<report::ShrunkPattern> =
        is(Document::Shrink, printed(&[&["shrink", "--details"], &names[..]].concat()));
    assert!(found.iter().any(|it| it.open && it.actions.len() > 1));
}
