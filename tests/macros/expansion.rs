//! What each form becomes, as canonical JSON.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hwc_iam::{
    Action, ActionPattern, ActionWildcard, Actions, ConditionKey, Dependency, Effect, KeyName, Operator, Pattern,
    Policy, Principals, Qualifier, Resources, RoleAction, Statement, UrnPattern, Version, action, actions, keys,
    policy, policy_file, resources, role_actions, scp, trust_policy, urn,
};

/// Reads it back, so that the order of elements does not matter.
fn json(policy: &Policy) -> serde_json::Value {
    let compact: serde_json::Value = serde_json::from_str(&policy.to_string()).unwrap();
    let pretty: serde_json::Value = serde_json::from_str(&policy.to_json_pretty()).unwrap();
    assert_eq!(compact, pretty);
    compact
}

/// The values of the one condition of the one statement.
fn values(policy: &Policy) -> Vec<&str> {
    let [statement] = policy.statements() else { panic!("{policy}") };
    let [condition] = statement.conditions() else { panic!("{policy}") };
    condition.values().iter().map(|it| &**it).collect()
}

fn resource(policy: &Policy) -> Vec<&str> {
    let Some(Resources::These(these)) = policy.statements()[0].resources() else { panic!("{policy}") };
    these.iter().map(|it| &**it).collect()
}

static EVERY_FORM: Policy = policy!({
    "Version": "5.0",
    "Statement": [
        {
            "Sid": "Replicate",
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion", Ims::IMAGES_ADD_MEMBER, "ims:images:get*", unchecked("ims:new:action")],
            "Resource": ["ims:*:*:image:*", unchecked("new:*:*:thing:*")],
            "Condition": {
                "Bool": { "g:MFAPresent": "true" },
                "StringEqualsIfExists": { "ims:Region": ["cn-north-4", "cn-east-3"] },
                "ForAnyValue:StringMatch": { "g:TagKeys": ["env*"], "g:ResourceTag/env": [unchecked("${new")] },
                "NumberLessThan": { unchecked("new:Key"): "5" }
            }
        },
        { "Effect": "Deny", "NotAction": ["*"], "NotResource": ["*"] },
    ],
});

#[test]
fn json_is_what_was_written_with_lists_sorted() {
    let wanted = serde_json::json!({
        "Version": "5.0",
        "Statement": [
            {
                "Sid": "Replicate",
                "Effect": "Allow",
                "Action": ["ims:images:addMember", "ims:images:copyInRegion", "ims:images:get*", "ims:new:action"],
                "Resource": ["ims:*:*:image:*", "new:*:*:thing:*"],
                "Condition": {
                    "Bool": { "g:MFAPresent": ["true"] },
                    "StringEqualsIfExists": { "ims:Region": ["cn-east-3", "cn-north-4"] },
                    "ForAnyValue:StringMatch": { "g:TagKeys": ["env*"], "g:ResourceTag/env": ["${new"] },
                    "NumberLessThan": { "new:Key": ["5"] }
                }
            },
            { "Effect": "Deny", "NotAction": ["*"], "NotResource": ["*"] }
        ]
    });
    assert_eq!(json(&EVERY_FORM), wanted);
}

#[test]
fn every_form_becomes_what_it_is() {
    let [first, second] = EVERY_FORM.statements() else { panic!() };
    assert_eq!((EVERY_FORM.version(), first.effect(), second.effect()), (Version::V5_0, Effect::Allow, Effect::Deny));
    let Actions::These(these) = first.actions() else { panic!() };
    let wanted = [
        ActionPattern::Action(actions::Ims::IMAGES_COPY_IN_REGION),
        ActionPattern::Action(actions::Ims::IMAGES_ADD_MEMBER),
        ActionPattern::Pattern("ims:images:get*".into()),
        ActionPattern::Unchecked("ims:new:action".into()),
    ];
    assert_eq!(**these, wanted, "in the order in which they are written");
    assert!(matches!(second.actions(), Actions::AllBut(_)));
    assert!(matches!(second.resources(), Some(Resources::AllBut(_))));
    let keys: Vec<&KeyName> = first.conditions().iter().map(|it| it.key()).collect();
    let wanted = [
        KeyName::Known(ConditionKey::from_name("g:MFAPresent").unwrap()),
        KeyName::Known(ConditionKey::from_name("ims:Region").unwrap()),
        KeyName::Known(ConditionKey::from_name("g:TagKeys").unwrap()),
        KeyName::Template(ConditionKey::from_name("g:ResourceTag/env").unwrap(), "env".into()),
        KeyName::Unchecked("new:Key".into()),
    ];
    assert_eq!(keys, wanted.iter().collect::<Vec<_>>());
    let operators: Vec<String> = first.conditions().iter().map(|it| it.operator().to_string()).collect();
    let any_match = "ForAnyValue:StringMatch";
    assert_eq!(operators, ["Bool", "StringEqualsIfExists", any_match, any_match, "NumberLessThan"]);
    let any = first.conditions()[2].operator();
    assert_eq!((any.qualifier(), any.operator()), (Some(Qualifier::ForAnyValue), Operator::StringMatch));
}

#[test]
fn roles_and_policies_of_the_role_model() {
    static ROLE: Policy = policy!({
        "Version": "1.0",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*", "identity:*", "::Get"] }],
        "Depends": [
            { "catalog": "BASE", "display_name": "Tenant Guest" },
            { "catalog": "OBS", "display_name": "Tenant Administrator" }
        ]
    });
    let wanted = serde_json::json!({
        "Version": "1.0",
        "Statement": [{ "Effect": "Allow", "Action": ["::Get", "identity:*", "ims:*:*"] }],
        "Depends": [
            { "catalog": "BASE", "display_name": "Tenant Guest" },
            { "catalog": "OBS", "display_name": "Tenant Administrator" }
        ]
    });
    assert_eq!(json(&ROLE), wanted);
    assert_eq!(ROLE.depends().iter().map(Dependency::catalog).collect::<Vec<_>>(), ["BASE", "OBS"]);
    let policy = policy!({
        "Version": "1.1",
        "Statement": [
            { "Effect": "Allow", "Action": ["IMS:Images:COPY", Ims::IMAGES_LIST, "OBS:*:*"] },
            {
                "Effect": "Allow",
                "Action": [unchecked("iam:agencies:assume")],
                "Resource": { "uri": ["/iam/agencies/0a1b", ("*")] }
            }
        ]
    });
    let wanted = serde_json::json!({
        "Version": "1.1",
        "Statement": [
            { "Effect": "Allow", "Action": ["OBS:*:*", "ims:images:copy", "ims:images:list"] },
            {
                "Effect": "Allow",
                "Action": ["iam:agencies:assume"],
                "Resource": { "uri": ["${*}", "/iam/agencies/0a1b"] }
            }
        ]
    });
    assert_eq!(json(&policy), wanted);
    let Actions::These(these) = policy.statements()[0].actions() else { panic!() };
    assert_eq!(these[0], ActionPattern::RoleAction(role_actions::Ims::IMAGES_COPY), "whatever the case");
}

#[test]
fn service_control_and_trust_policies() {
    let object = scp!({
        "Version": "5.0",
        "Statement": { "Effect": "Deny", "Action": ["ims:images:export"], "Resource": ["*"] }
    });
    let array = scp!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"], "Resource": ["*"] }]
    });
    assert_eq!(object, array);
    let account = String::from("0a1b");
    let trust = trust_policy!({
        "Version": "5.0",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": { "Service": ["service.IMS", "service.anti-ddos"], "IAM": [(account)] },
                "Action": ["sts:agencies:assume", "sts::tagSession", Sts::SET_SOURCE_IDENTITY]
            },
            { "Effect": "Deny", "NotPrincipal": { "Identity_provider": ["mine"] }, "Action": ["sts:agencies:assume"] }
        ]
    });
    let wanted = serde_json::json!({
        "Version": "5.0",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": { "IAM": ["0a1b"], "Service": ["service.IMS", "service.anti-ddos"] },
                "Action": ["sts::setSourceIdentity", "sts::tagSession", "sts:agencies:assume"]
            },
            { "Effect": "Deny", "NotPrincipal": { "Identity_provider": ["mine"] }, "Action": ["sts:agencies:assume"] }
        ]
    });
    assert_eq!(json(&trust), wanted);
    assert!(matches!(trust.statements()[1].principals(), Some(Principals::AllBut(_))));
}

#[test]
fn a_file_becomes_what_its_text_becomes() {
    const IDENTITY: Policy = policy_file!("tests/fixtures/policies/identity.json");
    let same = policy!({
        "Version": "5.0",
        "Statement": [{
            "Sid": "Replicate",
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion", "ims:images:copyCrossRegion"],
            "Resource": ["ims:*:*:image:*"],
            "Condition": { "Bool": { "ims:Encrypted": "false" } }
        }]
    });
    assert_eq!(IDENTITY, same);
    assert_eq!(policy_file!("tests/fixtures/policies/identity.json", identity), same);
    assert_eq!(policy_file!("tests/fixtures/policies/role_policy.json").version(), Version::V1_1);
    assert_eq!(policy_file!("tests/fixtures/policies/role.json").depends().len(), 1);
    assert_eq!(policy_file!("tests/fixtures/policies/scp.json", scp).statements().len(), 1);
    assert!(policy_file!("tests/fixtures/policies/trust.json", trust).statements()[0].principals().is_some());
    let bom = policy_file!("tests/fixtures/policies/bom.json");
    assert_eq!(bom.statements()[0].sid(), Some("复😀"));
    assert!(bom.to_string().contains("ims:images:export"), "{bom}");
}

#[test]
fn interpolated_text_is_data() {
    let text = "a*b?c$d${g:UserName}";
    let escaped = "a${*}b${?}c${$}d${$}{g:UserName}";
    let of_value = |text: &str| {
        policy!({
            "Version": "5.0",
            "Statement": [{
                "Effect": "Allow",
                "Action": ["ims:images:copyCrossRegion"],
                "Condition": { "StringMatch": { "ims:Region": [(text)] } }
            }]
        })
    };
    assert_eq!(values(&of_value(text)), [escaped]);
    let (owned, shared) = (String::from(text), Cow::from(text));
    let policy = policy!({
        "Version": "5.0",
        "Statement": [{
            "Sid": (text),
            "Effect": "Allow",
            "Action": ["ims:images:copyCrossRegion"],
            "Resource": [(text), (&owned), (shared), "ims:*:*:image:*"],
            "Condition": { "StringMatch": { "ims:Region": (format!("{text}!")) } }
        }]
    });
    assert_eq!(resource(&policy), [escaped, escaped, escaped, "ims:*:*:image:*"]);
    assert_eq!(values(&policy), [format!("{escaped}!")]);
    assert_eq!(policy.statements()[0].sid(), Some(text), "a name has no wildcards");
}

#[test]
fn an_interpolated_pattern_is_a_pattern() {
    let image: UrnPattern = urn!("ims:*:*:image:${g:UserName}*");
    let exact: hwc_iam::Urn = "ims:cn-north-4:0a1b:image:7ca68c5b".parse().unwrap();
    const REGION: &str = "cn-*";
    let policy = policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyCrossRegion"],
            "Resource": [(image), (resources::Ims::IMAGE.any()), (exact), (Pattern::new("*"))],
            "Condition": { "StringMatch": { "ims:Region": [(Pattern::new("cn-*")), REGION, (REGION)] } }
        }]
    });
    let exact = "ims:cn-north-4:0a1b:image:7ca68c5b";
    assert_eq!(resource(&policy), ["ims:*:*:image:${g:UserName}*", "ims:*:*:image:*", exact, "*"]);
    assert_eq!(values(&policy), ["cn-*", "cn-${*}", "cn-${*}"], "a constant of the user is data, too");
}

#[test]
fn values_of_every_type() {
    fn of(numbers: i64, address: IpAddr) -> Policy {
        policy!({
            "Version": "5.0",
            "Statement": [{
                "Effect": "Allow",
                "Action": ["ims:images:copyCrossRegion"],
                "Condition": {
                    "NumberLessThanEquals": { "g:MFAAge": [(numbers), (5_u8), "-1.5"] },
                    "IpAddress": {
                        "g:SourceIp": [(address), (Ipv4Addr::LOCALHOST), (Ipv6Addr::LOCALHOST), ("10.0.0.0/8"), "::/0"]
                    },
                    "Bool": { "g:MFAPresent": (numbers < 0) },
                    "DateLessThan": { "g:CurrentTime": [("2022-08-01T00:00:00Z"), "2023-01-01"] },
                    "Null": { "g:UserName": [(true)] }
                }
            }]
        })
    }
    let policy = of(-7, IpAddr::from([192, 168, 0, 1]));
    let conditions = &json(&policy)["Statement"][0]["Condition"];
    let wanted = serde_json::json!({
        "NumberLessThanEquals": { "g:MFAAge": ["-1.5", "-7", "5"] },
        "IpAddress": { "g:SourceIp": ["10.0.0.0/8", "127.0.0.1", "192.168.0.1", "::/0", "::1"] },
        "Bool": { "g:MFAPresent": ["true"] },
        "DateLessThan": { "g:CurrentTime": ["2022-08-01T00:00:00Z", "2023-01-01"] },
        "Null": { "g:UserName": ["true"] }
    });
    assert_eq!(conditions, &wanted);
}

#[test]
fn an_expression_may_stand_for_an_action() {
    let of = |action: Action, wildcard: ActionWildcard| {
        policy!({
            "Version": "5.0",
            "Statement": [{ "Effect": "Allow", "Action": [(action), (wildcard), (actions::Ims::QUOTAS_GET)] }]
        })
    };
    let policy = of(actions::Ims::IMAGES_LIST, action!("ims:images:get*"));
    let wanted = serde_json::json!(["ims:images:get*", "ims:images:list", "ims:quotas:get"]);
    assert_eq!(json(&policy)["Statement"][0]["Action"], wanted);
    let role =
        |action: RoleAction| policy!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": [(action)] }] });
    assert_eq!(json(&role(role_actions::Ims::IMAGES_COPY))["Statement"][0]["Action"][0], "ims:images:copy");
}

#[test]
fn the_macro_and_the_builder_agree() {
    let by_macro = policy!({
        "Version": "5.0",
        "Statement": [
            {
                "Sid": "Replicate",
                "Effect": "Allow",
                "Action": ["ims:images:copyCrossRegion", "ims:images:get*"],
                "Resource": ["ims:cn-north-4:*:image:*"],
                "Condition": {
                    "StringEquals": { "ims:Region": ["cn-east-3"] },
                    "Bool": { "ims:Encrypted": ["false"] },
                    "ForAllValues:StringEquals": { "g:TagKeys": ["env"] },
                    "NumberLessThan": { "g:MFAAge": ["3600"] },
                    "StringEqualsIfExists": { "g:ResourceTag/env": ["test"] }
                }
            },
            { "Effect": "Deny", "Action": ["ims:images:export"] }
        ]
    });
    let by_builder = Policy::new([
        Statement::allow([actions::Ims::IMAGES_COPY_CROSS_REGION])
            .and([action!("ims:images:get*")])
            .sid("Replicate")
            .on([urn!("ims:cn-north-4:*:image:*")])
            .when(keys::Ims::REGION.equals(["cn-east-3"]))
            .when(keys::Ims::ENCRYPTED.is(false))
            .when(keys::Global::TAG_KEYS.all().equals(["env"]))
            .when(keys::Global::MFA_AGE.less_than([3600]))
            .when(keys::Global::RESOURCE_TAG.of("env").equals(["test"]).if_exists()),
        Statement::deny([actions::Ims::IMAGES_EXPORT]),
    ]);
    let by_builder = by_builder.unwrap();
    assert_eq!(by_macro, by_builder);
    assert_eq!(by_macro.to_string(), by_builder.to_string());
    let by_macro = policy!({
        "Version": "1.1",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copy"] }]
    });
    assert_eq!(by_macro, Policy::new([Statement::allow([role_actions::Ims::IMAGES_COPY])]).unwrap());
}

#[test]
fn actions_and_urns_alone() {
    const TAG_SESSION: Action = action!("sts::tagSession");
    assert_eq!(TAG_SESSION, actions::Sts::TAG_SESSION);
    const ALL: ActionWildcard = action!("*");
    assert!(ALL.matches(TAG_SESSION));
    assert!(!action!("ims:*:*").matches(TAG_SESSION));
    const URN: UrnPattern = urn!("ims:*:*:image:*");
    assert_eq!(URN, resources::Ims::IMAGE.any());
    assert_eq!(urn!("*"), UrnPattern::ALL);
    assert_eq!(urn!("obs:*:*:object:a/b:c").as_str(), "obs:*:*:object:a/b:c");
}
