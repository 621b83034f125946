use hwc_iam::{Document, Policy, PolicyKind};
use proptest::prelude::*;

use super::{Scratch, run, run_with};

#[test]
fn only_layout_and_order_change() {
    let text = r#"{"x":[1,{"b":null}],"Statement":[{"Resource":"*","Condition":{"Bool":{"ims:Encrypted":"false"}},"Action":["b","a"],"Effect":"Allow"}],
      "Version":"5.0"}"#;
    insta::assert_snapshot!(run_with(text.as_bytes(), &["fmt", "-"]).out);
}

#[test]
fn a_mark_and_the_ends_of_lines_stay() {
    let ran = run_with("\u{feff}{\r\n\"Version\": \"5.0\"}".as_bytes(), &["fmt", "-"]);
    assert_eq!(ran.out, "\u{feff}{\r\n  \"Version\": \"5.0\"\r\n}\r\n");
}

#[test]
fn files_are_checked_or_written() {
    let scratch = Scratch::new("fmt");
    scratch.write("a.json", "{}");
    scratch.write("b.json", "{}\n");
    let ran = scratch.run(&["fmt", "--check", "a.json", "b.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "a.json\n"));
    assert_eq!(scratch.run(&["fmt", "--write", "a.json"]).code, 0);
    assert_eq!(scratch.read("a.json"), "{}\n");
    assert_eq!(scratch.run(&["fmt", "--check", "a.json", "b.json"]).code, 0);
}

#[test]
fn what_is_not_json_is_left_alone() {
    let scratch = Scratch::new("fmt-broken");
    scratch.write("a.json", "{\n  \"Version\": \"5.0\",\n}");
    scratch.write("b.json", "{}");
    let ran = scratch.run(&["fmt", "--write", "a.json", "b.json", "c.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: a.json:2:19: invalid json: trailing comma\n"), "{}", ran.err);
    assert!(ran.err.contains("c.json: "), "{}", ran.err);
    assert_eq!(scratch.read("a.json"), "{\n  \"Version\": \"5.0\",\n}");
    assert_eq!(scratch.read("b.json"), "{}\n", "the others are done");
}

#[test]
fn every_fixture_means_the_same_afterwards() {
    for name in ["identity", "role", "role_policy", "scp", "trust", "mistakes", "bom"] {
        let ran = run(&["fmt", &format!("policies/{name}.json")]);
        let text = std::fs::read_to_string(super::fixtures().join(format!("policies/{name}.json"))).unwrap();
        assert_eq!(ran.code, 0, "{name}");
        same(&text, &ran.out);
    }
}

/// Any JSON: the members of policies among others.
fn json() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        Just("Version"),
        Just("Statement"),
        Just("Effect"),
        Just("Action"),
        Just("Sid"),
        Just("Condition"),
        Just("x"),
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("-1.50e3".to_owned()),
        Just(r#""5.0""#.to_owned()),
        Just(r#""Allow""#.to_owned()),
        Just(r#""a\u0041\"b""#.to_owned()),
        Just(r#""é💡""#.to_owned()),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        let members = proptest::collection::vec((name.clone(), inner.clone()), 0..4);
        let object = members.prop_map(|all| {
            let all: Vec<String> = all.into_iter().map(|(name, it)| format!("\"{name}\" :{it}")).collect();
            format!("{{ {}}}", all.join(",\t"))
        });
        let array = proptest::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(" , ")));
        prop_oneof![object, array]
    })
}

/// A policy whose elements stand in some order.
fn policy() -> impl Strategy<Value = String> {
    let statement = Just(vec![
        r#""Effect": "Allow""#,
        r#""Action": ["ims:images:list", "ims:images:get"]"#,
        r#""Resource": "*""#,
        r#""Condition": { "Bool": { "g:MFAPresent": ["true"] }, "StringEquals": { "g:UserName": "a" } }"#,
    ])
    .prop_shuffle()
    .prop_map(|all| format!("{{{}}}", all.join(",")));
    let statements =
        proptest::collection::vec(statement, 1..4).prop_map(|all| format!("\"Statement\":[{}]", all.join(",")));
    (statements, any::<bool>()).prop_map(|(it, first)| {
        if first { format!("{{\"Version\":\"5.0\",{it}}}") } else { format!("{{{it},\n\n\"Version\":\"5.0\"}}") }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formatting_twice_is_formatting_once(text in json()) {
        let once = Document::read(text.as_str(), PolicyKind::Identity).format().unwrap();
        let twice = Document::read(once.as_str(), PolicyKind::Identity).format().unwrap();
        prop_assert_eq!(&once, &twice);
    }

    #[test]
    fn formatting_changes_no_meaning(text in prop_oneof![policy(), json()]) {
        same(&text, &Document::read(text.as_str(), PolicyKind::Identity).format().unwrap());
    }
}

/// Whether two texts are the same policy, and the same JSON but for the order of members.
fn same(one: &str, other: &str) {
    assert_eq!(Policy::from_json(one).ok(), Policy::from_json(other).ok());
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{feff}')).unwrap();
    assert_eq!(json(one), json(other));
}
