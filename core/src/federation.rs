//! What trust policies for identity providers name.
//!
//! No page that was read prints the actions with a provider's name; they are in use in unrelated public trust policies, one of which
//! quotes the service's own message. The keys of SAML are those of the API page of `AssumeAgency`.

/// The actions by which a user of an identity provider assumes an agency.
pub const ACTIONS: [&str; 2] = ["sts:agencies:assumeWithOIDC", "sts:agencies:assumeWithSAML"];

/// The keys with an identity provider's statements about a user.
pub const KEYS: [&str; 6] = ["oidc:aud", "oidc:iss", "oidc:sub", "saml:namequalifier", "saml:sub", "saml:sub_type"];

/// Whether it is one of the keys, whatever its case, or one of a provider that may have further ones.
#[must_use]
pub fn is_key(name: &str) -> bool {
    KEYS.iter().any(|it| it.eq_ignore_ascii_case(name))
}
