//! One direction of a comparison: whether one side allows a request that the other does not.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::OnceCell;

use super::budget::{Budget, Spent};
use super::cause::{Cause, Causes};
use super::comparison::{Side, UnknownPart, Witness};
use super::compile::Compiled;
use super::policies::{Document, LayerKind};
use super::replay::{Replay, Replayed};
use super::search::{Found, Searcher};
use super::space::{Mode, Search};
use super::{Access, Options, witness};
use crate::eval::{Assumption, Assumptions, Setting, Truth};
use crate::{Action, Model, RoleAction};

/// Whether there is such a request.
pub(super) enum Answer {
    No,
    Yes(Box<Witness>),
    Unknown(Vec<UnknownPart>),
}

impl Answer {
    pub(super) const fn is_there(&self) -> Option<bool> {
        match self {
            Self::No => Some(false),
            Self::Yes(_) => Some(true),
            Self::Unknown(_) => None,
        }
    }
}

/// What both directions of a comparison share.
pub(super) struct Both<'o, 'a> {
    old: &'o Access<'a>,
    new: &'o Access<'a>,
    options: &'o Options,
    /// Their model, and the policies as they are read while nothing open is answered.
    read: Result<(Model, Compiled<'a>), UnknownPart>,
    replay: OnceCell<Replay>,
}

impl<'o, 'a> Both<'o, 'a> {
    pub(super) fn new(old: &'o Access<'a>, new: &'o Access<'a>, options: &'o Options) -> Self {
        let read = one_model(old, new).map(|it| (it, Compiled::new(old, new, it, options.assumptions)));
        Self { old, new, options, read, replay: OnceCell::new() }
    }

    /// Whether the side `allowing` allows a request that the other does not.
    pub(super) fn direction(&self, allowing: Side) -> Answer {
        self.direction_within(allowing, &mut Budget::new(self.options.steps))
    }

    /// The same within a budget.
    pub(super) fn direction_within(&self, allowing: Side, budget: &mut Budget) -> Answer {
        let (model, first) = match &self.read {
            Ok((model, first)) => (*model, first),
            Err(part) => return Answer::Unknown(vec![part.clone()]),
        };
        let mut direction =
            Direction { both: self, first, allowing, model, budget: budget.clone(), has_explored: false };
        let answer = direction.run();
        *budget = direction.budget;
        answer.unwrap_or_else(|Spent| {
            let because = alloc::format!("the comparison takes more than {} steps", self.options.steps);
            Answer::Unknown(vec![UnknownPart { what: "the policies together".into(), because }])
        })
    }

    /// The actions of the catalogue with which the side `allowing` allows a request that the other does not, and those of which
    /// that is not known.
    pub(super) fn actions(&self, allowing: Side) -> Result<[Vec<&'static str>; 2], Spent> {
        let Ok((model, first)) = &self.read else { return Ok([Vec::new(), Vec::new()]) };
        let search = Search { mode: Mode::Sure, assumptions: self.options.assumptions };
        let names: Vec<&'static str> = match model {
            Model::IdentityPolicy => Action::all().map(Action::name).collect(),
            Model::RolePolicy => RoleAction::all().map(RoleAction::name).collect(),
        };
        let lists: Vec<usize> = (0..first.actions.len()).collect();
        let mut budget = Budget::new(self.options.steps);
        // Actions that the same statements are for have the same answer.
        let mut answers: BTreeMap<Vec<Truth>, Option<bool>> = BTreeMap::new();
        let mut found = [Vec::new(), Vec::new()];
        for name in names {
            let lower = name.to_ascii_lowercase();
            let text = if *model == Model::RolePolicy { lower.as_str() } else { name };
            budget.spend(lists.len())?;
            let Some(point) = first.actions.point(text, &[], &lists, search, &mut Causes::default()) else { continue };
            let answer = match answers.get(&point.truths) {
                Some(it) => *it,
                None => {
                    let mut causes = Causes::default();
                    let there = self.at_action(text, allowing, &mut causes, &mut budget)?;
                    let answer = match there {
                        Some(it) => self.replay().differs(&it, first, allowing).then_some(true),
                        None if causes.is_empty() => Some(false),
                        None => None,
                    };
                    answers.insert(point.truths, answer);
                    answer
                }
            };
            let [there, unknown] = &mut found;
            match answer {
                Some(true) => there.push(name),
                Some(false) => {}
                None => unknown.push(name),
            }
        }
        Ok(found)
    }

    /// A difference at this action, while nothing open is answered.
    fn at_action(
        &self,
        action: &str,
        allowing: Side,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Option<Found>, Spent> {
        let Ok((_, first)) = &self.read else { return Ok(None) };
        let search = Search { mode: Mode::Sure, assumptions: self.options.assumptions };
        let mut searcher = Searcher::new(first, search, budget);
        searcher.action = Some(action.into());
        let found = searcher.differs(allowing);
        causes.add_all(&searcher.causes);
        found
    }

    fn replay(&self) -> &Replay {
        self.replay.get_or_init(|| Replay::new(self.old, self.new, self.options.assumptions))
    }
}

/// The model of all documents.
fn one_model(old: &Access<'_>, new: &Access<'_>) -> Result<Model, UnknownPart> {
    let (old, new): (Vec<&Document<'_>>, Vec<&Document<'_>>) = (old.documents().collect(), new.documents().collect());
    let mut models = old.iter().chain(&new).map(|it| it.version.model());
    let model = models.next().unwrap_or(Model::IdentityPolicy);
    if models.any(|it| it != model) {
        return Err(UnknownPart {
            what: "documents of both models".into(),
            because: "the names of their actions are not interchangeable".into(),
        });
    }
    let depends = |all: &[&Document<'_>]| all.iter().flat_map(|it| it.depends.iter().cloned()).collect::<BTreeSet<_>>();
    if depends(&old) != depends(&new) {
        return Err(UnknownPart {
            what: "`Depends`".into(),
            because: "the roles depend on different roles, and whether those are granted is not known".into(),
        });
    }
    Ok(model)
}

struct Direction<'b, 'o, 'a> {
    both: &'b Both<'o, 'a>,
    first: &'b Compiled<'a>,
    allowing: Side,
    model: Model,
    budget: Budget,
    /// Whether something was told apart by the case of actions.
    has_explored: bool,
}

/// How many open questions are answered in every combination.
const MOST_QUESTIONS: usize = 6;

impl Direction<'_, '_, '_> {
    fn run(&mut self) -> Result<Answer, Spent> {
        let Both { old, new, options, .. } = *self.both;
        let base = options.assumptions;
        let mut causes = Causes::default();
        if let Some(found) = self.search(self.first, Mode::Sure, base, &mut causes)? {
            let replay = self.both.replay();
            let loose;
            let mut compiled = self.first;
            let mut replayed = replay.of(&found, compiled, self.allowing);
            let mut found = found;
            if matches!(&replayed, Replayed::Open(open) if open.contains(&Assumption::ActionCase)) {
                // There may be another one that does not hang on the case of actions.
                loose = Compiled::loose(old, new, self.model, base);
                if let Some(other) = self.search(&loose, Mode::Sure, base, &mut causes)? {
                    replayed = replay.of(&other, &loose, self.allowing);
                    (found, compiled) = (other, &loose);
                }
            }
            if matches!(replayed, Replayed::Open(_))
                && let Some(other) = self.at_known_action()?
            {
                (found, compiled, replayed) = (other, self.first, Replayed::Differs);
            }
            match replayed {
                Replayed::Differs => {
                    let found = witness::readable(found, compiled, replay, self.allowing);
                    let witness = witness::witness(&found, compiled, replay, self.allowing);
                    return Ok(Answer::Yes(Box::new(witness)));
                }
                Replayed::Open(open) => open.into_iter().for_each(|it| causes.add(&Cause::Assumption(it))),
                Replayed::Disagrees(why) => return Ok(Answer::Unknown(vec![disagreement(why)])),
            }
        }
        self.add_structural(&mut causes);
        if causes.is_empty() {
            return Ok(Answer::No);
        }
        // In each world every open question has an answer, so that nothing is left open but what the request would say.
        loop {
            let questions: Vec<Assumption> = causes.assumptions().collect();
            if questions.len() > MOST_QUESTIONS {
                return Ok(Answer::Unknown(parts(&causes)));
            }
            let mut is_there = false;
            let mut more = Causes::default();
            for world in 0..1_u32 << questions.len() {
                let setting = |at: usize| if world >> at & 1 == 1 { Setting::Yes } else { Setting::No };
                let all = questions.iter().enumerate();
                let assumptions = all.fold(base, |all, (at, it)| all.with(*it, setting(at)));
                let compiled = Compiled::new(old, new, self.model, assumptions);
                if self.search(&compiled, Mode::Possible, assumptions, &mut more)?.is_some() {
                    is_there = true;
                    break;
                }
            }
            let is_complete = !causes.is_incomplete() && !more.is_incomplete();
            if !is_there && is_complete {
                return Ok(Answer::No);
            }
            let has_more = more.assumptions().any(|it| !questions.contains(&it));
            causes.add_all(&more);
            if !has_more {
                return Ok(Answer::Unknown(parts(&causes)));
            }
        }
    }

    /// A difference at an action of the catalogue: what is open of one name of a class, because the other model has it, may be
    /// sure of another.
    fn at_known_action(&mut self) -> Result<Option<Found>, Spent> {
        let [there, _] = self.both.actions(self.allowing)?;
        let Some(name) = there.first() else { return Ok(None) };
        let lower = name.to_ascii_lowercase();
        let text = if self.model == Model::RolePolicy { lower.as_str() } else { name };
        self.both.at_action(text, self.allowing, &mut Causes::default(), &mut self.budget)
    }

    fn search(
        &mut self,
        compiled: &Compiled<'_>,
        mode: Mode,
        assumptions: Assumptions,
        causes: &mut Causes,
    ) -> Result<Option<Found>, Spent> {
        let mut searcher = Searcher::new(compiled, Search { mode, assumptions }, &mut self.budget);
        let found = searcher.differs(self.allowing);
        self.has_explored |= searcher.has_explored;
        causes.add_all(&searcher.causes);
        found
    }

    /// The open questions that say how the statements are read, if they make a difference here.
    fn add_structural(&self, causes: &mut Causes) {
        let mut add = |assumption, counts: bool| {
            if counts && self.both.options.assumptions.get(assumption) == Setting::Unknown {
                causes.add(&Cause::Assumption(assumption));
            }
        };
        // Where all patterns are in lower case, a name in lower case is in whatever class it is in without regard to case.
        let layers = || self.both.old.layers.iter().chain(&self.both.new.layers);
        let mut statements = layers().flat_map(|it| &it.policies).flat_map(|it| &it.statements);
        let has_upper_case = |it: &crate::Statement| match it.actions() {
            crate::Actions::These(all) | crate::Actions::AllBut(all) => {
                all.iter().any(|it| it.as_str().bytes().any(|it| it.is_ascii_uppercase()))
            }
        };
        let case_counts =
            self.has_explored && self.model == Model::IdentityPolicy && statements.any(|it| has_upper_case(it));
        add(Assumption::ActionCase, case_counts);
        add(Assumption::TagKeyCase, self.first.has_tags_alike());
        let has_sessions = layers().any(|it| it.kind == LayerKind::Session && it.policies.len() > 1);
        add(Assumption::EverySessionPolicyMustAllow, has_sessions);
    }
}

/// What the answer is not known for, in the words of the policies.
fn parts(causes: &Causes) -> Vec<UnknownPart> {
    let part = |cause: &Cause| {
        let (what, because) = match cause {
            Cause::Assumption(it) => (it.name().to_string(), alloc::format!("no document says: {}", it.question())),
            Cause::Variable(text) => {
                (text.clone(), "its value depends on the request through a policy variable".into())
            }
            Cause::Principal => {
                ("`Principal`".into(), "whether two statements are about the same principal is not compared".into())
            }
            Cause::MixedTypes(key) => (
                key.clone(),
                "it is compared as values of different types, which are not compared with each other".into(),
            ),
            Cause::Value(key) => (key.clone(), "a number that it is compared with is too long".into()),
        };
        UnknownPart { what, because }
    };
    causes.iter().map(part).collect()
}

fn disagreement(why: alloc::string::String) -> UnknownPart {
    UnknownPart { what: "the comparison itself".into(), because: why }
}
