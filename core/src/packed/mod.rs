//! The rows that a large catalogue has many of, and how their numbers are packed: the compiler's time and memory go with the
//! number of literals.

mod action;
mod need;
mod operation;
mod role_action;

pub use action::{ActionFacts, ActionRow, ResourceUse};
pub use need::{Need, NeedKind};
pub use operation::OperationRow;
pub use role_action::{RoleActionRow, Scope};

use crate::words::{Cloud, Support};

/// A part of one of the service's pools: its start and, in the last twelve bits, its length; or the note that the page does not
/// state the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct List(pub u32);

impl List {
    /// The page's cell is missing or unreadable.
    pub const NOT_STATED: Self = Self(u32::MAX);

    /// The list at this place, if it is none too many or too long.
    #[must_use]
    pub fn new(start: usize, len: usize) -> Option<Self> {
        let start = u32::try_from(start).ok().filter(|it| *it < u32::MAX >> LENGTH_BITS)?;
        let len = u32::try_from(len).ok().filter(|it| *it < 1 << LENGTH_BITS)?;
        Some(Self(start << LENGTH_BITS | len))
    }

    /// What it points at, or nothing if the page does not say.
    #[must_use]
    pub fn of<T>(self, pool: &'static [T]) -> Option<&'static [T]> {
        if self == Self::NOT_STATED {
            return None;
        }
        let start = (self.0 >> LENGTH_BITS) as usize;
        let len = self.0 & ((1 << LENGTH_BITS) - 1);
        pool.get(start..start + len as usize)
    }
}

const LENGTH_BITS: u32 = 12;

/// A set of clouds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clouds(pub u8);

impl Clouds {
    /// Whether `cloud` is one of them.
    #[must_use]
    pub const fn contains(self, cloud: Cloud) -> bool {
        self.0 & (1 << cloud as u8) != 0
    }

    /// Every one of them.
    pub fn iter(self) -> impl Iterator<Item = Cloud> {
        Cloud::ALL.iter().copied().filter(move |it| self.contains(*it))
    }
}

/// A text of a row, of which nothing means that no page states it.
pub(crate) const fn stated(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

const fn support(packed: u32) -> Support {
    match word(Support::ALL, packed & 0xf) {
        Some(it) => it,
        None => Support::NotStated,
    }
}

/// The word of a vocabulary that `it as u32` has made a number.
pub(crate) const fn word<T: Copy>(all: &[T], place: u32) -> Option<T> {
    if (place as usize) < all.len() {
        let (_, rest) = all.split_at(place as usize);
        if let [it, ..] = rest { Some(*it) } else { None }
    } else {
        None
    }
}
