//! A scenario as plain data, for both evaluators.

use std::collections::BTreeMap;

use hwc_iam::eval::{Assumption, GrantScope, PolicySet, Request, Setting};
use hwc_iam::{Condition, Policy, PrincipalKind, Statement};

#[derive(Debug, Clone, Default)]
pub(crate) struct Scenario {
    pub(crate) identity: Vec<Policy>,
    pub(crate) scps: Vec<Vec<Policy>>,
    pub(crate) sessions: Vec<Policy>,
    pub(crate) resource_policy: Option<Policy>,
    pub(crate) roles: Vec<(String, Policy, GrantScope)>,
    pub(crate) root: bool,
    pub(crate) management: bool,
    pub(crate) cross_account: Option<bool>,
    pub(crate) settings: BTreeMap<Assumption, bool>,
    pub(crate) principal: Option<(PrincipalKind, String)>,
    pub(crate) action: String,
    pub(crate) resource: Option<String>,
    pub(crate) context: BTreeMap<String, Value>,
    pub(crate) unknown: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Absent,
    One(String),
    Many(Vec<String>),
}

impl Scenario {
    pub(crate) fn set(&self) -> PolicySet {
        let mut set = PolicySet::builder();
        for (at, it) in self.identity.iter().enumerate() {
            set = set.identity(format!("identity {at}"), it.clone());
        }
        for level in &self.scps {
            set = set.scp_level(level.iter().enumerate().map(|(at, it)| (format!("scp {at}"), it.clone())));
        }
        for (at, it) in self.sessions.iter().enumerate() {
            set = set.session(format!("session {at}"), it.clone());
        }
        if let Some(it) = &self.resource_policy {
            set = set.resource("resource", it.clone());
        }
        for (name, policy, scope) in &self.roles {
            set = set.role(name.clone(), policy.clone(), scope.clone());
        }
        set = if self.root { set.root_user() } else { set };
        set = if self.management { set.management_account() } else { set };
        set = self.cross_account.into_iter().fold(set, |set, it| set.cross_account(it));
        for (assumption, yes) in &self.settings {
            set = set.assume(*assumption, if *yes { Setting::Yes } else { Setting::No });
        }
        set.build().unwrap()
    }

    pub(crate) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let own = self.identity.iter().chain(&self.sessions).chain(self.scps.iter().flatten());
        let all = own.chain(&self.resource_policy).chain(self.roles.iter().map(|it| &it.1));
        all.flat_map(Policy::statements).flat_map(Statement::conditions)
    }

    pub(crate) fn request(&self) -> Request {
        let mut request = Request::new(&self.action);
        if let Some((kind, name)) = &self.principal {
            request = request.principal_of(*kind, name);
        }
        if let Some(it) = &self.resource {
            request = request.resource(it);
        }
        for (key, value) in &self.context {
            request = match value {
                Value::Absent => request,
                Value::One(it) => request.key(key, it),
                Value::Many(all) => request.keys(key, all.iter().cloned()),
            };
        }
        self.unknown.iter().fold(request, |request, it| request.unknown_key(it))
    }
}
