//! What an operation needs, decided: actions, patterns of actions, roles and what only prose says.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Value;
use super::grants::{Authority, Decided};
use super::question::Question;
use super::test::{Case, Outcome};
use crate::eval::{Assumption, Decision, Missing};
use crate::shared::pattern;
use crate::{Action, Coverage, Model, Need, NeedKind, Operation, RequiredBy, Requirement, RoleAction, Service};

/// One thing that an operation needs, and whether the principal has it.
#[derive(Debug, Clone)]
pub struct NeedCheck {
    pub(super) need: Need,
    pub(super) needed: Option<bool>,
    pub(super) has: Option<bool>,
    pub(super) decision: Option<Decision>,
    pub(super) because: String,
    pub(super) denied: Vec<&'static str>,
    pub(super) missing: Vec<Missing>,
    pub(super) assumptions: Vec<Assumption>,
    /// The facts that would settle whether it is needed, or whether the principal has it.
    pub(super) wanted: Vec<Wanted>,
}

/// A fact that is not given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wanted {
    /// One that the service's data names.
    Fact(&'static str),
    /// One that the page's prose asks.
    Question(Question),
}

impl NeedCheck {
    /// What is needed, as the page has it.
    #[must_use]
    pub const fn need(&self) -> Need {
        self.need
    }

    /// Whether the words that the page puts on it apply; nothing, if a fact that is not given decides.
    #[must_use]
    pub const fn is_needed(&self) -> Option<bool> {
        self.needed
    }

    /// Whether the principal has it; nothing, if that is not known. Of a pattern it has every known action that matches, or
    /// none, or it is not known: which of them the operation calls is not documented.
    #[must_use]
    pub const fn has(&self) -> Option<bool> {
        self.has
    }

    /// The decision on an action, or on the actions of a pattern together; a role and what only prose says have none.
    #[must_use]
    pub const fn decision(&self) -> Option<Decision> {
        self.decision
    }

    /// What the decision depends on that the request does not say.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// The open questions that the decision depends on.
    #[must_use]
    pub fn assumptions(&self) -> &[Assumption] {
        &self.assumptions
    }

    /// Who allows or denies it, or what is not known.
    #[must_use]
    pub fn because(&self) -> &str {
        &self.because
    }

    /// Of a pattern, the actions that are denied or not known to be allowed.
    #[must_use]
    pub fn denied(&self) -> &[&'static str] {
        &self.denied
    }

    /// Whether the operation goes through as far as this is concerned.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        match (self.needed, self.has) {
            (Some(false), _) | (_, Some(true)) => Some(true),
            (Some(true), Some(false)) => Some(false),
            _ => None,
        }
    }
}

/// Decides everything that an operation needs; what only the pages of other operations say only if silence is not none.
pub(super) fn check(
    operation: Operation,
    case: Case<'_>,
    silence_is_none: bool,
    authority: &mut dyn Authority,
) -> Vec<NeedCheck> {
    let mut checks: Vec<NeedCheck> = Vec::new();
    let all = if silence_is_none { operation.own_requirements() } else { operation.requirements() };
    for requirement in all {
        let need = requirement.need();
        let applies = applies(operation, requirement, case);
        let before = checks.iter().find(|it| it.need.name() == need.name() && it.need.kind() == need.kind());
        let mut check = match (before, need.kind()) {
            (Some(it), _) => it.clone(),
            (None, NeedKind::Action) if pattern::is_pattern(need.name()) => of_pattern(operation, need, authority),
            (None, NeedKind::Action) => of_action(need, authority),
            (None, NeedKind::Role | NeedKind::Text) => of_question(need, case, authority),
        };
        check.need = need;
        check.needed = applies.outcome.holds;
        check.wanted.extend(applies.wanted);
        checks.push(check);
    }
    checks
}

struct Applies {
    outcome: Outcome,
    wanted: Vec<Wanted>,
}

/// Whether the words on a need apply. What an action depends on is needed where that action is; of what another operation's page says
/// it is not known.
fn applies(operation: Operation, requirement: Requirement, case: Case<'_>) -> Applies {
    let need = requirement.need();
    if requirement.by() == RequiredBy::OtherOperation {
        let because = String::from(
            "the page of another operation lists it as a dependency of one of this operation's dependencies",
        );
        return Applies { outcome: Outcome::of(None, because), wanted: Vec::new() };
    }
    let own = qualified(need, case);
    let of: Vec<Applies> = operation
        .actions()
        .into_iter()
        .flatten()
        .filter(|it| need.of_action() == Some(it.name()) && need.name() != it.name())
        .map(|it| qualified(it, case))
        .collect();
    // Nothing is needed by an action only if the operation needs that action under no words that apply.
    let holds = of.iter().map(|it| it.outcome.holds);
    let action = [Some(true), None, Some(false)].into_iter().find(|it| holds.clone().any(|holds| holds == *it));
    let holds = match (own.outcome.holds, action.unwrap_or(Some(true))) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let wanted = of.into_iter().flat_map(|it| it.wanted).chain(own.wanted).filter(|_| holds.is_none()).collect();
    Applies { outcome: Outcome::of(holds, own.outcome.because), wanted }
}

fn qualified(need: Need, case: Case<'_>) -> Applies {
    let Some(words) = need.qualifier() else {
        return Applies { outcome: Outcome::of(Some(true), String::new()), wanted: Vec::new() };
    };
    match case.service.qualifiers().iter().find(|(it, _)| *it == words) {
        Some((_, predicate)) => {
            let outcome = case.test(*predicate);
            let wanted = outcome.wanted.iter().copied().map(Wanted::Fact).collect();
            Applies { outcome, wanted }
        }
        None => answered(Question::qualifier(words), case),
    }
}

fn answered(question: Question, case: Case<'_>) -> Applies {
    match case.facts.get(question.name()) {
        Some(Value::Boolean(it)) => {
            let outcome = Outcome::of(Some(*it), format!("`{}` is `{it}`", question.name()));
            Applies { outcome, wanted: Vec::new() }
        }
        _ => {
            let outcome = Outcome::of(None, format!("`{}` is not given", question.name()));
            Applies { outcome, wanted: Vec::from([Wanted::Question(question)]) }
        }
    }
}

/// A fact that is given goes before what the grants say of a role.
fn of_question(need: Need, case: Case<'_>, authority: &mut dyn Authority) -> NeedCheck {
    let Some(question) = Question::need(need) else { return undecided(need) };
    let answer = answered(question, case);
    let held = if need.kind() == NeedKind::Role { authority.holds(need.name()) } else { None };
    if let Some(held) = held.filter(|_| answer.outcome.holds.is_none()) {
        let because =
            if held { "it is granted, with what it depends on" } else { "it is not granted with what it depends on" };
        return NeedCheck { has: Some(held), because: because.into(), ..undecided(need) };
    }
    NeedCheck { has: answer.outcome.holds, because: answer.outcome.because, wanted: answer.wanted, ..undecided(need) }
}

const fn undecided(need: Need) -> NeedCheck {
    NeedCheck {
        need,
        needed: None,
        has: None,
        decision: None,
        because: String::new(),
        denied: Vec::new(),
        missing: Vec::new(),
        assumptions: Vec::new(),
        wanted: Vec::new(),
    }
}

fn of_action(need: Need, authority: &mut dyn Authority) -> NeedCheck {
    decided(need, authority.decide(need.name()))
}

fn decided(need: Need, it: Decided) -> NeedCheck {
    let Decided { decision, because, missing, assumptions } = it;
    let has = decision.is_allowed();
    NeedCheck { has, decision: Some(decision), because, missing, assumptions, ..undecided(need) }
}

/// A pattern stands for every action that it matches. All allowed is allowed and none allowed is denied; in between it is not
/// known, because no page says which of them the operation calls.
fn of_pattern(operation: Operation, need: Need, authority: &mut dyn Authority) -> NeedCheck {
    let known = matches(operation, need.name());
    let mut all = Parts::default();
    known.iter().for_each(|it| all.add(it, authority.decide(it)));
    let (count, not) = (known.len(), all.denied.len());
    let (decision, because) = match (count, not) {
        (0, _) => return beyond(need, authority, "no table lists an action that it matches"),
        (_, 0) if is_complete(operation, need.name()) => {
            (Decision::Allow, format!("all {count} actions that it matches are allowed"))
        }
        (_, 0) => return beyond(need, authority, "the tables may lack some of the actions that it matches"),
        _ if not == count && all.unknown == 0 => {
            let decision = if all.is_explicit { Decision::ExplicitDeny } else { Decision::ImplicitDeny };
            (decision, format!("none of the {count} actions that it matches is allowed: {}", all.reasons.join("; ")))
        }
        _ => {
            let because = format!(
                "{} of the {count} actions that it matches are allowed, and no page states which of them the operation \
                 calls: {}",
                count - not,
                all.reasons.join("; ")
            );
            (Decision::Unknown, because)
        }
    };
    let missing = all.missing;
    let check = decided(need, Decided { decision, because, missing, assumptions: all.assumptions });
    NeedCheck { denied: all.denied, ..check }
}

/// What was decided of the actions of a pattern that are not allowed, each reason once.
#[derive(Default)]
struct Parts {
    denied: Vec<&'static str>,
    unknown: usize,
    is_explicit: bool,
    reasons: Vec<String>,
    missing: Vec<Missing>,
    assumptions: Vec<Assumption>,
}

impl Parts {
    fn add(&mut self, action: &'static str, it: Decided) {
        if it.decision == Decision::Allow {
            return;
        }
        self.denied.push(action);
        self.unknown += usize::from(it.decision == Decision::Unknown);
        self.is_explicit |= it.decision == Decision::ExplicitDeny;
        extend(&mut self.reasons, [it.because]);
        extend(&mut self.missing, it.missing);
        extend(&mut self.assumptions, it.assumptions);
    }
}

fn extend<T: PartialEq>(all: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for it in more {
        if !all.contains(&it) {
            all.push(it);
        }
    }
}

/// The actions of the operation's model and cloud that a pattern matches.
fn matches(operation: Operation, name: &str) -> Vec<&'static str> {
    let of_cloud = |it: crate::Clouds| it.iter().any(|it| it == operation.cloud());
    match operation.model() {
        Model::IdentityPolicy => Action::all()
            .filter(|it| of_cloud(it.clouds()) && pattern::matches(name, it.name()))
            .map(Action::name)
            .collect(),
        Model::RolePolicy => RoleAction::all()
            .filter(|it| of_cloud(it.clouds()) && pattern::matches_ignore_case(name, it.name()))
            .map(RoleAction::name)
            .collect(),
    }
}

/// Whether the catalogue has every action that a pattern matches, because it names one service and that service's own page
/// was read.
fn is_complete(operation: Operation, name: &str) -> bool {
    Service::of_name(name).is_some_and(|it| it.known(operation.model(), operation.cloud()).coverage() == Coverage::Page)
}

/// Whether the grants reach an action that the pattern matches and no table lists: then they name no actions one by one.
fn beyond(need: Need, authority: &mut dyn Authority, but: &str) -> NeedCheck {
    // No pattern of a policy matches both of these unless it has a `*` wherever the need has one.
    let mut decide = |with: &str| authority.decide(&need.name().replace('*', with).replace('?', UNUSED));
    let (mut it, long) = (decide(""), decide(&UNUSED.repeat(64)));
    if it.decision == Decision::ImplicitDeny || it.decision != long.decision {
        it = Decided::new(Decision::Unknown, format!("{but}, and the grants do not cover the pattern as a whole"));
    }
    decided(need, it)
}

/// A character that no name of an action has.
const UNUSED: &str = "\u{e000}";
