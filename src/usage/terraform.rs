//! Resources and data sources of Terraform as calls.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::calls::{Calls, Does, Place};
use super::table::{Api, Table};
use super::{Answers, Phase, Question};
use crate::Cloud;
use crate::files::{Provider, Stated, Used};

/// What resources and data sources call.
///
/// ```
/// use hwc_iam::generate::Generator;
/// use hwc_iam::usage::{Answers, Phase, Terraform};
/// use hwc_iam::{Cloud, Model, files};
///
/// let state = r#"{"version": 4, "terraform_version": "1.9.0", "serial": 1, "resources": [{
///     "mode": "data", "type": "huaweicloud_images_image", "name": "a",
///     "instances": [{ "attributes": { "region": "cn-north-4" } }]
/// }]}"#;
/// let used = files::used_in_json(state)?.unwrap();
/// let found = Terraform::of(&used, Cloud::HuaweiCloud, Phase::Plan, &Answers::default());
/// let generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
/// let (generated, calls) = found.calls.generate(generator);
/// assert_eq!(calls.len(), 1);
/// assert_eq!(generated.reasons[0].action, "ims:images:list");
/// # Ok::<(), hwc_iam::error::ReadFileError>(())
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Terraform {
    /// The APIs that they call.
    pub calls: Calls,
    /// The types of those that the table has, with how many there are.
    pub kinds: Vec<Kind>,
    /// The types of the provider that the table does not have.
    pub unknown: Vec<Kind>,
    /// How many there are of other providers, by the provider's name.
    pub others: BTreeMap<String, usize>,
    /// The configurations of the provider that they have.
    pub providers: Vec<ProviderUse>,
    /// What only a person knows.
    pub questions: Vec<Question>,
}

/// A configuration of the provider, with how many resources and data sources have it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProviderUse {
    /// The configuration.
    pub provider: Arc<Provider>,
    /// How many have it.
    pub count: usize,
    /// Whether they are of another cloud, and were left out.
    pub is_left_out: bool,
}

/// A type of resource, or of data source with `data.` in front.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kind {
    /// Its name.
    pub name: String,
    /// How many there are.
    pub count: usize,
}

impl Terraform {
    /// What they call of a cloud in a phase.
    #[must_use]
    pub fn of(used: &[Used], cloud: Cloud, phase: Phase, answers: &Answers) -> Self {
        let table = Table::terraform();
        let mut found = Self::default();
        let mut providers: BTreeMap<&Arc<Provider>, ProviderUse> = BTreeMap::new();
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let mut questions = BTreeSet::new();
        for it in used {
            let name = format!("{}{}", if it.is_data { "data." } else { "" }, it.kind);
            let provider = it.kind.split('_').next().unwrap_or_default();
            if provider != PROVIDER {
                *found.others.entry(provider.into()).or_default() += 1;
                continue;
            }
            if let Some(provider) = &it.provider {
                let new = || provider_use(provider, cloud, answers, &mut questions);
                let one = providers.entry(provider).or_insert_with(new);
                one.count += 1;
                if one.is_left_out {
                    continue;
                }
            }
            let apis = table.of(&name);
            let own = own_id(&it.kind, apis).filter(|_| !it.is_data);
            let main = main_tag(apis);
            let account = it.provider.as_ref().and_then(|it| it.account_id.value());
            // No part of a URN has a colon.
            let part = |it: &str| (!it.contains(':')).then(|| String::from(it));
            let (region, account) = (it.values.get("region").and_then(|it| part(it)), account.and_then(part));
            for api in apis {
                let Some(does) = does(it, &name, api, apis, phase, answers, &mut questions) else { continue };
                let values = values(it, api, own, main);
                found.calls.add(*api, &*name, does, Place { values, region: region.clone(), account: account.clone() });
            }
            *kinds.entry(name).or_default() += 1;
        }
        for (name, count) in kinds {
            let all = if table.of(&name).is_empty() { &mut found.unknown } else { &mut found.kinds };
            all.push(Kind { name, count });
        }
        found.providers = providers.into_values().collect();
        found.questions = questions.into_iter().collect();
        found
    }
}

/// What is known of whose cloud a provider calls decides; what is not, is asked.
fn provider_use(
    provider: &Arc<Provider>,
    cloud: Cloud,
    answers: &Answers,
    questions: &mut BTreeSet<Question>,
) -> ProviderUse {
    let is_other = match provider.cloud() {
        Ok(known) => known.is_some_and(|it| it != cloud),
        Err(of) => {
            let fact = format!("cloud:{}", provider.address);
            let answer = answers.get(&fact);
            if answer.is_none() {
                let domain = match provider.domain {
                    Stated::Value(_) => format!("calls `{of}`, and no page that was read says whose that is"),
                    _ => format!("calls a domain that is not known: {of}"),
                };
                let asks = format!(
                    "are the resources of the provider `{}` of the cloud `{cloud}`? It {domain}",
                    provider.address
                );
                questions.insert(Question { fact, asks });
            }
            answer == Some(false)
        }
    };
    ProviderUse { provider: Arc::clone(provider), count: 0, is_left_out: is_other }
}

/// What an API is called for; nothing if it is not called in this phase.
fn does(
    it: &Used,
    name: &str,
    api: &Api,
    apis: &[Api],
    phase: Phase,
    answers: &Answers,
    questions: &mut BTreeSet<Question>,
) -> Option<Does> {
    let phase = match phase {
        Phase::Apply if it.is_unchanged => Phase::Plan,
        Phase::Apply if it.is_deleted => Phase::Destroy,
        phase => phase,
    };
    let reads = |it: &Api| matches!(it.method, "GET" | "HEAD");
    if it.is_data || reads(api) {
        return Some(Does::Read);
    }
    match phase {
        Phase::Plan => None,
        Phase::Apply => Some(Does::Change),
        Phase::Destroy if api.method == "DELETE" => Some(Does::Change),
        Phase::Destroy => {
            // Without a DELETE another method must delete it, if anything does.
            if apis.iter().all(|it| it.method != "DELETE") {
                return Some(Does::Change);
            }
            let fact = format!("destroy:{name}");
            let answer = answers.get(&fact);
            if answer.is_none() {
                let asks = format!(
                    "does destroying `{name}` also call its APIs with other methods than DELETE, such as `{} {}`? The \
                     provider does not say which API serves what",
                    api.method, api.path
                );
                if questions.iter().all(|it| it.fact != fact) {
                    questions.insert(Question { fact, asks });
                }
            }
            (answer == Some(true)).then_some(Does::Change)
        }
    }
}

/// What is known of the placeholders in the path of an API of the service that the resource is of: another service may mean another
/// thing by the same name.
fn values(it: &Used, api: &Api, own: Option<&str>, main: Option<&str>) -> Vec<(String, String)> {
    if it.values.len() <= 1 && it.values.contains_key("region") || main != Some(api.tag) {
        return Vec::new();
    }
    let value = |name: &str| {
        let attribute = it.values.get(name).filter(|_| !matches!(name, "id" | "project_id" | "domain_id"));
        attribute.or_else(|| it.values.get("id").filter(|_| own == Some(name)))
    };
    let names = api.path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}'));
    names.filter_map(|name| Some((String::from(name), value(name)?.clone()))).collect()
}

/// The placeholder that the id of a resource stands for: the one with which it is deleted, if the resource is called so.
fn own_id(kind: &str, apis: &[Api]) -> Option<&'static str> {
    let placeholder = |path: &'static str| {
        let (before, last) = path.rsplit_once('/')?;
        Some((before.rsplit('/').next()?, last.strip_prefix('{')?.strip_suffix('}')?))
    };
    let mut names = apis.iter().filter(|it| it.method == "DELETE").filter_map(|it| placeholder(it.path));
    let (collection, name) = names.next()?;
    // `{vpc_id}`, or `vpcs/{id}`.
    let stem = if name == "id" { collection.strip_suffix('s')? } else { name.strip_suffix("_id")? };
    let is_called_so = kind.strip_suffix(&*stem.replace('-', "_")).is_some_and(|it| it.ends_with('_'));
    (names.all(|it| it == (collection, name)) && is_called_so).then_some(name)
}

/// The service of which a resource calls most APIs; none, if there are two.
fn main_tag(apis: &[Api]) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    apis.iter().for_each(|it| *counts.entry(it.tag).or_default() += 1);
    let most = counts.values().copied().max()?;
    let mut tags = counts.iter().filter(|it| *it.1 == most);
    let tag = tags.next()?.0;
    tags.next().is_none().then_some(*tag)
}

/// The provider of the table.
const PROVIDER: &str = "huaweicloud";
