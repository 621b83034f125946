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

/// The rules that find something in these statements, each as often as it does.
fn rules_of(version: &str, statements: &str) -> Vec<String> {
    let text = format!(r#"{{"Version":"{version}","Statement":[{statements}]}}"#);
    let findings = lint::check(&Document::read(&text, PolicyKind::Identity));
    findings.iter().map(|it| it.rule().name().to_owned()).collect()
}

#[test]
fn two_statements_that_together_always_hold() {
    let pair = |effect, one: &str, other: &str| format!("{},{}", with(effect, one), with(effect, other));
    let before = |operator: &str, day: &str| format!(r#""{operator}":{{"g:CurrentTime":"{day}"}}"#);
    let (least, most) = ("2090-01-01T00:00:00Z", "2091-01-01T00:00:00Z");
    let account = |operator: &str, id: &str| format!(r#""{operator}":{{"g:PrincipalAccount":"{id}"}}"#);
    let mfa = |operator: &str, is: &str| format!(r#""{operator}":{{"g:MFAPresent":"{is}"}}"#);
    let found = [
        (before("DateLessThan", least), before("DateGreaterThanEquals", least)),
        (before("DateGreaterThanEquals", least), before("DateLessThan", least)),
        (before("DateLessThan", most), before("DateGreaterThan", least)),
        (account("StringEquals", "a"), account("StringNotEquals", "a")),
        (mfa("Bool", "true"), mfa("BoolIfExists", "false")),
        (mfa("Null", "true"), mfa("Null", "false")),
    ];
    for (one, other) in &found {
        for effect in ["Allow", "Deny"] {
            let found = rules_of("5.0", &pair(effect, one, other));
            assert_eq!(found.iter().filter(|it| *it == "always_true_condition").count(), 1, "{one} {other}: {found:?}");
        }
    }
    let not_found = [
        (before("DateLessThan", least), before("DateGreaterThan", least)),
        (before("DateLessThan", least), before("DateGreaterThanEquals", most)),
        (account("StringEquals", "a"), account("StringNotEquals", "b")),
        // Where the key is missing neither holds.
        (mfa("Bool", "true"), mfa("Bool", "false")),
    ];
    for (one, other) in &not_found {
        let found = rules_of("5.0", &pair("Allow", one, other));
        assert!(!found.iter().any(|it| it == "always_true_condition"), "{one} {other}: {found:?}");
    }
    // What one allows the other denies, or of other actions.
    let (one, other) = &found[0];
    let mixed = format!("{},{}", with("Allow", one), with("Deny", other));
    assert!(!rules_of("5.0", &mixed).iter().any(|it| it == "always_true_condition"));
}

/// What no value of a key's type can be, no value meets; and what always holds is not called undocumented beside.
#[test]
fn values_of_another_type() {
    let never = |condition: &str| finds("never_true_condition", PolicyKind::Identity, &with("Deny", condition));
    for condition in [
        r#""StringEquals":{"g:MFAPresent":"maybe"}"#,
        r#""StringEqualsIgnoreCase":{"g:MFAPresent":["maybe","yes"]}"#,
        r#""StringMatch":{"g:MFAPresent":"m*"}"#,
        r#""StringStartWith":{"g:MFAPresent":"m"}"#,
        r#""StringEndWith":{"g:MFAPresent":"es"}"#,
        r#""StringEquals":{"g:MFAAge":"old"}"#,
        r#""StringEquals":{"g:SourceIp":"home"}"#,
        r#""StringEquals":{"g:CurrentTime":"today"}"#,
    ] {
        assert!(never(condition), "{condition}");
    }
    for condition in [
        r#""StringEquals":{"g:MFAPresent":"True"}"#,
        r#""StringEquals":{"g:MFAPresent":["maybe","true"]}"#,
        r#""StringMatch":{"g:MFAPresent":"T*"}"#,
        r#""StringEndWith":{"g:MFAPresent":"e"}"#,
        r#""StringEquals":{"g:MFAPresent":"${g:UserName}"}"#,
        r#""StringNotEquals":{"g:MFAPresent":"maybe"}"#,
        r#""StringEquals":{"g:UserName":"maybe"}"#,
        r#""StringEquals":{"g:SourceIp":"10.0.0.0/8"}"#,
    ] {
        assert!(!never(condition), "{condition}");
    }
    let found = rules_of("5.0", &with("Allow", r#""StringNotEquals":{"g:PrincipalUrn":"x"}"#));
    assert_eq!(found, ["always_true_condition"]);
}

/// A name that is nearer to one of the other model is not said to be one of this model.
#[test]
fn names_near_to_the_other_model() {
    let help = |version: &str, action: &str| {
        let text = format!(r#"{{"Version":"{version}","Statement":[{{"Effect":"Allow","Action":["{action}"]}}]}}"#);
        let found = lint::check(&Document::read(&text, PolicyKind::Identity));
        found.iter().find_map(|it| it.help().map(str::to_owned)).unwrap()
    };
    let nearest = help("5.0", "ims:images:copyy");
    assert!(
        nearest.starts_with("the nearest is `ims:images:copy`, an action in the role model; in its place"),
        "{nearest}"
    );
    assert!(nearest.contains("`ims:images:copyInRegion`"), "{nearest}");
    let nearest = help("1.1", "ims:images:copyInRegio");
    assert!(nearest.ends_with("the nearest is `ims:images:copyInRegion`, an action in identity policies; in its place, this policy takes `ims:images:copy`"), "{nearest}");
    assert_eq!(help("5.0", "ims:images:lst"), "did you mean `ims:images:list`?");
    // Both models have it, in two spellings.
    let nearest = help("5.0", "obs:bucket:ListAllMyBucket");
    assert_eq!(nearest, "others may exist; the nearest is `obs:bucket:listAllMyBuckets`");
}

#[test]
fn a_prefix_in_capitals() {
    for prefix in ["urn:", "URN:", "Urn:", "ARN:"] {
        let statement =
            format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"Resource":["{prefix}ims:*:*:image:a"]}}"#);
        assert_eq!(rules_of("5.0", &statement), ["prefixed_urn"], "{prefix}");
    }
}
