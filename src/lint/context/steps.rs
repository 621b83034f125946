//! How much may still be looked at.

use core::cell::{Cell, RefCell};

use crate::classes::Budget;

/// What a check of one policy may take.
pub(in crate::lint) struct Steps {
    left: Cell<u64>,
    is_spent: Cell<bool>,
    /// Of exact comparisons, whose steps take longer.
    comparisons: RefCell<Budget>,
}

impl Steps {
    pub(super) fn new(budget: u64) -> Self {
        let comparisons = RefCell::new(Budget::new(budget.min(MOST_COMPARED)));
        Self { left: Cell::new(budget), is_spent: Cell::new(false), comparisons }
    }

    /// Takes steps off the budget; false when there are none left.
    pub(in crate::lint) fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        match left {
            Some(left) => self.left.set(left),
            None => self.is_spent.set(true),
        }
        left.is_some()
    }

    /// Whether there are none left.
    pub(in crate::lint) fn is_spent(&self) -> bool {
        self.is_spent.get()
    }

    /// The answer of an exact comparison of about so many parts; nothing, if there is none within what is left for those.
    pub(in crate::lint) fn compare(&self, parts: usize, ask: impl FnOnce(&mut Budget) -> Option<bool>) -> Option<bool> {
        // Each is set beside each other one.
        let is_enough = self.spend_compared(parts.saturating_mul(parts));
        is_enough.then(|| ask(&mut self.comparisons.borrow_mut()))?
    }

    /// Takes steps off those of exact comparisons; false when there are none left.
    pub(in crate::lint) fn spend_compared(&self, steps: usize) -> bool {
        self.comparisons.borrow_mut().spend(steps).is_ok()
    }

    /// Whether something was left unexamined.
    pub(in crate::lint) fn is_unexamined(&self) -> bool {
        self.is_spent() || self.comparisons.borrow().is_spent()
    }
}

/// The most steps of exact comparisons: some hundredths of a second.
const MOST_COMPARED: u64 = 200_000;
