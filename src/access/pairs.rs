use alloc::vec::Vec;
use core::cell::RefCell;

use crate::classes::Spent;

/// For each pair of numbers, whether something holds, as far as it was asked.
#[derive(Debug, Default)]
pub(super) struct Pairs(RefCell<Vec<Option<bool>>>);

impl Pairs {
    /// How many numbers there may be for a table of their pairs.
    const MOST: usize = 2048;

    pub(super) fn get(
        &self,
        len: usize,
        (a, b): (usize, usize),
        holds: impl FnOnce() -> Result<bool, Spent>,
    ) -> Result<bool, Spent> {
        if len > Self::MOST {
            return holds();
        }
        let mut all = self.0.borrow_mut();
        if all.len() != len * len {
            *all = alloc::vec![None; len * len];
        }
        let Some(known) = all.get_mut(a * len + b) else { return holds() };
        if let Some(it) = known {
            return Ok(*it);
        }
        Ok(*known.insert(holds()?))
    }
}
