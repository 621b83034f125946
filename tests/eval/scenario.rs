//! A scenario as plain data, for both evaluators.

use std::collections::BTreeMap;

use hwc_iam::eval::{Assumption, GrantScope, PolicySet, Request, Setting};
use hwc_iam::{Condition, Policy, PrincipalKind, Statement};

#[derive(Debug, Clone, Default)]
pub(super) struct Scenario {
    pub(super) identity: Vec<Policy>,
    pub(super) scps: Vec<Vec<Policy>>,
    pub(super) sessions: Vec<Policy>,
    pub(super) resource_policy: Option<Policy>,
    pub(super) roles: Vec<(String, Policy, GrantScope)>,
    pub(super) root: bool,
    pub(super) management: bool,
    pub(super) cross_account: Option<bool>,
    pub(super) settings: BTreeMap<Assumption, bool>,
    pub(super) principal: Option<(PrincipalKind, String)>,
    pub(super) action: String,
    pub(super) resource: Option<String>,
    pub(super) context: BTreeMap<String, Value>,
    pub(super) unknown: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Absent,
    One(String),
    Many(Vec<String>),
}

impl Scenario {
    pub(super) fn set(&self) -> PolicySet {
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

    pub(super) fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let own = self.identity.iter().chain(&self.sessions).chain(self.scps.iter().flatten());
        let all = own.chain(&self.resource_policy).chain(self.roles.iter().map(|it| &it.1));
        all.flat_map(Policy::statements).flat_map(Statement::conditions)
    }

    pub(super) fn request(&self) -> Request {
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
