//! The typed builder: what it refuses, and that what it makes means what it says.

use hwc_iam::actions::Ims;
use hwc_iam::{
    ConditionOperator, Operator, Pattern, Policy, PolicyKind, Statement, UrnPattern, keys, policy, resources,
    role_actions,
};

#[track_caller]
fn refused(policy: Result<Policy, hwc_iam::error::InvalidPolicyError>, wanted: &str) {
    assert_eq!(policy.expect_err("a mistake").to_string(), wanted);
}

#[test]
fn an_empty_list_of_resources_is_none_of_them() {
    let none = Statement::allow([Ims::IMAGES_DELETE_IMAGE]).on(Vec::<UrnPattern>::new());
    let json = Policy::new([none]).unwrap().to_string();
    assert!(json.contains(r#""Resource":[]"#), "{json}");
    let json = Policy::new([Statement::allow([Ims::IMAGES_DELETE_IMAGE])]).unwrap().to_string();
    assert!(!json.contains("Resource"), "{json}");
}

#[test]
fn a_condition_is_never_lost() {
    let twice = Statement::allow([Ims::IMAGES_LIST])
        .when(keys::Global::PRINCIPAL_ACCOUNT.equals(["a"]))
        .when(keys::Global::PRINCIPAL_ACCOUNT.equals(["b"]));
    refused(Policy::new([twice]), "statement 0: duplicate `g:PrincipalAccount` in the operator");
    let tag = keys::Global::RESOURCE_TAG;
    let by_case = Statement::allow([Ims::IMAGES_LIST]).when(tag.of("A").equals(["x"])).when(tag.of("a").equals(["y"]));
    refused(Policy::new([by_case]), "statement 0: duplicate `g:ResourceTag/a` in the operator");
    let no_tag = Statement::allow([Ims::IMAGES_LIST]).when(tag.of("").exists());
    refused(Policy::new([no_tag]), "statement 0: the condition key `g:ResourceTag` is not complete");
}

#[test]
fn values_are_checked_where_types_cannot() {
    let statement = |condition| Policy::new([Statement::allow([Ims::IMAGES_LIST]).when(condition)]);
    refused(
        statement(keys::Global::CURRENT_TIME.before(["tomorrow"])),
        "statement 0: `tomorrow` is not a value of type date",
    );
    refused(
        statement(keys::Global::SOURCE_IP.is_in(["nonsense"])),
        "statement 0: `nonsense` is not a value of type ip",
    );
    let in_role_model =
        Statement::allow([role_actions::Ims::IMAGES_GET]).when(keys::Global::SOURCE_IP.is_in(["10.0.0.0/8"]));
    refused(
        Policy::new([in_role_model]),
        "statement 0: a policy of version `1.1` does not take the operator `IpAddress`",
    );
    let no_resource = Statement::allow([Ims::IMAGES_LIST]).on([resources::Ims::IMAGE.any()]);
    refused(
        Policy::new([no_resource]),
        "statement 0: `ims:images:list` does not take a resource, but the statement names one",
    );
    refused(Policy::new::<hwc_iam::IdentityPolicies>([]), "`Statement` must not be empty");
}

#[test]
fn the_parts_of_a_urn_stay_where_they_are() {
    let image = resources::Ims::IMAGE;
    assert!(image.urn("cn-north-4:*:image:*", "*", "x").is_err());
    assert!(image.urn("cn-north-4", "a:b", "x").is_err());
    assert_eq!(image.urn("r", "a", "x:y").unwrap().as_str(), "ims:r:a:image:x:y");
    let hostile = image.urn("r", "a", "x*${g:UserName}").unwrap();
    assert_eq!(hostile.as_str(), "ims:r:a:image:x${*}${$}{g:UserName}");
    assert!(image.urn(Pattern::new("${g:X, ':'}"), "a", "x").is_ok());
    assert!(image.urn(Pattern::new("${g:X, ':"), "a", "x").is_err());
}

#[test]
fn an_escaped_pattern_matches_what_it_stands_for() {
    let pattern = resources::Ims::IMAGE.urn("r", Pattern::ANY, "a$b").unwrap();
    assert_eq!(pattern.as_str(), "ims:r:*:image:a${$}b");
    assert!(pattern.matches(&"ims:r:account:image:a$b".parse().unwrap()));
    assert!(!pattern.matches(&"ims:r:account:image:aab".parse().unwrap()));
}

#[test]
fn null_takes_no_suffix() {
    assert_eq!(ConditionOperator::new(None, Operator::Null, true).to_string(), "Null");
    assert_eq!(keys::Ims::REGION.exists().if_exists().operator().to_string(), "Null");
}

#[test]
fn a_policy_with_values_of_run_time_can_be_checked() {
    let resource = Pattern::new("not a urn");
    let made = policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"], "Resource": [(resource)] }]
    });
    let error = made.check(PolicyKind::Identity).expect_err("a mistake");
    let [problem] = error.problems() else { panic!("{error}") };
    assert_eq!((problem.statement(), problem.rule()), (Some(0), "malformed_urn"));
}

/// Every policy that the macro made is one that the check at run time lets pass, and the same mistakes have the same words.
#[test]
fn both_checks_agree() {
    let made = policy!({
        "Version": "5.0",
        "Statement": [
            { "Sid": "a", "Effect": "Deny", "NotAction": ["ims:*:get*", unchecked("x:y:z")], "NotResource": ["ims:*:*:image:*"] },
            {
                "Effect": "Allow",
                "Action": ["ims:images:get"],
                "Condition": {
                    "ForAnyValue:StringNotEqualsIfExists": { "g:TagKeys": ["a"], unchecked("x:y"): "b" },
                    "Null": { "g:ResourceTag/k": "true" }
                }
            }
        ]
    });
    assert!(made.check(PolicyKind::Identity).is_ok());
    let error = made.check(PolicyKind::Scp).expect_err("it allows");
    assert_eq!(error.problems().len(), 2, "{error}");
}
