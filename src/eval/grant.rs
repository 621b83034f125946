use alloc::string::String;
use alloc::vec::Vec;

use super::Assumption::{DependencyInOtherScope, EnterpriseProjectSupport, ScopeOfOtherLevel};
use super::env::{ENTERPRISE_PROJECT_ID, Env, Found, PROJECT_NAME, Subject};
use super::key_id::KeyId;
use super::truth::Truth;
use crate::{Cloud, Role, RoleCode, Service, ServiceLevel, Support};

/// Where a role or policy of the role/policy model is granted.
///
/// The project and the enterprise project of a request are the values of its keys `g:ProjectName` and
/// `g:EnterpriseProjectId`.
///
/// ```
/// use hwc_iam::eval::{GrantScope, PolicySet, Request};
/// use hwc_iam::policy;
///
/// let viewer = policy!({ "Version": "1.1", "Statement": [{ "Effect": "Allow", "Action": ["ims:*:get", "ims:*:list"] }] });
/// let set = PolicySet::builder()
///     .role("IMS ReadOnlyAccess", viewer, GrantScope::Project("cn-north-4".into()))
///     .build()?;
/// let request = Request::new("ims:images:list");
/// assert_eq!(set.decide(&request.clone().key("g:ProjectName", "cn-north-4")).name(), "allow");
/// assert_eq!(set.decide(&request.clone().key("g:ProjectName", "cn-east-3")).name(), "implicit_deny");
/// assert_eq!(set.decide(&request).name(), "unknown");
/// # Ok::<(), hwc_iam::error::PolicySetError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantScope {
    /// All resources: global services and all projects.
    All,
    /// The global services.
    Global,
    /// All projects of all regions.
    AllProjects,
    /// The project with this name, such as `cn-north-4`.
    Project(String),
    /// The enterprise project with this id.
    EnterpriseProject(String),
}

/// A role or policy as it is granted.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub(super) role: Named,
    pub(super) scope: GrantScope,
    /// For each role that it depends on, the grants that are of that role, and those that may be.
    pub(super) depends: Vec<Vec<(usize, Truth)>>,
}

/// Which role or policy a grant is of.
#[derive(Debug, Clone)]
pub(super) enum Named {
    /// The one with this name.
    One(String),
    /// One of these, which have this code, or something else of that name.
    OneOf(Vec<&'static str>),
    /// Any, since this looks like a code that the catalogue does not have.
    Any(String),
}

impl Named {
    /// What a grant is named by is a name or a code. What comes with a document may be of the user's own making, whatever it is
    /// called; what has none may be a role of the system whose code nobody knows.
    pub(super) fn of(text: &str, has_document: bool, cloud: Cloud) -> Self {
        match Role::names_of(text, cloud).as_slice() {
            [] if !has_document && RoleCode::is_like(text) => Self::Any(text.into()),
            [] => Self::One(text.into()),
            [one] if !has_document || *one == text => Self::One((*one).into()),
            all => Self::OneOf(all.into()),
        }
    }

    /// Whether it is the role with this name.
    pub(super) fn is(&self, name: &str) -> Truth {
        match self {
            Self::One(it) => Truth::of(it.eq_ignore_ascii_case(name)),
            Self::OneOf(all) if !all.iter().any(|it| it.eq_ignore_ascii_case(name)) => Truth::No,
            Self::OneOf(_) | Self::Any(_) => Truth::Open,
        }
    }

    /// The names that it may have, as far as they are known.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let (one, all) = match self {
            Self::One(it) | Self::Any(it) => (Some(it.as_str()), &[][..]),
            Self::OneOf(all) => (None, all.as_slice()),
        };
        one.into_iter().chain(all.iter().copied())
    }
}

/// The keys that say where a request happens.
#[derive(Debug, Clone)]
pub(super) struct PlaceKeys {
    pub(super) project: KeyId,
    pub(super) enterprise_project: KeyId,
}

impl Default for PlaceKeys {
    fn default() -> Self {
        Self { project: KeyId::new(PROJECT_NAME), enterprise_project: KeyId::new(ENTERPRISE_PROJECT_ID) }
    }
}

/// What it takes to say how far grants reach.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grants<'a> {
    pub(super) all: &'a [Grant],
    pub(super) keys: &'a PlaceKeys,
    pub(super) cloud: Cloud,
}

impl Grants<'_> {
    /// Whether the grant has effect on the request's action where the request happens.
    pub(super) fn is_effective(self, place: usize, env: &Env<'_>) -> Truth {
        let Some(grant) = self.all.get(place) else { return Truth::No };
        let fulfilled = grant.depends.iter().map(|them| self.is_fulfilled(them, env));
        self.reaches(&grant.scope, env).and(Truth::all(fulfilled))
    }

    fn is_fulfilled(self, grants: &[(usize, Truth)], env: &Env<'_>) -> Truth {
        if grants.is_empty() {
            return Truth::No;
        }
        let is_it = |it: Truth| if it == Truth::Open { env.lacks(Subject::Roles) } else { it };
        let here = grants.iter().filter_map(|(place, named)| {
            let reached = self.reaches(&self.all.get(*place)?.scope, env);
            Some(if reached == Truth::No { reached } else { reached.and(is_it(*named)) })
        });
        let here = Truth::any(here);
        let anywhere = Truth::any(grants.iter().map(|it| it.1));
        env.choose(DependencyInOtherScope, is_it(anywhere), here)
    }

    fn reaches(self, scope: &GrantScope, env: &Env<'_>) -> Truth {
        let of_level = |wanted| match level(env) {
            Some(it) if it == wanted => Truth::Yes,
            _ => env.ask(ScopeOfOtherLevel),
        };
        match scope {
            GrantScope::All => Truth::Yes,
            GrantScope::Global => of_level(ServiceLevel::Global),
            GrantScope::AllProjects => of_level(ServiceLevel::Project),
            GrantScope::Project(name) => match is_in(&self.keys.project, name, Subject::Project, env) {
                Truth::No => Truth::No,
                here => here.and(of_level(ServiceLevel::Project)),
            },
            GrantScope::EnterpriseProject(id) => {
                match is_in(&self.keys.enterprise_project, id, Subject::EnterpriseProject, env) {
                    Truth::No => Truth::No,
                    here => here.and(self.supports_enterprise_projects(env)),
                }
            }
        }
    }

    fn supports_enterprise_projects(self, env: &Env<'_>) -> Truth {
        match env.request.action.role.map(|it| it.scope(self.cloud).enterprise_project) {
            Some(Support::Yes) => Truth::Yes,
            Some(Support::No) => Truth::No,
            _ => env.ask(EnterpriseProjectSupport),
        }
    }
}

fn is_in(key: &KeyId, name: &str, subject: Subject, env: &Env<'_>) -> Truth {
    match env.find(key) {
        Found::Open => Truth::Open,
        Found::Absent => env.lacks(subject),
        Found::One(it) => Truth::of(it == name),
        Found::Many(all) => Truth::of(all.iter().any(|it| it == name)),
    }
}

fn level(env: &Env<'_>) -> Option<ServiceLevel> {
    let action = &env.request.action;
    let known = action.role.map(crate::RoleAction::service).or(action.v5.map(crate::Action::service));
    let service = known.or_else(|| Service::of_name(&action.name));
    service.and_then(Service::level)
}
