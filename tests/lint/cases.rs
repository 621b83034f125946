//! Where rules end: policies that are near to what they find.

use hwc_iam::lint::{self, Level, Options, Rule};
use hwc_iam::{Document, PolicyKind};

/// Whether a rule finds something in these statements.
fn finds(rule: &str, kind: PolicyKind, statements: &str) -> bool {
    let rule = Rule::from_name(rule).unwrap();
    let mut options = Options::default();
    options.levels.set(rule, Level::Warn);
    let text = format!(r#"{{"Version":"5.0","Statement":[{statements}]}}"#);
    let findings = lint::check_with(&Document::read(text, kind), &options);
    findings.iter().any(|it| it.rule() == rule)
}

/// A statement with this effect and these conditions.
fn with(effect: &str, condition: &str) -> String {
    format!(r#"{{"Effect":"{effect}","Action":["ims:images:list"],"Condition":{{{condition}}}}}"#)
}

#[test]
fn conditions() {
    let found = [
        (
            "contradictory_values",
            "Allow",
            r#""StringEquals":{"g:UserName":["a"]},"StringNotEquals":{"g:UserName":["a","b"]}"#,
        ),
        ("contradictory_values", "Allow", r#""StringEquals":{"g:UserName":["a"]},"StringMatch":{"G:username":["b*"]}"#),
        (
            "contradictory_values",
            "Allow",
            r#""StringEquals":{"g:UserName":["ab"]},"StringEndWith":{"g:UserName":["a"]}"#,
        ),
        (
            "contradictory_values",
            "Allow",
            r#""Bool":{"g:MFAPresent":["true"]},"BoolIfExists":{"g:MFAPresent":["false"]}"#,
        ),
        (
            "empty_interval",
            "Allow",
            r#""DateLessThan":{"g:CurrentTime":["2026-01-01"]},"DateGreaterThanEquals":{"g:CurrentTime":["2026-01-01"]}"#,
        ),
        ("disarmed_deny", "Deny", r#""Bool":{"g:MFAPresent":"false"}"#),
        ("any_address", "Allow", r#""IpAddress":{"g:SourceIp":["::/0"]}"#),
        ("private_source_address", "Allow", r#""IpAddress":{"g:SourceIp":["172.31.0.0/16"]}"#),
        ("host_bits", "Allow", r#""IpAddress":{"g:SourceIp":["2001:db8::1/64"]}"#),
        ("covered_value", "Allow", r#""StringMatch":{"g:UserName":["a*","ab?"]}"#),
        ("always_true_condition", "Allow", r#""Null":{"g:SourceVpce":["true","false"]}"#),
        ("wildcard_in_equals", "Allow", r#""StringNotEquals":{"g:UserName":["a?"]}"#),
    ];
    for (rule, effect, condition) in found {
        assert!(finds(rule, PolicyKind::Identity, &with(effect, condition)), "{rule}: {condition}");
    }
    let not_found = [
        // Of the key's values a request may have several, for all that its page says.
        (
            "contradictory_values",
            "Allow",
            r#""StringEquals":{"g:DomainName":["a"]},"StringNotEquals":{"g:DomainName":["a"]}"#,
        ),
        // The key may be absent.
        (
            "contradictory_values",
            "Allow",
            r#""StringEqualsIfExists":{"g:UserName":["a"]},"StringMatchIfExists":{"g:UserName":["b*"]}"#,
        ),
        (
            "contradictory_values",
            "Allow",
            r#""StringEquals":{"g:UserName":["${g:DomainName}"]},"StringMatch":{"g:UserName":["b*"]}"#,
        ),
        (
            "contradictory_values",
            "Allow",
            r#""StringEquals":{"g:UserName":["a","b"]},"StringNotEquals":{"g:UserName":["a"]}"#,
        ),
        (
            "contradictory_values",
            "Allow",
            r#""StringEquals":{"g:ResourceTag/a":["a"]},"StringNotEquals":{"g:ResourceTag/A":["a"]}"#,
        ),
        (
            "contradictory_null",
            "Allow",
            r#""Null":{"g:SourceVpce":["true"]},"StringEqualsIfExists":{"g:SourceVpce":["a"]}"#,
        ),
        ("contradictory_null", "Allow", r#""Null":{"g:SourceVpce":["true"]},"StringNotEquals":{"g:SourceVpce":["a"]}"#),
        (
            "empty_interval",
            "Allow",
            r#""DateLessThanEquals":{"g:CurrentTime":["2026-01-01"]},"DateGreaterThanEquals":{"g:CurrentTime":["2026-01-01"]}"#,
        ),
        (
            "empty_interval",
            "Allow",
            r#""DateLessThan":{"g:CurrentTime":["2026-01-01","2028-01-01"]},"DateGreaterThan":{"g:CurrentTime":["2027-01-01"]}"#,
        ),
        ("disarmed_deny", "Deny", r#""Bool":{"g:MFAPresent":"true"}"#),
        ("disarmed_deny", "Deny", r#""Bool":{"g:MFAPresent":"false"},"Null":{"g:MFAPresent":"false"}"#),
        ("disarmed_deny", "Deny", r#""DateGreaterThan":{"g:CurrentTime":["2026-01-01"]}"#),
        ("disarmed_deny", "Allow", r#""Bool":{"g:MFAPresent":"false"}"#),
        ("private_source_address", "Allow", r#""IpAddress":{"g:SourceIp":["172.32.0.0/16"]}"#),
        ("private_source_address", "Allow", r#""IpAddress":{"g:SourceIp":["0.0.0.0/0"]}"#),
        ("host_bits", "Allow", r#""IpAddress":{"g:SourceIp":["122.0.0.1"]}"#),
        ("covered_value", "Allow", r#""StringMatch":{"g:UserName":["a?","a*b"]}"#),
        ("covered_value", "Allow", r#""StringMatch":{"g:UserName":["*","${g:DomainName}"]}"#),
        ("covered_value", "Allow", r#""StringEquals":{"g:UserName":["a*","ab"]}"#),
        ("wildcard_in_equals", "Allow", r#""StringEquals":{"g:UserName":["a${*}"]}"#),
        ("always_true_condition", "Allow", r#""StringMatch":{"g:UserName":["*"]}"#),
        ("negated_allow", "Allow", r#""StringNotEqualsIfExists":{"g:UserName":["a"]}"#),
        ("missing_qualifier", "Allow", r#""Null":{"g:TagKeys":["false"]}"#),
    ];
    for (rule, effect, condition) in not_found {
        assert!(!finds(rule, PolicyKind::Identity, &with(effect, condition)), "{rule}: {condition}");
    }
}

#[test]
fn statements() {
    let allow = |rest: &str| format!(r#"{{"Effect":"Allow",{rest}}}"#);
    let deny = |rest: &str| format!(r#"{{"Effect":"Deny",{rest}}}"#);
    let export = r#""Action":["ims:images:export"]"#;
    let images = r#""Action":["ims:images:*"]"#;
    let mfa = r#""Condition":{"Bool":{"g:MFAPresent":["true"]}}"#;
    let one = r#""Resource":["ims:*:*:image:a"]"#;
    let cases = [
        ("shadowed_allow", true, [allow(export), deny(images)]),
        ("shadowed_allow", true, [allow(&format!("{export},{one}")), deny(images)]),
        ("shadowed_allow", false, [allow(export), deny(&format!("{images},{mfa}"))]),
        ("shadowed_allow", false, [allow(export), deny(&format!("{images},{one}"))]),
        ("shadowed_allow", false, [allow(images), deny(export)]),
        ("shadowed_allow", false, [allow(r#""NotAction":["ims:images:get"]"#), deny(images)]),
        ("covered_statement", true, [allow(images), allow(&format!("{export},{mfa}"))]),
        ("covered_statement", false, [allow(&format!("{images},{mfa}")), allow(export)]),
        ("covered_statement", false, [deny(images), allow(export)]),
        ("covered_statement", false, [allow(&format!("{images},{one}")), allow(export)]),
        ("repeated_statement", true, [allow(&format!(r#"{export},"Resource":["*"]"#)), allow(export)]),
        ("repeated_statement", false, [allow(export), deny(export)]),
        ("full_access", true, [allow(r#""Action":["*"],"Resource":["*"]"#), deny(export)]),
        ("full_access", false, [allow(&format!(r#""Action":["*"],{mfa}"#)), deny(export)]),
        ("full_access", false, [deny(r#""Action":["*"]"#), allow(export)]),
        ("forgotten_dependency", false, [allow(r#""Action":["ims:images:setOrDeleteTags"]"#), allow(images)]),
        (
            "forgotten_dependency",
            false,
            [allow(r#""Action":["ims:images:setOrDeleteTags"]"#), allow(r#""NotAction":["ims:images:get"]"#)],
        ),
        // The page asks for `ims:serverImages:create` of users of enterprise projects only.
        ("forgotten_dependency", false, [allow(r#""Action":["ims:images:copyInRegion"]"#), deny(export)]),
    ];
    for (rule, found, both) in cases {
        assert_eq!(finds(rule, PolicyKind::Identity, &both.join(",")), found, "{rule}: {both:?}");
    }
}

#[test]
fn trust_policies() {
    let trust = |rest: &str| format!(r#"{{"Effect":"Allow","Action":["sts:agencies:assume"],{rest}}}"#);
    let cases = [
        ("wildcard_principal", true, r#""Principal":{"IAM":["*"]}"#),
        (
            "wildcard_principal",
            false,
            r#""Principal":{"IAM":["*"]},"Condition":{"StringEquals":{"g:PrincipalOrgId":["o-1"]}}"#,
        ),
        ("unrestricted_assumption", false, r#""Principal":{"IAM":["a"]}"#),
        ("service_full_access", false, r#""Principal":{"IAM":["a"]}"#),
        (
            "confused_deputy",
            false,
            r#""Principal":{"Service":["service.IMS"]},"Condition":{"StringEquals":{"G:SourceAccount":["a"]}}"#,
        ),
    ];
    for (rule, found, rest) in cases {
        assert_eq!(finds(rule, PolicyKind::Trust, &trust(rest)), found, "{rule}: {rest}");
    }
}

/// `Depends` names roles as the console does.
#[test]
fn a_role_that_is_named_by_its_code_gets_its_name() {
    let found = |name: &str| {
        let text = format!(
            r#"{{"Version":"1.0","Statement":[{{"Effect":"Allow","Action":["ims:*:list"]}}],
                "Depends":[{{"catalog":"BASE","display_name":"{name}"}}]}}"#
        );
        let findings = lint::check(&Document::read(&text, PolicyKind::Identity));
        let of_rule = findings.iter().find(|it| it.rule().name() == "misspelt_role");
        of_rule.map(|it| format!("{}; {}", it.message(), it.help().unwrap_or("no help")))
    };
    let said = found("te_admin").unwrap();
    assert_eq!(said, "`te_admin` is the code of a role, not its name; the name is `Tenant Administrator`");
    assert_eq!(found("op_gated_eip_ipv6").unwrap(), "`op_gated_eip_ipv6` is the code of a role, not its name; no help");
    assert_eq!(
        found("Tenant Administrater").unwrap(),
        "the catalogue has no role `Tenant Administrater`; did you mean `Tenant Administrator`?"
    );
    for right in ["Tenant Administrator", "APM Admin", "SWR Developer", "our own role"] {
        assert_eq!(found(right), None);
    }
}
