//! No false alarms: policies that are right are clean, apart from true risks.

use hwc_iam::lint::{self, Options, Profile};
use hwc_iam::{Cloud, Document, PolicyKind, Role};

use std::fmt::Write;

fn rules(text: &str, options: &Options) -> Vec<&'static str> {
    let findings = lint::check_with(&Document::read(text, PolicyKind::Identity), options);
    findings.iter().map(|it| it.rule().name()).collect()
}

/// What the linter says of system-defined roles and policies whose documents are known; a person has looked at it.
#[test]
fn documents_of_system_defined_roles() {
    let mut shown = String::new();
    for role in Role::all() {
        let Some(text) = role.document() else { continue };
        let profile = match role.cloud() {
            Cloud::HuaweiCloud => Profile::HuaweiCloud,
            Cloud::OpenTelekomCloud => Profile::OpenTelekomCloud,
        };
        let document = Document::read(text, PolicyKind::Identity);
        writeln!(shown, "{role} ({})", role.cloud()).unwrap();
        for it in lint::check_with(&document, &Options { profile, ..Options::default() }) {
            writeln!(shown, "  {} {}: {}", it.level(), it.rule().name(), it.message()).unwrap();
        }
    }
    insta::assert_snapshot!("roles", shown);
}

#[test]
fn what_is_well_written_is_clean() {
    let all = [
        include_str!("../fixtures/replicate.json"),
        r#"{"Version":"5.0","Statement":[
            {"Sid":"ReadImages","Effect":"Allow","Action":["ims:images:get","ims:images:getTags","ims:images:list"]},
            {"Sid":"CopyMine","Effect":"Allow","Action":["ims:images:copyCrossRegion"],
             "Resource":["ims:cn-north-4:*:image:*"],
             "Condition":{"StringEquals":{"g:ResourceTag/owner":["${g:UserName}"]},"Bool":{"g:MFAPresent":["true"]}}},
            {"Sid":"NeverExport","Effect":"Deny","Action":["ims:images:export"],
             "Condition":{"StringNotEqualsIfExists":{"g:RequestedRegion":["cn-north-4","eu-west-101"]}}}]}"#,
        r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:*:get*","ims:*:list*"]}]}"#,
        r#"{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["ims:*:get*","ims:*:list*","ecs:*:get*"]}]}"#,
        r#"{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["obs:bucket:ListBucket"],"Resource":["OBS:*:*:bucket:logs-*"]}]}"#,
    ];
    for text in all {
        assert!(rules(text, &Options::default()).is_empty(), "{:?}\n{text}", rules(text, &Options::default()));
    }
}

#[test]
fn leading_zeros_are_named() {
    let text = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"],
        "Condition":{"IpAddress":{"g:SourceIp":["122.010.0.1/32"]}}}]}"#;
    let findings = lint::check(&Document::read(text, PolicyKind::Identity));
    assert_eq!(findings[0].message(), "`122.010.0.1/32` is not a value of type ip");
    assert!(findings[0].help().unwrap().contains("leading zeros"));
}

/// What nobody knows is no finding: an expression of another language may be what is missed.
#[test]
fn a_page_that_states_nothing_yields_nothing() {
    // The page does not state which keys `ims:images:copyInRegion` takes, nor the resources of `obs` in identity policies.
    let text = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:copyInRegion","ims:serverImages:create"],
        "Resource":["*"],"Condition":{"StringEquals":{"ims:Region":["cn-north-4"]}}}]}"#;
    assert!(rules(text, &Options::default()).is_empty(), "{:?}", rules(text, &Options::default()));
}
