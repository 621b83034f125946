//! Input that is meant to hurt: the answer comes, and is not wrong.

use std::fmt::Write;

use hwc_iam::Policy;
use hwc_iam::eval::{Assumption, Decision, Missing, PolicySet, Request, Setting};

fn policy(statements: &str) -> Policy {
    Policy::from_json(&format!(r#"{{"Version":"5.0","Statement":[{statements}]}}"#)).unwrap()
}

#[test]
fn more_unknown_keys_than_are_noted() {
    let conditions: Vec<String> = (0..200).map(|it| format!(r#""g:ResourceTag/{it}":["a"]"#)).collect();
    let condition = conditions.join(",");
    let statement =
        format!(r#"{{"Effect":"Allow","Action":["ims:images:list"],"Condition":{{"StringEquals":{{{condition}}}}}}}"#);
    let set = PolicySet::builder().identity("a", policy(&statement)).build().unwrap();
    let request = (0..200)
        .fold(Request::new("ims:images:list"), |request, it| request.unknown_key(&format!("g:ResourceTag/{it}")));
    let found = set.explain(&request);
    assert_eq!((found.decision, set.decide(&request)), (Decision::Unknown, Decision::Unknown));
    assert_eq!(found.missing.len(), 200);
}

#[test]
fn an_unknown_key_with_a_thousand_patterns() {
    let mut statements = String::new();
    for at in 0..1000 {
        let separator = if at == 0 { "" } else { "," };
        let _ = write!(
            statements,
            r#"{separator}{{"Effect":"Allow","Action":["ims:images:list"],"Condition":{{"StringMatch":{{"g:UserName":["*a?{at}*b*"]}}}}}}"#
        );
    }
    let set = PolicySet::builder().identity("a", policy(&statements)).build().unwrap();
    let request = Request::new("ims:images:list").unknown_key("g:UserName");
    assert_eq!(set.explain(&request).missing, [Missing::Key("g:UserName".into())]);
}

#[test]
fn stars_do_not_blow_up() {
    let stars = "*a".repeat(2000);
    let statement =
        format!(r#"{{"Effect":"Allow","Action":["*"],"Condition":{{"StringMatch":{{"g:UserName":["{stars}b"]}}}}}}"#);
    let set = PolicySet::builder().identity("a", policy(&statement)).build().unwrap();
    let request = Request::new("ims:images:list").key("g:UserName", &"a".repeat(20_000));
    assert_eq!(set.decide(&request), Decision::ImplicitDeny);
}

#[test]
fn more_levels_than_there_can_be() {
    let level = || [("a", policy(r#"{"Effect":"Allow","Action":["*"]}"#))];
    let set = (0..10_000).fold(PolicySet::builder(), |set, _| set.scp_level(level()));
    assert_eq!(set.build().unwrap_err().to_string(), "there are more than 61 levels and session policies");
}

#[test]
fn every_assumption_open_at_once() {
    // A key in no variable, compared in every way that is open.
    let conditions = r#"{
        "StringNotEquals": { "g:DomainName": ["a"] },
        "ForAnyValue:StringEquals": { "g:UserName": ["a"] },
        "ForAllValues:StringEquals": { "g:CalledVia": ["a"] },
        "StringEquals": { "g:TagKeys": ["a"] },
        "StringStartWith": { "x:One": ["A"] },
        "NumberEquals": { "g:MFAAge": ["1"] }
    }"#;
    let statement = format!(
        r#"{{"Effect":"Allow","Action":["ims:Images:list","ims:*"],"Resource":["ims:*"],"Condition":{conditions}}}"#
    );
    let set = PolicySet::builder().identity("a", policy(&statement)).build().unwrap();
    let request = Request::new("ims:images:list")
        .resource("ims:r:a:image:x")
        .key("g:UserName", "a")
        .keys("g:TagKeys", ["a", "b"])
        .key("x:One", "abc")
        .key("g:MFAAge", "one");
    let found = set.explain(&request);
    assert_eq!(found.decision, Decision::Unknown);
    assert!(found.assumptions.len() >= 8, "{:?}", found.assumptions);
    let all = Assumption::ALL.iter().fold(set.assumptions(), |all, it| all.with(*it, Setting::Yes));
    assert_eq!(set.clone().assuming(all).decide(&request), Decision::Allow);
    let none = Assumption::ALL.iter().fold(set.assumptions(), |all, it| all.with(*it, Setting::No));
    assert_eq!(set.assuming(none).decide(&request), Decision::ImplicitDeny);
}

/// Names that somebody has looked for until their hashes were the same; the table of names must find each all the same.
#[test]
fn names_with_one_hash_are_told_apart() {
    let names: Vec<&str> = include_str!("colliding.txt").lines().collect();
    let (allowed, others) = names.split_at(names.len() - 20);
    let statement =
        |name: &&str| format!(r#"{{"Effect":"Allow","Action":[{}]}}"#, serde_json::to_string(name).unwrap());
    let statements: Vec<String> = allowed.iter().map(statement).collect();
    let text = format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, statements.join(","));
    let set = PolicySet::builder().identity("a", Policy::from_json(&text).unwrap()).build().unwrap();
    for (at, name) in allowed.iter().enumerate() {
        assert_eq!(set.decide(&Request::new(name)), Decision::Allow, "{name}");
        let matched: Vec<usize> = set.explain(&Request::new(name)).matched.iter().map(|it| it.statement).collect();
        assert_eq!(matched, [at], "{name}");
    }
    for name in others {
        assert_eq!(set.decide(&Request::new(name)), Decision::ImplicitDeny, "{name}");
    }
}
