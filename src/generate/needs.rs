//! What operations need: their actions and, in turn, what those depend on.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Applies;
use super::report::{Conditional, Unresolved};
use super::resources::{self, Place, Resources};
use crate::catalog::is_same;
use crate::shared::pattern;
use crate::wildcard::expand;
use crate::{
    Action, ActionPattern, Model, Need, NeedKind, Operation, OperationMatch, RequiredBy, Requirement, RoleAction,
    UrnPattern,
};

/// Everything that was found so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Needs {
    pub(super) needed: BTreeMap<ActionPattern, Needed>,
    pub(super) conditional: BTreeSet<Conditional>,
    pub(super) unresolved: BTreeSet<Unresolved>,
    pub(super) notes: BTreeSet<String>,
    pub(super) given: BTreeMap<String, Asked>,
    /// What operations need, as it was looked up: a log has the same few many times.
    requirements: BTreeMap<Operation, Vec<Requirement>>,
}

/// What something that was asked for needs.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// The names of the actions and the resources that they touch, each once.
    pub(super) needs: Vec<(String, Vec<String>)>,
    /// The names of actions that it also needs, if the words of the page apply.
    pub(super) left_out: BTreeSet<String>,
    /// Whether it needs something else that no policy can allow.
    pub(super) has_unresolved: bool,
}

/// For what an action is to be allowed.
#[derive(Debug, Clone, Default)]
pub(super) struct Needed {
    pub(super) reasons: BTreeSet<String>,
    /// Whether something needs it that names no resources, which is on all.
    pub(super) is_on_all: bool,
    pub(super) resources: BTreeSet<UrnPattern>,
}

impl Needs {
    pub(super) fn action(&mut self, given: &str, action: ActionPattern, resources: Resources, because: String) {
        if let ActionPattern::Action(it) = &action {
            let instead: Vec<String> = it.replaced_by().map(|it| format!("`{it}`")).collect();
            if !instead.is_empty() {
                self.notes.insert(format!("the page of `{it}` recommends {} in its place", instead.join(", ")));
            }
        }
        let because = resources.note.map_or_else(|| because.clone(), |note| format!("{because}; {note}"));
        let texts: Vec<String> = resources.urns.iter().map(ToString::to_string).collect();
        let need = (action.as_str().to_string(), texts);
        let asked = self.given.entry(given.into()).or_default();
        if !asked.needs.contains(&need) {
            asked.needs.push(need);
        }
        let needed = self.needed.entry(action).or_default();
        needed.reasons.insert(because);
        needed.is_on_all |= resources.urns.is_empty();
        needed.resources.extend(resources.urns);
    }

    pub(super) fn unresolved(&mut self, it: Unresolved) {
        self.unresolved.insert(it);
    }

    /// Something that is needed and that no action of the catalogue stands for.
    fn unresolved_of(&mut self, given: &str, what: &str, because: String) {
        self.given.entry(given.into()).or_default().has_unresolved = true;
        self.unresolved(Unresolved { what: what.into(), because, candidates: Vec::new(), elsewhere: Vec::new() });
    }

    pub(super) fn operation(
        &mut self,
        given: &str,
        found: &OperationMatch<'_>,
        place: &Place<'_>,
        applies: &Applies,
        by: &str,
    ) {
        let operation = found.operation();
        let Some(own) = operation.actions() else {
            let because = told("its page does not state which action it needs".into(), by);
            return self.unresolved_of(given, given, because);
        };
        if own.count() == 0 {
            self.notes.insert(format!("the page of `{operation}` states that it needs no action"));
            return;
        }
        let requirements = self.requirements.entry(operation).or_insert_with(|| operation.requirements()).clone();
        let mut walk = Walk { needs: self, given, operation, by, place, applies, taken: Vec::new() };
        for it in requirements {
            walk.require(it, found);
        }
        if operation.dependencies().is_none() {
            self.notes.insert(format!("the page of `{operation}` does not state what its actions depend on"));
        }
    }
}

/// Whether two operations need the same, so that it makes no difference which of them a call is of.
pub(super) fn are_same(one: Operation, other: Operation) -> bool {
    let needs = |it: Operation| {
        let row = |it: Need| (it.kind() as u8, it.name(), it.of_action(), it.qualifier());
        let sorted = |all: Vec<Need>| {
            let mut all: Vec<_> = all.into_iter().map(row).collect();
            all.sort_unstable();
            all
        };
        (it.actions().map(|it| sorted(it.collect())), it.dependencies().map(|it| sorted(it.collect())))
    };
    needs(one) == needs(other)
}

/// The way through what one operation needs.
struct Walk<'a> {
    needs: &'a mut Needs,
    given: &'a str,
    operation: Operation,
    /// Who calls it, as a clause.
    by: &'a str,
    place: &'a Place<'a>,
    applies: &'a Applies,
    /// The names that are in.
    taken: Vec<&'static str>,
}

impl Walk<'_> {
    fn unresolved(&mut self, because: String) {
        self.needs.unresolved_of(self.given, self.given, because);
    }

    fn add(&mut self, need: Need, because: &str, call: Option<&OperationMatch<'_>>) {
        match need.kind() {
            NeedKind::Role => {
                self.unresolved(format!("{because}: the role `{}`, which a policy cannot replace", need.name()));
                return;
            }
            NeedKind::Text => {
                self.unresolved(format!("{because}: its page says `{}`, which names no action", need.name()));
                return;
            }
            NeedKind::Action => {}
        }
        let is_new = !self.has(need.name());
        let Some(action) = self.known(need) else {
            if is_new {
                self.taken.push(need.name());
                let because = format!("{because}, but no table of actions has the name");
                self.needs.unresolved_of(self.given, need.name(), because);
            }
            return;
        };
        if let Some(qualifier) = need.qualifier() {
            let applies = self.applies.of(qualifier);
            if applies == Some(false) {
                let name = need.name();
                self.needs
                    .notes
                    .insert(format!("`{name}` is left out, because this is said not to apply: {qualifier}"));
                return;
            }
            self.needs.conditional.insert(Conditional {
                action: need.name().into(),
                qualifier: qualifier.into(),
                because: because.into(),
                is_included: applies == Some(true),
            });
            if applies.is_none() {
                self.needs.given.entry(self.given.into()).or_default().left_out.insert(need.name().into());
                return;
            }
        }
        if is_new {
            self.taken.push(need.name());
            let mut resources = resources::of(&action, call, self.place);
            if call.is_none() && !resources.urns.is_empty() {
                resources.note = Some("no page says on which resources, so it is for all of its type");
            }
            let words = need.qualifier().map_or_else(String::new, |it| format!(" ({it})"));
            self.needs.action(self.given, action, resources, format!("{because}{words}"));
        }
    }

    /// The action of the catalogue, or the pattern that the page prints.
    fn known(&self, need: Need) -> Option<ActionPattern> {
        let name = need.name();
        match (self.operation.model(), pattern::is_pattern(name)) {
            (Model::IdentityPolicy, false) => Action::from_name(name).map(ActionPattern::from),
            (Model::RolePolicy, false) => RoleAction::from_name(name).map(ActionPattern::from),
            (Model::IdentityPolicy, true) => (!expand::<Action>([name]).is_empty()).then(|| pattern_of(name)),
            (Model::RolePolicy, true) => (!expand::<RoleAction>([name]).is_empty()).then(|| pattern_of(name)),
        }
    }

    /// What an action depends on counts only if that is in.
    fn require(&mut self, it: Requirement, found: &OperationMatch<'_>) {
        let need = it.need();
        let because = match (it.by(), need.of_action()) {
            (RequiredBy::Operation, _) => {
                let because = told(format!("`{}` needs it", self.operation), self.by);
                return self.add(need, &because, Some(found));
            }
            (_, None) => format!("`{}` depends on it", self.operation),
            (_, Some(of)) if self.has(of) => format!("`{of}` depends on it"),
            (_, Some(_)) => return,
        };
        self.add(need, &because, None);
    }

    fn has(&self, name: &str) -> bool {
        self.taken.iter().any(|it| is_same(self.operation.model(), it, name))
    }
}

/// A reason with the clause that says who calls.
pub(super) fn told(because: String, by: &str) -> String {
    if by.is_empty() { because } else { format!("{because}, {by}") }
}

const fn pattern_of(name: &'static str) -> ActionPattern {
    ActionPattern::Pattern(alloc::borrow::Cow::Borrowed(name))
}
