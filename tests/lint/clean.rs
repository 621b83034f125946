//! No false alarms: policies that are right are clean, apart from true risks.

use hwc_iam::lint::{self, Options, Profile};
use hwc_iam::{Cloud, ConditionKey, Document, PolicyKind, Role};

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

fn of_document(kind: PolicyKind, version: &str, statement: &str) -> Vec<(&'static str, String)> {
    let text = format!(r#"{{"Version":"{version}","Statement":[{statement}]}}"#);
    let findings = lint::check_with(&Document::read(text, kind), &Options::default());
    findings.iter().map(|it| (it.rule().name(), it.message().to_owned())).collect()
}

fn names(version: &str, statement: &str) -> Vec<&'static str> {
    of_document(PolicyKind::Identity, version, statement).into_iter().map(|it| it.0).collect()
}

/// The lists of global and federation keys are not whole, and a service that is not known has keys that are not known.
#[test]
fn keys_that_no_page_lists_are_no_errors() {
    let with = |key: &str| {
        let condition = format!(r#""Condition":{{"StringEquals":{{"{key}":["a"]}}}}"#);
        names("5.0", &format!(r#"{{"Effect":"Deny","Action":["*"],{condition}}}"#))
    };
    for key in [
        "g:PrincipalType",
        "g:CalledViaFirst",
        "g:CalledViaLast",
        "g:ResourceAccount",
        "g:SourceOrgId",
        "g:ResourceOrgPath",
        "oidc:azp",
        "oidc:amr",
        "oidc:acr",
        "saml:aud",
        "newsvc:Foo",
        "identitystore:UserId",
    ] {
        let found = with(key);
        assert!(found.contains(&"unread_key") && !found.contains(&"unknown_key"), "{key}: {found:?}");
    }
    let text = r#"{"Version":"5.0","Statement":[{"Effect":"Deny","Action":["*"],"Condition":{"StringEquals":{"UserName":["a"]}}}]}"#;
    let document = Document::read(text, PolicyKind::Identity);
    assert_eq!(document.problems().next().unwrap().help().as_deref(), Some("did you mean `g:UserName`?"));
    for key in ["g:MFAPresnt", "g:UserNmae", "gg:UserName", "imz:VolumeId", "UserName"] {
        assert!(with(key).contains(&"unknown_key"), "{key}: {:?}", with(key));
    }
}

/// A key whose service is misspelt means the first known key that has its name in a service so spelt.
#[test]
fn keys_of_misspelt_services_are_those_of_the_nearest() {
    let known = |name: &str| ConditionKey::ALL.iter().any(|it| it.name().split(':').next() == Some(name));
    let is_near = |one: &str, other: &str| {
        one != other && (one.contains(other) || other.contains(one)) && one.len().abs_diff(other.len()) == 1
    };
    for key in ConditionKey::ALL.iter().step_by(7) {
        let (service, own) = key.name().split_once('/').map_or(key.name(), |it| it.0).split_once(':').unwrap();
        // One letter more before or behind it.
        for misspelt in [format!("q{service}"), format!("{service}q")].iter().filter(|it| !known(it)) {
            let all = ConditionKey::ALL.iter().map(|it| it.name().split('/').next().unwrap());
            let mut meant =
                all.filter(|it| it.split_once(':').is_some_and(|(of, it)| it == own && is_near(misspelt, of)));
            let text = format!(
                r#"{{"Version":"5.0","Statement":[{{"Effect":"Deny","Action":["*"],"Condition":{{"StringEquals":{{"{misspelt}:{own}":["a"]}}}}}}]}}"#
            );
            let document = Document::read(&text, PolicyKind::Identity);
            let help = document.problems().next().unwrap().help();
            assert_eq!(help, meant.next().map(|it| format!("did you mean `{it}`?")), "{misspelt}:{own}");
        }
    }
}

/// Renderings of the pages of single APIs lose the global keys of a resource, so that what they do not list may be taken.
#[test]
fn tags_of_resources_are_taken() {
    let tag = r#""Condition":{"StringEquals":{"g:ResourceTag/owner":["${g:UserName}"]}}"#;
    let statement =
        format!(r#"{{"Effect":"Allow","Action":["ecs:cloudServers:start","ecs:cloudServers:stop"],{tag}}}"#);
    assert_eq!(names("5.0", &statement), Vec::<&str>::new());
}

#[test]
fn a_type_of_another_service_is_taken() {
    let two = r#"["iam::0123456789abcdef0123456789abcdef:agency:a","iam::0123456789abcdef0123456789abcdef:agency:b"]"#;
    let statement = format!(r#"{{"Effect":"Allow","Action":["sts:agencies:assume"],"Resource":{two}}}"#);
    assert_eq!(names("5.0", &statement), Vec::<&str>::new());
}

/// Page obs_03_0155: the keys and operators of bucket policies.
#[test]
fn operators_of_buckets_are_taken_for_keys_of_obs_in_the_role_model() {
    for condition in [
        r#""IpAddress":{"obs:SourceIp":["1.2.3.0/24"]}"#,
        r#""NumericLessThan":{"obs:max-keys":["10"]}"#,
        r#""DateEquals":{"obs:CurrentTime":["2026-01-01T00:00:00Z"]}"#,
        r#""StringLike":{"obs:Referer":["http://a/*"]}"#,
    ] {
        let statement =
            format!(r#"{{"Effect":"Allow","Action":["obs:object:GetObject"],"Condition":{{{condition}}}}}"#);
        assert_eq!(names("1.1", &statement), Vec::<&str>::new(), "{condition}");
        let other = statement.replace("obs:SourceIp", "g:SourceIp").replace("obs:max-keys", "g:MFAAge");
        if other != statement {
            assert_ne!(names("1.1", &other), Vec::<&str>::new(), "{condition}");
        }
    }
}

#[test]
fn a_short_type_is_not_a_slip() {
    for action in ["vpc:vpns:get", "vpc:vpns:list", "vpc:vpns:create"] {
        let found = names("1.1", &format!(r#"{{"Effect":"Allow","Action":["{action}"]}}"#));
        assert!(!found.contains(&"unknown_action"), "{action}: {found:?}");
    }
}

#[test]
fn every_name_of_the_catalogue_is_of_a_known_service() {
    for action in hwc_iam::Action::all() {
        let found = names("5.0", &format!(r#"{{"Effect":"Allow","Action":["{action}"]}}"#));
        assert!(!found.contains(&"unknown_service") && !found.contains(&"unknown_action"), "{action}: {found:?}");
    }
}

#[test]
fn truth_values_are_read_in_any_case() {
    for value in ["TRUE", "True", "false"] {
        let condition = format!(r#""Condition":{{"Bool":{{"g:MFAPresent":["{value}"]}}}}"#);
        let found = names("5.0", &format!(r#"{{"Effect":"Deny","Action":["ims:images:get"],{condition}}}"#));
        assert!(!found.contains(&"invalid_value"), "{value}: {found:?}");
    }
}

#[test]
fn a_policy_of_a_topic_is_told_by_its_version() {
    let text =
        r#"{"Version":"2016-09-07","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
    assert_eq!(Document::infer(text).kind(), PolicyKind::Topic);
}

#[test]
fn what_a_deny_takes_is_not_said_to_be_allowed() {
    let deny = |actions: &str, rest: &str| format!(r#"{{"Effect":"Deny","Action":[{actions}]{rest}}}"#);
    let allow = |actions: &str| format!(r#"{{"Effect":"Allow","Action":[{actions}]}}"#);
    let policies = r#","Resource":["iam:*:*:policy:*"]"#;
    let all = [
        (allow(r#""ims:images:sha*""#), deny(r#""ims:images:share""#, ""), "permission_management"),
        (
            allow(r#""iam:policies:createVersionV5""#),
            deny(r#""iam:policies:createVersionV5""#, policies),
            "permission_management",
        ),
    ];
    for (allow, deny, rule) in all {
        assert!(names("5.0", &allow).contains(&rule), "{allow}");
        let found = names("5.0", &format!("{allow},{deny}"));
        assert!(!found.contains(&rule), "{allow} {deny}: {found:?}");
    }
    let most = format!("{},{}", allow(r#""*""#), deny(r#""iam:*:*","sts:*:*""#, ""));
    let found = of_document(PolicyKind::Identity, "5.0", &most);
    assert!(found.iter().any(|it| it.0 == "full_access" && it.1.contains("but for what a `Deny` takes")), "{found:?}");
    assert!(!names("5.0", &deny(r#""ims:images:share""#, "")).contains(&"discouraged_action"));
    let found = of_document(PolicyKind::Scp, "5.0", &allow(r#""*""#));
    assert!(found.iter().all(|it| it.0 != "full_access"), "{found:?}");
}

#[test]
fn assuming_an_agency_needs_no_tags() {
    let found = names(
        "5.0",
        r#"{"Effect":"Allow","Action":["sts:agencies:assume"],"Resource":["iam::0123456789abcdef0123456789abcdef:agency:a"]}"#,
    );
    assert_eq!(found, Vec::<&str>::new());
}

/// A policy of the role model is of global services or of others, so that nothing of the other kind is missing in it.
#[test]
fn what_stands_in_a_policy_of_its_own_is_not_forgotten() {
    let forgets = |action: &str| {
        let text = format!(r#"{{"Version":"1.1","Statement":[{{"Effect":"Allow","Action":["{action}"]}}]}}"#);
        rules(&text, &Options::default()).contains(&"forgotten_dependency")
    };
    assert!(!forgets("modelarts:model:create"));
    assert!(forgets("bms:servers:attachVolume"));
}
