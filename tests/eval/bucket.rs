//! Bucket policies of OBS as policies of a resource.

use hwc_iam::eval::{Decision, PolicySet, Request};
use hwc_iam::{Document, PolicyKind};

const ACCOUNT: &str = "0123456789abcdef0123456789abcdef";

fn set(text: &str) -> PolicySet {
    let document = Document::infer(text);
    assert_eq!(document.kind(), PolicyKind::Bucket);
    PolicySet::builder().resource("bucket", document.policy().unwrap().clone()).build().unwrap()
}

fn statement(effect: &str, principal: &str, action: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"{effect}","Principal":{principal},"Action":[{action}],"Resource":[{resource}]}}"#)
}

fn decide(statements: &str, principal: &str, action: &str, resource: &str) -> Decision {
    let text = format!(r#"{{"Statement":[{statements}]}}"#);
    set(&text).decide(&Request::new(action).principal(principal).resource(resource))
}

fn user(name: &str) -> String {
    format!("iam::{ACCOUNT}:user:{name}")
}

fn object(key: &str) -> String {
    format!("obs::{ACCOUNT}:object:{key}")
}

#[test]
fn principals_by_their_ids() {
    let agency = format!("sts::{ACCOUNT}:assumed-agency:build/session");
    let stranger = "iam::fedcba9876543210fedcba9876543210:user:anna";
    let all = [
        ("*", stranger, Decision::Allow),
        ("domain/ACCOUNT", &user("anna"), Decision::Allow),
        ("domain/ACCOUNT", stranger, Decision::ImplicitDeny),
        ("domain/ACCOUNT:user/*", &user("anna"), Decision::Allow),
        ("domain/ACCOUNT:user/anna", &user("anna"), Decision::Allow),
        // The id may be that of the user.
        ("domain/ACCOUNT:user/71f3901173514e6988115ea2c26d1999", &user("anna"), Decision::Unknown),
        ("domain/ACCOUNT:user/anna", stranger, Decision::ImplicitDeny),
        ("domain/ACCOUNT:user/anna", &agency, Decision::ImplicitDeny),
        ("domain/ACCOUNT:agency/build", &agency, Decision::Allow),
        ("domain/ACCOUNT:agency/*", &agency, Decision::Allow),
        ("domain/ACCOUNT:agency/other", &agency, Decision::ImplicitDeny),
        ("domain/ACCOUNT:agency/*", &user("anna"), Decision::ImplicitDeny),
    ];
    for (name, caller, decision) in all {
        let principal = format!(r#"{{"ID":["{}"]}}"#, name.replace("ACCOUNT", ACCOUNT));
        let text = statement("Allow", &principal, r#""GetObject""#, r#""b/*""#);
        // Of another account both must allow.
        let request = Request::new("obs:object:getObject").principal(caller).resource(&object("b/k"));
        let document = Document::infer(format!(r#"{{"Statement":[{text}]}}"#));
        let set = PolicySet::builder().resource("bucket", document.policy().unwrap().clone());
        let set = set.cross_account(false).build().unwrap();
        assert_eq!(set.decide(&request), decision, "{name} {caller}");
    }
}

#[test]
fn operations_whatever_their_case_and_model() {
    let all = [
        (r#""GetObject""#, r#""b/*""#, "obs:object:getObject", object("b/k"), Decision::Allow),
        (r#""GetObject""#, r#""b/*""#, "obs:object:GetObject", object("b/k"), Decision::Allow),
        (r#""Get*""#, r#""b/*""#, "obs:object:getObjectAcl", object("b/k"), Decision::Allow),
        (r#""*""#, r#""b","b/*""#, "obs:bucket:listBucket", format!("obs::{ACCOUNT}:bucket:b"), Decision::Allow),
        (r#""ListBucket""#, r#""b""#, "obs:bucket:listBucket", format!("obs::{ACCOUNT}:bucket:b"), Decision::Allow),
        (r#""GetObject""#, r#""b""#, "obs:object:getObject", object("b/k"), Decision::ImplicitDeny),
        (r#""GetObject""#, r#""b/dir/*""#, "obs:object:getObject", object("b/k"), Decision::ImplicitDeny),
        (r#""PutObject""#, r#""b/*""#, "obs:object:getObject", object("b/k"), Decision::ImplicitDeny),
    ];
    for (action, resource, asked, on, decision) in all {
        let text = statement("Allow", r#""*""#, action, resource);
        assert_eq!(decide(&text, &user("anna"), asked, &on), decision, "{action} {resource} {asked}");
    }
}

#[test]
fn a_deny_wins_and_conditions_count() {
    let allow = statement("Allow", r#""*""#, r#""*""#, r#""b/*""#);
    let deny = statement("Deny", r#""*""#, r#""DeleteObject""#, r#""b/*""#);
    let both = format!("{allow},{deny}");
    assert_eq!(decide(&both, &user("anna"), "obs:object:deleteObject", &object("b/k")), Decision::ExplicitDeny);
    assert_eq!(decide(&both, &user("anna"), "obs:object:getObject", &object("b/k")), Decision::Allow);

    let condition = allow.replace(
        "}",
        r#","Condition":{"IpAddress":{"SourceIp":["122.9.0.0/16"]},"StringLike":{"Referer":"https://a/*"}}}"#,
    );
    let set = set(&format!(r#"{{"Statement":[{condition}]}}"#));
    let request = |address: &str, referer: &str| {
        let request = Request::new("obs:object:getObject").principal(&user("anna")).resource(&object("b/k"));
        request.key("obs:SourceIp", address).key("obs:Referer", referer)
    };
    assert_eq!(set.decide(&request("122.9.1.1", "https://a/b")), Decision::Allow);
    assert_eq!(set.decide(&request("1.1.1.1", "https://a/b")), Decision::ImplicitDeny);
    assert_eq!(set.decide(&request("122.9.1.1", "https://b/")), Decision::ImplicitDeny);
}

/// The equality of dates has no twin, so nobody can say what such a policy allows.
#[test]
fn what_has_no_twin_is_not_evaluated() {
    let text = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"b/*",
        "Condition":{"DateEquals":{"CurrentTime":"2026-01-01T00:00:00Z"}}}]}"#;
    assert!(Document::infer(text).policy().is_none());
}

#[test]
fn keys_may_be_asked_as_the_policy_spells_them() {
    for (key, value) in [("SecureTransport", "false"), ("x-obs-acl", "public-read"), ("Referer", "http://a/")] {
        let deny = format!(
            r#"{{"Effect":"Deny","Principal":"*","Action":["*"],"Resource":["b","b/*"],"Condition":{{"StringEquals":{{"{key}":["{value}"]}}}}}}"#
        );
        let all = format!("{},{deny}", statement("Allow", "\"*\"", "\"*\"", r#""b","b/*""#));
        let set = set(&format!(r#"{{"Statement":[{all}]}}"#));
        let request = || Request::new("obs:object:getObject").principal(&user("anna")).resource(&object("b/k"));
        for name in [key.to_owned(), format!("obs:{key}"), format!("OBS:{}", key.to_lowercase())] {
            assert_eq!(set.decide(&request().key(&name, value)), Decision::ExplicitDeny, "{name}");
            assert_eq!(set.decide(&request().unknown_key(&name)), Decision::Unknown, "{name}");
        }
    }
}

#[test]
fn the_case_of_actions_does_not_count() {
    for written in ["getobject", "GETOBJECT", "GetObject", "getObj*", "get*"] {
        let allow = statement("Allow", "\"*\"", &format!("\"{written}\""), r#""b/*""#);
        for asked in ["obs:object:GetObject", "obs:object:getObject"] {
            assert_eq!(decide(&allow, &user("anna"), asked, &object("b/k")), Decision::Allow, "{written} {asked}");
        }
    }
}
