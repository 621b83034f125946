use alloc::collections::BTreeSet;
use alloc::string::String;

use crate::eval::Assumption;

/// Why it is open whether something matches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// A question that no document answers.
    Assumption(Assumption),
    /// A text whose variables get their values from the request.
    Variable(String),
    /// Whom a statement is about.
    Principal,
    /// A key that is compared as a text and as something else, so that the classes of its values are not all known.
    MixedTypes(String),
}

/// The causes that were met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Causes(BTreeSet<Cause>);

impl Causes {
    pub(super) fn add(&mut self, cause: &Cause) {
        if !self.0.contains(cause) {
            self.0.insert(cause.clone());
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        other.0.iter().for_each(|it| self.add(it));
    }

    pub(super) fn leave_out(&mut self, all: &[Assumption]) {
        self.0.retain(|it| !matches!(it, Cause::Assumption(it) if all.contains(it)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Cause> {
        self.0.iter()
    }

    pub(super) fn assumptions(&self) -> impl Iterator<Item = Assumption> {
        self.0.iter().filter_map(|it| if let Cause::Assumption(it) = it { Some(*it) } else { None })
    }

    /// Whether values may be missing, so that not finding one says nothing.
    pub(super) fn is_incomplete(&self) -> bool {
        self.0.iter().any(|it| matches!(it, Cause::MixedTypes(_)))
    }
}
