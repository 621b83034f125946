//! Values of what has no classes: of a key in a variable, of one that is compared as of several types, of the resource and of the
//! principal. They need not be all that matter: they say what else must be known, never what the decision is.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Assumptions;
use super::classes::concerned;
use super::compare::{Comparison, Kind};
use super::condition::Test;
use super::env::{Env, Found};
use super::key_id::{KeyId, Sameness};
use super::probe::{Outcome, Probe};
use super::request::{Request, RequestedResource, Value};
use super::set::PolicySet;
use super::text::Text;
use crate::classes::{Budget, Compared};
use crate::shared::{urn, value};
use crate::{ConditionKey, ValueType};

/// More texts, and longer ones, are not taken apart.
const MOST_TEXTS: usize = 32;
const LONGEST: usize = 40;
const MOST_CANDIDATES: usize = 512;
const MOST_STEPS: u64 = 1 << 14;

/// What is assumed so far.
#[derive(Clone, Copy)]
pub(super) struct Assumed<'a> {
    pub(super) set: &'a PolicySet,
    pub(super) request: &'a Request,
    pub(super) assumptions: Assumptions,
    pub(super) keys: &'a [Option<Value>],
}

impl<'a> Assumed<'a> {
    fn env(self) -> Env<'a> {
        Env::new(self.request, self.assumptions, self.keys)
    }

    /// Values of the key at this place.
    pub(super) fn of_key(self, place: usize) -> Vec<Value> {
        let Some(entry) = self.request.context.get(place) else { return Vec::new() };
        let key = &entry.key;
        let is_it = |it: &KeyId| it.sameness(key) != Sameness::Different;
        let has_it = |text: &Text| text.variables().any(|it| is_it(&it.id));
        let mut found = Texts::default();
        let mut probe = Probe {
            request: self.request,
            place,
            assumptions: self.assumptions,
            assumed: self.keys.to_vec(),
            tests: Vec::new(),
            resources: Vec::new(),
            names: self.set.places_of(is_it).collect(),
        };
        found.texts.extend(probe.names.iter().map(ToString::to_string));
        let env = self.env();
        for statement in concerned(self.set, self.request) {
            for test in &statement.tests {
                let is_own = is_it(&test.key.id);
                if is_own || test.operands.iter().any(|it| has_it(it.text())) {
                    found.add(test, is_own, &env);
                    probe.tests.push(test);
                }
            }
            if let Some(it) = statement.resources.as_ref().filter(|it| it.texts().any(has_it)) {
                found.texts.extend(self.request.resource_name().map(String::from));
                found
                    .texts
                    .extend(self.request.resource_name().and_then(urn::split).into_iter().flatten().map(String::from));
                probe.resources.push(it);
            }
        }
        let is_multivalued = ConditionKey::from_name(key.name()).and_then(ConditionKey::is_multivalued);
        distinct(&probe, &found, is_multivalued)
    }

    /// Names of resources, and none.
    pub(super) fn resources(self) -> Vec<Request> {
        let env = self.env();
        let mut names: Vec<String> = Vec::new();
        for test in concerned(self.set, self.request).filter_map(|it| it.resources.as_ref()).take(MOST_TEXTS) {
            names.extend(
                test.patterns().map(|all| all.iter().map(|it| some_of(it, &env)).collect::<Vec<_>>().join(":")),
            );
        }
        let fresh = "other:other:other:other:other".to_string();
        names.extend([fresh, "*".to_string()]);
        names.sort_unstable();
        names.dedup();
        names.iter().map(|it| self.request.clone().resource(it)).collect()
    }

    /// Principals, in the account of the resource and in another one.
    pub(super) fn principals(self) -> Vec<Request> {
        let with = |kind, name: &str| self.request.clone().principal_of(kind, name);
        let mut all = Vec::new();
        for test in concerned(self.set, self.request).filter_map(|it| it.principals.as_ref()).take(MOST_TEXTS) {
            for (kind, name) in test.names() {
                let name = name.replace('*', "some").replace('?', "s");
                let is_account = kind == crate::PrincipalKind::Iam && urn::split(&name).is_none();
                let name = if is_account { format!("iam::{name}:user:some") } else { name };
                all.push(with(kind, &name));
            }
        }
        let account = match &self.request.resource {
            RequestedResource::Named(name, _) => urn::split(name).map(|[_, _, account, _, _]| account),
            RequestedResource::None | RequestedResource::Unknown => None,
        };
        let accounts = account.into_iter().chain(["other"]);
        all.extend(accounts.map(|it| with(crate::PrincipalKind::Iam, &format!("iam::{it}:user:other"))));
        all.push(with(crate::PrincipalKind::Service, "service.other"));
        all
    }
}

/// What a key is compared with.
#[derive(Default)]
struct Texts {
    texts: Vec<String>,
    has_bool: bool,
    kinds: Vec<Kind>,
    /// Whether it is compared with a key that is not known either.
    is_linked: bool,
    /// What it is compared as, where it is compared itself.
    types: Vec<ValueType>,
}

impl Texts {
    fn add(&mut self, test: &Test, is_own: bool, env: &Env<'_>) {
        self.has_bool |= test.comparison == Comparison::Bool;
        if !self.kinds.contains(&test.comparison.kind()) {
            self.kinds.push(test.comparison.kind());
        }
        self.texts.extend(test.operands.iter().filter_map(|it| it.text().filled_with("some", env)));
        let is_open = |text: &Text| text.variables().any(|it| matches!(env.find(&it.id), Found::Open));
        self.is_linked |= test.operands.iter().any(|it| is_open(it.text()));
        if is_own {
            self.types.extend(match test.comparison {
                Comparison::Text(_) | Comparison::Affix(_) => Some(ValueType::String),
                Comparison::Bool => Some(ValueType::Boolean),
                Comparison::Number(_) => Some(ValueType::Number),
                Comparison::Date(_) => Some(ValueType::Date),
                Comparison::Ip => Some(ValueType::Ip),
                Comparison::Null | Comparison::NullOrEmpty => None,
            });
            return;
        }
        match env.find(&test.key.id) {
            Found::One(it) => self.texts.push(it.into()),
            Found::Many(all) => self.texts.extend(all.iter().cloned()),
            Found::Open => self.is_linked = true,
            Found::Absent => {}
        }
    }

    /// Whole texts first, then parts of them.
    fn candidates(&self) -> Vec<String> {
        let mut texts: Vec<String> = self.texts.iter().take(MOST_TEXTS).cloned().collect();
        texts.sort_unstable();
        texts.dedup();
        let mut all = texts.clone();
        let mut compared = Compared::default();
        for kind in &self.kinds {
            compared.add(*kind, texts.iter().map(String::as_str));
        }
        all.extend(compared.values(None, &mut Budget::new(MOST_STEPS)).map_or_else(|_| Vec::new(), |it| it.all));
        if self.has_bool {
            all.extend(["true", "false"].map(String::from));
        }
        all.extend(["", "*"].map(String::from));
        let mut fresh = String::from("other");
        while texts.iter().any(|it| it.contains(&fresh)) {
            fresh.push('z');
        }
        all.push(fresh);
        for it in &texts {
            all.extend([it.to_lowercase(), it.to_uppercase()]);
            all.extend([it.replace('*', "").replace('?', "z"), it.replace(['*', '?'], "z")]);
        }
        for text in texts.iter().filter(|it| it.len() <= LONGEST) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let pairs = places.iter().flat_map(|from| places.iter().map(move |to| *from..*to));
            all.extend(pairs.filter_map(|it| text.get(it)).map(String::from));
        }
        let mut seen = BTreeSet::new();
        all.retain(|it| self.is_of_type(it) && seen.insert(it.clone()));
        all.truncate(MOST_CANDIDATES);
        all
    }
}

impl Texts {
    fn is_of_type(&self, text: &str) -> bool {
        let is = |kind: &ValueType| match kind {
            ValueType::Date => value::date(text).is_some() && value::has_zone(text),
            ValueType::Ip => value::ip_range(text).is_some() && !text.contains('/'),
            _ => value::is_value(*kind, text),
        };
        self.types.is_empty() || self.types.iter().any(is)
    }
}

/// Values that come to something else than all others.
fn distinct(probe: &Probe<'_>, found: &Texts, is_multivalued: Option<bool>) -> Vec<Value> {
    let mut seen: BTreeSet<Outcome> = BTreeSet::new();
    let mut elements: Vec<String> = Vec::new();
    for (at, it) in found.candidates().into_iter().enumerate() {
        let is_new = seen.insert(probe.outcome(&Value::One(it.as_str().into())));
        // What a key comes to that is compared with an unknown one shows when that one is known; so does what a wildcard in it means,
        // or nothing at all.
        if is_new || found.is_linked && (at < found.texts.len().min(8) || matches!(&*it, "*" | "")) {
            elements.push(it);
        }
    }
    let mut all = alloc::vec![Value::Absent];
    if is_multivalued != Some(true) {
        all.extend(elements.iter().map(|it| Value::One(it.as_str().into())));
    }
    if is_multivalued != Some(false) {
        let mut seen = BTreeSet::new();
        let few: Vec<&String> = elements.iter().take(8).collect();
        let mut sets = alloc::vec![Vec::new()];
        sets.extend(few.iter().map(|it| alloc::vec![(*it).clone()]));
        for (at, one) in few.iter().enumerate() {
            sets.extend(few.iter().skip(at + 1).map(|other| alloc::vec![(*one).clone(), (*other).clone()]));
        }
        let sets = sets.into_iter().map(Value::Many);
        all.extend(sets.filter(|it| seen.insert(probe.outcome(it))));
    }
    all
}

/// A text that a part of a pattern matches.
fn some_of(text: &Text, env: &Env<'_>) -> String {
    let filled = text.filled_with("some", env).unwrap_or_default();
    let some = filled.replace('*', "some").replace('?', "s");
    if some.is_empty() { String::from("some") } else { some }
}
