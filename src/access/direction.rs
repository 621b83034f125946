//! One direction of a comparison: whether one side allows a request that the other does not.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::ToString;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::OnceCell;

use super::action::Names;
use super::cause::{Cause, Causes};
use super::comparison::{Side, UnknownPart, Witness};
use super::compile::{Sides, World};
use super::policies::Document;
use super::replay::{Replay, Replayed};
use super::search::{Found, Searcher};
use super::stance::{Mode, Stance};
use super::{Access, Options, witness};
use crate::classes::{Budget, Spent};
use crate::eval::{Assumption, Assumptions, Setting, Truth};
use crate::{Action, Model, RoleAction};

/// Whether there is such a request.
pub(super) enum Existence {
    No,
    Yes(Box<Witness>),
    Unknown(Vec<UnknownPart>),
}

impl Existence {
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
    options: Options,
    model: Result<Model, UnknownPart>,
    /// The policies as they are read, by the answers to the questions that this is about.
    compiled: [OnceCell<Sides<'a>>; 16],
    replay: OnceCell<Replay>,
}

impl<'o, 'a> Both<'o, 'a> {
    pub(super) fn new(old: &'o Access<'a>, new: &'o Access<'a>, options: &'o Options) -> Self {
        let compiled = [const { OnceCell::new() }; 16];
        let mut options = options.clone();
        if [old, new].into_iter().flat_map(|it| it.documents()).all(Document::is_of_bucket) {
            // Of bucket policies it is known.
            options.assumptions = options.assumptions.with(Assumption::ActionCase, Setting::Yes);
        }
        Self { old, new, options, model: one_model(old, new), compiled, replay: OnceCell::new() }
    }

    /// Whether the side `allowing` allows a request that the other does not.
    pub(super) fn direction(&self, allowing: Side, budget: &mut Budget) -> Existence {
        if self.old == self.new {
            return Existence::No;
        }
        let model = match &self.model {
            Ok(model) => *model,
            Err(part) => return Existence::Unknown(vec![part.clone()]),
        };
        Direction { both: self, allowing, model, action: None, has_explored: false, budget }.run().unwrap_or_else(
            |Spent| {
                let because = alloc::format!("the comparison takes more than {} steps", self.options.steps);
                Existence::Unknown(vec![UnknownPart { what: "the policies together".into(), because }])
            },
        )
    }

    /// The policies as they are read where questions are answered so.
    fn read(
        &self,
        model: Model,
        assumptions: Assumptions,
        has_open_case: bool,
        budget: &mut Budget,
    ) -> Result<&Sides<'a>, Spent> {
        let answers = World::QUESTIONS.iter().map(|it| assumptions.get(*it) == Setting::Yes);
        let number = answers.chain([has_open_case]).fold(0, |number, it| number * 2 + usize::from(it));
        let Some(cell) = self.compiled.get(number) else { return Err(Spent) };
        if let Some(it) = cell.get() {
            return Ok(it);
        }
        let compiled = Sides::new(self.old, self.new, World::of(model, assumptions, has_open_case), budget)?;
        Ok(cell.get_or_init(|| compiled))
    }

    /// The actions of the catalogue with which the side `allowing` allows a request that the other does not, and those of which
    /// that is not known.
    pub(super) fn actions(&self, allowing: Side, budget: &mut Budget) -> Result<[Vec<&'static str>; 2], Spent> {
        let Ok(model) = &self.model else { return Ok([Vec::new(), Vec::new()]) };
        let first = self.read(*model, self.options.assumptions, false, budget)?;
        let stance = Stance { mode: Mode::Sure, assumptions: self.options.assumptions };
        let names: Vec<&'static str> = match model {
            Model::IdentityPolicy => Action::all().map(Action::name).collect(),
            Model::RolePolicy => RoleAction::all().map(RoleAction::name).collect(),
        };
        let read = Names::of(*model, self.options.assumptions);
        let lists: Vec<usize> = (0..first.actions.len()).collect();
        // What every answer to what is open takes for each of them is bounded for all together.
        let mut budget_of_worlds = Budget::new(self.options.steps / 4);
        // Actions that the same statements are for have the same answer, and of those of which that is known the same in each world.
        let mut answers: BTreeMap<Vec<Truth>, (Option<bool>, Causes)> = BTreeMap::new();
        let mut of_worlds: BTreeMap<(Vec<Truth>, Option<&str>), bool> = BTreeMap::new();
        let mut found = [Vec::new(), Vec::new()];
        for name in names {
            let text = &*read.read(name);
            budget.spend(lists.len())?;
            let Some(point) = first.actions.point(text, &[], &lists, stance, &mut Causes::default()) else { continue };
            let (answer, causes) = match answers.get(&point.truths) {
                Some(it) => it,
                None => {
                    let mut causes = Causes::default();
                    let answer = match self.at_action(first, text, allowing, &mut causes, budget)? {
                        Some(it) => self.replay().differs(&it, first, allowing).then_some(true),
                        None if causes.is_empty() => Some(false),
                        None => None,
                    };
                    answers.entry(point.truths.clone()).or_insert((answer, causes))
                }
            };
            let answer = answer.or_else(|| {
                let alone = point.truths.contains(&Truth::Open).then_some(name);
                let may_be = of_worlds.entry((point.truths, alone)).or_insert_with(|| {
                    let (both, action, budget) = (self, Some(name), &mut budget_of_worlds);
                    let mut all = Direction { both, allowing, model: *model, action, has_explored: true, budget };
                    let mut causes = causes.clone();
                    all.add_structural(first, &mut causes);
                    all.may_be_there(&mut causes).unwrap_or(true)
                });
                (!*may_be).then_some(false)
            });
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
        first: &Sides<'_>,
        action: &str,
        allowing: Side,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Option<Found>, Spent> {
        let stance = Stance { mode: Mode::Sure, assumptions: self.options.assumptions };
        let mut searcher = Searcher::new(first, stance, budget);
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
    // Which of several roles it is that lacks one counts, too.
    let mut depends = old.iter().chain(&new).map(|it| it.depends.iter().collect::<BTreeSet<_>>());
    let first = depends.next().unwrap_or_default();
    if depends.any(|it| it != first) {
        return Err(UnknownPart {
            what: "`Depends`".into(),
            because: "the roles depend on different roles, and whether those are granted is not known".into(),
        });
    }
    Ok(model)
}

struct Direction<'b, 'o, 'a> {
    both: &'b Both<'o, 'a>,
    allowing: Side,
    model: Model,
    /// The only one that it is about.
    action: Option<&'static str>,
    /// Whether a search took a look at points, whose classes depend on how the statements are read.
    has_explored: bool,
    budget: &'b mut Budget,
}

/// How many open questions are answered in every combination.
const MOST_QUESTIONS: usize = 6;

impl Direction<'_, '_, '_> {
    fn run(&mut self) -> Result<Existence, Spent> {
        let both = self.both;
        let base = both.options.assumptions;
        let mut causes = Causes::default();
        let first = both.read(self.model, base, false, self.budget)?;
        if let Some(found) = self.search(first, Mode::Sure, base, &mut causes)? {
            self.budget.spend(first.rules.len())?;
            let replay = both.replay();
            let mut compiled = first;
            let mut replayed = replay.of(&found, compiled, self.allowing);
            let mut found = found;
            if matches!(&replayed, Replayed::Open(open) if open.contains(&Assumption::ActionCase)) {
                // There may be another one that does not hang on the case of actions.
                let loose = both.read(self.model, base, true, self.budget)?;
                if let Some(other) = self.search(loose, Mode::Sure, base, &mut causes)? {
                    replayed = replay.of(&other, loose, self.allowing);
                    (found, compiled) = (other, loose);
                }
            }
            let is_open = matches!(replayed, Replayed::Open(_));
            if let Some(other) = if is_open { self.at_known_action(first)? } else { None } {
                (found, compiled, replayed) = (other, first, Replayed::Differs);
            }
            match replayed {
                Replayed::Differs => {
                    let found = witness::readable(found, compiled, replay, self.allowing, self.budget);
                    let witness = witness::witness(&found, compiled, replay, self.allowing);
                    return Ok(Existence::Yes(Box::new(witness)));
                }
                Replayed::Open(open) => open.into_iter().for_each(|it| causes.add(&Cause::Assumption(it))),
                Replayed::Disagrees(why) => return Ok(Existence::Unknown(vec![disagreement(why)])),
            }
        }
        self.add_structural(first, &mut causes);
        if causes.is_empty() || !self.may_be_there(&mut causes)? {
            return Ok(Existence::No);
        }
        Ok(Existence::Unknown(parts(&causes)))
    }

    /// Whether there may be such a request where what is open has any of its answers; leaves in `causes` what that hangs on.
    fn may_be_there(&mut self, causes: &mut Causes) -> Result<bool, Spent> {
        // In each world every open question has an answer, so that nothing is left open but what the request would say.
        loop {
            let questions: Vec<Assumption> = causes.assumptions().collect();
            if questions.len() > MOST_QUESTIONS {
                return Ok(true);
            }
            let mut is_there = false;
            let mut more = Causes::default();
            for world in 0..1_u32 << questions.len() {
                is_there = self.is_there(&questions, world, &mut more)?;
                if is_there {
                    break;
                }
            }
            let is_complete = !causes.is_incomplete() && !more.is_incomplete();
            if !is_there && is_complete {
                return Ok(false);
            }
            let has_more = more.assumptions().any(|it| !questions.contains(&it));
            causes.add_all(&more);
            if !has_more {
                self.keep_deciding(&questions, causes);
                return Ok(true);
            }
        }
    }

    /// Whether there may be such a request where each of the questions has the answer that the world's bit says.
    fn is_there(&mut self, questions: &[Assumption], world: u32, causes: &mut Causes) -> Result<bool, Spent> {
        let setting = |at: usize| if world >> at & 1 == 1 { Setting::Yes } else { Setting::No };
        let base = self.both.options.assumptions;
        let assumptions = questions.iter().enumerate().fold(base, |all, (at, it)| all.with(*it, setting(at)));
        let compiled = self.both.read(self.model, assumptions, false, self.budget)?;
        Ok(self.search(compiled, Mode::Possible, assumptions, causes)?.is_some())
    }

    /// Leaves out the questions of which neither answer ever makes a difference, as far as the budget goes.
    fn keep_deciding(&mut self, questions: &[Assumption], causes: &mut Causes) {
        let mut worlds = Vec::new();
        for world in 0..1_u32 << questions.len() {
            let Ok(is_there) = self.is_there(questions, world, &mut Causes::default()) else { return };
            worlds.push(is_there);
        }
        let decides = |at: usize| {
            let other = |world: usize| worlds.get(world ^ 1 << at);
            worlds.iter().enumerate().any(|(world, it)| other(world) != Some(it))
        };
        let idle: Vec<Assumption> =
            questions.iter().enumerate().filter(|(at, _)| !decides(*at)).map(|(_, it)| *it).collect();
        if idle.len() < questions.len() {
            causes.leave_out(&idle);
        }
    }

    /// A difference at an action of the catalogue, which may be sure where that at some name is not.
    fn at_known_action(&mut self, first: &Sides<'_>) -> Result<Option<Found>, Spent> {
        let [there, _] = self.both.actions(self.allowing, self.budget)?;
        let Some(name) = there.first() else { return Ok(None) };
        let text = Names::of(self.model, self.both.options.assumptions).read(name);
        self.both.at_action(first, &text, self.allowing, &mut Causes::default(), self.budget)
    }

    fn search(
        &mut self,
        compiled: &Sides<'_>,
        mode: Mode,
        assumptions: Assumptions,
        causes: &mut Causes,
    ) -> Result<Option<Found>, Spent> {
        let mut searcher = Searcher::new(compiled, Stance { mode, assumptions }, self.budget);
        searcher.action = self.action.map(|it| Names::of(self.model, assumptions).read(it).into_owned());
        let found = searcher.differs(self.allowing);
        causes.add_all(&searcher.causes);
        self.has_explored |= searcher.has_explored;
        found
    }

    /// The open questions that say how the statements are read, if they may make a difference: of these the search in one
    /// reading learns nothing.
    fn add_structural(&self, first: &Sides<'_>, causes: &mut Causes) {
        let Both { old, new, options, .. } = self.both;
        let mut add = |assumption, counts: bool| {
            if counts && options.assumptions.get(assumption) == Setting::Unknown {
                causes.add(&Cause::Assumption(assumption));
            }
        };
        let (has_tags, has_sessions) = (first.has_tags_alike(), old.sessions.len().max(new.sessions.len()) > 1);
        let names = Names::of(self.model, options.assumptions);
        let mut statements = old.documents().chain(new.documents()).flat_map(|it| &it.statements);
        let case_counts = (self.has_explored || has_tags || has_sessions)
            && statements.any(|it| {
                let (crate::Actions::These(all) | crate::Actions::AllBut(all)) = it.actions();
                all.iter().any(|it| names.case_counts(it))
            });
        add(Assumption::ActionCase, case_counts);
        add(Assumption::TagKeyCase, has_tags);
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
        };
        UnknownPart { what, because }
    };
    causes.iter().map(part).collect()
}

fn disagreement(why: alloc::string::String) -> UnknownPart {
    UnknownPart { what: "the comparison itself".into(), because: why }
}
