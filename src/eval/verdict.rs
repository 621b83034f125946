//! How the layers come to one decision.

use super::Assumption::{
    DenyCrossesModels, EverySessionPolicyMustAllow, LevelWithoutAllow, ModelsAddUp, ResourcePolicyDeniesRoot,
    ScpBindsManagementAccount, ScpLimitsResourcePolicy, SessionLimitsResourcePolicy,
};
use super::Decision;
use super::env::{Env, Subject};
use super::layer::{Account, Layer};
use super::request::RequestedResource;
use super::set::PolicySet;
use super::truth::Truth;
use super::votes::Votes;
use crate::PrincipalKind;

impl PolicySet {
    pub(super) fn verdict(&self, env: &Env<'_>) -> Judgement {
        self.judge(&self.votes(env), env)
    }

    pub(super) fn judge(&self, votes: &Votes, env: &Env<'_>) -> Judgement {
        let ask = |assumption| env.ask(assumption);
        let scp = self.limits(votes, (0..self.levels).map(Layer::Scp));
        let (scp_allows, scp_denies) = self.scps(scp, votes, env);
        let sessions = self.limits(votes, (0..self.sessions).map(Layer::Session));
        let session_allows = env.choose(EverySessionPolicyMustAllow, sessions.all, sessions.any);
        let own = self.own(votes, env);
        let resource_allows = self.vote(votes, true, Layer::Resource);
        let resource_denies = self.vote(votes, false, Layer::Resource);

        let within = own.allows.and(scp_allows).and(session_allows);
        let by_resource = if resource_allows == Truth::No {
            Truth::No
        } else {
            let scp =
                if scp_allows == Truth::Yes { Truth::Yes } else { scp_allows.or(ask(ScpLimitsResourcePolicy).not()) };
            let session = if session_allows == Truth::Yes {
                Truth::Yes
            } else {
                session_allows.or(ask(SessionLimitsResourcePolicy).not())
            };
            resource_allows.and(scp).and(session)
        };
        let resource_denies = if self.is_root && resource_denies != Truth::No {
            let in_account = resource_denies.and(ask(ResourcePolicyDeniesRoot));
            self.across_accounts(resource_denies, in_account, env)
        } else {
            resource_denies
        };
        let denies = scp_denies.or(sessions.denies).or(own.denies).or(resource_denies);
        if denies == Truth::Yes {
            return Judgement { allows: Truth::No, denies };
        }
        let allows = self.across_accounts(within.and(resource_allows), within.or(by_resource), env);
        Judgement { allows, denies }
    }

    /// What is granted to the principal itself, in both models.
    fn own(&self, votes: &Votes, env: &Env<'_>) -> Judgement {
        if self.is_root {
            return Judgement { allows: Truth::Yes, denies: Truth::No };
        }
        let of = |layer| Judgement { allows: self.vote(votes, true, layer), denies: self.vote(votes, false, layer) };
        let (identity, roles) = (of(Layer::Identity), of(Layer::Role));
        if !self.has_roles {
            return identity;
        }
        if !self.has_identity {
            return roles;
        }
        let add = |a: Truth, b: Truth| env.choose(ModelsAddUp, a.or(b), a.and(b));
        let any_denies = identity.denies.or(roles.denies);
        if any_denies == Truth::No {
            return Judgement { allows: add(identity.allows, roles.allows), denies: Truth::No };
        }
        let crosses = Judgement { allows: add(identity.allows, roles.allows), denies: any_denies };
        let alone = |it: Judgement| it.allows.and(it.denies.not());
        let allows = add(alone(identity), alone(roles));
        let apart = Judgement { allows, denies: any_denies.and(allows.not()) };
        if (crosses.allows, crosses.denies) == (apart.allows, apart.denies) {
            return crosses;
        }
        let crossing = env.ask(DenyCrossesModels);
        Judgement {
            allows: crossing.choose(crosses.allows, apart.allows),
            denies: crossing.choose(crosses.denies, apart.denies),
        }
    }

    fn scps(&self, scp: Limits, votes: &Votes, env: &Env<'_>) -> (Truth, Truth) {
        let default = |level: Layer| {
            let vote = self.vote(votes, true, level);
            let has_allow = self.groups_with_allow >> level.group(self.levels) & 1 == 1;
            if has_allow { vote } else { env.ask(LevelWithoutAllow) }
        };
        let allows = Truth::all((0..self.levels).map(Layer::Scp).map(default));
        if !self.is_management || (allows, scp.denies) == (Truth::Yes, Truth::No) {
            return (allows, scp.denies);
        }
        let binds = env.ask(ScpBindsManagementAccount);
        (allows.or(binds.not()), scp.denies.and(binds))
    }

    fn limits(&self, votes: &Votes, layers: impl Iterator<Item = Layer> + Clone) -> Limits {
        let allow = |it| self.vote(votes, true, it);
        let is_empty = layers.clone().next().is_none();
        Limits {
            all: Truth::all(layers.clone().map(allow)),
            any: if is_empty { Truth::Yes } else { Truth::any(layers.clone().map(allow)) },
            denies: Truth::any(layers.map(|it| self.vote(votes, false, it))),
        }
    }

    pub(super) fn vote(&self, votes: &Votes, allow: bool, layer: Layer) -> Truth {
        votes.of(allow, layer.group(self.levels))
    }

    /// `other` if the resource is in another account, else `same`; not asked where it makes no difference.
    fn across_accounts(&self, other: Truth, same: Truth, env: &Env<'_>) -> Truth {
        if other == same { same } else { self.is_other_account(env).choose(other, same) }
    }

    fn is_other_account(&self, env: &Env<'_>) -> Truth {
        match self.account {
            Account::Same => return Truth::No,
            Account::Other => return Truth::Yes,
            Account::OfRequest => {}
        }
        let request = env.request;
        let principal = match &request.principal {
            // Whoever it is whose policies these are, is told only where somebody must know.
            None if !self.has_resource => return Truth::No,
            None => return env.lacks(Subject::Principal),
            Some(it) => it,
        };
        if principal.kind != PrincipalKind::Iam {
            return Truth::No;
        }
        let resource = match &request.resource {
            RequestedResource::None if !self.has_resource => return Truth::No,
            RequestedResource::None => return env.guess_account(),
            RequestedResource::Unknown => return env.lacks(Subject::Resource),
            RequestedResource::Named(name, parts) => parts.as_ref().and_then(|it| it.account(name)),
        };
        match (principal.account(), resource) {
            (Some(one), Some(other)) => Truth::of(one != other),
            _ => env.guess_account(),
        }
    }
}

/// Whether something allows and whether something denies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judgement {
    allows: Truth,
    denies: Truth,
}

impl Judgement {
    pub(super) const fn decision(self) -> Decision {
        match (self.denies, self.allows) {
            (Truth::Yes, _) => Decision::ExplicitDeny,
            (Truth::Open, _) | (Truth::No, Truth::Open) => Decision::Unknown,
            (Truth::No, Truth::Yes) => Decision::Allow,
            (Truth::No, Truth::No) => Decision::ImplicitDeny,
        }
    }

    /// What the decision can be once everything is known; or more, where what is open hangs together.
    pub(super) fn possible(self) -> impl Iterator<Item = Decision> {
        [
            (Decision::Allow, self.denies != Truth::Yes && self.allows != Truth::No),
            (Decision::ExplicitDeny, self.denies != Truth::No),
            (Decision::ImplicitDeny, self.denies != Truth::Yes && self.allows != Truth::Yes),
        ]
        .into_iter()
        .filter_map(|(it, is_possible)| is_possible.then_some(it))
    }
}

/// What limits it, of several policies or levels.
#[derive(Debug, Clone, Copy)]
struct Limits {
    all: Truth,
    any: Truth,
    denies: Truth,
}
