use alloc::boxed::Box;
use core::fmt;

/// The name of a condition key, quick to compare. Its case does not count (reference A, policy variables).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct KeyId {
    /// Of the name in lower case.
    hash: u64,
    name: Box<str>,
}

/// How far two names of keys are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sameness {
    Same,
    /// The tag's key, behind the `/`, differs in case.
    ButForTagCase,
    Different,
}

impl KeyId {
    pub(super) fn new(name: impl Into<Box<str>>) -> Self {
        let name = name.into();
        // FNV-1a.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, it| {
            (hash ^ u64::from(it.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
        });
        Self { hash, name }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn hash(&self) -> u64 {
        self.hash
    }

    pub(super) fn sameness(&self, other: &Self) -> Sameness {
        if self.hash != other.hash || !self.name.eq_ignore_ascii_case(&other.name) {
            return Sameness::Different;
        }
        let at = self.name.find("/").unwrap_or(self.name.len());
        if self.name.get(at..) == other.name.get(at..) { Sameness::Same } else { Sameness::ButForTagCase }
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
