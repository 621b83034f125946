//! The proof that a policy is what it says: everything given is allowed, and nothing in it can be left out.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::report::{Generated, Given};
use crate::access::{Access, is_equal_or_narrower};
use crate::eval::{Decision, PolicySet, Request};
use crate::shared::{pattern, urn};
use crate::wildcard::expand;
use crate::{Action, ActionPattern, Actions, Effect, Model, Policy, Region, Resources, RoleAction, Statement};

/// The evaluator's results for a generated policy.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Proof {
    /// Of everything that was given, whether all that it needs is allowed.
    pub allowed: Vec<Proved>,
    /// Of each action, what fails without it.
    pub without: Vec<Without>,
    /// Whether the policy allows nothing but what was given needs, as [`access`](crate::access) compares them; nothing, if that
    /// is not known.
    pub nothing_else: Option<bool>,
    /// Whether something was asked for, and all of that is known and in the policy.
    pub is_complete: bool,
}

/// What was given, and the decision on the requests that it makes: `allow` if all of them are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proved {
    /// As it was given.
    pub what: String,
    /// The first decision that is not `allow`, if there is one.
    pub decision: Decision,
    /// The decision on each of its actions, by name.
    pub actions: Vec<(String, Decision)>,
}

/// An action of the policy, and what fails without it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Without {
    /// The action, or the pattern that a page requires.
    pub action: String,
    /// What was given and is not allowed without it, and the decision; nothing, if the action could be left out.
    pub fails: Option<Proved>,
}

impl Proof {
    /// Whether everything that was asked for is allowed, nothing else is, and nothing can be left out. What comes to nothing
    /// proves nothing.
    #[must_use]
    pub fn holds(&self) -> bool {
        let all_allowed = self.allowed.iter().all(|it| it.decision == Decision::Allow);
        self.is_complete
            && !self.without.is_empty()
            && all_allowed
            && self.nothing_else == Some(true)
            && self.without.iter().all(|it| it.fails.is_some())
    }
}

impl Generated {
    /// Has the evaluator decide every request that the given operations make, with the policy as it is and without each of its
    /// actions. Placeholders are filled with some region, account or id.
    #[must_use]
    pub fn proof(&self) -> Proof {
        let policies: Vec<&Policy> = self.policy.iter().chain(&self.global_policy).collect();
        let whole = self.set(policies.iter().map(|it| (*it).clone()));
        let (mut allowed, mut decided) = (Vec::new(), Vec::new());
        for it in &self.given {
            let needs: Vec<Decided> = self.requests_of(it).map(|it| decided_by(whole.as_ref(), it)).collect();
            let left_out = it.left_out.iter().flat_map(|name| self.requests(name, &[]));
            let left_out: Vec<Decided> = left_out.map(|it| decided_by(whole.as_ref(), it)).collect();
            let all = needs.iter().chain(&left_out).map(|(request, decision)| (request.action_name(), *decision));
            allowed.push(proved(&it.what, all, it.has_unresolved));
            // Of a long log the requests would be many times as large.
            decided.push(needs.into_iter().map(|it| it.1).collect::<Vec<Decision>>());
        }
        let mut names: Vec<&str> = policies.iter().flat_map(|it| it.statements()).flat_map(names).collect();
        names.sort_unstable();
        names.dedup();
        let by_need = self.by_need();
        let without = names.into_iter().map(|name| {
            let rest = self.set(policies.iter().filter_map(|it| self.without(it, name)));
            // Whatever it is not for is decided as it was before.
            let again = |(request, before): (&Request, &Decision)| {
                if self.is_for(name, request.action_name()) { decision(rest.as_ref(), request) } else { *before }
            };
            let needing = by_need.iter().filter(|(need, _)| self.is_for(name, need)).flat_map(|(_, all)| all);
            // What it needs only where the words of a page apply, and what is unresolved, does not fail by this action.
            let fails = needing.filter_map(|it| self.given.get(*it).zip(decided.get(*it))).find_map(|(it, before)| {
                let requests: Vec<Request> = self.requests_of(it).collect();
                let decisions: Vec<Decision> = requests.iter().zip(before).map(again).collect();
                let fails = decisions.iter().any(|it| *it != Decision::Allow);
                let all = requests.iter().map(Request::action_name).zip(decisions);
                fails.then(|| proved(&it.what, all, false))
            });
            Without { action: name.to_string(), fails }
        });
        let without = without.collect();
        let needs = self.needs();
        let nothing_else = is_equal_or_narrower(
            &Access::of_statements(self.model.version(), &needs),
            &Access::of_all(policies.iter().copied()),
        );
        let is_complete = self.unresolved.is_empty() && !self.given.is_empty();
        Proof { allowed, without, nothing_else, is_complete }
    }

    /// Who needs each of the actions, by the places of what was given.
    fn by_need(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, it) in self.given.iter().enumerate() {
            for (need, _) in &it.needs {
                all.entry(need).or_default().push(at);
            }
        }
        all
    }

    /// Whether an action of the policy has to do with requests for this one.
    fn is_for(&self, name: &str, need: &str) -> bool {
        let is_pattern = pattern::is_pattern(name) || pattern::is_pattern(need);
        name == need
            || is_pattern
                && (pattern::matches_in(self.model, name, need) || pattern::matches_in(self.model, need, name))
    }

    /// What is needed, each action on the resources of all who need it.
    fn needs(&self) -> Vec<Statement> {
        let mut all: BTreeMap<&str, Option<BTreeSet<&str>>> = BTreeMap::new();
        for (name, urns) in self.given.iter().flat_map(|it| &it.needs) {
            let known = all.entry(name).or_insert_with(|| Some(BTreeSet::new()));
            match known {
                // Nothing named is everything.
                Some(known) if !urns.is_empty() => known.extend(urns.iter().map(String::as_str)),
                _ => *known = None,
            }
        }
        let statement = |(name, urns): (&str, Option<BTreeSet<&str>>)| {
            let action = ActionPattern::unread(String::from(name));
            let urns = urns.map(|all| all.into_iter().map(|it| Cow::Owned(it.into())).collect::<Vec<_>>());
            let resources = urns.map(|it| Resources::These(Cow::Owned(it)));
            let actions = Actions::These(Cow::Owned(alloc::vec![action]));
            Statement::from_parts(None, Effect::Allow, None, actions, resources, Cow::Borrowed(&[]))
        };
        all.into_iter().map(statement).collect()
    }

    /// What may still allow the requests that an action of the policy is for, without that; nothing, if nothing may.
    fn without(&self, policy: &Policy, name: &str) -> Option<Policy> {
        let rest = |it: &Statement| {
            let (Actions::These(all) | Actions::AllBut(all)) = it.actions();
            let is_left = |it: &&ActionPattern| {
                let it = it.as_str();
                it != name && (pattern::is_pattern(it) || self.is_for(name, it))
            };
            let rest: Vec<_> = all.iter().filter(is_left).cloned().collect();
            if rest.is_empty() {
                return None;
            }
            Some(it.with_actions(rest))
        };
        let statements: Vec<Statement> = policy.statements().iter().filter_map(rest).collect();
        (!statements.is_empty()).then(|| policy.with_statements(statements))
    }

    fn set(&self, policies: impl Iterator<Item = Policy>) -> Option<PolicySet> {
        policies.fold(PolicySet::builder().cloud(self.cloud), |set, it| set.granted("generated", it)).build().ok()
    }

    /// The requests that stand for what is needed.
    fn requests_of<'a>(&'a self, given: &'a Given) -> impl Iterator<Item = Request> + 'a {
        given.needs.iter().flat_map(|(name, urns)| self.requests(name, urns))
    }

    /// One request for each action and resource.
    fn requests(&self, name: &str, urns: &[String]) -> Vec<Request> {
        let names: Vec<&str> = match (pattern::is_pattern(name), self.model) {
            (false, _) => alloc::vec![name],
            (true, Model::IdentityPolicy) => expand::<Action>([name]).into_iter().map(Action::name).collect(),
            (true, Model::RolePolicy) => expand::<RoleAction>([name]).into_iter().map(RoleAction::name).collect(),
        };
        let on = |name: &str| -> Vec<Request> {
            if urns.is_empty() {
                return alloc::vec![Request::new(name)];
            }
            urns.iter().map(|it| Request::new(name).resource(&self.some(it))).collect()
        };
        names.into_iter().flat_map(on).collect()
    }

    /// One of the resources that a pattern is for.
    fn some(&self, urn: &str) -> String {
        let Some([service, region, account, kind, id]) = urn::split(urn) else { return urn.into() };
        let any_region = Region::all().find(|it| it.cloud() == self.cloud).map_or("region", Region::id);
        let pick = |part: &str, any: &str| part.replace("${*}", "\0").replace('*', any).replace('\0', "*");
        let plain = |part: String| part.replace("${?}", "?").replace("${$}", "$");
        let parts = [service.into(), pick(region, any_region), pick(account, "account"), kind.into(), pick(id, "id")];
        parts.map(plain).join(":")
    }
}

/// A request and what is decided on it.
type Decided = (Request, Decision);

fn decided_by(set: Option<&PolicySet>, request: Request) -> Decided {
    let decision = decision(set, &request);
    (request, decision)
}

fn decision(set: Option<&PolicySet>, request: &Request) -> Decision {
    set.map_or(Decision::Unknown, |it| it.decide(request))
}

/// What the decisions on its actions come to.
fn proved<'a>(what: &str, all: impl Iterator<Item = (&'a str, Decision)>, has_unresolved: bool) -> Proved {
    let mut actions: Vec<(String, Decision)> = Vec::new();
    for (name, decision) in all {
        match actions.iter_mut().find(|(it, _)| it == name) {
            Some((_, before)) if *before == Decision::Allow => *before = decision,
            Some(_) => {}
            None => actions.push((name.into(), decision)),
        }
    }
    let failed = actions.iter().map(|it| it.1).find(|it| *it != Decision::Allow);
    let otherwise = if has_unresolved { Decision::Unknown } else { Decision::Allow };
    Proved { what: what.into(), decision: failed.unwrap_or(otherwise), actions }
}

fn names(statement: &Statement) -> impl Iterator<Item = &str> {
    let (Actions::These(all) | Actions::AllBut(all)) = statement.actions();
    all.iter().map(|it| it.as_str())
}
