use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::grant::{Grant, GrantScope, Named};
use super::index::ActionIndex;
use super::layer::{Account, Layer};
use super::set::{Document, PolicySet};
use super::statement::CompiledStatement;
use super::truth::Truth;
use super::{Assumption, Assumptions, Setting};
use crate::error::PolicySetError;
use crate::{ActionPattern, Actions, Cloud, Effect, Model, Policy, Role, Statement, Version};

/// What is granted, layer by layer, before it is compiled. The names are those that answers use.
#[derive(Debug, Clone)]
#[must_use = "policies decide after `build` only"]
pub struct PolicySetBuilder {
    documents: Vec<Added>,
    levels: usize,
    sessions: usize,
    account: Account,
    is_root: bool,
    is_management: bool,
    cloud: Cloud,
    assumptions: Assumptions,
}

#[derive(Debug, Clone)]
struct Added {
    layer: Layer,
    name: String,
    policy: Policy,
    /// Of a role.
    scope: Option<GrantScope>,
    /// Whether the document is what it says.
    is_known: bool,
}

impl Default for PolicySetBuilder {
    fn default() -> Self {
        Self {
            documents: Vec::new(),
            levels: 0,
            sessions: 0,
            account: Account::OfRequest,
            is_root: false,
            is_management: false,
            cloud: Cloud::HuaweiCloud,
            assumptions: Assumptions::default(),
        }
    }
}

impl PolicySet {
    /// An empty set, to which policies are added.
    pub fn builder() -> PolicySetBuilder {
        PolicySetBuilder::default()
    }
}

impl PolicySetBuilder {
    /// Adds an identity policy of the principal.
    pub fn identity(self, name: impl Into<String>, policy: Policy) -> Self {
        self.document(Layer::Identity, name.into(), policy, None)
    }

    /// Adds a policy of the principal by itself: an identity policy, or one of the role/policy model, granted everywhere.
    ///
    /// ```
    /// use hwc_iam::Policy;
    /// use hwc_iam::eval::{Decision, PolicySet, Request};
    ///
    /// let text = r#"{"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"]}]}"#;
    /// let set = PolicySet::builder().granted("readers", Policy::from_json(text)?).build()?;
    /// assert_eq!(set.decide(&Request::new("ims:images:list")), Decision::Allow);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn granted(self, name: impl Into<String>, policy: Policy) -> Self {
        match policy.version().model() {
            Model::IdentityPolicy => self.identity(name, policy),
            Model::RolePolicy => self.role(name, policy, GrantScope::All),
        }
    }

    /// Adds a level of the organization below those that were added before, the root first, with the service control policies
    /// that are attached to it.
    pub fn scp_level<N: Into<String>>(mut self, policies: impl IntoIterator<Item = (N, Policy)>) -> Self {
        let level = self.levels;
        self.levels += 1;
        policies
            .into_iter()
            .fold(self, |set, (name, policy)| set.document(Layer::Scp(level), name.into(), policy, None))
    }

    /// Adds a session policy.
    pub fn session(mut self, name: impl Into<String>, policy: Policy) -> Self {
        let place = self.sessions;
        self.sessions += 1;
        self.document(Layer::Session(place), name.into(), policy, None)
    }

    /// Adds the policy of the resource, such as the trust policy of an agency.
    pub fn resource(self, name: impl Into<String>, policy: Policy) -> Self {
        self.document(Layer::Resource, name.into(), policy, None)
    }

    /// Grants a role or policy of the role/policy model in a scope. Roles that depend on it call it by its name.
    pub fn role(self, name: impl Into<String>, policy: Policy, scope: GrantScope) -> Self {
        self.document(Layer::Role, name.into(), policy, Some(scope))
    }

    /// Grants a system-defined role or policy by its name or its code, with the document that a page of this builder's cloud prints;
    /// without one as [`undocumented_role`](Self::undocumented_role) does. Identity policies have no scope.
    ///
    /// ```
    /// use hwc_iam::eval::{GrantScope, PolicySet, Request};
    ///
    /// let set = PolicySet::builder().system_role("CBRReadOnlyPolicy", GrantScope::All).build()?;
    /// assert_eq!(set.decide(&Request::new("cbr:vaults:list").resource("*")).name(), "allow");
    /// assert_eq!(set.decide(&Request::new("cbr:vaults:delete").resource("*")).name(), "implicit_deny");
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    pub fn system_role(self, name: &str, scope: GrantScope) -> Self {
        let only = match Role::names_of(name, self.cloud).as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let document = only.and_then(|it| Some((it, Role::document_of(it, self.cloud)?)));
        match document.and_then(|(name, text)| Some((name, Policy::from_json(text).ok()?))) {
            Some((name, policy)) if policy.version().model() == Model::IdentityPolicy => self.identity(name, policy),
            Some((name, policy)) => self.role(name, policy, scope),
            None => self.undocumented_role(name, scope),
        }
    }

    /// Grants a role whose document is unknown, by its name or its code: what depends on it is unknown, and dependencies on it are
    /// fulfilled. Where the code may be of several roles, it is unknown whether dependencies on one of them are.
    ///
    /// ```
    /// use hwc_iam::eval::{GrantScope, PolicySet, Request};
    ///
    /// let set = PolicySet::builder().undocumented_role("te_admin", GrantScope::All).build()?;
    /// let request = Request::new("ims:images:list");
    /// assert_eq!(set.effective_roles(&request).collect::<Vec<_>>(), [("Tenant Administrator", true)]);
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    pub fn undocumented_role(self, name: impl Into<String>, scope: GrantScope) -> Self {
        self.undocumented(name, Some(scope), &[Effect::Allow, Effect::Deny])
    }

    /// Says that a policy says more, of which nothing is known but its effects. With a scope it is of the role/policy model, without one an
    /// identity policy.
    ///
    /// ```
    /// use hwc_iam::Effect;
    /// use hwc_iam::eval::{Decision, PolicySet, Request};
    ///
    /// let set = PolicySet::builder().undocumented("readers", None, &[Effect::Allow]).build()?;
    /// let request = Request::new("ims:images:list");
    /// let found = set.explain(&request);
    /// assert!(found.possible.len() == 2 && !found.possible.contains(&Decision::ExplicitDeny));
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    pub fn undocumented(mut self, name: impl Into<String>, scope: Option<GrantScope>, effects: &[Effect]) -> Self {
        let anything = effects.iter().copied().map(|effect| {
            let actions = Actions::These(Cow::Borrowed(&[ActionPattern::Unchecked(Cow::Borrowed("*"))]));
            Statement::from_parts(None, effect, None, actions, None, Cow::Borrowed(&[]))
        });
        let (layer, version) =
            if scope.is_some() { (Layer::Role, Version::V1_0) } else { (Layer::Identity, Version::V5_0) };
        let policy = Policy::from_parts(version, Cow::Owned(anything.collect()), Cow::Borrowed(&[]));
        let added = Added { layer, name: name.into(), policy, scope, is_known: false };
        self.documents.push(added);
        self
    }

    /// Says that the principal is the account root user, who has full access that only service control policies limit.
    pub fn root_user(mut self) -> Self {
        self.is_root = true;
        self
    }

    /// Says that the principal's account is the management account of its organization.
    pub fn management_account(mut self) -> Self {
        self.is_management = true;
        self
    }

    /// Says whether the resource is in another account than the principal. Without this, the URNs of both say so; a request
    /// that does not name its principal is taken to be for a resource of the principal's account, unless there is a resource
    /// policy.
    pub fn cross_account(mut self, is_cross: bool) -> Self {
        self.account = if is_cross { Account::Other } else { Account::Same };
        self
    }

    /// Says on which cloud this is; without it, on Huawei Cloud.
    pub fn cloud(mut self, cloud: Cloud) -> Self {
        self.cloud = cloud;
        self
    }

    /// Answers an open question.
    pub fn assume(mut self, assumption: Assumption, setting: Setting) -> Self {
        self.assumptions = self.assumptions.with(assumption, setting);
        self
    }

    /// Answers all open questions at once.
    pub fn assumptions(mut self, assumptions: Assumptions) -> Self {
        self.assumptions = assumptions;
        self
    }

    /// Compiles it.
    ///
    /// # Errors
    ///
    /// If a policy is of the wrong model for its layer, if a statement names principals where it must not or none where it
    /// must, or if there are more levels and session policies together than 61.
    pub fn build(self) -> Result<PolicySet, PolicySetError> {
        if self.levels + self.sessions > MOST_GROUPS {
            let why = format!("there are more than {MOST_GROUPS} levels and session policies");
            return Err(PolicySetError::new(&why));
        }
        let grants = grants(&self.documents, self.cloud);
        let mut statements = Vec::new();
        let mut levels_with_allow = 0_u64;
        let mut documents = Vec::with_capacity(self.documents.len());
        let mut grant = 0;
        for (place, Added { layer, name, policy, is_known, .. }) in self.documents.into_iter().enumerate() {
            check(layer, &name, &policy)?;
            let group = layer.group(self.levels);
            let model = policy.version().model();
            for (at, statement) in policy.statements().iter().enumerate() {
                let mut compiled = CompiledStatement::new(statement, model, place, at, group);
                compiled.grant = (layer == Layer::Role).then_some(grant);
                compiled.is_known = is_known;
                if statement.effect() == Effect::Allow {
                    levels_with_allow |= 1 << group;
                }
                statements.push(compiled);
            }
            grant += usize::from(layer == Layer::Role);
            documents.push(Document { layer, name, policy });
        }
        let has = |layer: Layer| documents.iter().any(|it| it.layer == layer);
        Ok(PolicySet {
            index: ActionIndex::new(&statements),
            has_identity: has(Layer::Identity),
            has_roles: has(Layer::Role),
            has_resource: has(Layer::Resource),
            statements,
            groups_with_allow: levels_with_allow,
            documents,
            grants,
            keys: super::grant::PlaceKeys::default(),
            levels: self.levels,
            sessions: self.sessions,
            account: self.account,
            is_root: self.is_root,
            is_management: self.is_management,
            cloud: self.cloud,
            assumptions: self.assumptions,
        })
    }

    fn document(mut self, layer: Layer, name: String, policy: Policy, scope: Option<GrantScope>) -> Self {
        self.documents.push(Added { layer, name, policy, scope, is_known: true });
        self
    }
}

/// How many groups fit in the bits of a number beside those that are always there.
const MOST_GROUPS: usize = u64::BITS as usize - Layer::ALWAYS_THERE;

fn grants(documents: &[Added], cloud: Cloud) -> Vec<Grant> {
    let granted = || documents.iter().filter_map(|it| Some((it, it.scope.as_ref()?)));
    let roles: Vec<Named> = granted().map(|(it, _)| Named::of(&it.name, it.is_known, cloud)).collect();
    let named = |wanted: &str| {
        let places = roles.iter().map(|it| it.is(wanted)).enumerate();
        places.filter(|it| it.1 != Truth::No).collect()
    };
    granted()
        .zip(&roles)
        .map(|((it, scope), role)| Grant {
            role: role.clone(),
            scope: scope.clone(),
            depends: it.policy.depends().iter().map(|it| named(it.display_name())).collect(),
        })
        .collect()
}

fn check(layer: Layer, name: &str, policy: &Policy) -> Result<(), PolicySetError> {
    let fail = |why| Err(PolicySetError::of(layer.kind(), name, why));
    let version = policy.version();
    if (version.model() == Model::RolePolicy) != (layer == Layer::Role) {
        return fail(match version.model() {
            Model::RolePolicy => {
                format!("version `{version}` is of the role/policy model, which is granted in a scope")
            }
            Model::IdentityPolicy => format!("version `{version}` is of the identity-policy model, which has no scope"),
        });
    }
    for (at, statement) in policy.statements().iter().enumerate() {
        match (layer == Layer::Resource, statement.principals()) {
            (true, None) => return fail(format!("statement {at} names no `Principal`")),
            (false, Some(_)) => {
                return fail(format!("statement {at} names a `Principal`, which only a resource policy does"));
            }
            _ => {}
        }
    }
    Ok(())
}
