//! Where the catalogue is silent no command tells that as a fact, and all of them say the same.

use std::fmt::Write;

use hwc_iam::lint::{self, Level};
use hwc_iam::{Action, Coverage, Document, Model, PolicyKind, RoleAction, Service};
use serde_json::json;

use super::{Scratch, run, schema};

/// How much is known of each in identity policies: all of it, single APIs, what others name, nothing; then one that nobody knows.
const SERVICES: [(&str, Option<Coverage>); 5] = [
    ("ims", Some(Coverage::Page)),
    ("kps", Some(Coverage::Apis)),
    ("dss", Some(Coverage::Mentioned)),
    ("ges", Some(Coverage::None)),
    ("nosuch", None),
];

#[test]
fn the_services_are_of_these_kinds() {
    for (code, coverage) in SERVICES {
        let known = Service::from_code(code).map(|it| it.coverage(Model::IdentityPolicy));
        assert_eq!(known, coverage, "{code}: choose another one of its kind");
    }
}

/// What is printed, without what changes with each page that is read.
fn said(out: &mut String, scratch: &Scratch, arguments: &[&str]) {
    let ran = scratch.run(arguments);
    let quoted: Vec<String> =
        arguments.iter().map(|it| if it.contains([' ', '*']) { format!("'{it}'") } else { (*it).into() }).collect();
    writeln!(out, "$ hwc-iam {}", quoted.join(" ")).unwrap();
    let lines = |text: &str| text.lines().take(MOST_LINES).map(numberless).collect::<Vec<_>>().join("\n");
    for (name, text) in [("", &ran.out), ("! ", &ran.err)] {
        if !text.is_empty() {
            writeln!(out, "{name}{}", lines(text).replace('\n', &format!("\n{name}"))).unwrap();
        }
    }
    writeln!(out, "exit {}", ran.code).unwrap();
}

/// More would show the catalogue and not the words.
const MOST_LINES: usize = 4;

fn numberless(line: &str) -> String {
    let mut out = String::new();
    for it in line.chars() {
        match it {
            '0'..='9' if out.ends_with('#') => {}
            '0'..='9' => out.push('#'),
            other => out.push(other),
        }
    }
    out.replace("of #-#-#", "of a date").replace("without a date", "of a date")
}

#[test]
fn every_command_says_what_is_not_known() {
    let scratch = Scratch::new("silence");
    for (code, _) in SERVICES {
        let mut out = String::new();
        let name = format!("{code}:nothing:like");
        let policy = |version: &str| {
            let statement = json!({ "Effect": "Allow", "Action": [name] });
            json!({ "Version": version, "Statement": [statement] }).to_string()
        };
        let nobody = json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] });
        scratch.write("nobody.json", nobody.to_string());
        scratch.write("new.json", policy("5.0"));
        scratch.write("old.json", policy("1.1"));
        scratch.write("scenario.json", json!({ "identity_policies": [nobody] }).to_string());
        let call = format!("GET /v1/{code}/nothing");
        for arguments in [
            &["check", "new.json"][..],
            &["expand", &name],
            &["expand", &format!("{code}:*:*")],
            &["shrink", &name],
            &["explain", &name],
            &["explain", code],
            &["generate", "--operation", &call],
            &["diff", "nobody.json", "new.json"],
            &["migrate", "old.json"],
            &["eval", "--policy", "new.json", "--action", &name, "--assume", "level_without_allow=yes"],
            &["preflight", &call, "--scenario", "scenario.json"],
        ] {
            said(&mut out, &scratch, arguments);
        }
        insta::assert_snapshot!(format!("silence_{code}"), out);
    }
}

/// Names of every kind in a service: known ones, a slip of each, unknown ones, patterns.
fn names(service: Service) -> Vec<String> {
    let code = service.code();
    let mut all = vec![format!("{code}:nothing:like"), format!("{code}:nothing:*"), format!("{code}:*:*")];
    let known = service.actions().map(|it| it.name()).take(1);
    for name in known.chain(service.role_actions().map(|it| it.name()).take(1)) {
        let (start, end) = name.split_at(name.len() - 1);
        let kind = name.rsplit_once(':').map_or(name, |it| it.0);
        all.extend([name.into(), start.into(), format!("{start}q{end}"), name.to_uppercase(), format!("{kind}:*")]);
    }
    all
}

/// A few services of each kind.
fn services() -> impl Iterator<Item = Service> {
    let of =
        |coverage: Coverage| Service::all().filter(move |it| it.coverage(Model::IdentityPolicy) == coverage).take(4);
    [Coverage::Page, Coverage::Apis, Coverage::Mentioned, Coverage::None].into_iter().flat_map(of)
}

fn document(version: &str, name: &str) -> serde_json::Value {
    json!({ "Version": version, "Statement": [{ "Effect": "Allow", "Action": [name] }] })
}

#[test]
fn the_schema_takes_every_name_that_the_check_takes() {
    let mut count = 0;
    for service in services() {
        for name in names(service).iter().map(String::as_str).chain(["nosuch:a:b", "*"]) {
            for version in ["5.0", "1.1"] {
                count += schema::agrees(&document(version, name));
            }
        }
    }
    assert!(count > 150, "{count}");
}

/// Whether `check` fails for a name in this model.
fn is_refused(version: &str, name: &str) -> bool {
    let text = document(version, name).to_string();
    let all = lint::check(&Document::read(text, PolicyKind::Identity));
    all.iter().any(|it| it.level() == Level::Deny && it.rule().name() == "unknown_action")
}

/// What is asked for is of either model, so it is a slip if it is none of both, and one of either.
#[test]
fn eval_warns_of_what_the_check_calls_a_slip() {
    let mut slips = 0;
    for service in services().step_by(2) {
        let names = names(service);
        let single = names.iter().filter(|it| !it.contains('*'));
        for name in single.map(String::as_str).chain(["nosuch:a:b"]) {
            let is_known = Action::from_name(name).is_some() || RoleAction::from_name(name).is_some();
            let is_slip = !is_known && (is_refused("5.0", name) || is_refused("1.1", name));
            let scenario = json!({ "request": { "action": name } }).to_string();
            let ran = super::run_with(scenario.as_bytes(), &["eval", "-"]);
            assert_eq!(ran.err.contains("unknown action"), is_slip, "{name}: {}", ran.err);
            slips += usize::from(is_slip);
        }
    }
    assert!(slips > 5, "{slips}");
}

#[test]
fn several_near_names_are_offered() {
    for (name, near) in [
        ("full_acess", "`full_access`"),
        ("StringEqual", "`StringEquals`"),
        ("g:MFAPresnt", "`g:MFAPresent`"),
        ("ims:images:lst", "`ims:images:list`"),
    ] {
        let ran = run(&["explain", name]);
        assert_eq!(ran.code, 2);
        let help = ran.err.split_once("\nhelp: did you mean ").unwrap_or_else(|| panic!("{}", ran.err)).1;
        assert!(help.starts_with(near), "{help}");
        assert!((1..=3).contains(&(help.matches('`').count() / 2)), "{help}");
    }
    let ran = run(&["explain", "nat:xnatRules:create"]);
    assert!(ran.err.contains(" or `"), "more than one is near: {}", ran.err);
}

const BUCKET: &str = r#"{"Statement":[{"Effect":"Allow","Principal":{"ID":["domain/0123456789abcdef0123456789abcdef"]},"Action":["GetObject"],"Resource":["b/*"]}]}"#;

#[test]
fn policies_of_resources_are_compared_with_their_like() {
    let scratch = Scratch::new("like");
    scratch.write("bucket.json", BUCKET);
    scratch.write("more.json", BUCKET.replace("\"GetObject\"", "\"GetObject\",\"PutObject\""));
    scratch
        .write("identity.json", r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"]}]}"#);
    scratch.write("aws.json", r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"1"},"Action":"s3:*","Resource":"*"}]}"#);
    let ran = scratch.run(&["diff", "bucket.json", "bucket.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "equal: both allow the same requests\n"));
    let ran = scratch.run(&["diff", "bucket.json", "more.json", "--format", "json"]);
    assert_ne!(ran.code, 0, "it is not known to be equal");
    let radius = ran.json()["blast_radius"].to_string();
    assert!(!radius.contains("\"ims:"), "a bucket policy is about OBS: {radius}");
    for (old, new) in [("bucket.json", "identity.json"), ("identity.json", "bucket.json")] {
        let ran = scratch.run(&["diff", old, new]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("bucket.json is a bucket policy") && ran.err.contains("help: "), "{}", ran.err);
    }
    let ran = scratch.run(&["migrate", "bucket.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("bucket.json: a bucket policy has no other model"), "{}", ran.err);
    for arguments in [
        &["diff", "aws.json", "aws.json"][..],
        &["migrate", "aws.json"],
        &["eval", "--policy", "aws.json", "--action", "a:b:c"],
    ] {
        let ran = scratch.run(arguments);
        assert_eq!((ran.code, ran.err.as_str()), (2, "error: aws.json: a policy of AWS is not read\n"));
    }
}

#[test]
fn a_federated_principal_asks() {
    let scenario = json!({
        "resource_policy": {
            "Version": "5.0",
            "Statement": [{
                "Effect": "Allow",
                "Principal": { "Federated": ["iam::0123:oidc-provider:github"] },
                "Action": ["sts:agencies:assumeWithOIDC"],
            }],
        },
        "request": {
            "principal": { "Federated": "iam::0123:oidc-provider:github" },
            "action": "sts:agencies:assumeWithOIDC",
        },
    });
    let ran = super::run_with(scenario.to_string().as_bytes(), &["eval", "-"]);
    assert!(ran.out.starts_with("allow: "), "{}{}", ran.out, ran.err);
    let other = scenario.to_string().replacen(
        "\"Federated\":\"iam::0123:oidc-provider:github\"",
        "\"Federated\":\"iam::0123:oidc-provider:gitlab\"",
        1,
    );
    assert_ne!(other, scenario.to_string());
    let ran = super::run_with(other.as_bytes(), &["eval", "-"]);
    assert!(ran.out.starts_with("implicit_deny: "), "{}{}", ran.out, ran.err);
}
