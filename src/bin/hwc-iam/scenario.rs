//! Scenarios: what is granted, and a request, in one file of JSON or YAML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::path::Path;

use hwc_iam::eval::{Assumption, GrantScope, PolicySet, PolicySetBuilder, Request, Setting};
use hwc_iam::{Cloud, Document, Model, Policy, PolicyKind, PrincipalKind, Role};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::input;

/// A scenario as it is read.
pub(crate) struct Scenario {
    pub(crate) set: PolicySet,
    /// What is asked; without an action, if the scenario names none.
    pub(crate) request: Option<Request>,
    pub(crate) has_action: bool,
    /// The models whose policies are there.
    pub(crate) models: Vec<Model>,
    pub(crate) cloud: Cloud,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(borrow, default)]
    identity_policies: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    scps: Vec<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    session_policies: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    resource_policy: Option<&'a RawValue>,
    #[serde(borrow, default)]
    roles: Vec<Grant<'a>>,
    #[serde(default)]
    root_user: bool,
    #[serde(default)]
    management_account: bool,
    #[serde(default)]
    cross_account: Option<bool>,
    #[serde(default)]
    cloud: Option<String>,
    #[serde(default)]
    assumptions: BTreeMap<String, String>,
    #[serde(borrow, default)]
    request: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named<'a> {
    #[serde(default)]
    name: Option<String>,
    #[serde(borrow)]
    policy: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant<'a> {
    #[serde(default)]
    name: Option<String>,
    #[serde(borrow, default)]
    policy: Option<&'a RawValue>,
    scope: Scope,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scope {
    All,
    Global,
    AllProjects,
    Project(String),
    EnterpriseProject(String),
}

/// Reads a scenario, in JSON if it begins as JSON does or its name ends so, and answers open questions as the arguments say.
pub(crate) fn read(path: &Path, assume: &[String]) -> Result<Scenario, String> {
    read_on(path, assume, None)
}

/// The same on this cloud; a scenario that names another is a mistake.
pub(crate) fn read_on(path: &Path, assume: &[String], cloud: Option<Cloud>) -> Result<Scenario, String> {
    parse(path, &input::read(path)?, assume, cloud)
}

/// The same of a text that was read from there.
pub(crate) fn parse(path: &Path, text: &str, assume: &[String], cloud: Option<Cloud>) -> Result<Scenario, String> {
    let is_json =
        path.extension().is_some_and(|it| it.eq_ignore_ascii_case("json")) || text.trim_start().starts_with('{');
    let fail = |why: String| format!("{}: {why}", input::name(path));
    let text = if is_json { text.to_owned() } else { from_yaml(text).map_err(fail)? };
    let file: File<'_> = serde_json::from_str(&text).map_err(|it| fail(it.to_string()))?;
    scenario(file, assume, cloud).map_err(fail)
}

/// A setting of an assumption, as in `action_case=no`.
pub(crate) fn setting(text: &str) -> Result<(Assumption, Setting), String> {
    let (name, setting) = text.split_once('=').ok_or_else(|| format!("`{text}` is not `NAME=yes|no|unknown`"))?;
    assumption(name, setting)
}

fn assumption(name: &str, setting: &str) -> Result<(Assumption, Setting), String> {
    let found = Setting::from_name(setting)
        .ok_or_else(|| format!("an assumption is `yes`, `no` or `unknown`, not `{setting}`"))?;
    let assumption: Assumption =
        name.parse().map_err(|it: hwc_iam::error::UnknownNameError| match it.suggestion() {
            Some(near) => format!("{it}\nhelp: did you mean `{near}`?"),
            None => it.to_string(),
        })?;
    Ok((assumption, found))
}

fn from_yaml(text: &str) -> Result<String, String> {
    let Strict(value) = hwc_iam_data::read_yaml(text).map_err(|it| it.to_string())?;
    serde_json::to_string(&value).map_err(|it| it.to_string())
}

/// A value in which no name stands twice.
struct Strict(serde_json::Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = serde_json::Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_bool<E>(self, it: bool) -> Result<serde_json::Value, E> {
                Ok(it.into())
            }

            fn visit_i64<E>(self, it: i64) -> Result<serde_json::Value, E> {
                Ok(it.into())
            }

            fn visit_u64<E>(self, it: u64) -> Result<serde_json::Value, E> {
                Ok(it.into())
            }

            fn visit_f64<E>(self, it: f64) -> Result<serde_json::Value, E> {
                Ok(it.into())
            }

            fn visit_str<E>(self, it: &str) -> Result<serde_json::Value, E> {
                Ok(it.into())
            }

            fn visit_unit<E>(self) -> Result<serde_json::Value, E> {
                Ok(serde_json::Value::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<serde_json::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(Strict(it)) = all.next_element()? {
                    out.push(it);
                }
                Ok(out.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<serde_json::Value, A::Error> {
                let mut out = serde_json::Map::new();
                while let Some((name, Strict(it))) = all.next_entry::<String, _>()? {
                    if out.contains_key(&name) {
                        return Err(A::Error::custom(format!("duplicate entry with key `{name}`")));
                    }
                    out.insert(name, it);
                }
                Ok(out.into())
            }
        }

        from.deserialize_any(Any).map(Strict)
    }
}

/// The case of a tag's key, behind the `/`, may count.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.eq_ignore_ascii_case(other) && without_case(one) == without_case(other)
}

fn without_case(key: &str) -> String {
    match key.split_once('/') {
        Some((stem, tag)) => format!("{}/{tag}", stem.to_ascii_lowercase()),
        None => key.to_ascii_lowercase(),
    }
}

/// Up to so many keys, each pair is compared.
const FEW: usize = 32;

fn scenario(file: File<'_>, assume: &[String], wanted: Option<Cloud>) -> Result<Scenario, String> {
    let mut set = PolicySet::builder();
    let mut models = Vec::new();
    for (at, raw) in file.identity_policies.iter().enumerate() {
        let (name, policy) = named(raw, &format!("identity_policies[{at}]"), PolicyKind::Identity)?;
        models.push(policy.version().model());
        set = set.identity(name, policy);
    }
    for (level, all) in file.scps.iter().enumerate() {
        let each = all.iter().enumerate().map(|(at, raw)| named(raw, &format!("scps[{level}][{at}]"), PolicyKind::Scp));
        set = set.scp_level(each.collect::<Result<Vec<_>, _>>()?);
    }
    for (at, raw) in file.session_policies.iter().enumerate() {
        let (name, policy) = named(raw, &format!("session_policies[{at}]"), PolicyKind::Identity)?;
        set = set.session(name, policy);
    }
    if let Some(raw) = file.resource_policy {
        let (name, policy) = named(raw, "resource_policy", kind_of_resource(raw))?;
        set = set.resource(name, policy);
    }
    let cloud = match file.cloud.as_deref() {
        None => wanted.unwrap_or(Cloud::HuaweiCloud),
        Some(name) => Cloud::from_name(name).ok_or_else(|| format!("`cloud` is `hwc` or `otc`, not `{name}`"))?,
    };
    if let Some(wanted) = wanted.filter(|it| *it != cloud) {
        return Err(format!("`cloud` is `{cloud}`, but `{wanted}` is asked for"));
    }
    for (at, grant) in file.roles.into_iter().enumerate() {
        models.push(Model::RolePolicy);
        set = role(set, grant, at, cloud)?;
    }
    set = set.cloud(cloud);
    set = if file.root_user { set.root_user() } else { set };
    set = if file.management_account { set.management_account() } else { set };
    set = file.cross_account.into_iter().fold(set, PolicySetBuilder::cross_account);
    for (name, value) in &file.assumptions {
        let (assumption, setting) = assumption(name, value)?;
        set = set.assume(assumption, setting);
    }
    for text in assume {
        let (assumption, setting) = setting(text)?;
        set = set.assume(assumption, setting);
    }
    let mut has_action = false;
    let request = file.request.map(|raw| {
        let asked: Asked<'_> = serde_json::from_str(raw.get()).map_err(|it| format!("request: {it}"))?;
        has_action = asked.action.is_some();
        asked.request().map_err(|it| format!("request: {it}"))
    });
    models.sort_unstable();
    models.dedup();
    let set = set.build().map_err(|it| it.to_string())?;
    Ok(Scenario { set, request: request.transpose()?, has_action, models, cloud })
}

/// A policy, or an object with its name and the policy.
fn named(raw: &RawValue, place: &str, kind: PolicyKind) -> Result<(String, Policy), String> {
    let members: BTreeMap<String, &RawValue> =
        serde_json::from_str(raw.get()).map_err(|it| format!("{place}: {it}"))?;
    if !members.contains_key("policy") {
        return Ok((place.to_owned(), policy(raw, place, kind)?));
    }
    let named: Named<'_> = serde_json::from_str(raw.get()).map_err(|it| format!("{place}: {it}"))?;
    let policy = policy(named.policy, place, kind)?;
    Ok((named.name.unwrap_or_else(|| place.to_owned()), policy))
}

/// A bucket policy, or else a trust policy.
fn kind_of_resource(raw: &RawValue) -> PolicyKind {
    let named = serde_json::from_str::<Named<'_>>(raw.get()).map_or(raw, |it| it.policy);
    match Document::infer(named.get()).kind() {
        PolicyKind::Bucket => PolicyKind::Bucket,
        _ => PolicyKind::Trust,
    }
}

fn policy(raw: &RawValue, place: &str, kind: PolicyKind) -> Result<Policy, String> {
    let document = Document::read(raw.get(), kind);
    if let Some(policy) = document.policy() {
        // What is misspelt is for nothing, and nothing in the answer would say so.
        for it in document.problems().filter(|it| matches!(it.rule(), "unknown_action" | "unmatched_pattern")) {
            eprintln!("warning: {place}{}: {}", document.pointer(it.span()), it.message());
        }
        return Ok(policy.clone());
    }
    if kind == PolicyKind::Bucket && document.problems().len() == 0 {
        return Err(format!("{place}: an operator of the bucket policy has no twin in identity policies"));
    }
    let why: Vec<String> = match Policy::from_json(raw.get()) {
        Ok(_) => {
            document.problems().map(|it| format!("{place}{}: {}", document.pointer(it.span()), it.message())).collect()
        }
        Err(error) => error.problems().iter().map(|(_, it)| format!("{place}: {it}")).collect(),
    };
    Err(why.join("\n"))
}

fn role(set: PolicySetBuilder, grant: Grant<'_>, at: usize, cloud: Cloud) -> Result<PolicySetBuilder, String> {
    let place = format!("roles[{at}]");
    let scope = match grant.scope {
        Scope::All => GrantScope::All,
        Scope::Global => GrantScope::Global,
        Scope::AllProjects => GrantScope::AllProjects,
        Scope::Project(name) => GrantScope::Project(name),
        Scope::EnterpriseProject(id) => GrantScope::EnterpriseProject(id),
    };
    // Several services may list a role; the page of one of them may print the document.
    let named = grant
        .name
        .as_deref()
        .and_then(|name| Role::all().filter(|it| it.name() == name && it.cloud() == cloud).find_map(Role::document));
    let policy = match (grant.policy, named) {
        (Some(raw), _) => policy(raw, &place, PolicyKind::Identity)?,
        (None, Some(text)) => Policy::from_json(text).map_err(|it| format!("{place}: {it}"))?,
        (None, None) => {
            let name = grant.name.ok_or_else(|| format!("{place}: a role has a `name`, a `policy` or both"))?;
            return Ok(set.undocumented_role(name, scope));
        }
    };
    Ok(set.role(grant.name.unwrap_or(place), policy, scope))
}

/// A request as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked<'a> {
    #[serde(borrow, default)]
    principal: Option<Principal<'a>>,
    #[serde(borrow, default)]
    pub(crate) action: Option<Text<'a>>,
    #[serde(borrow, default)]
    resource: Option<Text<'a>>,
    #[serde(borrow, default)]
    context: Context<'a>,
    #[serde(borrow, default)]
    unknown: Vec<Text<'a>>,
}

/// A text that is copied only where it has escapes.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) std::borrow::Cow<'a, str>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Principal<'a> {
    #[serde(borrow)]
    Name(Text<'a>),
    #[serde(borrow)]
    Kind(PrincipalOfKind<'a>),
}

#[derive(Deserialize)]
enum PrincipalOfKind<'a> {
    #[serde(rename = "IAM", borrow)]
    Iam(Text<'a>),
    #[serde(borrow)]
    Service(Text<'a>),
    #[serde(rename = "Identity_provider", borrow)]
    IdentityProvider(Text<'a>),
}

/// Numbers and booleans are what they are written as.
#[derive(Deserialize)]
#[serde(untagged)]
enum Values<'a> {
    #[serde(borrow)]
    One(Text<'a>),
    #[serde(borrow)]
    Many(Vec<Text<'a>>),
    Boolean(bool),
    Number(serde_json::Number),
    Null,
}

/// Each key with its values, in order.
#[derive(Default)]
struct Context<'a>(Vec<(Text<'a>, Values<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Context<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Members<'a> {
            type Value = Context<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Context<'a>, A::Error> {
                let mut all = Vec::new();
                while let Some(member) = map.next_entry()? {
                    all.push(member);
                }
                Ok(Context(all))
            }
        }

        from.deserialize_map(Members(PhantomData))
    }
}

impl Asked<'_> {
    /// The request; an error if it says two things of one key.
    pub(crate) fn request(&self) -> Result<Request, String> {
        self.check_keys()?;
        Ok(self.unchecked())
    }

    fn check_keys(&self) -> Result<(), String> {
        let keys = || self.context.0.iter().map(|(it, _)| it).chain(&self.unknown).map(|it| &*it.0);
        let mut seen = BTreeSet::new();
        let is_few = keys().nth(FEW).is_none();
        for (at, key) in keys().enumerate() {
            let is_twice =
                if is_few { keys().take(at).any(|it| is_same(it, key)) } else { !seen.insert(without_case(key)) };
            if is_twice {
                return Err(format!("`{key}` stands twice, and the case of a key does not count"));
            }
        }
        Ok(())
    }

    fn unchecked(&self) -> Request {
        let mut request = Request::new(self.action.as_ref().map_or("", |it| &it.0));
        request = match &self.principal {
            None => request,
            Some(Principal::Name(it)) => request.principal(&it.0),
            Some(Principal::Kind(PrincipalOfKind::Iam(it))) => request.principal_of(PrincipalKind::Iam, &it.0),
            Some(Principal::Kind(PrincipalOfKind::Service(it))) => request.principal_of(PrincipalKind::Service, &it.0),
            Some(Principal::Kind(PrincipalOfKind::IdentityProvider(it))) => {
                request.principal_of(PrincipalKind::IdentityProvider, &it.0)
            }
        };
        if let Some(it) = &self.resource {
            request = request.resource(&it.0);
        }
        for (key, values) in &self.context.0 {
            request = match values {
                Values::One(it) => request.key(&key.0, &it.0),
                Values::Many(all) => request.keys(&key.0, all.iter().map(|it| it.0.as_ref())),
                Values::Boolean(it) => request.key(&key.0, if *it { "true" } else { "false" }),
                Values::Number(it) => request.key(&key.0, &it.to_string()),
                Values::Null => request,
            };
        }
        for it in &self.unknown {
            request = match it.0.as_ref() {
                "resource" => request.unknown_resource(),
                key => request.unknown_key(key),
            };
        }
        request
    }
}
