//! What is left of an open decision when what is open hangs together: the same key in two statements, the same assumption twice.
//!
//! An open decision is decided again with one open variable set to each of its values, and so on, until every case is decided or
//! the budget is spent. An assumption has two values; a key has the classes of values that the policies tell apart. What has no
//! classes (a key in a variable, the resource, the principal) stays open in its cases.

use alloc::vec::Vec;

use super::classes::classes;
use super::env::{Env, LAST_KEY, Open, Subject};
use super::request::Value;
use super::set::PolicySet;
use super::{Assumption, Assumptions, Decision, Request, Setting};

/// How many cases are looked at.
const BUDGET: usize = 4096;

/// What a decision can hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variable {
    /// By its place in the request's context.
    Key(usize),
    Subject(Subject),
    Assumption(Assumption),
}

/// The decision, when nothing but whether all cases agree is asked.
pub(super) fn decide(set: &PolicySet, request: &Request) -> Decision {
    let mut cases = Cases::new(set, request);
    cases.stop_at_difference = true;
    cases.split(&mut Case::new(set, request));
    cases.decision()
}

/// Every case.
pub(super) fn cases<'a>(set: &'a PolicySet, request: &'a Request) -> Cases<'a> {
    let mut cases = Cases::new(set, request);
    cases.split(&mut Case::new(set, request));
    cases
}

pub(super) struct Cases<'a> {
    set: &'a PolicySet,
    request: &'a Request,
    left: usize,
    stop_at_difference: bool,
    /// By place in the context; nothing inside where there are no classes.
    classes: Vec<Option<Option<Vec<Value>>>>,
    pub(super) leaves: Vec<Leaf>,
    /// Whether the budget was too small.
    pub(super) is_cut: bool,
    /// Everything that was open somewhere.
    pub(super) seen: Vec<Variable>,
    pub(super) possible: Vec<Decision>,
}

/// A case that needs no splitting, or allows none.
pub(super) struct Leaf {
    /// What was set on the way to it, each to the value with this number.
    pub(super) path: Vec<(Variable, usize)>,
    pub(super) possible: Vec<Decision>,
    /// What is open in it and cannot be split.
    pub(super) opaque: Vec<Variable>,
}

struct Case {
    assumptions: Assumptions,
    assumed: Vec<Option<Value>>,
    path: Vec<(Variable, usize)>,
}

impl Case {
    fn new(set: &PolicySet, request: &Request) -> Self {
        Self { assumptions: set.assumptions, assumed: alloc::vec![None; request.context.len()], path: Vec::new() }
    }
}

impl<'a> Cases<'a> {
    fn new(set: &'a PolicySet, request: &'a Request) -> Self {
        Self {
            set,
            request,
            left: BUDGET,
            stop_at_difference: false,
            classes: alloc::vec![None; request.context.len()],
            leaves: Vec::new(),
            is_cut: false,
            seen: Vec::new(),
            possible: Vec::new(),
        }
    }

    pub(super) fn decision(&self) -> Decision {
        match self.possible.as_slice() {
            [one] if !self.is_cut => *one,
            _ => Decision::Unknown,
        }
    }

    fn split(&mut self, case: &mut Case) {
        if self.stop_at_difference && self.possible.len() > 1 {
            return;
        }
        let Some(left) = self.left.checked_sub(1) else {
            self.is_cut = true;
            return;
        };
        self.left = left;
        let env = Env::new(self.request, case.assumptions, &case.assumed);
        let verdict = self.set.verdict(&env);
        if verdict.decision() != Decision::Unknown {
            self.leaf(case, verdict.possible().collect(), Vec::new());
            return;
        }
        let variables = variables(env.open());
        for it in &variables {
            if !self.seen.contains(it) {
                self.seen.push(*it);
            }
        }
        let splittable = variables.iter().copied().find(|it| self.can_split(*it));
        match splittable {
            Some(Variable::Key(place)) => {
                for number in 0..self.classes_of(place).map_or(0, <[_]>::len) {
                    let value = self.classes_of(place).and_then(|it| it.get(number)).cloned();
                    self.with_key(case, place, number, value);
                }
            }
            Some(Variable::Assumption(it)) => {
                let before = case.assumptions;
                for (number, setting) in [Setting::Yes, Setting::No].into_iter().enumerate() {
                    case.assumptions = before.with(it, setting);
                    case.path.push((Variable::Assumption(it), number));
                    self.split(case);
                    case.path.pop();
                }
                case.assumptions = before;
            }
            _ => self.leaf(case, verdict.possible().collect(), variables),
        }
    }

    fn with_key(&mut self, case: &mut Case, place: usize, number: usize, value: Option<Value>) {
        let Some(assumed) = case.assumed.get_mut(place) else { return };
        *assumed = value;
        case.path.push((Variable::Key(place), number));
        self.split(case);
        case.path.pop();
        if let Some(assumed) = case.assumed.get_mut(place) {
            *assumed = None;
        }
    }

    fn leaf(&mut self, case: &Case, possible: Vec<Decision>, opaque: Vec<Variable>) {
        for it in &possible {
            if !self.possible.contains(it) {
                self.possible.push(*it);
            }
        }
        if !self.stop_at_difference {
            self.leaves.push(Leaf { path: case.path.clone(), possible, opaque });
        }
    }

    fn can_split(&mut self, variable: Variable) -> bool {
        match variable {
            // The last place stands for all keys behind it, too.
            Variable::Key(place) => place < LAST_KEY && self.classes_of(place).is_some(),
            Variable::Assumption(_) => true,
            Variable::Subject(_) => false,
        }
    }

    fn classes_of(&mut self, place: usize) -> Option<&[Value]> {
        let known = self.classes.get_mut(place)?;
        known.get_or_insert_with(|| classes(self.set, self.request, place)).as_deref()
    }
}

fn variables(open: Open) -> Vec<Variable> {
    let keys = (0..=LAST_KEY).filter(|it| open.keys >> it & 1 == 1).map(Variable::Key);
    let subjects = open.subjects().into_iter().map(Variable::Subject);
    keys.chain(subjects).chain(open.assumptions().into_iter().map(Variable::Assumption)).collect()
}
