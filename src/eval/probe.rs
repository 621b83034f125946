//! What values of a key come to, in everything that looks at it.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use super::condition::Test;
use super::env::{Env, Found};
use super::request::{Request, Value};
use super::resource::ResourceTest;
use super::truth::Truth;
use super::{Assumption, Assumptions, Setting};

/// More questions than this are not answered in every combination.
const MOST_QUESTIONS: usize = 4;

/// More values, and more sets of them, are not looked at.
const MOST_ELEMENTS: usize = 64;
const MOST_SETS: usize = 128;
const MOST_TESTS: usize = 4096;

/// Everything that looks at a key, and what is known besides.
pub(super) struct Probe<'a> {
    pub(super) request: &'a Request,
    /// The place of the key in the request's context.
    pub(super) place: usize,
    pub(super) assumptions: Assumptions,
    /// By place in the context.
    pub(super) assumed: Vec<Option<Value>>,
    pub(super) tests: Vec<&'a Test>,
    pub(super) resources: Vec<&'a ResourceTest>,
    /// A place of a key, and the names of projects that it is compared with.
    pub(super) names: (usize, Vec<&'a str>),
}

/// What a value comes to, whatever the answers to the questions that it raises. Two values with the same one are of one class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Outcome {
    questions: Vec<Assumption>,
    /// For each combination of answers.
    truths: Vec<Vec<Truth>>,
    /// Of what is not looked into.
    value: Option<Value>,
}

impl Probe<'_> {
    /// The same of the key at another place, where these are known.
    pub(super) fn of(&self, place: usize, assumed: Vec<Option<Value>>) -> Self {
        let (tests, resources, names) = (self.tests.clone(), self.resources.clone(), self.names.clone());
        Self { place, assumed, tests, resources, names, ..*self }
    }

    pub(super) fn outcome(&self, value: &Value) -> Outcome {
        let mut assumed = self.assumed.clone();
        if let Some(it) = assumed.get_mut(self.place) {
            *it = Some(value.clone());
        }
        let mut questions: Vec<Assumption> = Vec::new();
        loop {
            let mut more = Vec::new();
            let truths = (0..1_u32 << questions.len()).map(|world| {
                let answer = |at: usize| if world >> at & 1 == 1 { Setting::Yes } else { Setting::No };
                let answers = questions.iter().enumerate();
                let assumptions = answers.fold(self.assumptions, |all, (at, it)| all.with(*it, answer(at)));
                let env = Env::new(self.request, assumptions, &assumed);
                let truths = self.truths(&env);
                more.extend(env.open().assumptions());
                truths
            });
            let truths: Vec<Vec<Truth>> = truths.collect();
            if more.is_empty() {
                return Outcome { questions, truths, value: None };
            }
            questions.extend(more);
            questions.sort_unstable();
            questions.dedup();
            if questions.len() > MOST_QUESTIONS {
                return Outcome { questions, truths, value: Some(value.clone()) };
            }
        }
    }

    fn truths(&self, env: &Env<'_>) -> Vec<Truth> {
        let tests = self.tests.iter().map(|it| it.holds(env));
        let resources = self.resources.iter().map(|it| it.holds(env));
        let found = self.request.context.get(self.names.0).map_or(Found::Absent, |it| env.find(&it.key));
        let names = self.names.1.iter().map(|name| {
            Truth::of(match found {
                Found::One(it) => it == *name,
                Found::Many(all) => all.iter().any(|it| it == name),
                Found::Absent | Found::Open => false,
            })
        });
        tests.chain(resources).chain(names).collect()
    }

    /// The values of a key whose single ones are these: its absence, each of them and, unless it has at most one, the sets of
    /// them that are told apart. Nothing, if there are too many.
    pub(super) fn values(&self, elements: &[String], is_multivalued: Option<bool>) -> Option<Vec<Value>> {
        let mut all = alloc::vec![Value::Absent];
        if is_multivalued != Some(true) {
            all.extend(elements.iter().map(|it| Value::One(it.as_str().into())));
        }
        if is_multivalued != Some(false) {
            all.extend(self.sets(elements)?);
        }
        Some(all)
    }

    /// What a set comes to follows from what a smaller one does and one more element, so that sets that come to the same are
    /// enlarged once.
    fn sets(&self, elements: &[String]) -> Option<Vec<Value>> {
        let looks = (self.tests.len() + self.resources.len() + self.names.1.len()).max(1);
        if elements.len() > MOST_ELEMENTS || elements.len() * looks > MOST_TESTS {
            return None;
        }
        let mut sets: Vec<Vec<String>> = alloc::vec![Vec::new()];
        let mut seen = BTreeSet::from([self.outcome(&Value::Many(Vec::new()))]);
        let mut next = 0;
        while let Some(set) = sets.get(next).cloned() {
            next += 1;
            for it in elements.iter().filter(|it| !set.contains(it)) {
                let mut larger = set.clone();
                larger.push(it.clone());
                if seen.insert(self.outcome(&Value::Many(larger.clone()))) {
                    sets.push(larger);
                }
                if sets.len() > MOST_SETS {
                    return None;
                }
            }
        }
        Some(sets.into_iter().map(Value::Many).collect())
    }
}
