//! Bucket policies of OBS, and the other policies of resources.

use std::collections::BTreeSet;

use hwc_iam::lint;
use hwc_iam::{Document, PolicyKind};

const ACCOUNT: &str = "domain/0123456789abcdef0123456789abcdef";

fn rules(text: &str) -> BTreeSet<&'static str> {
    let document = Document::infer(text);
    assert_eq!(document.kind(), PolicyKind::Bucket, "{text}");
    lint::check(&document).iter().map(|it| it.rule().name()).collect()
}

fn statement(principal: &str, action: &str, resource: &str, rest: &str) -> String {
    format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":{action},"Resource":{resource}{rest}}}"#)
}

fn policy(statements: &[String]) -> String {
    format!(r#"{{"Statement":[{}]}}"#, statements.join(","))
}

fn somebody() -> String {
    format!(r#"{{"ID":["{ACCOUNT}:user/anna"]}}"#)
}

/// The samples of the pages on bucket policies, in other words.
#[test]
fn what_is_right_is_clean() {
    let of = |who: &str| format!(r#"{{"ID":"{ACCOUNT}{who}"}}"#);
    for principal in [of(":user/anna"), of(":user/*"), of(""), of(":agency/build"), of(":agency/*"), somebody()] {
        for (action, resource) in [
            (r#"["PutObject","PutObjectAcl"]"#, r#"["b/*"]"#),
            (r#"["*"]"#, r#"["b/*","b"]"#),
            (r#""ListBucket""#, r#""b""#),
            (r#"["List*","Get*"]"#, r#"["b","b/*"]"#),
            (r#"["getobject"]"#, r#"["b/dir/*"]"#),
            (r#"["HeadBucket"]"#, r#"["b"]"#),
            (r#"["*"]"#, r#"["b/*"]"#),
        ] {
            let text = policy(&[statement(&principal, action, resource, "")]);
            assert!(rules(&text).is_empty(), "{:?}\n{text}", rules(&text));
        }
    }
    let federated = [
        format!(r#"{{"Federated":"{ACCOUNT}:identity-provider/corp"}}"#),
        format!(r#"{{"Federated":"{ACCOUNT}:group/dev"}}"#),
        r#"{"Service":"obs"}"#.to_owned(),
    ];
    for principal in federated {
        let text = policy(&[statement(&principal, r#"["PutObject"]"#, r#"["b/*"]"#, "")]);
        assert!(rules(&text).is_empty(), "{:?}\n{text}", rules(&text));
    }
    let condition = r#","Condition":{"DateGreaterThan":{"CurrentTime":"2015-07-01T12:00:00Z"},
        "IpAddress":{"SourceIp":["122.9.0.0/16"]},"StringEquals":{"prefix":"a"},"NumericEquals":{"max-keys":"100"}}"#;
    let text = policy(&[statement(r#""*""#, r#"["ListBucket"]"#, r#"["b"]"#, condition)]);
    assert!(rules(&text).is_empty(), "{:?}", rules(&text));
}

#[test]
fn usual_mistakes_are_found() {
    let plain = |action: &str, resource: &str, rest: &str| policy(&[statement(&somebody(), action, resource, rest)]);
    let with = |principal: &str| policy(&[statement(principal, r#"["GetObject"]"#, r#"["b/*"]"#, "")]);
    let condition = |text: &str| plain(r#"["GetObject"]"#, r#"["b/*"]"#, &format!(r#","Condition":{{{text}}}"#));
    let found = [
        ("bucket_level", plain(r#"["GetObject"]"#, r#"["b"]"#, "")),
        ("bucket_level", plain(r#"["PutObject","GetObject"]"#, r#""b""#, "")),
        ("bucket_level", plain(r#"["*Object"]"#, r#"["b"]"#, "")),
        ("bucket_level", plain(r#"["ListBucket"]"#, r#"["b/*"]"#, "")),
        ("bucket_level", plain(r#"["getbucketacl"]"#, r#"["b/dir/*"]"#, "")),
        ("bucket_action", plain(r#"["obs:object:GetObject"]"#, r#"["b/*"]"#, "")),
        ("bucket_action", plain(r#"["s3:GetObject"]"#, r#"["b/*"]"#, "")),
        ("bucket_action", plain(r#"["GetObjct"]"#, r#"["b/*"]"#, "")),
        ("bucket_action", plain(r#"["ListAllMyBuckets"]"#, r#"["b"]"#, "")),
        ("bucket_action", plain(r#"["Fetch*"]"#, r#"["b/*"]"#, "")),
        ("bucket_resource", plain(r#"["GetObject"]"#, r#"["obs:*:*:object:b/*"]"#, "")),
        ("bucket_resource", plain(r#"["GetObject"]"#, r#"["arn:aws:s3:::b/*"]"#, "")),
        ("bucket_resource", plain(r#"["GetObject"]"#, r#"["/b/*"]"#, "")),
        ("bucket_resource", plain(r#"["GetObject"]"#, r#"["b/*","c/*"]"#, "")),
        ("bucket_principal", with(r#"{"ID":["iam::0123456789abcdef0123456789abcdef:root"]}"#)),
        ("bucket_principal", with(r#"{"ID":["0123456789abcdef0123456789abcdef"]}"#)),
        ("bucket_principal", with(r#"{"ID":["0123456789abcdef0123456789abcdef/*"]}"#)),
        ("bucket_principal", with(&format!(r#"{{"ID":["{ACCOUNT}/user/anna"]}}"#))),
        ("bucket_principal", with(&format!(r#"{{"ID":["{ACCOUNT}:users/anna"]}}"#))),
        ("bucket_principal", with(&format!(r#"{{"Federated":"{ACCOUNT}:user/anna"}}"#))),
        ("unknown_element", with(r#"{"AWS":["*"],"ID":["*"]}"#)),
        ("public_bucket", with(r#"{"ID":["*"]}"#)),
        ("public_bucket", with(r#"{"ID":"*"}"#)),
        ("public_bucket", with(r#""*""#)),
        ("public_bucket_write", policy(&[statement(r#""*""#, r#"["PutObject"]"#, r#"["b/*"]"#, "")])),
        ("public_bucket_write", policy(&[statement(r#""*""#, r#"["*"]"#, r#"["b","b/*"]"#, "")])),
        ("public_bucket_write", policy(&[statement(r#""*""#, r#"["Delete*"]"#, r#"["b","b/*"]"#, "")])),
        ("bucket_condition", condition(r#""IpAddress":{"g:SourceIp":["122.9.0.0/16"]}"#)),
        ("bucket_condition", condition(r#""NumberEquals":{"max-keys":["1"]}"#)),
        ("bucket_condition", condition(r#""StringEquals":{"SourceIp":["122.9.0.1"]}"#)),
        (
            "missing_element",
            r#"{"Statement":[{"Effect":"Allow","Principal":{"ID":"*"},"Action":["GetObject"]}]}"#.into(),
        ),
        ("missing_element", r#"{"Statement":[{"Principal":{"ID":"*"},"Action":"GetObject","Resource":"b/*"}]}"#.into()),
        (
            "invalid_effect",
            r#"{"Statement":[{"Effect":"allow","Principal":{"ID":"*"},"Action":"GetObject","Resource":"b/*"}]}"#.into(),
        ),
    ];
    let mut wrong = Vec::new();
    for (rule, text) in &found {
        if !rules(text).contains(rule) {
            wrong.push(format!("{rule}: {text}: {:?}", rules(text)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Conditions with which everybody is everybody all the same, and those with which it is not.
#[test]
fn who_everybody_is() {
    let of = |condition: &str| {
        let rest = format!(r#","Condition":{{{condition}}}"#);
        policy(&[statement(r#""*""#, r#"["GetObject"]"#, r#"["b/*"]"#, &rest)])
    };
    for public in [
        "",
        r#""Bool":{"SecureTransport":"true"}"#,
        r#""StringLike":{"Referer":["https://example.com/*"]}"#,
        r#""StringLike":{"UserAgent":["*"]}"#,
        r#""IpAddress":{"SourceIp":["0.0.0.0/0"]}"#,
        r#""IpAddress":{"SourceIp":["0.0.0.0/1","128.0.0.0/1"]}"#,
        r#""NotIpAddress":{"SourceIp":["122.9.0.0/16"]}"#,
        r#""DateGreaterThan":{"CurrentTime":"2015-07-01T12:00:00Z"}"#,
    ] {
        assert!(rules(&of(public)).contains("public_bucket"), "{public}");
    }
    for private in [r#""IpAddress":{"SourceIp":["122.9.0.0/16"]}"#, r#""StringEquals":{"SourceVpc":["vpc-1"]}"#] {
        assert!(!rules(&of(private)).contains("public_bucket"), "{private}");
    }
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":["b","b/*"],
        "Condition":{"NotIpAddress":{"SourceIp":["122.9.0.0/16"]}}}"#;
    let text = policy(&[statement(r#""*""#, r#"["GetObject"]"#, r#"["b/*"]"#, ""), deny.to_owned()]);
    assert!(!rules(&text).contains("public_bucket"));
}

#[test]
fn the_excluded_user_needs_its_account() {
    let deny = |all: &str| {
        format!(
            r#"{{"Statement":[{{"Effect":"Deny","NotPrincipal":{{"ID":[{all}]}},"Action":["*"],"Resource":["b","b/*"]}}]}}"#
        )
    };
    assert!(rules(&deny(&format!(r#""{ACCOUNT}:user/anna""#))).contains("bucket_not_principal"));
    for account in ["", ":root"] {
        let all = format!(r#""{ACCOUNT}{account}","{ACCOUNT}:user/anna""#);
        assert!(rules(&deny(&all)).is_empty(), "{:?}", rules(&deny(&all)));
    }
}

#[test]
fn kinds_are_told_by_what_they_hold() {
    let topic = r#"{"Version":"2016-09-07","Id":"i","Statement":[{"Sid":"a","Effect":"Allow",
        "Principal":{"CSP":["urn:csp:iam::0123456789abcdef0123456789abcdef:root"]},"Action":["SMN:Publish"],
        "Resource":"urn:smn:cn-north-4:0123456789abcdef0123456789abcdef:t"}]}"#;
    let document = Document::infer(topic);
    assert_eq!(document.kind(), PolicyKind::Topic);
    let findings = lint::check(&document);
    assert_eq!(findings.iter().map(|it| it.rule().name()).collect::<Vec<_>>(), ["unread_kind"]);

    let endpoint = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Principal":"*","Action":["*"],"Resource":["*"],
        "Condition":{"StringEquals":{"g:PrincipalOrgId":["o-1"]}}}]}"#;
    let document = Document::infer(endpoint);
    assert_eq!(document.kind(), PolicyKind::Endpoint);
    assert!(lint::check(&document).is_empty(), "{:?}", lint::check(&document));
    let misspelt = endpoint.replace("[\"*\"],\"Resource", "[\"ims:images:lst\"],\"Resource");
    let findings = lint::check(&Document::infer(misspelt));
    assert!(findings.iter().any(|it| it.rule().name() == "unknown_action"), "{findings:?}");

    for (text, kind) in [
        (r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"]}]}"#, PolicyKind::Identity),
        (
            r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Principal":{"IAM":["a"]},"Action":["*"]}]}"#,
            PolicyKind::Trust,
        ),
        (
            r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Principal":"*","Action":["sts:agencies:assume"]}]}"#,
            PolicyKind::Trust,
        ),
        (
            r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["GetObject"],"Resource":["b/*"]}]}"#,
            PolicyKind::Bucket,
        ),
        (
            r#"{"Statement":[{"Effect":"Allow","Principal":{"ID":["*"]},"Action":["obs:object:GetObject"],"Resource":["b"]}]}"#,
            PolicyKind::Bucket,
        ),
        (
            r#"{"Version":"2008-10-17","Statement":[{"Effect":"Deny","NotPrincipal":{"ID":["*"]},"Action":"*","Resource":"b"}]}"#,
            PolicyKind::Bucket,
        ),
        (r#"{"Statement":[{"Effect":"Allow","Action":["GetObject"],"Resource":["b/*"]}]}"#, PolicyKind::Bucket),
        (r#"{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"]}]}"#, PolicyKind::Identity),
    ] {
        assert_eq!(Document::infer(text).kind(), kind, "{text}");
    }
}
