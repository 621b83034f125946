//! Mapped traces, decided.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::Value;

use super::action::Mapped;
use super::trace::User;
use crate::eval::{Decision, PolicySet, Request};

/// What changes for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was allowed, and would fail.
    NewlyDenied,
    /// It was denied, and would go through.
    NewlyAllowed,
    /// Nobody can tell.
    Unknown,
    /// As before.
    Same,
}

impl Outcome {
    /// Its name in documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NewlyDenied => "newly_denied",
            Self::NewlyAllowed => "newly_allowed",
            Self::Unknown => "unknown",
            Self::Same => "same",
        }
    }
}

/// What a decision depends on that traces say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Asked {
    /// The address, if a policy asks for it.
    pub source_ip: Option<String>,
    /// The time in milliseconds, if a policy asks for it.
    pub milliseconds: Option<i64>,
    /// The account's id, if a policy asks for it.
    pub account_id: Option<String>,
}

/// Decides what traces are of, with the policies of now and with new ones.
#[derive(Debug)]
pub struct Judge {
    new: PolicySet,
    old: Option<PolicySet>,
    /// The keys that the policies ask for.
    keys: BTreeSet<String>,
}

impl Judge {
    /// With these policies, whose texts say which keys they ask for. Without old ones, what a trace's answer says is how it was.
    #[must_use]
    pub fn new(new: PolicySet, old: Option<PolicySet>, texts: &[Value]) -> Self {
        let mut keys = BTreeSet::new();
        texts.iter().for_each(|it| collect(it, &mut keys));
        Self { new, old, keys }
    }

    /// What a decision depends on for a call.
    #[must_use]
    pub fn asked(&self, source_ip: Option<&str>, milliseconds: Option<i64>, user: &User) -> Asked {
        let has = |key: &str| self.keys.contains(&key.to_ascii_lowercase());
        let is_address = |it: &&str| it.parse::<core::net::IpAddr>().is_ok();
        Asked {
            source_ip: source_ip.filter(|it| has(SOURCE_IP) && is_address(it)).map(ToString::to_string),
            milliseconds: milliseconds.filter(|_| has(CURRENT_TIME)),
            account_id: user.account_id.clone().filter(|_| has(PRINCIPAL_ACCOUNT)),
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
        for key in &self.keys {
            let value = match key.as_str() {
                _ if key.eq_ignore_ascii_case(SOURCE_IP) => asked.source_ip.clone(),
                _ if key.eq_ignore_ascii_case(CURRENT_TIME) => asked.milliseconds.map(time),
                _ if key.eq_ignore_ascii_case(PRINCIPAL_ACCOUNT) => asked.account_id.clone(),
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

/// A time as policies write it.
fn time(milliseconds: i64) -> String {
    let seconds = milliseconds.div_euclid(1000).rem_euclid(86_400);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    alloc::format!("{}T{hour:02}:{minute:02}:{second:02}Z", super::Day::of_milliseconds(milliseconds))
}

/// Every key that a document of policies asks for, in conditions and in variables.
fn collect(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if let (true, Value::Object(operators)) = (name.eq_ignore_ascii_case("condition"), value) {
                    let of_operator = operators.values().filter_map(Value::as_object).flat_map(|it| it.keys());
                    keys.extend(of_operator.map(|it| it.to_ascii_lowercase()));
                }
                collect(value, keys);
            }
        }
        Value::Array(all) => all.iter().for_each(|it| collect(it, keys)),
        Value::String(text) => {
            let variables = text.split("${").skip(1).filter_map(|it| it.split(['}', ',']).next());
            keys.extend(variables.map(str::trim).filter(|it| it.contains(':')).map(str::to_ascii_lowercase));
        }
        _ => {}
    }
}

const SOURCE_IP: &str = "g:SourceIp";
const CURRENT_TIME: &str = "g:CurrentTime";
const PRINCIPAL_ACCOUNT: &str = "g:PrincipalAccount";
