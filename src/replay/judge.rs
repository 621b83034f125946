//! Mapped traces, decided.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::action::Mapped;
use super::trace::date;
use super::user::{CallerKind, User};
use crate::eval::{Decision, KeyId, PolicySet, Request};
use crate::shared::words::words;

words! {
    /// What changes for a call.
    ///
    /// ```
    /// assert_eq!(hwc_iam::replay::Outcome::NewlyDenied.name(), "newly_denied");
    /// ```
    Outcome {
        /// It was allowed, and would fail.
        NewlyDenied = "newly_denied",
        /// It was denied, and would go through.
        NewlyAllowed = "newly_allowed",
        /// Nobody can tell.
        Unknown = "unknown",
        /// As before.
        Same = "same",
    }
}

/// What a decision depends on that traces say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Asked {
    /// The address, if a policy tests it.
    pub source_ip: Option<String>,
    /// The time in milliseconds, if a policy tests it.
    pub milliseconds: Option<i64>,
    /// The account's id, if a policy tests it.
    pub account_id: Option<String>,
    /// The caller's URN, if a policy tests it.
    pub urn: Option<String>,
    /// The name of the IAM user, if a policy tests it.
    pub user_name: Told,
}

/// What a trace says of something that is not always there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Told {
    /// Nothing.
    #[default]
    Nothing,
    /// That it is not there.
    Absent,
    /// What it is.
    Value(String),
}

/// Decides what traces are of, with the policies of now and with new ones.
#[derive(Debug)]
pub struct Judge {
    new: PolicySet,
    old: Option<PolicySet>,
    /// The keys that the policies ask for.
    keys: BTreeSet<KeyId>,
}

impl Judge {
    /// With these policies. Without old ones, what a trace's answer says is how it was.
    #[must_use]
    pub fn new(new: PolicySet, old: Option<PolicySet>) -> Self {
        let keys = [Some(&new), old.as_ref()].into_iter().flatten().flat_map(PolicySet::keys).cloned().collect();
        Self { new, old, keys }
    }

    /// What a decision depends on for a call.
    #[must_use]
    pub fn asked(&self, source_ip: Option<&str>, milliseconds: Option<i64>, user: &User) -> Asked {
        let has = |key: &str| self.keys.iter().any(|it| it.name().eq_ignore_ascii_case(key));
        let is_address = |it: &&str| it.parse::<core::net::IpAddr>().is_ok();
        Asked {
            source_ip: source_ip.filter(|it| has(SOURCE_IP) && is_address(it)).map(ToString::to_string),
            milliseconds: milliseconds.filter(|_| has(CURRENT_TIME)),
            account_id: user.account_id.clone().filter(|_| has(PRINCIPAL_ACCOUNT)),
            urn: user.urn.clone().filter(|_| has(PRINCIPAL_URN)),
            user_name: match (user.kind, &user.name) {
                _ if !has(USER_NAME) => Told::Nothing,
                (Some(CallerKind::User), Some(name)) => Told::Value(name.clone()),
                // Only IAM users have the key.
                (Some(CallerKind::Agency | CallerKind::Federated), _) => Told::Absent,
                _ => Told::Nothing,
            },
        }
    }

    /// What changes for a call, and the keys that would settle what is not known.
    #[must_use]
    pub fn outcome(&self, mapped: &Mapped, asked: &Asked, was_denied: Option<bool>) -> (Outcome, Vec<String>) {
        let (new, missing) = self.decide(&self.new, mapped, asked);
        let was = match &self.old {
            Some(old) => match self.decide(old, mapped, asked).0 {
                Decision::Allow => Some(true),
                Decision::Unknown => None,
                _ => Some(false),
            },
            None => was_denied.map(|it| !it),
        };
        match (was, new) {
            (_, Decision::Unknown) => (Outcome::Unknown, missing),
            (Some(true), Decision::Allow) => (Outcome::Same, Vec::new()),
            (Some(false), Decision::Allow) => (Outcome::NewlyAllowed, Vec::new()),
            (Some(true), _) => (Outcome::NewlyDenied, Vec::new()),
            (Some(false), _) => (Outcome::Same, Vec::new()),
            (None, _) => (Outcome::Unknown, Vec::from([String::from("whether it was allowed before")])),
        }
    }

    /// The decision on all actions together. One that is needed only where words of a page apply makes it unknown if it is not allowed.
    fn decide(&self, set: &PolicySet, mapped: &Mapped, asked: &Asked) -> (Decision, Vec<String>) {
        let (mut unknown, mut missing) = (false, BTreeSet::new());
        for action in &mapped.actions {
            let request = self.request(action, asked);
            match set.decide(&request) {
                Decision::Allow => {}
                Decision::Unknown => {
                    unknown = true;
                    let found = set.explain(&request);
                    missing.extend(found.missing.iter().map(ToString::to_string));
                    missing.extend(found.assumptions.iter().map(ToString::to_string));
                }
                denied => return (denied, Vec::new()),
            }
        }
        for (action, words) in &mapped.conditional {
            if set.decide(&self.request(action, asked)) != Decision::Allow {
                unknown = true;
                missing.insert(alloc::format!("{action}: {words}"));
            }
        }
        (if unknown { Decision::Unknown } else { Decision::Allow }, missing.into_iter().collect())
    }

    /// The request for an action: what the trace says is known, every other key that the policies ask for is not.
    fn request(&self, action: &str, asked: &Asked) -> Request {
        let mut request = Request::new(action).unknown_resource();
        for key in self.keys.iter().map(KeyId::name) {
            if key.eq_ignore_ascii_case(USER_NAME) && asked.user_name == Told::Absent {
                continue;
            }
            let value = match key {
                _ if key.eq_ignore_ascii_case(SOURCE_IP) => asked.source_ip.clone(),
                _ if key.eq_ignore_ascii_case(CURRENT_TIME) => asked.milliseconds.and_then(date),
                _ if key.eq_ignore_ascii_case(PRINCIPAL_ACCOUNT) => asked.account_id.clone(),
                _ if key.eq_ignore_ascii_case(PRINCIPAL_URN) => asked.urn.clone(),
                _ if key.eq_ignore_ascii_case(USER_NAME) => match &asked.user_name {
                    Told::Value(name) => Some(name.clone()),
                    _ => None,
                },
                _ => None,
            };
            request = match value {
                Some(value) => request.key(key, &value),
                None => request.unknown_key(key),
            };
        }
        request
    }
}

const SOURCE_IP: &str = "g:SourceIp";
const CURRENT_TIME: &str = "g:CurrentTime";
const PRINCIPAL_ACCOUNT: &str = "g:PrincipalAccount";
const PRINCIPAL_URN: &str = "g:PrincipalUrn";
const USER_NAME: &str = "g:UserName";
