//! The second evaluator: slow and obvious, written from the reference. It knows no third value: it is asked once for each way
//! to answer the open questions that it meets.

#[path = "slow/condition.rs"]
mod condition;
#[path = "slow/statement.rs"]
mod statement;
#[path = "slow/texts.rs"]
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::eval::{Assumption as A, Decision, GrantScope};
use hwc_iam::{Cloud, Effect, Model, Policy, PrincipalKind, RoleAction, Service, ServiceLevel, Support};

use super::scenario::{Scenario, Value};
#[cfg(feature = "access")]
pub(super) use texts::is_of;
use texts::urn;

/// One way to answer everything that is open, and the decision.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) keys: BTreeMap<String, Value>,
    pub(super) answers: BTreeMap<A, bool>,
    pub(super) decision: Decision,
}

/// Every way, with the unknown keys having these values.
pub(super) fn runs(scenario: &Scenario, values: &BTreeMap<String, Vec<Value>>) -> Vec<Run> {
    let mut all = Vec::new();
    for keys in products(values) {
        // The answers that are still to be tried: what is not in them is answered with yes at first, and with no later.
        let mut left: Vec<BTreeMap<A, bool>> = vec![BTreeMap::new()];
        while let Some(answers) = left.pop() {
            let mut slow =
                Slow { scenario, keys: &keys, given: answers.clone(), asked: BTreeMap::new(), order: vec![] };
            let decision = slow.decide();
            for assumption in slow.order.iter().filter(|it| !answers.contains_key(it)) {
                let before = slow.order.iter().take_while(|it| *it != assumption);
                let mut other: BTreeMap<A, bool> = before.map(|it| (*it, slow.asked[it])).collect();
                other.insert(*assumption, false);
                left.push(other);
            }
            all.push(Run { keys: keys.clone(), answers: slow.asked, decision });
        }
    }
    all
}

pub(super) fn decisions(runs: &[Run]) -> BTreeSet<Decision> {
    runs.iter().map(|it| it.decision).collect()
}

fn products(values: &BTreeMap<String, Vec<Value>>) -> Vec<BTreeMap<String, Value>> {
    let mut all = vec![BTreeMap::new()];
    for (key, values) in values {
        all = all
            .iter()
            .flat_map(|it: &BTreeMap<String, Value>| {
                values.iter().map(move |value| {
                    let mut it = it.clone();
                    it.insert(key.clone(), value.clone());
                    it
                })
            })
            .collect();
    }
    all
}

struct Slow<'a> {
    scenario: &'a Scenario,
    keys: &'a BTreeMap<String, Value>,
    given: BTreeMap<A, bool>,
    asked: BTreeMap<A, bool>,
    order: Vec<A>,
}

/// What a text of a policy is in this request.
enum Filled {
    Text(Vec<(char, bool)>),
    /// A variable has no value.
    Failed,
}

impl Slow<'_> {
    fn ask(&mut self, assumption: A) -> bool {
        if let Some(it) = self.scenario.settings.get(&assumption) {
            return *it;
        }
        if let Some(it) = self.asked.get(&assumption) {
            return *it;
        }
        let answer = self.given.get(&assumption).copied().unwrap_or(true);
        self.asked.insert(assumption, answer);
        self.order.push(assumption);
        answer
    }

    // D1: all layers.
    fn decide(&mut self) -> Decision {
        let s = self.scenario;
        let identity_denies = self.any(&s.identity, Effect::Deny);
        let identity_allows = self.any(&s.identity, Effect::Allow);
        let roles_deny = self.any_role(Effect::Deny);
        let roles_allow = self.any_role(Effect::Allow);

        let (mut own_allows, mut own_denies) = if s.roles.is_empty() {
            (identity_allows, identity_denies)
        } else if s.identity.is_empty() {
            (roles_allow, roles_deny)
        } else if !identity_denies && !roles_deny {
            (self.either(identity_allows, roles_allow), false)
        } else if self.ask(A::DenyCrossesModels) {
            (self.either(identity_allows, roles_allow), true)
        } else {
            let allows = self.either(identity_allows && !identity_denies, roles_allow && !roles_deny);
            (allows, !allows)
        };
        if s.root {
            (own_allows, own_denies) = (true, false);
        }

        let mut scp_denies = false;
        let mut scp_allows = true;
        for level in &s.scps {
            scp_denies |= self.any(level, Effect::Deny);
            let has_allow = level.iter().flat_map(Policy::statements).any(|it| it.effect() == Effect::Allow);
            scp_allows &= if has_allow { self.any(level, Effect::Allow) } else { self.ask(A::LevelWithoutAllow) };
        }
        if s.management && !self.ask(A::ScpBindsManagementAccount) {
            (scp_allows, scp_denies) = (true, false);
        }

        let session_denies = self.any(&s.sessions, Effect::Deny);
        let session_allows: Vec<bool> =
            s.sessions.iter().map(|it| self.any(std::slice::from_ref(it), Effect::Allow)).collect();
        let session_allows = s.sessions.is_empty()
            || if self.ask(A::EverySessionPolicyMustAllow) {
                session_allows.iter().all(|it| *it)
            } else {
                session_allows.iter().any(|it| *it)
            };

        let resource: Vec<Policy> = s.resource_policy.iter().cloned().collect();
        let resource_allows = self.any(&resource, Effect::Allow);
        let mut resource_denies = self.any(&resource, Effect::Deny);
        let other_account = s.cross_account.unwrap_or_else(|| self.is_other_account());
        if s.root && !other_account && resource_denies {
            resource_denies = self.ask(A::ResourcePolicyDeniesRoot);
        }

        if own_denies || scp_denies || session_denies || resource_denies {
            return Decision::ExplicitDeny;
        }
        let by_identity = own_allows && scp_allows && session_allows;
        let allows = if other_account {
            by_identity && resource_allows
        } else {
            by_identity
                || resource_allows
                    && (scp_allows || !self.ask(A::ScpLimitsResourcePolicy))
                    && (session_allows || !self.ask(A::SessionLimitsResourcePolicy))
        };
        if allows { Decision::Allow } else { Decision::ImplicitDeny }
    }

    fn either(&mut self, one: bool, other: bool) -> bool {
        if self.ask(A::ModelsAddUp) { one || other } else { one && other }
    }

    fn is_other_account(&self) -> bool {
        let Some((PrincipalKind::Iam, name)) = &self.scenario.principal else { return false };
        let account = |it: &str| urn(it).unwrap()[2].clone();
        self.scenario.resource.as_ref().is_some_and(|it| account(name) != account(it))
    }

    fn any(&mut self, policies: &[Policy], effect: Effect) -> bool {
        let mut found = false;
        for policy in policies {
            for statement in policy.statements().iter().filter(|it| it.effect() == effect) {
                found |= self.applies(statement, policy.version().model());
            }
        }
        found
    }

    // D2: what is granted in a scope.
    fn any_role(&mut self, effect: Effect) -> bool {
        let mut found = false;
        for (_, policy, scope) in &self.scenario.roles {
            for statement in policy.statements().iter().filter(|it| it.effect() == effect) {
                found |= self.applies(statement, Model::RolePolicy)
                    && self.reaches(scope)
                    && policy.depends().iter().all(|it| self.is_granted(it.display_name()));
            }
        }
        found
    }

    fn is_granted(&mut self, name: &str) -> bool {
        let grants: Vec<_> = self.scenario.roles.iter().filter(|it| it.0.eq_ignore_ascii_case(name)).collect();
        if grants.is_empty() {
            return false;
        }
        let mut here = false;
        for (_, _, scope) in grants {
            here |= self.reaches(scope);
        }
        here || self.ask(A::DependencyInOtherScope)
    }

    fn reaches(&mut self, scope: &GrantScope) -> bool {
        let service = self.scenario.action.split(':').next().unwrap();
        let level = Service::from_code_ignore_case(service).and_then(Service::level);
        match scope {
            GrantScope::All => true,
            GrantScope::Global => level == Some(ServiceLevel::Global) || self.ask(A::ScopeOfOtherLevel),
            GrantScope::AllProjects => level == Some(ServiceLevel::Project) || self.ask(A::ScopeOfOtherLevel),
            GrantScope::Project(name) => {
                self.is_place("g:ProjectName", name)
                    && (level == Some(ServiceLevel::Project) || self.ask(A::ScopeOfOtherLevel))
            }
            GrantScope::EnterpriseProject(id) => {
                let role = RoleAction::from_name(&self.scenario.action);
                let support = role.map(|it| it.scope(Cloud::HuaweiCloud).enterprise_project);
                self.is_place("g:EnterpriseProjectId", id)
                    && match support {
                        Some(Support::Yes) => true,
                        Some(Support::No) => false,
                        _ => self.ask(A::EnterpriseProjectSupport),
                    }
            }
        }
    }

    fn is_place(&mut self, key: &str, name: &str) -> bool {
        self.value(key) == Value::One(name.into())
    }
}
