use hwc_iam::{Document, Policy, PolicyKind};
use proptest::prelude::*;

/// Every problem as `line:column: rule: message`, lines and columns from 1.
fn problems(text: &str) -> Vec<String> {
    let document = Document::read(text, PolicyKind::Identity);
    let problems = document.problems().map(|it| {
        let at = document.position(it.span().start);
        format!("{}:{}: {}: {}", at.line, at.column + 1, it.rule(), it.message())
    });
    problems.collect()
}

fn syntax(text: &str) -> Vec<String> {
    problems(text)
        .into_iter()
        .filter_map(|it| it.split_once(": syntax: invalid json: ").map(|(at, what)| format!("{at} {what}")))
        .collect()
}

#[test]
fn broken_json_is_read_on() {
    let text = r#"{
  // the version
  "Version": "5.0"
  "Statement": [
    { "Effect": "Allow", "Action": ["ims:images:lst", 'ims:images:get',], },
    { "Effect": "Alow", "Action" ["ims:images:list"] },
    { "Effect": "Deny", "Action": ["ims:images:export"
  ]
}"#;
    insta::assert_snapshot!(problems(text).join("\n"), @r"
    2:3: syntax: invalid json: json has no comments
    4:3: syntax: invalid json: a comma is missing
    5:55: syntax: invalid json: a string needs double quotes
    5:71: syntax: invalid json: trailing comma
    5:73: syntax: invalid json: trailing comma
    6:34: syntax: invalid json: a colon is missing behind `Action`
    4:16: syntax: invalid json: the array is never closed
    1:1: syntax: invalid json: the object is never closed
    5:37: unknown_action: unknown action `ims:images:lst` (data of 2025-11-06)
    6:17: invalid_effect: `Effect` is `Allow` or `Deny`, not `Alow`
    ");
}

#[test]
fn each_kind_of_broken_json() {
    let cases: &[(&str, &[&str])] = &[
        ("", &["1:1 there is nothing in it"]),
        ("\u{feff} \n", &["2:1 there is nothing in it"]),
        ("{}{}", &["1:3 text after the end"]),
        ("[1,,2]", &["1:4 a comma too many"]),
        ("[,1]", &["1:2 a comma too many"]),
        ("[1 2]", &["1:4 a comma is missing"]),
        ("[1,]", &["1:3 trailing comma"]),
        ("[1", &["1:1 the array is never closed"]),
        ("{\"a\":1", &["1:1 the object is never closed"]),
        ("{\"a\" 1}", &["1:6 a colon is missing behind `a`"]),
        ("{\"a\":}", &["1:6 the value of `a` is missing"]),
        ("{a:1}", &["1:2 a name needs double quotes"]),
        ("{:1}", &["1:2 a name is missing"]),
        ("[tru]", &["1:2 `tru` is not a value; a string needs double quotes"]),
        ("[\"a]", &["1:2 the string is never closed", "1:1 the array is never closed"]),
        (
            "[\"a\nb\"]",
            &[
                "1:2 the string is never closed",
                "2:1 a comma is missing",
                "2:1 `b` is not a value; a string needs double quotes",
                "2:2 a comma is missing",
                "2:2 the string is never closed",
                "1:1 the array is never closed",
            ],
        ),
        ("[\"\\q\"]", &["1:3 a backslash escapes nothing here"]),
        ("[\"\\ud800\"]", &["1:3 the escape is not a character"]),
        ("[\"\\u12\"]", &["1:3 the escape is not a character"]),
        ("[\"\u{1}\"]", &["1:3 the character 0x01 in a string is not escaped"]),
        (
            "[01, 1., .5, -, 1e]",
            &[
                "1:2 `01` is not a number",
                "1:6 `1.` is not a number",
                "1:10 `.5` is not a value; a string needs double quotes",
                "1:14 `-` is not a number",
                "1:17 `1e` is not a number",
            ],
        ),
        ("[{]", &["1:2 the object is never closed"]),
        ("[}]", &["1:2 `}` closes nothing"]),
        ("[1] # x", &["1:5 json has no comments"]),
        ("[1 /* x", &["1:4 json has no comments", "1:1 the array is never closed"]),
    ];
    for (text, expected) in cases {
        assert_eq!(syntax(text), *expected, "{text}");
    }
}

#[test]
fn valid_json_is_not_broken() {
    for text in [
        r#"{"a":[1,-0.5e+3,true,false,null,"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00",{},[]]}"#,
        "\u{feff}{\r\n\t\"a\" : 1 }\r\n",
        "0",
    ] {
        assert_eq!(syntax(text), [""; 0], "{text}");
    }
}

#[test]
fn nesting_is_bounded() {
    let open = "[".repeat(10_000_000);
    assert_eq!(syntax(&open), ["1:65 it is nested deeper than 64 levels"]);
    let objects = "{\"a\":".repeat(1_000_000);
    assert_eq!(syntax(&objects).len(), 1);
}

#[test]
fn one_thing_stands_for_a_list_of_it() {
    let text = r#"{
        "Version": "5.0",
        "Statement": {
            "Effect": "Allow", "Action": "ims:images:get", "Resource": "*",
            "Condition": { "Bool": { "g:MFAPresent": true } }
        }
    }"#;
    let policy = Policy::from_json(text).unwrap();
    assert_eq!(
        policy.to_string(),
        r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:get"],"Resource":["*"],"Condition":{"Bool":{"g:MFAPresent":["true"]}}}]}"#
    );
}

#[test]
fn what_cannot_be_told_is_no_policy() {
    let statement = |inner: &str| format!(r#"{{ "Version": "5.0", "Statement": [{{ {inner} }}] }}"#);
    for inner in [
        r#""Effect": "Maybe", "Action": ["*"]"#,
        r#""Effect": "Allow""#,
        r#""Effect": "Allow", "Action": ["*"], "NotAction": ["*"]"#,
        r#""Effect": "Allow", "Action": ["*"], "Action": ["ims:images:get"]"#,
        r#""Effect": "Allow", "Action": ["*"], "Resources": ["*"]"#,
        r#""Effect": "Allow", "Action": [1]"#,
        r#""Effect": "Allow", "Action": ["*"], "Condition": { "StringIs": { "g:UserName": ["a"] } }"#,
        r#""Effect": "Allow", "Action": ["*"], "Condition": { "NullIfExists": { "g:UserName": ["true"] } }"#,
        r#""Effect": "Allow", "Action": ["*"], "Condition": { "StringEquals": { "g:UserName": [null] } }"#,
        r#""Effect": "Allow", "Action": ["*"], "Condition": { "StringEquals": { "g:UserName": ["a"], "g:username": ["b"] } }"#,
    ] {
        let error = Policy::from_json(&statement(inner)).unwrap_err();
        assert!(!error.problems().is_empty(), "{inner}");
    }
}

#[test]
fn what_is_unknown_is_carried() {
    let text = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["new:a:*","new:a:b"],"Resource":["new:::x:y"],"Condition":{"StringEquals":{"new:Key":["${other:Key}"]}}}]}"#;
    assert_eq!(Policy::from_json(text).unwrap().to_string(), text);
}

#[test]
fn pointers_escape_names() {
    let document = Document::read(r#"{"a/b~c": {"d": [0, "x"]}}"#, PolicyKind::Identity);
    let at = document.text().find("\"x\"").unwrap() as u32;
    assert_eq!(document.pointer(hwc_iam::Span { start: at, end: at + 3 }), "/a~1b~0c/d/1");
}

/// Random JSON near that of policies, so that both readers see names and values of every kind.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let name = prop::sample::select(vec![
        "Version",
        "Statement",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "Sid",
        "Principal",
        "Depends",
        "StringEquals",
        "ForAnyValue:StringMatchIfExists",
        "g:UserName",
        "g:TagKeys",
        "x",
        "Service",
        "IAM",
        "catalog",
        "display_name",
        "uri",
    ]);
    let text = prop::sample::select(vec![
        "5.0",
        "1.1",
        "1.0",
        "Allow",
        "Deny",
        "*",
        "ims:images:list",
        "ims:*:*",
        "obs:*:*:bucket:*",
        "true",
        "é\"\\\n",
        "service.IMS",
        "${g:UserName}",
        "",
    ]);
    let leaf = prop_oneof![
        3 => text.prop_map(serde_json::Value::from),
        1 => any::<i32>().prop_map(serde_json::Value::from),
        1 => any::<bool>().prop_map(serde_json::Value::from),
        1 => Just(serde_json::Value::Null),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::vec((name.clone(), inner), 0..5).prop_map(|all| serde_json::Value::Object(
                all.into_iter().map(|(name, it)| (name.into(), it)).collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn anything_can_be_read(text in "[\\[\\]{}\",:a0tn\\\\ u'/*#\n-]{0,60}") {
        let document = Document::read(text.as_str(), PolicyKind::Identity);
        let broken = document.problems().any(|it| it.rule() == "syntax");
        prop_assert_eq!(broken, serde_json::from_str::<serde_json::Value>(&text).is_err());
        for problem in document.problems() {
            prop_assert!(text.get(problem.span().start as usize..problem.span().end as usize).is_some());
            let _ = document.pointer(problem.span());
        }
    }

    #[test]
    fn whatever_is_json_is_read(value in json()) {
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert_eq!(syntax(&text), Vec::<String>::new());
        }
    }

    /// A policy that was written down is the same policy, and one that cannot be told has a reason.
    #[test]
    fn what_is_read_and_written_is_the_same(value in json()) {
        match Policy::from_json(&value.to_string()) {
            Ok(policy) => prop_assert_eq!(Policy::from_json(&policy.to_string()).unwrap().to_string(), policy.to_string()),
            Err(error) => prop_assert!(!error.problems().is_empty(), "{}", value),
        }
    }
}
