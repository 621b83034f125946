//! The configuration of a provider that a resource has: where it is, and who calls.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::json::{array, get, object, text};
use crate::shared::tree::Node;
use crate::{Cloud, Region, Span};

/// The configuration of a provider, as far as it is known before Terraform runs.
///
/// ```
/// use std::collections::BTreeMap;
/// use hwc_iam::Cloud;
/// use hwc_iam::files::{ModuleOptions, Stated, UsedIn};
///
/// let text = r#"
/// provider "huaweicloud" {
///   region = "cn-north-4"
/// }
/// provider "huaweicloud" {
///   alias  = "eu"
///   region = var.region
///   assume_role {
///     agency_name = "ops"
///     domain_id   = "0a1b"
///   }
/// }
/// resource "huaweicloud_vpc" "a" { provider = huaweicloud.eu }"#;
/// let files = BTreeMap::from([("main.tf".to_owned(), text.to_owned())]);
/// let found = UsedIn::read(&files, "", &ModuleOptions::default());
/// let provider = found.used[0].provider.as_ref().unwrap();
/// assert_eq!((provider.address.as_str(), provider.line), ("huaweicloud.eu", Some(5)));
/// assert_eq!(provider.agency.value(), Some("ops"));
/// assert_eq!(provider.account_id.value(), Some("0a1b"));
/// assert!(matches!(provider.region, Stated::Unknown(_)));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Provider {
    /// Its address, such as `huaweicloud.eu` or `module.a.huaweicloud`.
    pub address: String,
    /// The file that declares it, from the root of the tree; empty if none does.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The region of its resources that name none.
    pub region: Stated,
    /// The domain of its endpoints, such as `myhuaweicloud.com`.
    pub domain: Stated,
    /// The id of the account in which it acts.
    pub account_id: Stated,
    /// The name of that account.
    pub account_name: Stated,
    /// The agency that it assumes.
    pub agency: Stated,
}

/// What a configuration states about one setting.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Stated {
    /// Nothing: the environment or a default decides.
    #[default]
    Not,
    /// This.
    Value(String),
    /// Something that is not known, and why.
    Unknown(String),
}

impl Stated {
    /// The value, if it is known.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value(it) => Some(it),
            _ => None,
        }
    }

    /// The provider takes a text without letters for none.
    pub(super) fn of(text: String) -> Self {
        if text.is_empty() { Self::Not } else { Self::Value(text) }
    }
}

impl Provider {
    /// One of which nothing is known but what it is called.
    pub(super) fn unknown(address: String, why: &str) -> Self {
        let unknown = || Stated::Unknown(why.into());
        let [region, domain, account_id, account_name, agency] = core::array::from_fn(|_| unknown());
        Self { address, region, domain, account_id, account_name, agency, ..Self::default() }
    }

    /// Where an argument stands in a configuration: its own value, and those of the last block that assumes an agency.
    pub(super) fn of(address: String, stated: &dyn Fn(Argument) -> Stated) -> Self {
        let domain = match stated(Argument::Own("cloud")) {
            // The host is `iam.REGION.DOMAIN`.
            Stated::Not => match stated(Argument::Own("auth_url")) {
                Stated::Value(url) => Stated::Value(host(&url).to_string()),
                other => other,
            },
            other => other,
        };
        let [agency, account_id, account_name] = match stated(Argument::Assumed("agency_name")) {
            Stated::Not => match stated(Argument::Own("agency_name")) {
                Stated::Not => [Stated::Not, stated(Argument::Own("domain_id")), stated(Argument::Own("domain_name"))],
                // The older way, of which only the account's name is stated.
                agency => [agency, Stated::Not, stated(Argument::Own("agency_domain_name"))],
            },
            agency => [agency, stated(Argument::Assumed("domain_id")), stated(Argument::Assumed("domain_name"))],
        };
        let region = stated(Argument::Own("region"));
        Self { address, region, domain, account_id, account_name, agency, ..Self::default() }
    }

    /// The cloud that it calls; an error names a domain whose owner is unknown.
    ///
    /// # Errors
    ///
    /// If the domain belongs to no known cloud, or is unknown: the domain, or why.
    pub fn cloud(&self) -> Result<Option<Cloud>, &str> {
        let of_domain = |it: &str| match it {
            _ if is_below(it, "myhuaweicloud.com") => Some(Cloud::HuaweiCloud),
            _ if is_below(it, "otc.t-systems.com") => Some(Cloud::OpenTelekomCloud),
            _ => None,
        };
        let of_region = || self.region.value().and_then(Region::from_id).map(Region::cloud);
        match &self.domain {
            Stated::Not => Ok(of_region()),
            Stated::Value(domain) => of_domain(domain).or_else(of_region).map(Some).ok_or(domain),
            Stated::Unknown(why) => of_region().map(Some).ok_or(why),
        }
    }
}

/// An argument of a provider's configuration.
#[derive(Debug, Clone, Copy)]
pub(super) enum Argument {
    Own(&'static str),
    /// Of the last block that assumes an agency: of several, each is assumed by the one before.
    Assumed(&'static str),
}

/// The names of the blocks that assume an agency.
pub(super) const ASSUMES: [&str; 2] = ["assume_role", "assume_role_with_oidc"];

fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    rest.split(['/', ':', '?']).next().unwrap_or_default()
}

fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|it| it.is_empty() || it.ends_with('.'))
}

/// The configurations of providers in a plan, and which resource has which.
pub(super) struct OfPlan {
    providers: BTreeMap<String, Arc<Provider>>,
    /// By the addresses of resources without the keys of instances.
    resources: BTreeMap<String, OfResource>,
}

/// What the configuration of a plan says of a resource.
struct OfResource {
    provider: String,
    /// Whether an argument names a region.
    names_region: bool,
}

impl OfPlan {
    pub(super) fn read(plan: &Node<Span>) -> Self {
        let mut found = Self { providers: BTreeMap::new(), resources: BTreeMap::new() };
        let Some(configuration) = get(plan, "configuration") else { return found };
        for it in get(configuration, "provider_config").map_or(&[][..], object) {
            found.providers.insert(it.name.clone(), Arc::new(provider(&it.name, &it.value)));
        }
        if let Some(root) = get(configuration, "root_module") {
            found.module(root, "");
        }
        found
    }

    fn module(&mut self, module: &Node<Span>, before: &str) {
        for it in get(module, "resources").map_or(&[][..], array) {
            let Some((address, provider)) = text(it, "address").zip(text(it, "provider_config_key")) else { continue };
            let names_region = get(it, "expressions").is_some_and(names_region);
            let of = OfResource { provider: provider.to_string(), names_region };
            self.resources.insert(format!("{before}{address}"), of);
        }
        for call in get(module, "module_calls").map_or(&[][..], object) {
            if let Some(it) = get(&call.value, "module") {
                self.module(it, &format!("{before}module.{}.", call.name));
            }
        }
    }

    /// That of a resource, and whether it decides the region of it.
    pub(super) fn of(&self, address: &str) -> Option<(Arc<Provider>, bool)> {
        let of = self.resources.get(&without_keys(address))?;
        let unknown = || Provider::unknown(of.provider.clone(), "the plan does not say how it is configured");
        let provider = self.providers.get(&of.provider).cloned().unwrap_or_else(|| Arc::new(unknown()));
        Some((provider, !of.names_region))
    }
}

fn names_region(expressions: &Node<Span>) -> bool {
    let below = array(expressions).iter().any(names_region);
    below || object(expressions).iter().any(|it| it.name.contains("region") || names_region(&it.value))
}

fn provider(key: &str, config: &Node<Span>) -> Provider {
    let expressions = get(config, "expressions");
    let blocks: Vec<&Node<Span>> =
        ASSUMES.iter().filter_map(|it| get(expressions?, it)).flat_map(|it| array(it).last()).collect();
    let stated = |from: Option<&Node<Span>>, name: &str| {
        let Some(it) = from.and_then(|it| get(it, name)) else { return Stated::Not };
        match text(it, "constant_value") {
            Some(value) => Stated::of(value.into()),
            None => {
                let names = get(it, "references").map_or(&[][..], array).iter().filter_map(|it| it.value.text());
                let names: Vec<String> = names.map(|it| format!("`{it}`")).collect();
                Stated::Unknown(format!("the plan says only that it is made of {}", names.join(", ")))
            }
        }
    };
    Provider::of(key.into(), &|it| match it {
        Argument::Own(name) => stated(expressions, name),
        Argument::Assumed(_) if blocks.len() > 1 => Stated::Unknown(TWO_WAYS.into()),
        Argument::Assumed(name) => stated(blocks.first().copied(), name),
    })
}

/// An address without what stands in brackets.
fn without_keys(address: &str) -> String {
    let (mut out, mut in_key, mut in_text, mut is_escaped) = (String::new(), false, false, false);
    for it in address.chars() {
        match it {
            _ if is_escaped => is_escaped = false,
            '\\' if in_text => is_escaped = true,
            '"' if in_key => in_text = !in_text,
            '[' if !in_text => in_key = true,
            ']' if in_key && !in_text => in_key = false,
            _ if in_key => {}
            _ => out.push(it),
        }
    }
    out
}

pub(super) const TWO_WAYS: &str = "it assumes agencies in two ways";

#[cfg(test)]
mod tests {
    use super::{host, is_below, without_keys};

    #[test]
    fn keys_of_instances_are_left_out() {
        assert_eq!(without_keys("module.a[\"x.[y\\\"]\"].huaweicloud_vpc.b[0]"), "module.a.huaweicloud_vpc.b");
        assert_eq!(without_keys("data.huaweicloud_vpc.b"), "data.huaweicloud_vpc.b");
    }

    #[test]
    fn a_domain_is_whole() {
        assert_eq!(host("https://iam.eu-de.otc.t-systems.com:443/v3"), "iam.eu-de.otc.t-systems.com");
        assert_eq!(host("iam.example.com"), "iam.example.com");
        assert!(is_below("iam.eu-de.otc.t-systems.com", "otc.t-systems.com"));
        assert!(!is_below("notmyhuaweicloud.com", "myhuaweicloud.com"));
    }
}
