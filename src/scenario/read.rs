use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::request::Asked;
use super::{Input, Scenario, answer};
use crate::error::{InputProblem, ReadInputError};
use crate::eval::{Assumption, GrantScope, PolicySet, PolicySetBuilder, Request, Setting};
use crate::{Cloud, Document, Model, Policy, PolicyKind};

/// Reads a scenario, and keeps what looks wrong.
pub(super) fn scenario(
    input: &Input<'_>,
    assume: &[(Assumption, Setting)],
    cloud: Option<Cloud>,
) -> Result<Scenario, ReadInputError> {
    let file: File<'_> = input.part(input.as_json()).map_err(|it| it.with_help(FORM))?;
    Read { input, warnings: Vec::new() }.scenario(file, assume, cloud)
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

struct Read<'s, 't> {
    input: &'s Input<'t>,
    warnings: Vec<InputProblem>,
}

impl Read<'_, '_> {
    fn scenario(
        mut self,
        file: File<'_>,
        assume: &[(Assumption, Setting)],
        wanted: Option<Cloud>,
    ) -> Result<Scenario, ReadInputError> {
        let mut set = PolicySet::builder();
        let mut models = Vec::new();
        for (at, raw) in file.identity_policies.iter().enumerate() {
            let (name, policy) = self.named(raw.get(), &format!("identity_policies[{at}]"), PolicyKind::Identity)?;
            models.push(policy.version().model());
            set = set.identity(name, policy);
        }
        for (level, all) in self.levels(&file.scps)?.iter().enumerate() {
            let mut policies = Vec::new();
            for (at, raw) in all.iter().enumerate() {
                policies.push(self.named(raw.get(), &format!("scps[{level}][{at}]"), PolicyKind::Scp)?);
            }
            set = set.scp_level(policies);
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
        set = set.cloud(cloud);
        for (at, grant) in file.roles.into_iter().enumerate() {
            models.push(Model::RolePolicy);
            set = self.role(set, grant.get(), at, cloud)?;
        }
        set = if file.root_user { set.root_user() } else { set };
        set = if file.management_account { set.management_account() } else { set };
        set = file.cross_account.into_iter().fold(set, PolicySetBuilder::cross_account);
        for (name, raw) in &file.assumptions {
            let value: String = self.input.part(raw.get())?;
            let (assumption, setting) =
                answer(name, &value).map_err(|(why, help)| self.input.problem(raw.get(), why).help_with(help))?;
            set = set.assume(assumption, setting);
        }
        set = assume.iter().fold(set, |set, (assumption, setting)| set.assume(*assumption, *setting));
        let request = file.request.map(|raw| {
            let asked: Asked<'_> = self.input.part(raw.get())?;
            asked.request().map_err(|it| self.input.problem(raw.get(), it.message()).into())
        });
        let request: Option<Result<Request, ReadInputError>> = request;
        models.sort_unstable();
        models.dedup();
        let set = set.build().map_err(|it| self.input.problem(self.input.as_json(), it.to_string()))?;
        Ok(Scenario { set, request: request.transpose()?, models, cloud, warnings: self.warnings })
    }

    /// A list of policies for each level, the root first; one list of policies is one level.
    fn levels<'f>(&self, all: &[&'f RawValue]) -> Result<Vec<Vec<&'f RawValue>>, ReadInputError> {
        let is_level = |it: &&&RawValue| it.get().starts_with('[');
        let count = all.iter().filter(is_level).count();
        if count == 0 && !all.is_empty() {
            return Ok(vec![all.to_vec()]);
        }
        if let Some(odd) = all.iter().find(|it| !is_level(it)) {
            let why = "`scps` is a list of policies, or a list of such lists, one for each level, the root first";
            return Err(self.input.problem(odd.get(), why).into());
        }
        all.iter().map(|it| self.input.part(it.get())).collect()
    }

    fn cloud(&self, raw: Option<&str>, wanted: Option<Cloud>) -> Result<Cloud, ReadInputError> {
        let Some(raw) = raw else { return Ok(wanted.unwrap_or(Cloud::HuaweiCloud)) };
        let name: String = self.input.part(raw)?;
        let cloud = Cloud::from_name(&name)
            .ok_or_else(|| self.input.problem(raw, format!("`cloud` is `hwc` or `otc`, not `{name}`")))?;
        match wanted.filter(|it| *it != cloud) {
            Some(wanted) => {
                Err(self.input.problem(raw, format!("`cloud` is `{cloud}`, but the caller requires `{wanted}`")).into())
            }
            None => Ok(cloud),
        }
    }

    fn policy(&mut self, raw: &str, kind: PolicyKind, place: &str) -> Result<Policy, ReadInputError> {
        self.input.part_policy(raw, kind, place, &mut self.warnings)
    }

    /// A policy, or an object with its name and the policy.
    fn named(&mut self, raw: &str, place: &str, kind: PolicyKind) -> Result<(String, Policy), ReadInputError> {
        let help = "a policy is its document, or `{\"name\": NAME, \"policy\": DOCUMENT}`";
        let with_help = |it: ReadInputError| it.with_help(help);
        let members: BTreeMap<String, &RawValue> = self.input.part(raw).map_err(with_help)?;
        if !members.contains_key("policy") {
            return Ok((place.to_owned(), self.policy(raw, kind, place)?));
        }
        let named: Named<'_> = self.input.part(raw).map_err(with_help)?;
        let policy = self.policy(named.policy.get(), kind, place)?;
        Ok((named.name.unwrap_or_else(|| place.to_owned()), policy))
    }

    fn role(
        &mut self,
        set: PolicySetBuilder,
        raw: &str,
        at: usize,
        cloud: Cloud,
    ) -> Result<PolicySetBuilder, ReadInputError> {
        let grant: Grant<'_> = self.input.part(raw).map_err(|it| it.with_help(ROLE))?;
        let place = format!("roles[{at}]");
        let scope = match grant.scope {
            Scope::All => GrantScope::All,
            Scope::Global => GrantScope::Global,
            Scope::AllProjects => GrantScope::AllProjects,
            Scope::Project(name) => GrantScope::Project(name),
            Scope::EnterpriseProject(id) => GrantScope::EnterpriseProject(id),
        };
        if let Some(raw) = grant.policy {
            let policy = self.policy(raw.get(), PolicyKind::Identity, &place)?;
            return Ok(set.role(grant.name.unwrap_or(place), policy, scope));
        }
        let name = grant.name.ok_or_else(|| self.input.problem(raw, "a role has a `name`, a `policy` or both"))?;
        let doubt = super::doubt_of_role(&name, cloud);
        self.warnings.extend(doubt.map(|why| self.input.problem(raw, format!("{place}: {why}"))));
        Ok(set.system_role(&name, scope))
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

const FORM: &str = "a scenario is an object such as `{\"identity_policies\": [POLICY], \"scps\": [[POLICY]], \"roles\": \
                    [{\"name\": \"IMS Administrator\"}], \"request\": {\"action\": \"ims:images:list\"}}`; \
                    see `hwc-iam explain scenario`";

const ROLE: &str = "a role is `{\"name\": NAME, \"policy\": DOCUMENT, \"scope\": SCOPE}`; its scope is `all` (the default), `global`, \
                    `all_projects`, `{\"project\": NAME}` or `{\"enterprise_project\": ID}`";
