use super::cause::{Cause, Causes};
use crate::eval::{Assumptions, Setting, Truth};

/// How a search takes what is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stance {
    pub(super) mode: Mode,
    pub(super) assumptions: Assumptions,
}

/// How what stays open is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As it hinders an answer: what is found is sure.
    Sure,
    /// As it may be, the same for the same text: what is not found is not there.
    Possible,
}

impl Stance {
    /// Whether it holds, if the cause is a question that has an answer here.
    pub(super) fn settle(self, cause: &Cause) -> Option<Truth> {
        let Cause::Assumption(it) = cause else { return None };
        match self.assumptions.get(*it) {
            Setting::Yes => Some(Truth::Yes),
            Setting::No => Some(Truth::No),
            Setting::Unknown => None,
        }
    }

    /// Whether all of these hold; noted, what of them is open.
    pub(super) fn settle_all(self, needs: &[Cause], causes: &mut Causes) -> Truth {
        let found = Truth::all(needs.iter().map(|it| self.settle(it).unwrap_or(Truth::Open)));
        if found == Truth::Open {
            needs.iter().filter(|it| self.settle(it).is_none()).for_each(|it| causes.add(it));
        }
        found
    }

    /// Whether what is to hold does, as far as that is asked.
    pub(super) fn may_be(self, truth: Truth) -> bool {
        truth == Truth::Yes || self.mode == Mode::Possible && truth == Truth::Open
    }

    /// Whether what is not to hold does not, as far as that is asked.
    pub(super) fn may_not_be(self, truth: Truth) -> bool {
        truth == Truth::No || self.mode == Mode::Possible && truth == Truth::Open
    }
}
