/// What is left of the steps that something may take.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    left: u64,
}

/// The budget is spent, so that nobody could say what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spent;

impl Budget {
    pub(crate) const fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes so many steps.
    pub(crate) fn spend(&mut self, steps: usize) -> Result<(), Spent> {
        match self.left.checked_sub(steps as u64) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                Err(Spent)
            }
        }
    }

    /// Takes what is asked out of half of what is left, so that something remains for the other half.
    pub(crate) fn half<T>(&mut self, ask: impl FnOnce(&mut Self) -> T) -> T {
        let mut half = Self { left: self.left / 2 };
        let before = half.left;
        let found = ask(&mut half);
        self.left -= before - half.left;
        found
    }

    /// Whether nothing is left.
    pub(crate) const fn is_spent(&self) -> bool {
        self.left == 0
    }
}
