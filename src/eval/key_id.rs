use alloc::sync::Arc;
use core::fmt;

use crate::shared::name::first_name;

/// The name of a condition key, quick to compare and cheap to copy. Its case does not count (reference A, policy variables).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct KeyId {
    /// Of the name in lower case.
    hash: u64,
    name: Arc<str>,
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
    pub(crate) fn new(name: impl Into<Arc<str>>) -> Self {
        let name = name.into();
        // FNV-1a.
        let hash = first_name(&name).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, it| {
            (hash ^ u64::from(it.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
        });
        Self { hash, name }
    }

    /// A key as a request may name it: those of OBS as bucket policies do, too, without the service.
    pub(crate) fn of_request(name: &str) -> Self {
        if name.contains(':') { Self::new(name) } else { Self::new(alloc::format!("obs:{name}")) }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) const fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether it is one of those with these hashes, which are sorted.
    #[cfg(feature = "arrow")]
    pub(crate) fn is_in(&self, hashes: &[u64]) -> bool {
        hashes.binary_search(&self.hash).is_ok()
    }

    /// Whether it is the same key.
    #[cfg(feature = "arrow")]
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.sameness(other) == Sameness::Same
    }

    pub(super) fn sameness(&self, other: &Self) -> Sameness {
        if self.hash != other.hash || !first_name(&self.name).eq_ignore_ascii_case(first_name(&other.name)) {
            return Sameness::Different;
        }
        if tag(&self.name) == tag(&other.name) { Sameness::Same } else { Sameness::ButForTagCase }
    }
}

/// The key of a tag, behind the `/`.
fn tag(name: &str) -> &str {
    name.split_once('/').map_or("", |it| it.1)
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
