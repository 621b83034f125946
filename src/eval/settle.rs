//! What is left of an open decision when what is open hangs together: the same key in two statements, the same assumption twice.
//!
//! An open decision is decided again with one open variable set to each of its values, and so on, until every case is decided or
//! the budget is spent. An assumption has two values; a key has the classes of values that the policies tell apart. What has no
//! classes (a key in a variable, the resource, the principal) stays open in its cases. To find what else must be known then, it
//! is set to samples instead.

use alloc::vec::Vec;

use super::classes::{classes, concerned};
use super::env::{Env, LAST_KEY, Open, Subject};
use super::key_id::{KeyId, Sameness};
use super::request::{EntryValue, Value};
use super::samples::{Assumed, Looked};
use super::set::PolicySet;
use super::{Assumption, Assumptions, Decision, Request, Setting};

/// How many cases are looked at.
const BUDGET: usize = 4096;

/// And how many with samples.
const SAMPLE_BUDGET: usize = 2048;

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
    cases.split(&Case::new(set, request));
    cases.decision()
}

/// Every case.
pub(super) fn cases<'a>(set: &'a PolicySet, request: &'a Request) -> Cases<'a> {
    let mut cases = Cases::new(set, request);
    cases.split(&Case::new(set, request));
    cases
}

/// Every case, with samples of what has no classes.
pub(super) fn sampled<'a>(set: &'a PolicySet, request: &'a Request, looked: &'a Looked) -> Cases<'a> {
    let mut cases = Cases::new(set, request);
    cases.samples = Some(looked);
    cases.left = SAMPLE_BUDGET;
    cases.split(&Case::new(set, request));
    cases
}

/// These and what else must be known, for all samples of their values, without what need not be; and whether there are too many
/// cases to tell.
pub(super) fn settling(
    set: &PolicySet,
    request: &Request,
    looked: &Looked,
    mut all: Vec<Variable>,
) -> (Vec<Variable>, bool) {
    let mut samples = Samples { set, request, looked, left: SAMPLE_BUDGET, seen: Vec::new() };
    loop {
        match samples.left_open(&all) {
            Left::Nothing => break,
            Left::Open(more) => all.extend(more),
            Left::Uncounted => return (samples.everything(all), true),
        }
    }
    let mut is_cut = false;
    for it in all.clone().into_iter().rev() {
        let fewer: Vec<Variable> = all.iter().copied().filter(|other| *other != it).collect();
        match samples.left_open(&fewer) {
            Left::Nothing => all = fewer,
            Left::Open(_) => {}
            Left::Uncounted => is_cut = true,
        }
    }
    (all, is_cut || looked.is_spent())
}

/// What is open although some variables are known.
enum Left {
    Nothing,
    Open(Vec<Variable>),
    /// More samples than are looked at would have to be.
    Uncounted,
}

struct Samples<'a> {
    set: &'a PolicySet,
    request: &'a Request,
    looked: &'a Looked,
    left: usize,
    /// Everything that was open somewhere.
    seen: Vec<Variable>,
}

impl Samples<'_> {
    /// What is open although these are known, if they have the wrong values.
    fn left_open(&mut self, known: &[Variable]) -> Left {
        let mut samples = Cases::new(self.set, self.request);
        samples.samples = Some(self.looked);
        let mut cases = alloc::vec![Case::new(self.set, self.request)];
        while let Some(case) = cases.pop() {
            let Some(left) = self.left.checked_sub(1) else { return Left::Uncounted };
            self.left = left;
            let env = case.env();
            if self.set.verdict(&env).decision() != Decision::Unknown {
                continue;
            }
            let open = variables(env.open());
            self.note(&open);
            let next = open.into_iter().find(|it| known.contains(it));
            if let Some(values) = next.and_then(|it| samples.cases_of(it, &case)) {
                cases.extend(values);
                continue;
            }
            let mut rest = Cases::new(self.set, self.request);
            rest.stop_at_difference = true;
            rest.split(&case);
            if rest.decision() == Decision::Unknown {
                self.note(&rest.seen);
                let more: Vec<Variable> = rest.seen.into_iter().filter(|it| !known.contains(it)).collect();
                if !more.is_empty() {
                    return Left::Open(more);
                }
            }
        }
        Left::Nothing
    }

    fn note(&mut self, open: &[Variable]) {
        for it in open {
            if !self.seen.contains(it) {
                self.seen.push(*it);
            }
        }
    }

    /// These, what was open somewhere, and every unknown key that a statement looks at.
    fn everything(&self, mut all: Vec<Variable>) -> Vec<Variable> {
        let looked_at = |key: &KeyId| {
            concerned(self.set, self.request).any(|it| {
                let texts = it.resources.iter().flat_map(|it| it.texts());
                let operands = it.tests.iter().flat_map(|it| &it.operands).map(|it| it.text());
                let in_variables = texts.chain(operands).flat_map(|it| it.variables()).map(|it| &it.id);
                let mut keys = it.tests.iter().map(|it| &it.key.id).chain(in_variables);
                keys.any(|it| it.sameness(key) != Sameness::Different)
            })
        };
        let keys = self.request.context.iter().enumerate();
        let keys = keys.filter(|(_, it)| matches!(it.value, EntryValue::Unknown) && looked_at(&it.key));
        all.extend(self.seen.iter().copied().chain(keys.map(|(place, _)| Variable::Key(place.min(LAST_KEY)))));
        all.sort_unstable();
        all.dedup();
        all
    }
}

pub(super) struct Cases<'a> {
    set: &'a PolicySet,
    request: &'a Request,
    left: usize,
    stop_at_difference: bool,
    /// What was looked at, if there are to be samples.
    samples: Option<&'a Looked>,
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

#[derive(Clone)]
struct Case {
    request: Request,
    assumptions: Assumptions,
    assumed: Vec<Option<Value>>,
    is_other_account: Option<bool>,
    path: Vec<(Variable, usize)>,
}

impl Case {
    fn new(set: &PolicySet, request: &Request) -> Self {
        Self {
            request: request.clone(),
            assumptions: set.assumptions,
            assumed: alloc::vec![None; request.context.len()],
            is_other_account: None,
            path: Vec::new(),
        }
    }

    fn env(&self) -> Env<'_> {
        Env::new(&self.request, self.assumptions, &self.assumed).in_account(self.is_other_account)
    }

    fn with(&self, variable: Variable, number: usize) -> Self {
        let mut case = self.clone();
        case.path.push((variable, number));
        case
    }
}

impl<'a> Cases<'a> {
    fn new(set: &'a PolicySet, request: &'a Request) -> Self {
        Self {
            set,
            request,
            left: BUDGET,
            stop_at_difference: false,
            samples: None,
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

    fn split(&mut self, case: &Case) {
        if self.stop_at_difference && self.possible.len() > 1 {
            return;
        }
        let Some(left) = self.left.checked_sub(1) else {
            self.is_cut = true;
            return;
        };
        self.left = left;
        let env = case.env();
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
        let cases = variables.iter().find_map(|it| self.cases_of(*it, case));
        match cases {
            Some(cases) => cases.iter().for_each(|it| self.split(it)),
            None => self.leaf(case, verdict.possible().collect(), variables),
        }
    }

    /// The case with each value of the variable, if it can be split.
    fn cases_of(&mut self, variable: Variable, case: &Case) -> Option<Vec<Case>> {
        let (set, assumptions) = (self.set, case.assumptions);
        let assumed = self.samples.map(|looked| Assumed {
            set,
            request: &case.request,
            assumptions,
            keys: &case.assumed,
            looked,
        });
        let requests = |all: Vec<Request>| {
            all.into_iter().enumerate().map(|(at, request)| Case { request, ..case.with(variable, at) }).collect()
        };
        Some(match variable {
            // The last place stands for all keys behind it, too.
            Variable::Key(LAST_KEY..) => return None,
            Variable::Key(place) => {
                let values = match self.classes_of(place).map(<[Value]>::to_vec) {
                    Some(it) => it,
                    None => assumed?.of_key(place),
                };
                let with = |(at, value)| {
                    let mut case = case.with(variable, at);
                    if let Some(it) = case.assumed.get_mut(place) {
                        *it = Some(value);
                    }
                    case
                };
                values.into_iter().enumerate().map(with).collect()
            }
            Variable::Assumption(it) => {
                let with =
                    |(at, setting)| Case { assumptions: case.assumptions.with(it, setting), ..case.with(variable, at) };
                [Setting::Yes, Setting::No].into_iter().enumerate().map(with).collect()
            }
            Variable::Subject(Subject::Account) => {
                let with = |(at, is_other)| Case { is_other_account: Some(is_other), ..case.with(variable, at) };
                [false, true].into_iter().enumerate().map(with).collect()
            }
            Variable::Subject(Subject::Resource) => requests(assumed?.resources()),
            Variable::Subject(Subject::Principal) => requests(assumed?.principals()),
            Variable::Subject(_) => return None,
        })
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

    /// Whether something is open in a case that cannot be split.
    pub(super) fn has_opaque(&self) -> bool {
        self.leaves.iter().any(|it| !it.opaque.is_empty())
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
