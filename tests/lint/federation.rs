//! Trust policies for identity providers.

use std::collections::BTreeSet;

use hwc_iam::lint;
use hwc_iam::{Document, PolicyKind};

fn rules(text: &str) -> BTreeSet<&'static str> {
    let document = Document::infer(text);
    assert_eq!(document.kind(), PolicyKind::Trust, "{text}");
    assert!(document.policy().is_some(), "{:?}", document.problems().map(|it| it.message()).collect::<Vec<_>>());
    lint::check(&document).iter().map(|it| it.rule().name()).collect()
}

fn trust(principal: &str, action: &str, condition: &str) -> String {
    format!(
        r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["{action}"],"Principal":{principal},
            "Condition":{{{condition}}}}}]}}"#
    )
}

const PROVIDER: &str = r#"{"Federated":["iam::0123456789abcdef0123456789abcdef:oidcProvider:p"]}"#;
const OIDC: &str = "sts:agencies:assumeWithOIDC";

#[test]
fn a_provider_of_oidc_or_saml_is_trusted_cleanly() {
    let oidc = r#""StringEquals":{"oidc:aud":["a"],"oidc:iss":["https://issuer.example"]},"StringMatch":{"oidc:sub":["repo:o/r:*"]}"#;
    let saml = r#""StringEquals":{"saml:sub":["anna"],"saml:sub_type":["persistent"],"saml:namequalifier":["q"]}"#;
    let providers = [
        (PROVIDER, OIDC, oidc),
        (
            r#"{"Federated":["iam::0123456789abcdef0123456789abcdef:samlProvider:p"]}"#,
            "sts:agencies:assumeWithSAML",
            saml,
        ),
        (r#"{"Identity_provider":["p"]}"#, "sts:agencies:assumeWithSAML", saml),
        (r#"{"Federated":["iam::0123456789abcdef0123456789abcdef:samlProvider:p"]}"#, "sts:agencies:assume", saml),
    ];
    for (principal, action, condition) in providers {
        let text = trust(principal, action, condition);
        assert!(rules(&text).is_empty(), "{:?}\n{text}", rules(&text));
    }
}

#[test]
fn whom_the_provider_vouches_for_is_to_be_said() {
    for open in [
        "",
        r#""StringEquals":{"oidc:iss":["https://issuer.example"]}"#,
        r#""StringMatch":{"oidc:sub":["*"]}"#,
        r#""StringMatch":{"oidc:sub":["repo:*"]}"#,
        r#""StringMatch":{"oidc:sub":["repo:*:ref:refs/heads/main"]}"#,
        r#""StringMatch":{"oidc:sub":["repo:o/r:*","repo:*/deploy:*"]}"#,
        r#""StringMatch":{"oidc:sub":["*:ref:refs/heads/main"]}"#,
        r#""StringEndWith":{"oidc:sub":["/deploy:environment:production"]}"#,
        r#""StringMatch":{"oidc:sub":["project_path:*:ref_type:branch:ref:main"]}"#,
        r#""StringEquals":{"oidc:aud":["a"],"oidc:iss":["https://token.actions.githubusercontent.com"]}"#,
        r#""StringEqualsIfExists":{"oidc:sub":["a"]}"#,
        r#""StringNotEquals":{"oidc:sub":["a"]}"#,
        r#""Null":{"oidc:sub":["false"]}"#,
    ] {
        assert!(rules(&trust(PROVIDER, OIDC, open)).contains("open_federation"), "{open}");
    }
    for said in [
        r#""StringEquals":{"oidc:sub":["a"]}"#,
        r#""StringEquals":{"oidc:aud":["a"]}"#,
        r#""StringMatch":{"oidc:sub":["repo:o/*"]}"#,
        r#""StringMatch":{"oidc:sub":["repo:o/r:*:main"]}"#,
        r#""StringMatch":{"oidc:sub":["system:serviceaccount:*:deployer"]}"#,
        r#""StringMatch":{"oidc:sub":["*@example.com"]}"#,
        r#""StringEquals":{"oidc:aud":["a"],"oidc:iss":["https://login.example.com"]}"#,
        r#""StringEquals":{"oidc:sub":["repo:o/r:ref:refs/heads/main"],"oidc:iss":["https://gitlab.com"]}"#,
        r#""StringStartWith":{"oidc:sub":["repo:o/"]}"#,
    ] {
        assert!(!rules(&trust(PROVIDER, OIDC, said)).contains("open_federation"), "{said}");
    }
}

/// What the provider of somebody else says of its users, he chooses.
#[test]
fn a_provider_of_every_account_is_nobodys() {
    let sub = r#""StringEquals":{"oidc:sub":["repo:o/r:ref:refs/heads/main"]}"#;
    for provider in
        ["*", "iam::*:oidcProvider:forge", "iam::0*:oidcProvider:forge", "iam::*:*", "iam::*:samlProvider:p"]
    {
        let principal = format!(r#"{{"Federated":["{provider}"]}}"#);
        for condition in [sub, r#""StringEquals":{"saml:sub":["anna"]}"#] {
            let all = rules(&trust(&principal, OIDC, condition));
            assert!(all.contains("open_federation"), "{provider} {condition}: {all:?}");
        }
        assert!(rules(&trust(&principal, OIDC, "")).contains("wildcard_principal"), "{provider}");
        let of_organization = r#""StringEquals":{"g:PrincipalOrgId":["o-1234abcd"]}"#;
        assert!(!rules(&trust(&principal, OIDC, of_organization)).contains("open_federation"), "{provider}");
    }
    let own = r#"{"Federated":["iam::0123456789abcdef0123456789abcdef:oidcProvider:*"]}"#;
    assert!(!rules(&trust(own, OIDC, sub)).contains("open_federation"));
}

/// A job of a public forge asks for a token for whatever client.
#[test]
fn a_client_alone_says_nothing_of_a_public_forge() {
    let client = r#""StringEquals":{"oidc:aud":["sts.example.com"]}"#;
    for (name, is_found) in [("github", true), ("my-GitHub-actions", true), ("gitlab", true), ("keycloak", false)] {
        let principal = format!(r#"{{"Federated":["iam::0123456789abcdef0123456789abcdef:oidcProvider:{name}"]}}"#);
        assert_eq!(rules(&trust(&principal, OIDC, client)).contains("open_federation"), is_found, "{name}");
    }
}

#[test]
fn a_misspelt_key_or_action_is_named() {
    let near = trust(PROVIDER, OIDC, r#""StringEquals":{"oidc:subb":["a"],"oidc:aud":["a"]}"#);
    let findings = lint::check(&Document::infer(near));
    let found = findings.iter().find(|it| it.message().contains("oidc:subb")).unwrap();
    assert!(found.help().unwrap().contains("did you mean `oidc:sub`?"), "{found:?}");
    let near = trust(PROVIDER, "sts:agencies:assumeWithOICD", r#""StringEquals":{"oidc:aud":["a"]}"#);
    let findings = lint::check(&Document::infer(near));
    let found = findings.iter().find(|it| it.message().contains("assumeWithOICD"));
    assert!(found.is_some(), "{findings:?}");
}
