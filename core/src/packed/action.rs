//! Actions of the identity-policy model.

use super::{Clouds, List, stated, word};
use crate::words::AccessLevel;

/// One action of the identity-policy model: its name, its title and its packed facts, as `ActionFacts` makes them.
#[derive(Debug)]
pub struct ActionRow(pub &'static str, pub &'static str, pub [u32; 6]);

/// What is packed in an [`ActionRow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionFacts {
    /// Nothing if the page does not state it.
    pub access_level: Option<AccessLevel>,
    /// Whether no API is behind it, if the page says so.
    pub permission_only: Option<bool>,
    /// Whether the aliases look wrong on the page.
    pub doubtful_aliases: bool,
    /// Whose pages list it.
    pub clouds: Clouds,
    /// In `uses`.
    pub resources: List,
    /// The keys of the action whatever the resource, in `refs`.
    pub keys: List,
    /// In `strings`.
    pub aliases: List,
    /// In `strings`.
    pub replaced_by: List,
    /// In `refs`.
    pub sources: List,
}

impl ActionFacts {
    /// The packed numbers.
    #[must_use]
    pub const fn pack(self) -> [u32; 6] {
        let level = match self.access_level {
            None => 0,
            Some(it) => it as u32 + 1,
        };
        let permission_only = match self.permission_only {
            None => 0,
            Some(false) => 1,
            Some(true) => 2,
        };
        let flags = level | permission_only << 4 | (self.doubtful_aliases as u32) << 6 | (self.clouds.0 as u32) << 8;
        [flags, self.resources.0, self.keys.0, self.aliases.0, self.replaced_by.0, self.sources.0]
    }
}

impl ActionRow {
    /// As the page prints it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// Its packed facts.
    #[must_use]
    #[inline]
    pub const fn facts(&self) -> ActionFacts {
        let [flags, resources, keys, aliases, replaced_by, sources] = self.2;
        let access_level = match (flags & 0xf).checked_sub(1) {
            Some(it) => word(AccessLevel::ALL, it),
            None => None,
        };
        let permission_only = match flags >> 4 & 3 {
            1 => Some(false),
            2 => Some(true),
            _ => None,
        };
        ActionFacts {
            access_level,
            permission_only,
            doubtful_aliases: flags >> 6 & 1 == 1,
            clouds: Clouds((flags >> 8) as u8),
            resources: List(resources),
            keys: List(keys),
            aliases: List(aliases),
            replaced_by: List(replaced_by),
            sources: List(sources),
        }
    }
}

/// One resource type that an action takes: twice the place in the service's `resource_types`, odd if the type is required, and
/// the keys of the action on a resource of this type, in `refs`.
#[derive(Debug)]
pub struct ResourceUse(pub u16, pub List);

impl ResourceUse {
    /// The place in the service's `resource_types`.
    #[must_use]
    pub const fn resource_type(&self) -> u16 {
        self.0 >> 1
    }

    /// Whether a statement for the action must name a resource of the type.
    #[must_use]
    pub const fn is_required(&self) -> bool {
        self.0 & 1 == 1
    }

    /// In `refs`.
    #[must_use]
    pub const fn keys(&self) -> List {
        self.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options<T: Copy>(all: &[T]) -> impl Iterator<Item = Option<T>> + Clone + '_ {
        core::iter::once(None).chain(all.iter().copied().map(Some))
    }

    #[test]
    fn the_facts_of_an_action_survive_packing() {
        for access_level in options(AccessLevel::ALL) {
            for permission_only in options(&[false, true]) {
                for (doubtful_aliases, clouds) in [(false, 0), (false, 1), (true, 2), (true, 3)] {
                    let facts = ActionFacts {
                        access_level,
                        permission_only,
                        doubtful_aliases,
                        clouds: Clouds(clouds),
                        resources: List(1),
                        keys: List(2),
                        aliases: List(3),
                        replaced_by: List(4),
                        sources: List::NOT_STATED,
                    };
                    assert_eq!(ActionRow("", "", facts.pack()).facts(), facts);
                }
            }
        }
    }
}
