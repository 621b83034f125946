//! What the rest of a list, or of the policy, covers: what only an exact comparison sees, and what looks like it and is not.

use hwc_iam::lint::{self, Options, Rule};
use hwc_iam::{Document, PolicyKind};

/// What a rule says of a policy of these statements.
fn found(rule: &str, statements: &str) -> Vec<String> {
    let rule = Rule::from_name(rule).unwrap();
    let text = format!(r#"{{"Version":"5.0","Statement":[{statements}]}}"#);
    let findings = lint::check(&Document::read(text, PolicyKind::Identity));
    let of_rule = findings.iter().filter(|it| it.rule() == rule);
    of_rule.map(|it| it.message().trim_end_matches(" is covered by the rest of the list together").into()).collect()
}

#[track_caller]
fn assert_found(rule: &str, statements: &str, wanted: &[&str]) {
    assert_eq!(found(rule, statements), wanted, "{statements}");
}

#[test]
fn actions() {
    let cases: [(&str, &[&str]); 10] = [
        (
            r#""ims:images:get*","ims:images:get?*","ims:images:get""#,
            &["`ims:images:get?*` is covered by `ims:images:get*`", "`ims:images:get` is covered by `ims:images:get*`"],
        ),
        (
            r#""ims:images:get?*","ims:images:get","*:images:get?","*:images:get??*","ims:*:l*""#,
            &["`ims:images:get?*`"],
        ),
        (r#""ims:images:g?*","ims:images:g*?""#, &["`ims:images:g*?`"]),
        (
            r#""ims:images:??*","ims:images:?","ims:images:?*""#,
            &["`ims:images:??*` is covered by `ims:images:?*`", "`ims:images:?` is covered by `ims:images:?*`"],
        ),
        (
            r#""ims:*:?et*","ims:*:?","ims:*:??","ims:*:??*""#,
            &["`ims:*:?et*` is covered by `ims:*:??*`", "`ims:*:??` is covered by `ims:*:??*`"],
        ),
        (r#""ims:images:*","ims:images:?","ims:i*:??*""#, &["`ims:images:?` is covered by `ims:images:*`"]),
        (r#""ims:i*:?","ims:i*:??*","ims:images:*""#, &["`ims:images:*`"]),
        // One of three letters is missing, as is a short one.
        (r#""ims:i*:?","ims:i*:???*","ims:images:*""#, &[]),
        (
            r#""ims:images:get","ims:images:getTags","ims:images:getT*""#,
            &["`ims:images:getTags` is covered by `ims:images:getT*`"],
        ),
        // The parts of an action end at the colon.
        (r#""ims:images:l*","ims:*s:*t","ims:*:l*t?""#, &[]),
    ];
    for (actions, wanted) in cases {
        for effect in ["Allow", "Deny"] {
            assert_found("covered_action", &format!(r#"{{"Effect":"{effect}","Action":[{actions}]}}"#), wanted);
        }
    }
}

#[test]
fn resources() {
    let cases: [(&str, &[&str]); 5] = [
        (r#""ims:*:*:image:?","ims:*:*:image:??*","ims:r:*:image:?*""#, &["`ims:r:*:image:?*`"]),
        (r#""ims:*:*:image:?","ims:*:*:image:???*","ims:r:*:image:?*""#, &[]),
        // Each is left to one region.
        (r#""ims:r:*:image:?","ims:s:*:image:??*","ims:?:*:image:a*""#, &[]),
        (
            r#""ims:*:*:image:${g:UserName}","ims:*:*:image:?*","ims:*:*:image:x*""#,
            &["`ims:*:*:image:x*` is covered by `ims:*:*:image:?*`"],
        ),
        (r#""ims:*:*:image:${g:UserName}*","ims:*:*:image:x*""#, &[]),
    ];
    for (resources, wanted) in cases {
        let statement = format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"Resource":[{resources}]}}"#);
        assert_found("covered_resource", &statement, wanted);
    }
}

#[test]
fn values() {
    let cases: [(&str, &[&str]); 10] = [
        (r#""IpAddress":{"g:SourceIp":["122.0.0.0/9","122.128.0.0/10","122.192.0.0/11"]}"#, &[]),
        (r#""StringMatch":{"g:UserName":["?","??*","?*"]}"#, &["`?` is covered by `?*`", "`??*` is covered by `?*`"]),
        (r#""StringMatch":{"g:UserName":["a?","a??*","?b","ab*?"]}"#, &["`ab*?`"]),
        (r#""StringNotMatch":{"g:UserName":["a?","a??*","ab*?"]}"#, &["`ab*?`"]),
        (r#""ForAllValues:StringMatch":{"g:TagKeys":["a?","a??*","ab*?"]}"#, &["`ab*?`"]),
        (r#""StringMatch":{"g:UserName":["a?","a???*","ab*?"]}"#, &[]),
        (r#""StringMatch":{"g:UserName":["a?","${g:DomainName}*","ab*?"]}"#, &[]),
        (
            r#""IpAddress":{"g:SourceIp":["122.0.0.0/9","122.128.0.0/9","122.0.0.0/8"]}"#,
            &["`122.0.0.0/9` is covered by `122.0.0.0/8`", "`122.128.0.0/9` is covered by `122.0.0.0/8`"],
        ),
        (r#""IpAddress":{"g:SourceIp":["122.0.0.0/9","122.128.0.0/10"]}"#, &[]),
        (
            r#""NotIpAddress":{"g:SourceIp":["122.0.0.0/8","122.7.0.0/16"]}"#,
            &["`122.7.0.0/16` is covered by `122.0.0.0/8`"],
        ),
    ];
    for (condition, wanted) in cases {
        let statement = format!(r#"{{"Effect":"Allow","Action":["ims:images:list"],"Condition":{{{condition}}}}}"#);
        assert_found("covered_value", &statement, wanted);
    }
}

#[test]
fn statements() {
    let images = r#""Action":["ims:images:list*"]"#;
    let when = |condition: &str| format!(r#"{images},"Condition":{{{condition}}}"#);
    let of = |resource: &str| format!(r#"{images},"Resource":["ims:*:*:image:{resource}"]"#);
    let less = |than: u32| when(&format!(r#""NumberLessThan":{{"g:MFAAge":["{than}"]}}"#));
    let more = |than: u32| when(&format!(r#""NumberGreaterThanEquals":{{"g:MFAAge":["{than}"]}}"#));
    let there = when(r#""Null":{"g:MFAAge":["false"]}"#);
    let cases: [(Vec<String>, &[&str]); 9] = [
        (vec![less(10), less(5)], &["the statement is covered by statement 0"]),
        (vec![less(5), less(10)], &["the statement is covered by statement 1"]),
        (vec![less(10), more(5)], &[]),
        (vec![less(10), more(5), there.clone()], &["the statement is covered by statement 2"; 2]),
        (vec![less(5), more(10), there], &["the statement is covered by statement 2"; 2]),
        (vec![of("?"), of("??*"), of("a*")], &["the statement is covered by statements 0, 1 together"]),
        (vec![of("?"), of("???*"), of("a*")], &[]),
        (vec![of("a"), less(10)], &[]),
        // The same statement twice is what another rule finds.
        (vec![of("a"), of("a")], &[]),
    ];
    for (parts, wanted) in cases {
        for effect in ["Allow", "Deny"] {
            let all: Vec<String> = parts.iter().map(|it| format!(r#"{{"Effect":"{effect}",{it}}}"#)).collect();
            assert_found("covered_statement", &all.join(","), wanted);
        }
    }
    let mixed = format!(r#"{{"Effect":"Allow",{}}},{{"Effect":"Deny",{}}}"#, less(10), less(5));
    assert_found("covered_statement", &mixed, &[]);
}

#[test]
fn a_spent_budget_is_said() {
    let actions: Vec<String> = (0..600).map(|it| format!("\"ims:*{it}*:*\"")).collect();
    let text = format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":[{}]}}]}}"#, actions.join(","));
    let findings = lint::check_with(&Document::read(text, PolicyKind::Identity), &Options::default());
    assert!(findings.iter().any(|it| it.rule().name() == "unexamined_policy"));
}
