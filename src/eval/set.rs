use alloc::string::String;
use alloc::vec::Vec;

use super::env::Env;
use super::grant::{Grant, GrantScope, Grants, PlaceKeys};
use super::index::ActionIndex;
use super::key_id::{KeyId, Sameness};
use super::layer::{Account, Layer};
use super::statement::CompiledStatement;
use super::truth::Truth;
use super::votes::Votes;
use super::{Assumptions, Request};
use crate::shared::federation;
use crate::{Cloud, ConditionKey, Model, Policy};

/// Everything that is granted to a principal and everything that limits it, compiled to decide many requests.
///
/// ```
/// use hwc_iam::eval::{Decision, PolicySet, Request};
/// use hwc_iam::{policy, scp};
///
/// let set = PolicySet::builder()
///     .identity("image-manager", policy!({
///         "Version": "5.0",
///         "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }]
///     }))
///     .scp_level([
///         ("FullAccess", policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["*"] }] })),
///         ("NoExport", scp!({ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"] }] })),
///     ])
///     .build()?;
/// assert_eq!(set.decide(&Request::new("ims:images:list")), Decision::Allow);
/// assert_eq!(set.decide(&Request::new("ims:images:export")), Decision::ExplicitDeny);
/// # Ok::<(), hwc_iam::error::PolicySetError>(())
/// ```
#[derive(Debug, Clone)]
pub struct PolicySet {
    pub(super) documents: Vec<Document>,
    pub(super) statements: Vec<CompiledStatement>,
    pub(super) index: ActionIndex,
    pub(super) grants: Vec<Grant>,
    pub(super) keys: PlaceKeys,
    pub(super) levels: usize,
    pub(super) sessions: usize,
    /// By the bits of the groups.
    pub(super) groups_with_allow: u64,
    pub(super) has_identity: bool,
    pub(super) has_roles: bool,
    pub(super) has_resource: bool,
    pub(super) account: Account,
    pub(super) is_root: bool,
    pub(super) is_management: bool,
    pub(super) cloud: Cloud,
    pub(super) assumptions: Assumptions,
}

impl PolicySet {
    /// How open questions are answered.
    #[must_use]
    pub const fn assumptions(&self) -> Assumptions {
        self.assumptions
    }

    /// The same with open questions answered in another way.
    #[must_use]
    pub fn assuming(mut self, assumptions: Assumptions) -> Self {
        self.assumptions = assumptions;
        self
    }

    /// Whether it grants anything in this model.
    ///
    /// ```
    /// use hwc_iam::Model;
    /// use hwc_iam::eval::PolicySet;
    ///
    /// let set = PolicySet::builder().build()?;
    /// assert!(!set.has_model(Model::IdentityPolicy));
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    #[must_use]
    pub const fn has_model(&self, model: Model) -> bool {
        match model {
            Model::IdentityPolicy => self.has_identity,
            Model::RolePolicy => self.has_roles,
        }
    }

    /// The names of the roles and policies of the role/policy model that have effect on the request's action where the request
    /// happens, each with whether that is certain.
    ///
    /// ```
    /// use hwc_iam::eval::{GrantScope, PolicySet, Request};
    /// use hwc_iam::policy;
    ///
    /// let role = policy!({
    ///     "Version": "1.0",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }],
    ///     "Depends": [{ "catalog": "OBS", "display_name": "Tenant Administrator" }]
    /// });
    /// let set = PolicySet::builder().role("IMS Administrator", role, GrantScope::AllProjects).build()?;
    /// assert_eq!(set.effective_roles(&Request::new("ims:images:list")).count(), 0, "its dependency is missing");
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    pub fn effective_roles(&self, request: &Request) -> impl Iterator<Item = (&str, bool)> {
        let env = Env::new(request, self.assumptions, &[]);
        let all = self.grants.iter().enumerate().map(move |(place, it)| (it, self.grants().is_effective(place, &env)));
        all.filter(|it| it.1 != Truth::No).flat_map(|(grant, holds)| {
            grant.role.names().map(move |name| (name, holds.and(grant.role.is(name)) == Truth::Yes))
        })
    }

    /// Whether a role with this name is granted and has an effect where the request happens; nothing, if nobody knows.
    #[cfg(feature = "preflight")]
    pub(crate) fn has_role(&self, name: &str, request: &Request) -> Option<bool> {
        let env = Env::new(request, self.assumptions, &[]);
        let named = self.grants.iter().map(|it| it.role.is(name)).enumerate().filter(|it| it.1 != Truth::No);
        match Truth::any(named.map(|(place, is_it)| is_it.and(self.grants().is_effective(place, &env)))) {
            Truth::Yes => Some(true),
            Truth::No => Some(false),
            Truth::Open => None,
        }
    }

    /// The condition keys of a request that neither the catalogue nor any of these policies names. They change nothing, so one of
    /// them may be a misspelling that should.
    ///
    /// ```
    /// use hwc_iam::eval::{PolicySet, Request};
    /// use hwc_iam::policy;
    ///
    /// let policy = policy!({
    ///     "Version": "5.0",
    ///     "Statement": [{ "Effect": "Deny", "Action": ["*"], "Condition": { "StringEquals": { "g:UserName": ["a"] } } }]
    /// });
    /// let set = PolicySet::builder().identity("deny", policy).build()?;
    /// let request = Request::new("ims:images:list").key("g:UserNam", "a").key("g:SourceIp", "10.0.0.1");
    /// assert_eq!(set.unnamed_keys(&request).collect::<Vec<_>>(), ["g:UserNam"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn unnamed_keys<'r>(&'r self, request: &'r Request) -> impl Iterator<Item = &'r str> + use<'r> {
        let is_named = |key: &KeyId| self.keys().any(|it| it.sameness(key) != Sameness::Different);
        let is_known = |name: &str| ConditionKey::from_name(name).is_some() || federation::is_key(name);
        let keys = request.context.iter().map(|it| &it.key);
        keys.filter(move |it| !is_known(it.name()) && !is_named(it)).map(KeyId::name)
    }

    /// The keys that a decision can depend on; one may be there several times.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &KeyId> {
        self.keys_of_places().chain(self.statements.iter().flat_map(CompiledStatement::keys))
    }

    /// The keys that say where a request happens, if that matters.
    pub(super) fn keys_of_places(&self) -> impl Iterator<Item = &KeyId> {
        let all = [&self.keys.project, &self.keys.enterprise_project];
        all.into_iter().filter(|_| !self.grants.is_empty())
    }

    pub(super) fn votes(&self, env: &Env<'_>) -> Votes {
        let mut votes = Votes::default();
        self.index.hits(&env.request.action).for_each(|hit| {
            let Some(statement) = self.statements.get(hit.statement).filter(|it| !votes.is_settled(it)) else { return };
            let Some(action) = statement.actions.get(hit.action) else { return };
            let action = action.matches(&env.request.action, env);
            votes.add(statement, statement.applies(action, self.grants(), env));
        });
        for place in self.index.exclusions() {
            let Some(statement) = self.statements.get(*place) else { continue };
            if !votes.is_settled(statement) {
                votes.add(statement, statement.applies(statement.is_for_action(env), self.grants(), env));
            }
        }
        votes
    }

    /// The same, with every statement that is or may be for the action in order: its place, whether it is for the action, and
    /// whether it applies.
    pub(super) fn votes_of_all(&self, env: &Env<'_>) -> (Vec<(usize, Truth, Truth)>, Votes) {
        let hits = self.index.hits(&env.request.action).map(|it| it.statement);
        let mut places: Vec<usize> = hits.chain(self.index.exclusions().iter().copied()).collect();
        places.sort_unstable();
        places.dedup();
        let mut votes = Votes::default();
        let mut all = Vec::with_capacity(places.len());
        for place in places {
            let Some(statement) = self.statements.get(place) else { continue };
            let action = statement.is_for_action(env);
            let applies = statement.applies(action, self.grants(), env);
            votes.add(statement, applies);
            if action != Truth::No {
                all.push((place, action, applies));
            }
        }
        (all, votes)
    }

    /// Every layer that there is.
    pub(super) fn layers(&self) -> impl Iterator<Item = Layer> {
        let own =
            [(self.has_identity, Layer::Identity), (self.has_roles, Layer::Role), (self.has_resource, Layer::Resource)];
        let own = own.into_iter().filter_map(|(has, it)| has.then_some(it));
        own.chain((0..self.levels).map(Layer::Scp)).chain((0..self.sessions).map(Layer::Session))
    }

    /// The names of projects and enterprise projects that a key is compared with.
    pub(super) fn places_of(&self, is_it: impl Fn(&KeyId) -> bool) -> impl Iterator<Item = &str> {
        let (is_project, is_enterprise_project) = (is_it(&self.keys.project), is_it(&self.keys.enterprise_project));
        self.grants.iter().filter_map(move |it| match &it.scope {
            GrantScope::Project(name) if is_project => Some(name.as_str()),
            GrantScope::EnterpriseProject(id) if is_enterprise_project => Some(id.as_str()),
            _ => None,
        })
    }

    pub(super) fn grants(&self) -> Grants<'_> {
        Grants { all: &self.grants, keys: &self.keys, cloud: self.cloud }
    }
}

/// A policy and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) layer: Layer,
    pub(super) name: String,
    pub(super) policy: Policy,
}

const _: () = {
    const fn is_shareable<T: Send + Sync>() {}
    is_shareable::<PolicySet>();
    is_shareable::<Request>();
};
