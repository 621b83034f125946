//! What is written passes the check.

use hwc_iam::lint::{self, Severity};
use hwc_iam::migrate::{Migrated, Options, migrate};
use hwc_iam::{Document, Policy, PolicyKind, Role, RoleAction, RoleKind};
use proptest::prelude::*;
use proptest::sample::select;

use crate::cases::few;

fn errors(migrated: &Migrated) -> Vec<String> {
    let Some(policy) = &migrated.policy else { return Vec::new() };
    let all = lint::check(&Document::read(policy.to_json_pretty(), PolicyKind::Identity));
    let errors = all.iter().filter(|it| it.rule().severity() == Severity::Error);
    errors.map(|it| format!("{}: {}", it.rule().name(), it.message())).collect()
}

fn both(old: &Policy) -> [Migrated; 2] {
    [Options::default(), Options::broader()].map(|it| migrate(old, it).unwrap())
}

/// The system-defined policies whose documents are known, and each again as a denial.
#[test]
fn system_policies_become_what_passes_the_check() {
    let mut count = 0;
    for text in Role::all().filter(|it| it.kind() != RoleKind::IdentityPolicy).filter_map(Role::document) {
        for text in [text.to_owned(), text.replace("\"Allow\"", "\"Deny\"")] {
            for it in both(&Policy::from_json(&text).unwrap()) {
                assert_eq!(errors(&it), [""; 0], "{text}");
                count += usize::from(it.policy.is_some());
            }
        }
    }
    assert!(count >= 14, "{count}");
}

fn of(statement: &str) -> Migrated {
    let old = Policy::from_json(&format!(r#"{{ "Version": "1.1", "Statement": [{statement}] }}"#)).unwrap();
    migrate(&old, Options::default()).unwrap()
}

fn instead(migrated: &Migrated, what: &str) -> &'static str {
    migrated
        .unmapped
        .iter()
        .find(|it| it.what == what)
        .unwrap_or_else(|| panic!("{:?}", migrated.unmapped))
        .instead
        .name()
}

#[test]
fn what_identity_policies_certainly_lack_is_left_out() {
    // A page lists all actions of IMS and SMS in identity policies, and neither is among them.
    let it = of(r#"{ "Effect": "Deny", "Action": ["ims:nothing:list", "sms:nothing:*", "vpc:ports:get"] }"#);
    let text = it.policy.as_ref().unwrap().to_string();
    assert!(!text.contains("nothing") && text.contains("vpc:ports:get"), "{text}");
    for what in ["ims:nothing:list", "sms:nothing:*"] {
        assert_eq!(instead(&it, what), "left out, as identity policies do not have it");
    }
    assert_eq!(errors(&it), [""; 0]);
    // A key with a type of its own takes no test for a part of a text.
    let it = of(
        r#"{ "Effect": "Allow", "Action": ["ims:images:get"], "Condition": { "StringLike": { "g:MFAPresent": ["t"] } } }"#,
    );
    assert!(it.policy.is_none());
    assert_eq!(instead(&it, "StringLike on g:MFAPresent"), "the statement is left out");
}

fn statement() -> impl Strategy<Value = String> {
    let names: Vec<&'static str> = RoleAction::all().map(|it| it.name()).collect();
    let name = select(names);
    let action = (name, 0..8).prop_map(|(name, form)| {
        let parts: Vec<&str> = name.split(':').collect();
        match (form, parts.as_slice()) {
            (0, [code, kind, _]) => format!("{code}:{kind}:*"),
            (1, [code, _, operation]) => format!("{code}:*:{operation}"),
            (2, [code, ..]) => format!("{code}:*:get*"),
            (3, [code, kind, operation]) => format!("{}:{kind}:{operation}", code.to_uppercase()),
            (4, [code, kind, operation]) => format!("{code}:{kind}x:{operation}"),
            _ => name.to_owned(),
        }
    });
    let operators = [
        "StringEquals",
        "StringLike",
        "StringNotStartWith",
        "StringEqualsAnyOf",
        "IsNullOrEmpty",
        "Bool",
        "NumberLessThan",
        "DateLessThan",
        "IpAddress",
        "StringMatch",
    ];
    let keys =
        ["g:UserName", "g:MFAPresent", "g:CurrentTime", "g:SourceIp", "g:ProjectName", "obs:prefix", "g:Unknown"];
    let values = ["a", "true", "2026-01-01T00:00:00Z", "10.0.0.0/8", "5", "*", "${g:UserName}", ""];
    let condition = (select(operators.to_vec()), select(keys.to_vec()), select(values.to_vec()))
        .prop_map(|(operator, key, value)| format!(r#", "Condition": {{ "{operator}": {{ "{key}": ["{value}"] }} }}"#));
    let resources = [
        "*",
        "OBS:*:*:object:b/*",
        "obs:*:*:bucket:b",
        "ims:*:*:image:*",
        "IMS:*:*:images:x",
        "ecs:*:*:server:a*b",
        "vpc:region:account:nothing:*",
        "no urn",
    ];
    let resource = select(resources.to_vec()).prop_map(|it| format!(r#", "Resource": ["{it}"]"#));
    let nothing = || Just(String::new());
    let effect = select(vec!["Allow", "Deny"]);
    let element = prop_oneof![9 => Just("Action"), 1 => Just("NotAction")];
    let actions = proptest::collection::vec(action, 1..5);
    let (condition, resource) = (prop_oneof![nothing(), condition], prop_oneof![nothing(), resource]);
    (effect, element, actions, condition, resource).prop_map(|(effect, element, actions, condition, resource)| {
        let sid = if actions.len() == 1 { r#""Sid": "one", "# } else { "" };
        let actions = actions.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ");
        format!(r#"{{ {sid}"Effect": "{effect}", "{element}": [{actions}]{resource}{condition} }}"#)
    })
}

proptest! {
    #![proptest_config(few(24))]

    #[test]
    fn every_policy_becomes_what_passes_the_check(statements in proptest::collection::vec(statement(), 1..4)) {
        let text = format!(r#"{{ "Version": "1.1", "Statement": [{}] }}"#, statements.join(", "));
        // A text that is no policy is not migrated.
        if let Ok(old) = Policy::from_json(&text) {
            for it in both(&old) {
                prop_assert_eq!(errors(&it), [""; 0], "{}\n{:?}", text, it.policy.map(|it| it.to_string()));
            }
        }
    }
}
