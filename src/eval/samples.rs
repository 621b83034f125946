//! Values of what has no classes: of a key in a variable, of one that is compared as of several types, of the resource and of the
//! principal. They need not be all that matter: they say what else must be known, never what the decision is.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use super::Assumptions;
use super::candidates::Texts;
use super::classes::concerned;
use super::env::Env;
use super::key_id::{KeyId, Sameness};
use super::probe::{Outcome, Probe};
use super::request::{Entry, EntryValue, Request, RequestedResource, Value};
use super::set::PolicySet;
use super::sought::{MOST_SETS, Sought};
use super::text::Text;
use crate::shared::urn;
use crate::{ConditionKey, ValueType};

/// More of them are not looked at.
const MOST_TEXTS: usize = 32;

/// Of keys that are compared with one another, what one comes to is looked at with so many others known at once.
const MOST_LINKS: usize = 1;

/// How often what a value comes to is looked at, in all.
const MOST_LOOKS: usize = 1 << 17;

/// What was looked at for one request.
#[derive(Default)]
pub(super) struct Looked {
    count: Cell<usize>,
    values: RefCell<BTreeMap<Given, Vec<Value>>>,
}

/// All that the values of a key depend on: how many links are followed, its place, the resource, the assumptions and the keys that are known.
type Given = (usize, usize, Option<Option<String>>, Assumptions, Vec<Option<Value>>);

impl Looked {
    pub(super) fn is_spent(&self) -> bool {
        self.count.get() >= MOST_LOOKS
    }

    fn add(&self, count: usize) {
        self.count.set(self.count.get().saturating_add(count));
    }
}

/// What is assumed so far.
#[derive(Clone, Copy)]
pub(super) struct Assumed<'a> {
    pub(super) set: &'a PolicySet,
    pub(super) request: &'a Request,
    pub(super) assumptions: Assumptions,
    pub(super) keys: &'a [Option<Value>],
    pub(super) looked: &'a Looked,
}

impl<'a> Assumed<'a> {
    fn env(self) -> Env<'a> {
        Env::new(self.request, self.assumptions, self.keys)
    }

    /// Values of the key at this place.
    pub(super) fn of_key(self, place: usize) -> Vec<Value> {
        self.linked_at_most(MOST_LINKS, place)
    }

    /// The same, where a key that is compared with one that is not known either comes to all that both come to together.
    fn linked_at_most(self, links: usize, place: usize) -> Vec<Value> {
        let Some(entry) = self.request.context.get(place) else { return Vec::new() };
        let mut texts = Texts::default();
        let mut probe = Probe {
            request: self.request,
            place,
            assumptions: self.assumptions,
            assumed: self.keys.to_vec(),
            tests: Vec::new(),
            resources: Vec::new(),
            names: (place, self.set.places_of(|it| it.sameness(&entry.key) != Sameness::Different).collect()),
        };
        texts.texts.extend(probe.names.1.iter().map(ToString::to_string));
        // What it is compared with, and what that is compared with.
        let mut places = alloc::vec![place];
        let mut next = 0;
        while let Some(linked) = places.get(next).copied() {
            next += 1;
            self.look_at(linked, next == 1, &mut texts, &mut probe, &mut places);
        }
        let given = (links, place, self.resource(), self.assumptions, self.keys_of(&probe));
        if let Some(it) = self.looked.values.borrow().get(&given) {
            return it.clone();
        }
        let known = ConditionKey::from_name(entry.key.name());
        // Of a string the values matter that what compares it reads.
        texts.own = known.and_then(ConditionKey::value_type).filter(|it| *it != ValueType::String);
        let others = places.get(1..).filter(|_| links > 0).unwrap_or_default();
        // As long as the others are not known, and with each value of each of them.
        let comes_to = |value: &Value| -> (Outcome, Vec<BTreeSet<Outcome>>) {
            self.looked.add(1);
            let open = probe.outcome(value);
            let mut keys = self.keys.to_vec();
            if let Some(it) = keys.get_mut(place) {
                *it = Some(value.clone());
            }
            let with_each = others.iter().take_while(|_| !self.looked.is_spent()).map(|other| {
                let values = Assumed { keys: &keys, ..self }.linked_at_most(links - 1, *other);
                let probe = probe.of(*other, keys.clone());
                self.looked.add(values.len());
                values.iter().map(|it| probe.outcome(it)).collect()
            });
            (open, with_each.collect())
        };
        let is_compared = probe.tests.iter().any(|it| it.key.id.sameness(&entry.key) != Sameness::Different);
        let sought = Sought {
            is_hidden: places.len() > 1 && others.is_empty(),
            is_compared,
            is_multivalued: known.and_then(ConditionKey::is_multivalued),
            largest: if places.len() > 1 { 2 } else { MOST_SETS },
        };
        let all = sought.distinct(texts.candidates(self.set), texts.len(), comes_to);
        self.looked.values.borrow_mut().insert(given, all.clone());
        all
    }

    fn resource(self) -> Option<Option<String>> {
        match &self.request.resource {
            RequestedResource::None => None,
            RequestedResource::Unknown => Some(None),
            RequestedResource::Named(name, _) => Some(Some(name.clone())),
        }
    }

    /// What is assumed of the keys that this looks at.
    fn keys_of(self, probe: &Probe<'_>) -> Vec<Option<Value>> {
        let in_tests = probe.tests.iter().flat_map(|it| &it.operands).flat_map(|it| it.text().variables());
        let in_resources = probe.resources.iter().flat_map(|it| it.texts()).flat_map(Text::variables);
        let own = probe.tests.iter().map(|it| &it.key.id);
        let looked_at: Vec<&KeyId> = own.chain(in_tests.chain(in_resources).map(|it| &it.id)).collect();
        let is_looked_at = |it: &Entry| looked_at.iter().any(|key| key.sameness(&it.key) != Sameness::Different);
        let context = self.request.context.iter().zip(self.keys);
        context.map(|(entry, value)| value.clone().filter(|_| is_looked_at(entry))).collect()
    }

    /// What looks at the key at this place, with what it is compared with and the places of other keys that are not known.
    fn look_at(self, place: usize, is_first: bool, texts: &mut Texts, probe: &mut Probe<'a>, places: &mut Vec<usize>) {
        let Some(entry) = self.request.context.get(place) else { return };
        let is_it = |it: &KeyId| it.sameness(&entry.key) != Sameness::Different;
        let has_it = |text: &Text| text.variables().any(|it| is_it(&it.id));
        let env = self.env();
        let mut link = |key: &KeyId| {
            let is_linked = |at: usize, it: &Entry| {
                matches!(it.value, EntryValue::Unknown)
                    && it.key.sameness(key) != Sameness::Different
                    && self.keys.get(at).is_none_or(Option::is_none)
            };
            let linked = self.request.context.iter().enumerate().filter(|(at, it)| is_linked(*at, it));
            let linked: Vec<usize> = linked.map(|it| it.0).filter(|it| !places.contains(it)).collect();
            places.extend(linked);
        };
        for statement in concerned(self.set, self.request) {
            for test in &statement.tests {
                let is_own = is_it(&test.key.id);
                if !is_own && !test.operands.iter().any(|it| has_it(it.text())) {
                    continue;
                }
                texts.add(test, is_own && is_first, &env);
                link(&test.key.id);
                test.operands.iter().flat_map(|it| it.text().variables()).for_each(|it| link(&it.id));
                if !probe.tests.iter().any(|it| core::ptr::eq(*it, test)) {
                    probe.tests.push(test);
                }
            }
            let Some(test) = &statement.resources else { continue };
            let mut looks = false;
            for pattern in test.patterns().filter(|it| it.iter().any(has_it)) {
                looks = true;
                texts.add_parts(pattern, has_it, self.request);
                pattern.iter().flat_map(Text::variables).for_each(|it| link(&it.id));
            }
            if looks && !probe.resources.iter().any(|it| core::ptr::eq(*it, test)) {
                probe.resources.push(test);
            }
        }
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
            RequestedResource::Named(name, parts) => {
                parts.as_ref().map(|it| it.in_name(name)).map(|[_, _, account, _, _]| account)
            }
            RequestedResource::None | RequestedResource::Unknown => None,
        };
        let accounts = account.into_iter().chain(["other"]);
        all.extend(accounts.map(|it| with(crate::PrincipalKind::Iam, &format!("iam::{it}:user:other"))));
        all.push(with(crate::PrincipalKind::Service, "service.other"));
        all
    }
}

/// A text that a part of a pattern matches.
fn some_of(text: &Text, env: &Env<'_>) -> String {
    let filled = text.filled_with("some", env).unwrap_or_default();
    let some = filled.replace('*', "some").replace('?', "s");
    if some.is_empty() { String::from("some") } else { some }
}
