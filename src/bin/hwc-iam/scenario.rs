//! Scenarios: what is granted, and a request, in one file of JSON or YAML.

use std::collections::BTreeMap;
use std::path::Path;

use hwc_iam::eval::{Assumption, GrantScope, PolicySet, PolicySetBuilder, Request, Setting};
use hwc_iam::{Cloud, Document, Model, Policy, PolicyKind, Role};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::input;
pub(crate) use crate::request::Asked;
use crate::source::Source;

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
    scps: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    session_policies: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    resource_policy: Option<&'a RawValue>,
    #[serde(borrow, default)]
    roles: Vec<&'a RawValue>,
    #[serde(default)]
    root_user: bool,
    #[serde(default)]
    management_account: bool,
    #[serde(default)]
    cross_account: Option<bool>,
    #[serde(borrow, default)]
    cloud: Option<&'a RawValue>,
    #[serde(borrow, default)]
    assumptions: BTreeMap<String, &'a RawValue>,
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
    #[serde(default)]
    scope: Scope,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Scope {
    #[default]
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
    let source = Source::new(path, text)?;
    let file: File<'_> = source.part(&source.json).map_err(|it| format!("{it}\nhelp: {FORM}"))?;
    let read = Read { source: &source };
    read.scenario(file, assume, cloud)
}

const FORM: &str = "a scenario is an object such as `{\"identity_policies\": [POLICY], \"scps\": [[POLICY]], \"roles\": \
                    [{\"name\": \"IMS Administrator\"}], \"request\": {\"action\": \"ims:images:list\"}}`; \
                    see `hwc-iam explain scenario`";

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

/// Reads what a file holds.
struct Read<'s, 't> {
    source: &'s Source<'t>,
}

impl Read<'_, '_> {
    fn scenario(&self, file: File<'_>, assume: &[String], wanted: Option<Cloud>) -> Result<Scenario, String> {
        let mut set = PolicySet::builder();
        let mut models = Vec::new();
        for (at, raw) in file.identity_policies.iter().enumerate() {
            let (name, policy) = self.named(raw.get(), &format!("identity_policies[{at}]"), PolicyKind::Identity)?;
            models.push(policy.version().model());
            set = set.identity(name, policy);
        }
        for (level, all) in self.levels(&file.scps)?.iter().enumerate() {
            let each = all.iter().enumerate();
            let each = each.map(|(at, raw)| self.named(raw.get(), &format!("scps[{level}][{at}]"), PolicyKind::Scp));
            set = set.scp_level(each.collect::<Result<Vec<_>, _>>()?);
        }
        for (at, raw) in file.session_policies.iter().enumerate() {
            let (name, policy) = self.named(raw.get(), &format!("session_policies[{at}]"), PolicyKind::Identity)?;
            set = set.session(name, policy);
        }
        if let Some(raw) = file.resource_policy {
            let (name, policy) = self.named(raw.get(), "resource_policy", kind_of_resource(raw))?;
            set = set.resource(name, policy);
        }
        let cloud = self.cloud(file.cloud.map(RawValue::get), wanted)?;
        for (at, grant) in file.roles.into_iter().enumerate() {
            models.push(Model::RolePolicy);
            set = self.role(set, grant.get(), at, cloud)?;
        }
        set = set.cloud(cloud);
        set = if file.root_user { set.root_user() } else { set };
        set = if file.management_account { set.management_account() } else { set };
        set = file.cross_account.into_iter().fold(set, PolicySetBuilder::cross_account);
        for (name, raw) in &file.assumptions {
            let value: String = self.source.part(raw.get())?;
            let (assumption, setting) = assumption(name, &value).map_err(|it| self.source.fail(raw.get(), it))?;
            set = set.assume(assumption, setting);
        }
        for text in assume {
            let (assumption, setting) = setting(text)?;
            set = set.assume(assumption, setting);
        }
        let mut has_action = false;
        let request = file.request.map(|raw| {
            let asked: Asked<'_> = self.source.part(raw.get())?;
            has_action = asked.action.is_some();
            asked.request().map_err(|it| self.source.fail(raw.get(), it))
        });
        models.sort_unstable();
        models.dedup();
        let set = set.build().map_err(|it| self.source.fail(&self.source.json, it))?;
        Ok(Scenario { set, request: request.transpose()?, has_action, models, cloud })
    }

    /// A list of policies for each level, the root first; one list of policies is one level.
    fn levels<'f>(&self, all: &[&'f RawValue]) -> Result<Vec<Vec<&'f RawValue>>, String> {
        let is_level = |it: &&&RawValue| it.get().starts_with('[');
        let count = all.iter().filter(is_level).count();
        if count == 0 && !all.is_empty() {
            return Ok(vec![all.to_vec()]);
        }
        if let Some(odd) = all.iter().find(|it| !is_level(it)) {
            let why = "`scps` is a list of policies, or a list of such lists, one for each level, the root first";
            return Err(self.source.fail(odd.get(), why));
        }
        all.iter().map(|it| self.source.part(it.get())).collect()
    }

    fn cloud(&self, raw: Option<&str>, wanted: Option<Cloud>) -> Result<Cloud, String> {
        let Some(raw) = raw else { return Ok(wanted.unwrap_or(Cloud::HuaweiCloud)) };
        let name: String = self.source.part(raw)?;
        let cloud = Cloud::from_name(&name)
            .ok_or_else(|| self.source.fail(raw, format!("`cloud` is `hwc` or `otc`, not `{name}`")))?;
        match wanted.filter(|it| *it != cloud) {
            Some(wanted) => Err(self.source.fail(raw, format!("`cloud` is `{cloud}`, but `{wanted}` is asked for"))),
            None => Ok(cloud),
        }
    }

    /// A policy, or an object with its name and the policy.
    fn named(&self, raw: &str, place: &str, kind: PolicyKind) -> Result<(String, Policy), String> {
        let help = "a policy is its document, or `{\"name\": NAME, \"policy\": DOCUMENT}`";
        let with_help = |it: String| format!("{it}\nhelp: {help}");
        let members: BTreeMap<String, &RawValue> = self.source.part(raw).map_err(with_help)?;
        if !members.contains_key("policy") {
            return Ok((place.to_owned(), self.source.policy(raw, kind, place)?));
        }
        let named: Named<'_> = self.source.part(raw).map_err(with_help)?;
        let policy = self.source.policy(named.policy.get(), kind, place)?;
        Ok((named.name.unwrap_or_else(|| place.to_owned()), policy))
    }

    fn role(&self, set: PolicySetBuilder, raw: &str, at: usize, cloud: Cloud) -> Result<PolicySetBuilder, String> {
        let grant: Grant<'_> = self.source.part(raw).map_err(|it| {
            let scopes =
                "`all` (without it), `global`, `all_projects`, `{\"project\": NAME}` or `{\"enterprise_project\": ID}`";
            format!(
                "{it}\nhelp: a role is `{{\"name\": NAME, \"policy\": DOCUMENT, \"scope\": SCOPE}}`, its scope {scopes}"
            )
        })?;
        let place = format!("roles[{at}]");
        let scope = match grant.scope {
            Scope::All => GrantScope::All,
            Scope::Global => GrantScope::Global,
            Scope::AllProjects => GrantScope::AllProjects,
            Scope::Project(name) => GrantScope::Project(name),
            Scope::EnterpriseProject(id) => GrantScope::EnterpriseProject(id),
        };
        // Several services may list a role; the page of one of them may print the document.
        let named = grant.name.as_deref().and_then(|name| {
            Role::all().filter(|it| it.name() == name && it.cloud() == cloud).find_map(Role::document)
        });
        let policy = match (grant.policy, named) {
            (Some(raw), _) => self.source.policy(raw.get(), PolicyKind::Identity, &place)?,
            (None, Some(text)) => Policy::from_json(text).map_err(|it| self.source.fail(raw, it))?,
            (None, None) => {
                let name =
                    grant.name.ok_or_else(|| self.source.fail(raw, "a role has a `name`, a `policy` or both"))?;
                return Ok(set.undocumented_role(name, scope));
            }
        };
        Ok(set.role(grant.name.unwrap_or(place), policy, scope))
    }
}

/// A bucket policy, or else a trust policy.
fn kind_of_resource(raw: &RawValue) -> PolicyKind {
    let named = serde_json::from_str::<Named<'_>>(raw.get()).map_or(raw, |it| it.policy);
    match Document::infer(named.get()).kind() {
        PolicyKind::Bucket => PolicyKind::Bucket,
        _ => PolicyKind::Trust,
    }
}
