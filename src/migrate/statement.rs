//! One statement.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::actions::{self, Mapped};
use super::report::{Instead, Unmapped};
use super::twins::Twin;
use super::{Lost, Options, condition, refusal, resource};
use crate::{ActionPattern, Actions, Condition, Effect, Resources, Statement};

/// What became of a statement.
pub(super) struct Translated {
    /// Its statements in the new policy: one or none.
    pub(super) statements: Vec<Statement>,
    /// What it says in the words of identity policies, as far as there are any.
    pub(super) ideal: Option<Statement>,
    /// The same with all that its patterns may match beside what the catalogue knows.
    pub(super) most: Option<Statement>,
    pub(super) notes: Vec<String>,
    pub(super) unmapped: Vec<Unmapped>,
    pub(super) doubts: Doubts,
}

/// What keeps the comparison of the two from being the whole truth.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Doubts {
    /// Some of its actions have no twin.
    pub(super) is_partial: bool,
    /// Some of its patterns may match actions that the catalogue does not know.
    pub(super) is_open: bool,
    /// Of some of its actions nobody says that identity policies mean the same by the name.
    pub(super) may_differ: bool,
    /// It denies all but some, and those with no twin are not spared.
    pub(super) spares_less: bool,
    /// A condition of it may ignore case, so that it holds for more than the new one.
    pub(super) holds_for_more: bool,
    /// The opposite of a condition of it may ignore case, so that it holds for less than the new one.
    pub(super) holds_for_less: bool,
}

pub(super) fn translate(index: usize, old: &Statement, twins: &[Twin], options: Options) -> Translated {
    let effect = old.effect();
    let (Mapped { mut new, mut ideal, mut most, mut notes, mut unmapped, open, may_differ }, is_all_but) =
        actions::translate(index, effect, old.actions(), twins, options);
    let refused: Vec<(ActionPattern, String)> =
        new.iter().filter_map(|it| refusal::of_action(it).map(|why| (it.clone(), why))).collect();
    for (action, because) in refused {
        new.retain(|it| *it != action);
        ideal.retain(|it| *it != action);
        most.retain(|it| *it != action);
        let what = action.as_str();
        let is_it = |it: &&mut Unmapped| it.what.eq_ignore_ascii_case(what);
        match unmapped.iter_mut().find(is_it) {
            Some(it) => it.instead = Instead::NotInModel,
            None => unmapped.push(Unmapped {
                statement: Some(index),
                what: what.into(),
                because,
                actions: Vec::new(),
                instead: Instead::NotInModel,
            }),
        }
    }
    let named_actions = named(new.clone(), is_all_but);
    let (is_partial, is_open) = (!unmapped.is_empty(), !open.is_empty());
    let mut doubts = Doubts { is_partial, is_open, may_differ, spares_less: is_all_but, ..Doubts::default() };
    unmapped.extend(open);
    let mut lose = |what: String, because: String, instead: Instead| {
        unmapped.push(Unmapped { statement: Some(index), what, because, actions: Vec::new(), instead });
    };
    let (is_left_out, instead) = match (effect, options.allow_broader) {
        (Effect::Allow, false) => (true, Instead::StatementLeftOut),
        (Effect::Allow, true) => (false, Instead::AllowsMore),
        (Effect::Deny, _) => (false, Instead::DeniesMore),
    };
    let mut is_dropped = false;
    let mut conditions: Vec<Condition> = Vec::new();
    let mut all_conditions: Vec<Condition> = Vec::new();
    for it in old.conditions() {
        let translated = condition::translate(it);
        all_conditions.extend(translated.conditions.iter().cloned());
        if translated.may_ignore_case {
            doubts.holds_for_more |= !it.operator().operator().is_negated();
            doubts.holds_for_less |= it.operator().operator().is_negated();
        }
        match translated.lost {
            Some(Lost(because)) => {
                is_dropped |= is_left_out;
                lose(format!("{} on {}", it.operator(), it.key()), because, instead);
            }
            None => {
                for new in translated.conditions {
                    let refused = named_actions.as_ref().and_then(|it| refusal::of_condition(it, &new));
                    if let Some(because) = refused {
                        is_dropped |= is_left_out;
                        lose(format!("{} on {}", it.operator(), it.key()), because, instead);
                        continue;
                    }
                    let (operator, key) = (new.operator(), new.key().clone());
                    if !condition::add(&mut conditions, new) {
                        is_dropped |= is_left_out;
                        let because = format!("duplicate `{operator}` on `{key}` in the statement");
                        lose(format!("{} on {}", it.operator(), it.key()), because, instead);
                    }
                }
            }
        }
    }
    let resources = old.resources().map(resource::translate).transpose();
    let is_taken = |it: &Resources| named_actions.as_ref().and_then(|actions| refusal::of_resources(actions, it));
    let resources = resources.and_then(|it| match it.as_ref().and_then(is_taken) {
        Some(because) => Err(Lost(because)),
        None => Ok(it),
    });
    let (resources, all_resources) = match resources {
        Ok(it) => (it.clone(), it),
        Err(Lost(because)) => {
            is_dropped |= is_left_out;
            lose(String::from("Resource"), because, instead);
            (None, old.resources().cloned())
        }
    };
    let sid = old.sid().map(|it| Cow::Owned(it.to_string()));
    let statement = |actions: Vec<ActionPattern>, resources: Option<Resources>, conditions: Vec<Condition>| {
        let actions = named(actions, is_all_but)?;
        Some(Statement::from_parts(sid.clone(), effect, None, actions, resources, Cow::Owned(conditions)))
    };
    let most = statement(most, all_resources.clone(), all_conditions.clone());
    let ideal = statement(ideal, all_resources, all_conditions);
    let new = if is_dropped { None } else { statement(new, resources, conditions) };
    if new.is_none() && ideal.is_some() && !is_dropped {
        notes.push(String::from("nothing of it is left"));
    }
    Translated { statements: new.into_iter().collect(), ideal, most, notes, unmapped, doubts }
}

/// Nothing, if no action is left. To deny all but nothing is to deny everything.
fn named(actions: Vec<ActionPattern>, is_all_but: bool) -> Option<Actions> {
    match (actions.is_empty(), is_all_but) {
        (true, true) => Some(Actions::These(Cow::Owned(alloc::vec![ActionPattern::Pattern(Cow::Borrowed("*"))]))),
        (true, false) => None,
        (false, true) => Some(Actions::AllBut(Cow::Owned(actions))),
        (false, false) => Some(Actions::These(Cow::Owned(actions))),
    }
}
