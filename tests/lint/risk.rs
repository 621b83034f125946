//! Dangerous policies in whatever spelling are found, and what only looks like them is not.

use std::collections::BTreeSet;

use hwc_iam::lint;
use hwc_iam::{Action, Document, Model, PolicyKind, RoleAction};

fn rules(kind: PolicyKind, version: &str, statements: &str) -> BTreeSet<&'static str> {
    let text = format!(r#"{{"Version":"{version}","Statement":[{statements}]}}"#);
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
    lint::check(&Document::read(text, kind)).iter().map(|it| it.rule().name()).collect()
}

/// `Allow` with these actions and, behind them, further elements.
fn allow(actions: &str, rest: &str) -> String {
    statement("Allow", actions, rest)
}

fn statement(effect: &str, actions: &str, rest: &str) -> String {
    let actions: Vec<String> = actions.split(' ').map(|it| format!("\"{it}\"")).collect();
    let comma = if rest.is_empty() { "" } else { "," };
    format!(r#"{{"Effect":"{effect}","Action":[{}]{comma}{rest}}}"#, actions.join(","))
}

/// What is dangerous is data: each name is one of its model, with a reason and a page.
#[test]
fn sensitive_actions_are_names() {
    let catalog = hwc_iam_data::load().unwrap();
    assert!(catalog.global.sensitive.len() > 30);
    for it in &catalog.global.sensitive {
        assert_eq!(it.action.split(':').count(), 3, "{}", it.action);
        assert!(it.why.contains(' ') && it.source.contains('/'), "{}", it.action);
        let is_known = match it.model {
            Model::RolePolicy => RoleAction::from_name(&it.action).is_some(),
            Model::IdentityPolicy => Action::from_name(&it.action).is_some(),
        };
        assert!(is_known, "{}", it.action);
    }
}

const ESCALATION: &str = "privilege_escalation";
const PASS: &str = "unrestricted_agency_pass";
const ASSUME: &str = "unrestricted_assumption";

/// An action, what follows it, and the rule that finds it.
#[test]
fn what_identity_policies_allow_too_widely() {
    let condition = |text: &str| format!(r#""Condition":{{{text}}}"#);
    let found: Vec<(&str, String, &str)> = vec![
        // Groups, policies, agencies, trust and keys, by wildcard or in full.
        ("iam:policies:*", String::new(), ESCALATION),
        ("iam:groups:*", String::new(), ESCALATION),
        ("iam:policies:* iam:groups:*", String::new(), ESCALATION),
        ("iam:users:*", String::new(), ESCALATION),
        ("iam:agencies:*", String::new(), ESCALATION),
        ("iam:agencies:*", String::new(), PASS),
        ("iam:permissions:*", String::new(), ESCALATION),
        ("iam:credentials:*", String::new(), ESCALATION),
        ("iam:users:attachPolicyV5", String::new(), ESCALATION),
        ("IdentityCenter:permissionSet:attachCustomPolicy", String::new(), ESCALATION),
        ("iam:groups:attachPolicyV5", String::new(), ESCALATION),
        ("iam:agencies:attachPolicyV5", String::new(), ESCALATION),
        ("iam:policies:createVersionV5", String::new(), ESCALATION),
        ("iam:policies:setDefaultVersionV5", String::new(), ESCALATION),
        ("iam:permissions:addUserToGroupV5", String::new(), ESCALATION),
        ("iam:agencies:updateTrustPolicyV5", String::new(), ESCALATION),
        ("iam:credentials:createCredentialV5", String::new(), ESCALATION),
        ("iam:users:createLoginProfileV5", String::new(), ESCALATION),
        ("iam:users:updateLoginProfileV5", String::new(), ESCALATION),
        ("iam:users:update*", String::new(), ESCALATION),
        ("iam:*:attachPolicyV5", String::new(), ESCALATION),
        ("iam:*:attach*", String::new(), ESCALATION),
        ("iam:*:create*", String::new(), ESCALATION),
        ("iam:polic*:*", String::new(), ESCALATION),
        ("*:policies:*", String::new(), ESCALATION),
        ("*:*:attach*", String::new(), ESCALATION),
        ("i?m:groups:*", String::new(), ESCALATION),
        ("IdentityCenter:permissionSet:*", String::new(), ESCALATION),
        ("IdentityCenter:accountAssignment:create", String::new(), ESCALATION),
        ("organizations:policies:*", String::new(), ESCALATION),
        ("organizations:delegatedAdministrators:*", String::new(), ESCALATION),
        ("iam:users:attachPolicyV5", r#""Resource":["iam::*:user:*"]"#.into(), ESCALATION),
        ("iam:users:attachPolicyV5", r#""Resource":["*"]"#.into(), ESCALATION),
        ("iam:users:*", r#""Resource":["iam:*:*:*:*"]"#.into(), ESCALATION),
        ("iam:policies:*", r#""Resource":["iam::0123456789abcdef0123456789abcdef:policy:*"]"#.into(), ESCALATION),
        ("*", r#""Resource":["iam:*:*:*:*"]"#.into(), ESCALATION),
        ("iam:*:*", r#""Resource":["iam::*:group:*"]"#.into(), ESCALATION),
        ("iam:users:attachPolicyV5", r#""NotResource":["obs:*:*:bucket:b"]"#.into(), ESCALATION),
        // Every agency, in whatever spelling.
        ("iam:agencies:pass", String::new(), PASS),
        ("iam:agencies:pass", r#""Resource":["*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["**"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam:*:*:agency:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam:*:*:*:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:**"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:?*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:ag*:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["*:*:*:agency:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["*:*:*:*:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::${g:DomainId}:agency:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::0123456789abcdef0123456789abcdef:agency:*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:a","iam::*:agency:*"]"#.into(), PASS),
        ("iam:agencies:pas?", String::new(), PASS),
        ("iam:agencies:p*", String::new(), PASS),
        ("iam:*:pass", String::new(), PASS),
        ("*:*:pass", String::new(), PASS),
        ("sts:agencies:assume", String::new(), ASSUME),
        ("sts:agencies:assume", r#""Resource":["iam::*:agency:*"]"#.into(), ASSUME),
        ("sts:agencies:assume", r#""Resource":["iam:*:*:agency:*"]"#.into(), ASSUME),
        ("sts:agencies:a*", r#""Resource":["*"]"#.into(), ASSUME),
        ("sts:*:assume", String::new(), ASSUME),
        // Everything.
        ("*", String::new(), "full_access"),
        ("*:*", String::new(), "full_access"),
        ("?*", String::new(), "full_access"),
        ("*:*:*", r#""Resource":["*"]"#.into(), "full_access"),
        ("*", r#""Resource":["*:*:*:*:*"]"#.into(), "full_access"),
        ("*", r#""Condition":{}"#.into(), "full_access"),
        ("*", r#""Condition":{"StringEquals":{}}"#.into(), "full_access"),
        ("iam:*:*", String::new(), "service_full_access"),
        ("iam:*", String::new(), "service_full_access"),
        ("iam:*:*", r#""Resource":["iam:*:*:*:*"]"#.into(), "service_full_access"),
        // Patterns of sensitive actions.
        ("ims:images:sha*", String::new(), "permission_management"),
        ("ims:*:share", String::new(), "permission_management"),
        ("ims:images:*", String::new(), "sensitive_wildcard"),
        // Conditions that limit nothing.
        ("*", condition(r#""DateGreaterThan":{"g:CurrentTime":["2000-01-01T00:00:00Z"]}"#), "full_access"),
        ("*", condition(r#""DateGreaterThan":{"g:CurrentTime":["2000-01-01T00:00:00Z"]}"#), "always_true_condition"),
        ("*", condition(r#""DateGreaterThanEquals":{"G:currenttime":["2025-01-01"]}"#), "full_access"),
        ("*", condition(r#""DateGreaterThanIfExists":{"g:CurrentTime":["1970-01-01T00:00:00Z"]}"#), "full_access"),
        ("*", condition(r#""DateLessThan":{"g:CurrentTime":["9999-12-31T23:59:59Z"]}"#), "full_access"),
        ("*", condition(r#""DateGreaterThan":{"g:CurrentTime":["2999-01-01","2001-01-01"]}"#), "full_access"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/0"]}"#), "full_access"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}"#), "any_address"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}"#), "full_access"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["64.0.0.0/2","0.0.0.0/2","128.0.0.0/1"]}"#), "any_address"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["::/1","8000::/1"]}"#), "any_address"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/2","192.0.0.0/3"]}"#), "any_address"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/2","192.0.0.0/3"]}"#), "full_access"),
        ("*", condition(r#""StringEquals":{"g:PrincipalAccount":["${g:DomainId}"]}"#), "always_true_condition"),
        ("*", condition(r#""StringEquals":{"g:DomainId":["${g:PrincipalAccount}"]}"#), "full_access"),
        ("*", condition(r#""NotIpAddress":{"g:SourceIp":["10.0.0.0/8","127.0.0.1/32"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:PrincipalUrn":["*"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:PrincipalUrn":["iam::*","sts::*"]}"#), "always_true_condition"),
        ("*", condition(r#""StringMatch":{"g:PrincipalUrn":["*:*:*"]}"#), "full_access"),
        ("*", condition(r#""StringStartWith":{"g:PrincipalUrn":["iam:","sts:"]}"#), "full_access"),
        ("*", condition(r#""StringEndWith":{"g:PrincipalAccount":[""]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:PrincipalAccount":["?*"]}"#), "full_access"),
        ("*", condition(r#""StringNotEquals":{"g:PrincipalUrn":["nobody"]}"#), "full_access"),
        ("*", condition(r#""StringNotEquals":{"g:PrincipalAccount":[""]}"#), "full_access"),
        ("*", condition(r#""StringNotEquals":{"g:DomainId":["no such account"]}"#), "always_true_condition"),
        ("*", condition(r#""StringNotEquals":{"g:PrincipalUrn":["iam::*:user:bob"]}"#), "full_access"),
        ("*", condition(r#""StringNotMatch":{"g:PrincipalUrn":["root"]}"#), "full_access"),
        ("*", condition(r#""StringEquals":{"g:PrincipalUrn":["${g:PrincipalUrn}"]}"#), "full_access"),
        ("*", condition(r#""Null":{"g:CurrentTime":["false"]}"#), "full_access"),
        ("*", condition(r#""Null":{"g:PrincipalUrn":["false"]}"#), "always_true_condition"),
        ("*", condition(r#""Null":{"g:SourceVpce":["true","false"]}"#), "full_access"),
        ("*", condition(r#""BoolIfExists":{"g:MFAPresent":["true","false"]}"#), "full_access"),
        ("*", condition(r#""StringMatchIfExists":{"g:UserName":["*"]}"#), "full_access"),
        ("*", condition(r#""StringNotEqualsIfExists":{"g:UserName":[""]}"#), "full_access"),
        ("*", condition(r#""StringNotEqualsIfExists":{"g:UserName":["*"]}"#), "full_access"),
        ("*", condition(r#""StringNotEquals":{"g:UserName":["*"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:UserName":["*"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:PrincipalId":["*"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:DomainName":["*"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:RequestedRegion":["*"]}"#), "full_access"),
        ("*", condition(r#""Null":{"ims:Encrypted":["true"]}"#), "full_access"),
        ("*", condition(r#""Null":{"g:RequestTag/x":["true"]}"#), "full_access"),
        ("*", condition(r#""NotIpAddress":{"g:SourceIp":["255.255.255.255/32","0.0.0.0/32"]}"#), "full_access"),
        ("iam:Agencies:Pass", String::new(), PASS),
        ("*", condition(r#""BoolIfExists":{"ims:Encrypted":["true"]}"#), "full_access"),
        ("iam:*:*", condition(r#""BoolIfExists":{"ims:Encrypted":["true"]}"#), "service_full_access"),
        ("*", condition(r#""ForAllValues:StringEquals":{"g:TagKeys":["a"]}"#), "full_access"),
        ("*", condition(r#""StringEqualsIfExists":{"g:RequestTag/team":["a"]}"#), "full_access"),
        (
            "iam:agencies:pass",
            condition(r#""StringMatch":{"g:PrincipalUrn":["*"]},"Null":{"g:CurrentTime":["false"]}"#),
            PASS,
        ),
        ("iam:users:attachPolicyV5", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/0"]}"#), ESCALATION),
    ];
    let mut wrong = Vec::new();
    for (actions, rest, rule) in &found {
        let text = allow(actions, rest);
        let all = rules(PolicyKind::Identity, "5.0", &text);
        if !all.contains(rule) {
            wrong.push(format!("{rule} does not find {text}: {all:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found.len() > 100);
}

#[test]
fn what_the_role_model_allows_too_widely() {
    let found = [
        ("iam:permissions:*", "", ESCALATION),
        ("IAM:Permissions:Grant*", "", ESCALATION),
        ("iam:roles:updateRole", "", ESCALATION),
        ("iam:identityProviders:*", "", ESCALATION),
        ("iam:agencies:*", "", ESCALATION),
        ("iam:agencies:*", "", ASSUME),
        ("iam:agencies:assume", "", ASSUME),
        ("iam:agencies:assume", r#""Resource":{"uri":["/iam/agencies/*"]}"#, ASSUME),
        ("iam:agencies:assume", r#""Resource":{"uri":["*"]}"#, ASSUME),
        ("iam:agencies:assume", r#""Resource":{"uri":["/iam/*"]}"#, ASSUME),
        ("iam:agencies:assume", r#""Resource":{"uri":["/iam/agencies/0123","/iam/agencies/?*"]}"#, ASSUME),
        ("iam:agencies:assume", r#""Resource":["*"]"#, ASSUME),
        ("iam:tokens:assume", "", ASSUME),
        ("*:*:*", "", "full_access"),
        ("IAM:*:*", "", "service_full_access"),
    ];
    for (actions, rest, rule) in found {
        let all = rules(PolicyKind::Identity, "1.1", &allow(actions, rest));
        assert!(all.contains(rule), "{rule} does not find {actions} {rest}: {all:?}");
    }
    let not_found = [
        ("iam:agencies:assume", r#""Resource":{"uri":["/iam/agencies/0123456789"]}"#, ASSUME),
        ("iam:agencies:assume", r#""Resource":{"uri":["/iam/users/*"]}"#, ASSUME),
        ("iam:permissions:list*", "", ESCALATION),
        ("iam:*:get*", "", ESCALATION),
    ];
    for (actions, rest, rule) in not_found {
        let all = rules(PolicyKind::Identity, "1.1", &allow(actions, rest));
        assert!(!all.contains(rule), "{rule} finds {actions} {rest}");
    }
}

#[test]
fn what_is_narrow_enough() {
    let condition = |text: &str| format!(r#""Condition":{{{text}}}"#);
    let not_found: Vec<(&str, String, &str)> = vec![
        ("iam:users:list*", String::new(), ESCALATION),
        ("iam:users:getUserV5", String::new(), ESCALATION),
        ("iam:policies:list*", String::new(), ESCALATION),
        ("iam:*:get*", String::new(), ESCALATION),
        ("iam:users:attachPolicyV5", r#""Resource":["iam::*:user:bob"]"#.into(), ESCALATION),
        ("iam:users:attachPolicyV5", r#""Resource":["iam::*:group:*"]"#.into(), ESCALATION),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:build"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:build-*"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["iam::*:agency:${g:UserName}"]"#.into(), PASS),
        ("iam:agencies:pass", r#""Resource":["ims:*:*:image:*"]"#.into(), PASS),
        ("iam:agencies:pass", condition(r#""StringEquals":{"g:UserName":["bob"]}"#), PASS),
        ("sts:agencies:assume", r#""Resource":["iam::*:agency:build"]"#.into(), ASSUME),
        ("sts:agencies:assume", r#""Resource":["iam::*:agency:team/*"]"#.into(), ASSUME),
        ("sts::tagSession", String::new(), ASSUME),
        ("*", r#""Resource":["obs:*:*:bucket:b"]"#.into(), "full_access"),
        ("*", r#""Resource":["obs:*:*:bucket:b"]"#.into(), ESCALATION),
        ("*", condition(r#""StringEquals":{"g:RequestedRegion":["cn-north-4"]}"#), "full_access"),
        ("*", condition(r#""DateGreaterThan":{"g:CurrentTime":["2999-01-01T00:00:00Z"]}"#), "full_access"),
        ("*", condition(r#""DateGreaterThan":{"g:CurrentTime":["2030-01-01"]}"#), "always_true_condition"),
        ("*", condition(r#""DateLessThan":{"g:CurrentTime":["2030-01-01"]}"#), "always_true_condition"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/2"]}"#), "any_address"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["0.0.0.0/2","128.0.0.0/1"]}"#), "full_access"),
        ("*", condition(r#""IpAddress":{"g:SourceIp":["::/1","128.0.0.0/1"]}"#), "any_address"),
        ("*", condition(r#""NotIpAddress":{"g:SourceIp":["122.9.0.0/16"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:PrincipalUrn":["iam::*:user:*"]}"#), "always_true_condition"),
        ("*", condition(r#""StringMatch":{"g:PrincipalUrn":["iam::*:user:bob"]}"#), "full_access"),
        ("*", condition(r#""StringMatch":{"g:SourceVpce":["*"]}"#), "always_true_condition"),
        ("*", condition(r#""StringMatch":{"g:SourceVpce":["*"]}"#), "full_access"),
        ("*", condition(r#""StringStartWith":{"g:PrincipalUrn":["iam:"]}"#), "full_access"),
        ("*", condition(r#""StringNotEquals":{"g:PrincipalUrn":["iam::a1:user:bob"]}"#), "full_access"),
        ("*", condition(r#""StringNotEquals":{"g:UserName":["nobody"]}"#), "full_access"),
        ("*", condition(r#""StringNotMatch":{"g:PrincipalUrn":["*root"]}"#), "always_true_condition"),
        ("*", condition(r#""StringEquals":{"g:PrincipalUrn":["${g:UserName}"]}"#), "full_access"),
        ("*", condition(r#""Null":{"g:SourceVpce":["false"]}"#), "full_access"),
        ("*", condition(r#""Null":{"g:SourceVpce":["true"]}"#), "always_true_condition"),
        ("*", condition(r#""StringMatch":{"g:UserName":["*"]}"#), "always_true_condition"),
        ("*", condition(r#""StringMatch":{"g:UserName":["a*"]}"#), "full_access"),
        ("*", condition(r#""NotIpAddress":{"g:SourceIp":["255.255.255.255/32","122.9.0.0/16"]}"#), "full_access"),
        ("ims:*:*", condition(r#""Null":{"ims:Encrypted":["true"]}"#), "service_full_access"),
        ("*", condition(r#""Bool":{"g:MFAPresent":["true"]}"#), "full_access"),
        ("*", condition(r#""Bool":{"g:MFAPresent":["true","false"]}"#), "always_true_condition"),
        ("ims:*:*", condition(r#""BoolIfExists":{"ims:Encrypted":["true"]}"#), "service_full_access"),
        ("*", condition(r#""StringEqualsIfExists":{"g:UserName":["bob"]}"#), "full_access"),
        ("ims:images:get*", String::new(), "permission_management"),
        ("ims:images:get*", String::new(), "sensitive_wildcard"),
    ];
    let mut wrong = Vec::new();
    for (actions, rest, rule) in &not_found {
        let text = allow(actions, rest);
        if rules(PolicyKind::Identity, "5.0", &text).contains(rule) {
            wrong.push(format!("{rule} finds {text}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// An `Allow`, a `Deny` beside it, and a rule that is silent with both and speaks without the `Deny`, or speaks with both.
#[test]
fn an_allow_is_judged_with_the_denies_beside_it() {
    let all = [
        ("iam:agencies:pass", r#""Action":["iam:agencies:pass"]"#, PASS, false),
        ("iam:agencies:pass", r#""Action":["*"]"#, PASS, false),
        ("iam:agencies:pass", r#""Action":["iam:*:*"]"#, PASS, false),
        ("iam:agencies:pass", r#""NotAction":["ims:*:*"]"#, PASS, false),
        ("iam:agencies:pass", r#""NotAction":["iam:agencies:*"]"#, PASS, true),
        ("iam:agencies:pass", r#""Action":["iam:agencies:pass"],"NotResource":["iam::*:agency:build"]"#, PASS, false),
        ("iam:agencies:pass", r#""Action":["iam:agencies:pass"],"Resource":["iam::*:agency:admin"]"#, PASS, true),
        ("iam:agencies:pass", r#""Action":["iam:agencies:pass"],"Resource":["iam::*:agency:*"]"#, PASS, false),
        (
            "iam:agencies:pass",
            r#""Action":["iam:agencies:pass"],"Condition":{"Bool":{"g:MFAPresent":["false"]}}"#,
            PASS,
            false,
        ),
        ("iam:agencies:pass", r#""Action":["ims:images:get"]"#, PASS, true),
        ("iam:users:*", r#""Action":["iam:*:create*","iam:*:update*","iam:*:attach*"]"#, ESCALATION, false),
        ("iam:users:*", r#""Action":["iam:*:attach*"]"#, ESCALATION, true),
        ("iam:groups:*", r#""Action":["iam:groups:attachPolicyV5"]"#, ESCALATION, false),
        ("*", r#""Action":["iam:*:*"]"#, "full_access", true),
        ("*", r#""NotAction":["ims:*:*"]"#, "full_access", false),
        ("*", r#""Action":["*"],"NotResource":["ims:*:*:image:*"]"#, "full_access", false),
        ("ims:*:*", r#""NotAction":["ims:images:get"]"#, "service_full_access", false),
        ("ims:*:*", r#""NotAction":["ims:*:*"]"#, "service_full_access", true),
        ("ims:*:*", r#""Action":["ims:images:get"]"#, "service_full_access", true),
        ("ims:images:share", r#""Action":["ims:images:sha*"]"#, "permission_management", false),
        ("ims:images:*", r#""Action":["ims:images:*Member*","ims:images:share"]"#, "sensitive_wildcard", false),
        ("ims:images:*", r#""Action":["ims:images:export"]"#, "sensitive_wildcard", true),
    ];
    for (allowed, denied, rule, is_found) in all {
        let alone = allow(allowed, "");
        assert!(rules(PolicyKind::Identity, "5.0", &alone).contains(rule), "{rule} does not find {alone}");
        let both = format!(r#"{alone},{{"Effect":"Deny",{denied}}}"#);
        assert_eq!(rules(PolicyKind::Identity, "5.0", &both).contains(rule), is_found, "{rule}: {both}");
    }
}

/// What is allowed where the request does not have a key, and a `Deny` beside it takes away again.
#[test]
fn what_is_denied_without_a_key_is_not_allowed_without_it() {
    let mfa = allow("ims:images:export", r#""Condition":{"BoolIfExists":{"g:MFAPresent":["true"]}}"#);
    let tags = allow("ims:images:export", r#""Condition":{"ForAllValues:StringEquals":{"g:TagKeys":["a"]}}"#);
    let deny = |actions: &str, condition: &str| statement("Deny", actions, &format!(r#""Condition":{{{condition}}}"#));
    let all = [
        (&mfa, "optional_mfa", "*", r#""Null":{"g:MFAPresent":["true"]}"#, false),
        (&mfa, "optional_mfa", "*", r#""BoolIfExists":{"g:MFAPresent":["false"]}"#, false),
        (&mfa, "optional_mfa", "ims:images:*", r#""Null":{"g:MFAPresent":["true"]}"#, false),
        (&mfa, "optional_mfa", "*", r#""Bool":{"g:MFAPresent":["false"]}"#, true),
        (&mfa, "optional_mfa", "ims:images:get", r#""Null":{"g:MFAPresent":["true"]}"#, true),
        (&mfa, "optional_mfa", "*", r#""Null":{"g:TagKeys":["true"]}"#, true),
        (&tags, "vacuous_for_all", "*", r#""Null":{"g:TagKeys":["true"]}"#, false),
        (&tags, "vacuous_for_all", "*", r#""Null":{"g:TagKeys":["false"]}"#, true),
    ];
    for (allowed, rule, actions, condition, is_found) in all {
        assert!(rules(PolicyKind::Identity, "5.0", allowed).contains(rule), "{allowed}");
        let both = format!("{allowed},{}", deny(actions, condition));
        assert_eq!(rules(PolicyKind::Identity, "5.0", &both).contains(rule), is_found, "{both}");
    }
}

/// Conditions with which `Principal` of everybody is everybody all the same, and those with which it is not.
#[test]
fn everybody_in_disguise() {
    let everybody = [
        "",
        r#""StringMatch":{"g:PrincipalUrn":["*"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["iam::*:user:*"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["iam::*:agency:deployer"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["*deployer*"]}"#,
        r#""StringStartWith":{"g:PrincipalUrn":["iam:","sts:"]}"#,
        r#""StringMatch":{"g:PrincipalOrgId":["*"]}"#,
        r#""StringMatch":{"g:PrincipalOrgId":["o-*"]}"#,
        r#""StringEqualsIfExists":{"g:PrincipalOrgId":["o-1234abcd"]}"#,
        r#""StringNotEquals":{"g:PrincipalOrgId":["o-1234abcd"]}"#,
        r#""StringNotEquals":{"g:PrincipalAccount":["0123456789abcdef0123456789abcdef"]}"#,
        r#""Null":{"g:PrincipalOrgId":["false"]}"#,
        r#""Null":{"g:PrincipalOrgId":["true"]}"#,
        r#""StringMatch":{"g:UserName":["*"]}"#,
        r#""StringEquals":{"g:UserName":["admin"]}"#,
        r#""Bool":{"g:MFAPresent":["true"]}"#,
        r#""DateGreaterThan":{"g:CurrentTime":["2000-01-01T00:00:00Z"]}"#,
        r#""DateLessThan":{"g:CurrentTime":["2040-01-01T00:00:00Z"]}"#,
        r#""IpAddress":{"g:SourceIp":["0.0.0.0/0"]}"#,
        r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}"#,
        r#""NotIpAddress":{"g:SourceIp":["10.0.0.0/8"]}"#,
        r#""StringEquals":{"g:PrincipalAccount":["${g:PrincipalAccount}"]}"#,
        r#""StringEquals":{"g:PrincipalAccount":["${g:DomainId}"]}"#,
        r#""StringEquals":{"g:domainid":["${ G:PrincipalAccount }"]}"#,
        r#""StringMatch":{"g:PrincipalAccount":["${g:DomainId}"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["iam::${g:DomainId}:user:*"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["${g:PrincipalUrn}"]}"#,
        r#""StringMatch":{"sts:ExternalId":["*"]}"#,
        r#""StringMatch":{"sts:ExternalId":["secret","*"]}"#,
        r#""StringStartWith":{"sts:ExternalId":[""]}"#,
        r#""StringEquals":{"sts:ExternalId":["${sts:ExternalId}"]}"#,
        r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/2","192.0.0.0/3"]}"#,
        r#""StringEquals":{"g:PrincipalTag/team":["a"]}"#,
        r#""StringMatch":{"g:SourceVpce":["*"]}"#,
        r#""StringEquals":{"sts:AgencySessionName":["x"]}"#,
        r#""StringEquals":{"sts:SourceIdentity":["x"]}"#,
        r#""NumberGreaterThanEquals":{"g:MFAAge":["0"]}"#,
    ];
    let somebody = [
        r#""StringEquals":{"g:PrincipalOrgId":["o-1234abcd"]}"#,
        r#""StringEquals":{"g:PrincipalOrgID":["o-1"]}"#,
        r#""StringMatch":{"g:PrincipalOrgPath":["o-1234abcd/*"]}"#,
        r#""StringEquals":{"g:PrincipalAccount":["0123456789abcdef0123456789abcdef"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["iam::0123456789abcdef0123456789abcdef:*"]}"#,
        r#""StringMatch":{"g:PrincipalUrn":["*0123456789abcdef0123456789abcdef*"]}"#,
        r#""StringEqualsIfExists":{"g:PrincipalAccount":["0123456789abcdef0123456789abcdef"]}"#,
        r#""IpAddress":{"g:SourceIp":["122.9.0.0/16"]}"#,
        r#""StringEquals":{"g:SourceVpce":["vpce-0123"]}"#,
        r#""StringEquals":{"g:PrincipalOrgId":["o-1234abcd"]},"Bool":{"g:MFAPresent":["true"]}"#,
        r#""StringEquals":{"sts:ExternalId":["secret"]}"#,
        r#""StringMatch":{"sts:ExternalId":["secret-*"]}"#,
        r#""StringEquals":{"g:PrincipalAccount":["${g:UserId}"]}"#,
        r#""IpAddress":{"g:SourceIp":["0.0.0.0/1","128.0.0.0/2"]}"#,
    ];
    let trust = |condition: &str| {
        let rest = format!(r#""Principal":{{"IAM":["*"]}},"Condition":{{{condition}}}"#);
        allow("sts:agencies:assume", &rest)
    };
    for it in everybody {
        assert!(rules(PolicyKind::Trust, "5.0", &trust(it)).contains("wildcard_principal"), "not found: {it}");
    }
    for it in somebody {
        assert!(!rules(PolicyKind::Trust, "5.0", &trust(it)).contains("wildcard_principal"), "found: {it}");
    }
    let outside = r#""Condition":{"StringNotEquals":{"g:PrincipalOrgId":["o-1234abcd"]}}"#;
    let everyone = |principal: &str| format!(r#""{principal}":{{"IAM":["*"]}},{outside}"#);
    let with_deny = format!("{},{}", trust(""), statement("Deny", "sts:agencies:assume", &everyone("Principal")));
    assert!(!rules(PolicyKind::Trust, "5.0", &with_deny).contains("wildcard_principal"));
    let of_one = r#""Principal":{"IAM":["0123456789abcdef0123456789abcdef"]}"#;
    let with_deny = format!("{},{}", trust(""), statement("Deny", "sts:agencies:assume", of_one));
    assert!(rules(PolicyKind::Trust, "5.0", &with_deny).contains("wildcard_principal"));
}

#[test]
fn patterns_of_actions_in_trust_policies() {
    let account = r#""Principal":{"IAM":["0123456789abcdef0123456789abcdef"]}"#;
    for action in ["*", "*:*:*", "sts:*", "sts:*:*", "sts:agencies:*", "sts::*"] {
        let all = rules(PolicyKind::Trust, "5.0", &allow(action, account));
        assert!(all.contains("wildcard_trust_action"), "{action}: {all:?}");
    }
    for action in ["sts:agencies:assume", "sts::tagSession", "sts::setSourceIdentity"] {
        assert!(!rules(PolicyKind::Trust, "5.0", &allow(action, account)).contains("wildcard_trust_action"));
    }
    assert!(
        !rules(PolicyKind::Trust, "5.0", &statement("Deny", "*", account)).contains("wildcard_trust_action"),
        "what is denied may be wide"
    );
}

/// A day that has come limits nothing; where it is one end of a time, or the day of a ban, it is as it was meant.
#[test]
fn days_that_have_come() {
    let since = r#""DateGreaterThan":{"g:CurrentTime":["2020-01-01"]}"#;
    let until = r#""DateLessThan":{"g:CurrentTime":["2031-01-01"]}"#;
    for (effect, condition, is_found) in [
        ("Allow", since.to_owned(), true),
        ("Allow", format!("{since},{until}"), false),
        ("Allow", until.to_owned(), false),
        ("Deny", since.to_owned(), false),
    ] {
        let text = statement(effect, "ims:images:list", &format!(r#""Condition":{{{condition}}}"#));
        let all = rules(PolicyKind::Identity, "5.0", &text);
        assert_eq!(all.contains("always_true_condition"), is_found, "{effect} {condition}");
    }
}
