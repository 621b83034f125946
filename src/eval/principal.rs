use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Assumption::PrincipalInOtherForm;
use super::env::{Env, Subject};
use super::request::Caller;
use super::truth::Truth;
use crate::shared::{pattern, urn};
use crate::{PrincipalKind, Principals};

/// The compiled `Principal` or `NotPrincipal` of a statement.
#[derive(Debug, Clone)]
pub(super) struct PrincipalTest {
    is_negated: bool,
    all: Vec<(PrincipalKind, Box<str>)>,
}

impl PrincipalTest {
    pub(super) fn new(principals: &Principals) -> Self {
        let (all, is_negated) = match principals {
            Principals::These(all) => (all, false),
            Principals::AllBut(all) => (all, true),
        };
        Self { is_negated, all: all.iter().map(|it| (it.kind(), it.name().into())).collect() }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = (PrincipalKind, &str)> {
        self.all.iter().map(|(kind, name)| (*kind, &**name))
    }

    pub(super) fn holds(&self, env: &Env<'_>) -> Truth {
        let is_one = match &env.request.principal {
            None => env.lacks(Subject::Principal),
            Some(caller) => Truth::any(self.all.iter().map(|(kind, name)| is(*kind, name, caller, env))),
        };
        if self.is_negated { is_one.not() } else { is_one }
    }
}

fn is(kind: PrincipalKind, name: &str, caller: &Caller, env: &Env<'_>) -> Truth {
    if kind == caller.kind && *name == *caller.name {
        return Truth::Yes;
    }
    if matches!(kind, PrincipalKind::Id | PrincipalKind::Federated) && (name == "*" || name.starts_with("domain/")) {
        return is_of_bucket(name, caller, env);
    }
    let account = caller.parts().map(|[_, _, account, _, _]| account);
    // An account stands for everybody in it.
    if kind == PrincipalKind::Iam && caller.kind == PrincipalKind::Iam && account == Some(name) {
        return Truth::Yes;
    }
    let by_pattern = kind == caller.kind && pattern::is_pattern(name) && pattern::matches(name, &caller.name);
    let by_session = caller.kind == PrincipalKind::Iam && stands_behind(kind, name, caller);
    if by_pattern || by_session { env.ask(PrincipalInOtherForm) } else { Truth::No }
}

/// Whether the principal of a bucket policy is the caller: everybody, or by ids an account, a user or an agency.
fn is_of_bucket(name: &str, caller: &Caller, env: &Env<'_>) -> Truth {
    if name == "*" {
        return Truth::Yes;
    }
    let Some(rest) = name.strip_prefix("domain/").filter(|_| caller.kind == PrincipalKind::Iam) else {
        return Truth::No;
    };
    let (account, who) = rest.split_once(':').map_or((rest, None), |(account, who)| (account, Some(who)));
    let Some([service, _, of, form, id]) = caller.parts() else { return env.ask(PrincipalInOtherForm) };
    if of != account {
        return Truth::No;
    }
    let Some((kind, wanted)) = who.map(|it| it.split_once('/').unwrap_or((it, ""))) else { return Truth::Yes };
    let session = id.split_once('/').map_or(id, |(owner, _)| owner);
    match (kind, service, form) {
        ("user", "iam", "user") if wanted == "*" || wanted == id => Truth::Yes,
        ("agency", "sts", "assumed-agency") => Truth::of(wanted == "*" || wanted == session),
        ("user", "sts", _) if wanted != "*" => Truth::No,
        ("agency", "iam", "user") => Truth::No,
        // Whether the id is that of the user who has this name, or a session is a user, nothing says.
        _ => env.ask(PrincipalInOtherForm),
    }
}

/// Whether it is the agency, or the identity provider, of a session.
fn stands_behind(kind: PrincipalKind, name: &str, session: &Caller) -> bool {
    let Some(["sts", _, account, form, id]) = session.parts() else { return false };
    let Some((owner, _)) = id.split_once('/') else { return false };
    match (kind, form) {
        (PrincipalKind::Iam, "assumed-agency") => urn::split(name).is_some_and(|[service, _, of, form, id]| {
            service == "iam" && of == account && form == "agency" && id.rsplit('/').next() == Some(owner)
        }),
        (PrincipalKind::IdentityProvider | PrincipalKind::Federated, "external-user") => {
            let id = urn::split(name).map_or(name, |[.., id]| id);
            id.rsplit('/').next() == Some(owner)
        }
        _ => false,
    }
}
