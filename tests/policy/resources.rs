//! Resources that match nothing, and those that no action of their statement takes.

use hwc_iam::{Document, PolicyKind};

/// The rule and the text of each problem.
fn problems(version: &str, actions: &str, resources: &str) -> Vec<(String, String)> {
    let text = format!(
        r#"{{"Version":"{version}","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":[{resources}]}}]}}"#
    );
    let document = Document::read(text, PolicyKind::Identity);
    let text = |span: hwc_iam::Span| document.text().get(span.start as usize..span.end as usize).unwrap();
    let at = |span| text(span).trim_matches('"').to_owned();
    document.problems().map(|it| (it.rule().to_owned(), at(it.span()))).collect()
}

#[test]
fn buckets_are_no_objects() {
    let found = [
        (r#""obs:object:GetObject""#, "obs:*:*:bucket:b/*", "impossible_urn", "obs:*:*:bucket:b/*"),
        (r#""obs:object:GetObject""#, "OBS:*:*:bucket:b/key", "impossible_urn", "OBS:*:*:bucket:b/key"),
        (r#""obs:object:GetObject""#, "obs:*:*:object:b:*", "impossible_urn", "obs:*:*:object:b:*"),
        (r#""obs:object:GetObject""#, "obs:*:*:object:b", "impossible_urn", "obs:*:*:object:b"),
        (r#""obs:object:GetObject""#, "obs:*:*:bucket:b", "resource_type_missing", "obs:object:GetObject"),
        (r#""obs:object:PutObject""#, "OBS:*:*:Bucket:b", "resource_type_missing", "obs:object:PutObject"),
        (r#""obs:bucket:ListBucket""#, "obs:*:*:object:b/*", "resource_type_missing", "obs:bucket:ListBucket"),
        (r#""obs:bucket:GetBucketAcl""#, "obs:*:*:object:*", "resource_type_missing", "obs:bucket:GetBucketAcl"),
    ];
    for (actions, resource, rule, at) in found {
        let all = problems("1.1", actions, &format!("\"{resource}\""));
        assert_eq!(all, [(rule.to_owned(), at.to_owned())], "{actions} {resource}");
    }
    for (actions, resources) in [
        (r#""obs:object:GetObject""#, r#""obs:*:*:object:b/*""#),
        (r#""obs:object:GetObject""#, r#""OBS:*:*:object:*""#),
        (r#""obs:object:GetObject""#, r#""obs:*:*:object:b*""#),
        (r#""obs:object:GetObject""#, r#""obs:*:*:object:b/a:c""#),
        (r#""obs:object:GetObject""#, r#""obs:*:*:object:${g:UserName}""#),
        (r#""obs:object:GetObject""#, r#""obs:*:*:object:<bucket>""#),
        (r#""obs:object:GetObject""#, r#""obs:*:*:*:b""#),
        (r#""obs:bucket:ListBucket""#, r#""obs:*:*:bucket:${g:UserName}""#),
        (r#""obs:bucket:ListBucket","obs:object:GetObject""#, r#""obs:*:*:bucket:b","obs:*:*:object:b/*""#),
        (r#""obs:bucket:ListAllMyBuckets""#, r#""obs:*:*:object:b/*""#),
        (r#""obs:*:*""#, r#""obs:*:*:bucket:b""#),
    ] {
        assert_eq!(problems("1.1", actions, resources), [], "{actions} {resources}");
    }
}

#[test]
fn a_resource_of_another_service_is_named_itself() {
    let all = problems("5.0", r#""ims:images:get","ims:images:export""#, r#""obs:*:*:bucket:x","ecs:*:*:instance:*""#);
    let at: Vec<&str> = all.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(at, ["obs:*:*:bucket:x", "ecs:*:*:instance:*"], "{all:?}");
    let all = problems("1.1", r#""ecs:servers:get""#, r#""obs:*:*:bucket:x""#);
    assert!(all.contains(&("foreign_resource".to_owned(), "obs:*:*:bucket:x".to_owned())), "{all:?}");
    // One of them may be for what is named, or is not known.
    for (actions, resource) in [
        (r#""ims:images:get","sts:agencies:assume""#, "iam::*:agency:a"),
        (r#""ims:images:get","obs:bucket:headBucket""#, "obs:*:*:bucket:x"),
        (r#""sts::tagSession""#, "iam::*:agency:a"),
    ] {
        let all = problems("5.0", actions, &format!("\"{resource}\""));
        assert!(!all.iter().any(|it| it.1 == resource), "{all:?}");
    }
    assert_eq!(problems("5.0", r#""sts:agencies:assume""#, r#""iam::*:agency:a""#), []);
    assert_eq!(problems("5.0", r#""ims:images:get""#, r#""ims:*:*:image:x""#), []);
}

#[test]
fn a_urn_begins_with_its_service() {
    for version in ["5.0", "1.1"] {
        let text = format!(
            r#"{{"Version":"{version}","Statement":[{{"Effect":"Allow","Action":["*"],"Resource":["urn:ims:*:*:image:*"]}}]}}"#
        );
        let document = Document::read(text, PolicyKind::Identity);
        let problem = document.problems().next().unwrap();
        assert_eq!(problem.rule(), "prefixed_urn");
        assert_eq!(problem.help().as_deref(), Some("drop `urn:`: `ims:*:*:image:*`"));
        #[cfg(feature = "lint")]
        let findings = hwc_iam::lint::check(&document);
        #[cfg(feature = "lint")]
        assert!(findings.iter().all(|it| it.rule().name() != "unknown_region"), "{findings:?}");
    }
    let all = problems("5.0", r#""ims:images:get""#, r#""arn:aws:s3:::bucket/*""#);
    assert_eq!(all[0].0, "prefixed_urn");
}
