//! What operations need.

use super::{stated, word};
use crate::words::words;

/// One thing that an operation needs: its name, the action that it is a dependency of, the words that the page puts on it, and
/// packed: its kind and whether it names what no table lists.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Need(pub &'static str, pub &'static str, pub &'static str, pub u8);

impl Need {
    /// An action or a pattern of actions, a role, or the page's words.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// The action that it is a dependency of, if only of one.
    #[must_use]
    pub const fn of_action(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// The words that the page puts on it.
    #[must_use]
    pub const fn qualifier(&self) -> Option<&'static str> {
        stated(self.2)
    }

    /// Whether it is an action, a role or prose.
    #[must_use]
    #[inline]
    pub const fn kind(&self) -> NeedKind {
        match word(NeedKind::ALL, self.3 as u32 >> 1) {
            Some(it) => it,
            None => NeedKind::Text,
        }
    }

    /// Whether no table lists what it names.
    #[must_use]
    pub const fn is_unlisted(&self) -> bool {
        self.3 & 1 == 1
    }

    /// The last field.
    #[must_use]
    pub const fn pack(kind: NeedKind, unlisted: bool) -> u8 {
        (kind as u8) << 1 | unlisted as u8
    }
}

words! {
    /// What an operation can need.
    NeedKind {
        /// An action, or a pattern of actions.
        Action = "action",
        /// A role or policy.
        Role = "role",
        /// Something that the page says in prose.
        Text = "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_a_need_survives_packing() {
        for kind in NeedKind::ALL {
            for unlisted in [false, true] {
                let need = Need("", "", "", Need::pack(*kind, unlisted));
                assert_eq!((need.kind(), need.is_unlisted()), (*kind, unlisted));
            }
        }
    }
}
