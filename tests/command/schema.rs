//! The schemas against the checker: what the checker takes they take, and what is wrong they refuse as far as they can say it.

use std::sync::LazyLock;

use hwc_iam::lint::{self, Options, Profile};
use hwc_iam::{Document, PolicyKind};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{fixtures, run};

const KINDS: [(&str, PolicyKind); 4] = [
    ("identity", PolicyKind::Identity),
    ("scp", PolicyKind::Scp),
    ("trust", PolicyKind::Trust),
    ("role", PolicyKind::Role),
];

fn schema(kind: &str) -> Value {
    run(&["schema", "--kind", kind]).json()
}

fn validator(kind: &str) -> Validator {
    jsonschema::draft202012::new(&schema(kind)).unwrap()
}

#[test]
fn each_is_a_schema() {
    for (kind, _) in KINDS {
        let schema = schema(kind);
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        assert!(schema.to_string().contains(if kind == "role" {
            "ims:images:copy"
        } else {
            "ims:images:copyInRegion"
        }));
    }
}

/// The examples are what the schemas take and what the commands read; what is misspelt is refused by both.
#[test]
fn the_forms_of_the_command_have_examples() {
    let example =
        |name: &str| std::fs::read_to_string(format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let validator = |form: &str| {
        let schema = run(&["schema", form]).json();
        jsonschema::draft202012::meta::validate(&schema).unwrap();
        let page = run(&["explain", form]);
        assert!(page.code == 0 && page.out.starts_with(&format!("# {form}\n")), "{}", page.out);
        jsonschema::draft202012::new(&schema).unwrap()
    };
    let yaml = |text: &str| hwc_iam_data::read_yaml::<Value>(text).unwrap();
    for (form, name, text) in [
        ("scenario", "scenario.yaml", yaml(&example("scenario.yaml"))),
        ("facts", "facts.yaml", yaml(&example("facts.yaml"))),
        (
            "config",
            "hwc-iam.toml",
            serde_json::to_value(toml::from_str::<toml::Table>(&example("hwc-iam.toml")).unwrap()).unwrap(),
        ),
    ] {
        let validator = validator(form);
        let errors: Vec<String> = validator.iter_errors(&text).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let mut misspelt = text.clone();
        misspelt.as_object_mut().unwrap().insert("requst".into(), json!({}));
        assert!(!validator.is_valid(&misspelt), "{name}");
    }
    let place = |name: &str| format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(run(&["eval", &place("scenario.yaml")]).code, 0);
    let call = "POST /v1/cloudimages/{image_id}/cross_region_copy";
    let ran = run(&["preflight", call, "--scenario", &place("scenario.yaml"), "--facts", &place("facts.yaml")]);
    assert!(ran.err.is_empty() && ran.out.contains("image.size"), "{}{}", ran.out, ran.err);
    let ran = run(&["check", "--config", &place("hwc-iam.toml"), "policies/bom.json"]);
    assert_ne!(ran.code, 2, "{}", ran.err);
}

#[test]
fn the_outline_is_reviewed() {
    let mut identity = schema("identity");
    let definitions = identity["$defs"].as_object_mut().unwrap();
    definitions.retain(|name, _| !name.ends_with("_keys") && !name.contains("_with_"));
    definitions["action"]["anyOf"][0] = json!("…");
    definitions["resource"]["anyOf"][1] = json!("…");
    definitions["condition"]["properties"] = json!("…");
    insta::assert_snapshot!(serde_json::to_string_pretty(&identity).unwrap());
}

#[test]
fn the_fixtures_are_what_the_checker_says() {
    for entry in std::fs::read_dir(fixtures().join("policies")).unwrap() {
        let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        agrees(&value);
    }
}

#[test]
fn what_is_wrong_is_refused() {
    let identity = validator("identity");
    let with = |statement: Value| json!({ "Version": "5.0", "Statement": [statement] });
    assert!(identity.is_valid(&with(json!({ "Effect": "Allow", "Action": ["ims:images:list", "ims:*:get*", "*"] }))));
    assert!(identity.is_valid(&with(json!({ "Effect": "Allow", "Action": [], "Condition": {
        "ForAnyValue:StringEqualsIfExists": { "G:TAGKEYS": ["a"], "g:RequestTag/owner": "b" },
        "Bool": { "g:MFAPresent": ["true", "${g:MFAPresent}"] },
        "Null": { "g:UserName": "true" },
    } }))));
    for wrong in [
        json!({ "Effect": "Allow", "Action": ["ims:images:lst"] }),
        json!({ "Effect": "Allow", "Action": "ims:images:list" }),
        json!({ "Effect": "allow", "Action": ["ims:images:list"] }),
        json!({ "Effect": "Allow" }),
        json!({ "Effect": "Allow", "Action": [], "NotAction": [] }),
        json!({ "Effect": "Allow", "Action": [], "Resource": [], "NotResource": [] }),
        json!({ "Effect": "Allow", "Action": [], "Principal": {} }),
        json!({ "Effect": "Allow", "Action": [], "Resource": ["image"] }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "StringEqual": { "g:UserName": "a" } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "StringEquals": { "g:UserNam": "a" } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "StringEquals": { "g:MFAPresent": "true" } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "Bool": { "g:MFAPresent": "yes" } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "Bool": { "g:MFAPresent": true } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "ForAnyValue:StringEquals": { "g:UserName": "a" } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "NullIfExists": { "g:UserName": "true" } } }),
        json!({ "Effect": "Allow", "Action": [], "Condition": { "StringEquals": { "g:RequestTag": "true" } } }),
    ] {
        assert!(!identity.is_valid(&with(wrong.clone())), "{wrong}");
    }
    let role = validator("role");
    let with = |action: &str| json!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [action] }] });
    assert!(role.is_valid(&with("OBS:bucket:ListAllMybuckets")), "the case makes no difference");
    assert!(role.is_valid(&with("evs:backups:get")), "the page of EVS prints no date: there may be others");
    assert!(!role.is_valid(&with("evs:get")));
    let key = |name: &str| with_condition(name);
    for (name, is_taken) in
        [("g:SecureTransport", true), ("kps:KeyName", true), ("g:UserNam", false), ("ims:Colour", false)]
    {
        assert_eq!(identity.is_valid(&key(name)), is_taken, "{name}");
    }
    let vendor = json!({ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["evs:volumes:create"] }] });
    assert!(identity.is_valid(&vendor), "the vendor's own example");
    assert!(role.is_valid(
        &json!({ "Version": "1.0", "Statement": [{ "Effect": "Allow", "Action": ["identity:*", "::Get"] }] })
    ));
    assert!(!role.is_valid(&json!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["::Get"] }] })));
    assert!(role.is_valid(&json!({ "Version": "1.1", "Statement": [
        { "Effect": "Allow", "Action": ["*"], "Resource": { "uri": ["/iam/agencies/1"] } }] })));
}

fn with_condition(key: &str) -> Value {
    let condition = json!({ "StringEquals": { key: "a" } });
    json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["*"], "Condition": condition }] })
}

#[test]
fn documents_of_roles_are_what_the_checker_says() {
    for document in hwc_iam::Role::all().filter_map(|it| it.document()) {
        agrees(&serde_json::from_str(document).unwrap());
    }
}

/// What the checker takes, the schema takes, too; for how many kinds it does.
pub(super) fn agrees(policy: &Value) -> usize {
    static SCHEMAS: LazyLock<[Validator; 4]> = LazyLock::new(|| KINDS.map(|(name, _)| validator(name)));
    let text = policy.to_string();
    let mut right = 0;
    for ((name, kind), schema) in KINDS.into_iter().zip(&*SCHEMAS) {
        // Identity policies of the role/policy model have a schema of their own.
        let is_other = name == "identity" && policy["Version"] != "5.0";
        if !is_other && Document::read(text.as_str(), kind).problems().all(|it| it.is_doubt()) {
            let errors: Vec<String> = schema.iter_errors(policy).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{name}: {policy}\n{errors:?}");
            right += 1;
        }
    }
    right
}

/// Parts of which many policies are right.
fn statement() -> impl Strategy<Value = Value> {
    let action = prop_oneof![
        Just("ims:images:list"),
        Just("ims:images:get"),
        Just("ims:images:copy"),
        Just("IMS:images:list"),
        Just("ims:*:get*"),
        Just("*"),
        Just("sts:agencies:assume"),
        Just("identity:*"),
        Just("x:y:z"),
    ];
    let resource = prop_oneof![Just("*"), Just("ims:*:*:image:*"), Just("obs:*:*:bucket:${g:UserName}"), Just("a")];
    let condition = prop_oneof![
        Just(json!({ "StringEquals": { "g:UserName": ["a"] } })),
        Just(json!({ "ForAllValues:StringMatchIfExists": { "g:TagKeys": "*" } })),
        Just(json!({ "DateLessThan": { "g:CurrentTime": "2030-01-01T00:00:00Z" } })),
        Just(json!({ "NumberLessThan": { "g:MFAAge": "3600" } })),
        Just(json!({ "IpAddress": { "G:sourceip": ["10.0.0.0/8", "::1"] } })),
        Just(json!({ "StringLike": { "g:UserName": "a" } })),
        Just(json!({ "Null": { "g:ResourceTag/owner": "false" } })),
        Just(json!({ "StringEquals": {} })),
        Just(json!({})),
    ];
    let all = |one: BoxedStrategy<&'static str>| proptest::collection::vec(one, 0..3);
    (
        prop_oneof![Just("Allow"), Just("Deny")],
        all(action.boxed()),
        proptest::option::of(all(resource.boxed())),
        proptest::option::of(condition),
        any::<[bool; 3]>(),
    )
        .prop_map(|(effect, actions, resources, condition, [not_action, principal, sid])| {
            let mut it = json!({ "Effect": effect });
            it[if not_action { "NotAction" } else { "Action" }] = json!(actions);
            if let Some(resources) = resources {
                it["Resource"] = json!(resources);
            }
            if let Some(condition) = condition {
                it["Condition"] = condition;
            }
            if principal {
                it["Principal"] = json!({ "Service": ["service.ECS"], "IAM": ["0123"] });
            }
            if sid {
                it["Sid"] = json!("a");
            }
            it
        })
}

#[test]
fn what_the_checker_takes_the_schema_takes() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let policies = (prop_oneof![Just("5.0"), Just("1.1"), Just("1.0")], proptest::collection::vec(statement(), 1..3));
    let mut right = std::cell::Cell::new(0);
    runner
        .run(&policies, |(version, statements)| {
            let policy = json!({ "Version": version, "Statement": statements });
            right.set(right.get() + agrees(&policy));
            Ok(())
        })
        .unwrap();
    assert!(*right.get_mut() > 0, "some are right");
}

/// Readers of YAML 1.1 take these words for `true` and `false`, and the schema then refuses them.
#[test]
fn the_examples_say_the_same_in_both_versions_of_yaml() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "yaml") {
            continue;
        }
        seen += 1;
        for line in std::fs::read_to_string(&path).unwrap().lines().filter(|it| !it.trim_start().starts_with('#')) {
            let words = line.split([' ', ',', '[', ']', '{', '}']);
            for word in words.filter(|it| ["yes", "no", "on", "off"].contains(&it.to_ascii_lowercase().as_str())) {
                assert!(line.contains("name: "), "{}: `{word}` is to be in quotes: {line}", path.display());
            }
        }
    }
    assert!(seen > 0);
}

/// The text of 2024 takes an `Allow` in a service control policy, with nothing but actions; that of today takes none.
#[test]
fn a_service_control_policy_of_2024_allows() {
    let old = jsonschema::draft202012::new(&run(&["schema", "--kind", "scp", "--profile", "hwc-2024"]).json()).unwrap();
    let new = validator("scp");
    let options = |profile| Options { profile, ..Options::default() };
    for (statement, is_taken) in [
        (r#"{"Effect":"Allow","Action":["ims:images:list"]}"#, true),
        (r#"{"Effect":"Allow","Action":["ims:images:list"],"Resource":["*"]}"#, true),
        (r#"{"Effect":"Allow","NotAction":["ims:images:list"]}"#, false),
        (r#"{"Effect":"Allow","Action":["ims:images:get"],"Resource":["ims:*:*:image:a"]}"#, false),
        (r#"{"Effect":"Allow","Action":["ims:images:list"],"Condition":{"Bool":{"g:MFAPresent":"true"}}}"#, false),
        (r#"{"Effect":"Allow","Action":["ims:images:get"],"NotResource":["ims:*:*:image:a"]}"#, false),
    ] {
        let text = format!(r#"{{"Version":"5.0","Statement":[{statement}]}}"#);
        let value: Value = serde_json::from_str(&text).unwrap();
        let document = Document::read(&text, PolicyKind::Scp);
        let finds = |profile| {
            let found = lint::check_with(&document, &options(profile));
            found.iter().filter(|it| it.rule().name() == "forbidden_element").count()
        };
        assert_eq!(finds(Profile::HuaweiCloud2024), usize::from(!is_taken), "{statement}");
        assert_eq!(old.is_valid(&value), is_taken, "{statement}");
        assert!(finds(Profile::HuaweiCloud) > 0 && !new.is_valid(&value), "{statement}");
    }
}
