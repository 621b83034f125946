// What the checks share: what they ask, and what they have found.

use alloc::vec::Vec;

use crate::problem::{Mistake, Problem};
use crate::read::Span;
use crate::suggest;
use crate::tables::{ActionRow, RoleActionRow, ServiceRow, Tables};
use crate::words::{PolicyKind, Version};

pub(super) struct Checker {
    pub(super) tables: &'static Tables,
    pub(super) kind: PolicyKind,
    pub(super) version: Option<Version>,
    /// Whether the policy, or the statement that is looked at, may have members that are not known.
    pub(super) is_open: bool,
    pub(super) problems: Vec<Problem<Span>>,
    /// How many names may still be compared with patterns; nothing once that was not enough.
    pub(super) steps: Option<usize>,
    /// So many mistakes are reported before no name is looked for any more that was meant.
    pub(super) suggestions: usize,
}

/// What a policy of any sense stays far below.
const MOST_STEPS: usize = 20_000_000;

/// More mistakes than anybody reads; for further ones no name is looked for that was meant.
const MOST_SUGGESTIONS: usize = 1000;

/// What a statement's `Action` names, as far as the catalogue knows it.
#[derive(Default)]
pub(super) struct Actions {
    pub(super) exact: Vec<(Named, Span)>,
    /// The actions of the identity-policy model that a pattern matches.
    pub(super) matched: Vec<(Vec<(&'static ServiceRow, &'static ActionRow)>, Span)>,
    /// Whether those are all of them.
    pub(super) are_all_known: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Named {
    Action(&'static ServiceRow, &'static ActionRow),
    RoleAction(&'static ServiceRow, &'static RoleActionRow),
}

pub(super) const STATEMENT: &str = "the statement";

impl Checker {
    pub(super) const fn new(tables: &'static Tables, kind: PolicyKind, version: Option<Version>) -> Self {
        Self {
            tables,
            kind,
            version,
            is_open: false,
            problems: Vec::new(),
            steps: Some(MOST_STEPS),
            suggestions: MOST_SUGGESTIONS,
        }
    }

    /// Takes steps to compare names with a pattern; false when there are none left, which is said once.
    pub(super) fn spend(&mut self, count: usize, span: Span) -> bool {
        let Some(steps) = self.steps else { return false };
        self.steps = steps.checked_sub(count);
        if self.steps.is_none() {
            self.report(span, Mistake::Unexamined { steps: MOST_STEPS });
        }
        self.steps.is_some()
    }

    /// The nearest of several names.
    pub(super) fn nearest<'a>(&self, name: &str, all: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        (self.problems.len() < self.suggestions).then(|| suggest::nearest(name, all))?
    }

    pub(super) fn report(&mut self, span: Span, mistake: Mistake) {
        self.problems.push(Problem { mistake, span });
    }
}
