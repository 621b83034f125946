use alloc::sync::Arc;
use core::cmp::Ordering;
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
        let hash = lower(&name)
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, it| (hash ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3));
        Self { hash, name }
    }

    /// A key as a request may name it: those of OBS as bucket policies do, too, without the service.
    pub(crate) fn of_request(name: &str) -> Self {
        if name.contains(':') { Self::new(name) } else { Self::new(alloc::format!("obs:{name}")) }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    #[cfg(feature = "arrow")]
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

    /// The order in which a request has its keys. By their hashes first, which is quick; those with the same one, of which somebody
    /// may have looked for thousands, by their names.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        // Most that have the same hash are spelt alike.
        if self.hash == other.hash && self.name == other.name {
            return Ordering::Equal;
        }
        self.order_but_for_tag_case(other).then_with(|| tag(&self.name).cmp(tag(&other.name)))
    }

    /// The same, where keys whose tag's key differs in case are one.
    pub(super) fn order_but_for_tag_case(&self, other: &Self) -> Ordering {
        self.hash.cmp(&other.hash).then_with(|| lower(&self.name).cmp(lower(&other.name)))
    }

    pub(super) fn has_tag(&self) -> bool {
        !tag(&self.name).is_empty()
    }

    pub(super) fn sameness(&self, other: &Self) -> Sameness {
        if self.hash != other.hash {
            return Sameness::Different;
        }
        if self.name == other.name {
            return Sameness::Same;
        }
        if !first_name(&self.name).eq_ignore_ascii_case(first_name(&other.name)) {
            return Sameness::Different;
        }
        if tag(&self.name) == tag(&other.name) { Sameness::Same } else { Sameness::ButForTagCase }
    }
}

fn lower(name: &str) -> impl Iterator<Item = u8> + '_ {
    first_name(name).bytes().map(|it| it.to_ascii_lowercase())
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

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::vec::Vec;

    use super::*;
    use crate::eval::env::{Env, Found};
    use crate::eval::request::{Entry, EntryValue, Value};
    use crate::eval::{Assumption, Assumptions, Request, Setting};

    fn key(name: &str) -> KeyId {
        KeyId { hash: 7, name: name.into() }
    }

    /// Names that somebody has looked for until their hashes were the same: each is found.
    #[test]
    fn keys_with_one_hash_are_told_apart() {
        let mut names: Vec<_> = (0..1000).map(|it| format!("x:Key{it}")).collect();
        names.extend(["g:ResourceTag/a", "g:ResourceTag/A", "g:resourcetag/b"].map(Into::into));
        let mut request = Request::new("ims:images:list");
        let mut context: Vec<Entry> = names
            .iter()
            .map(|it| Entry { key: key(it), value: EntryValue::Value(Value::One(it.as_str().into())) })
            .collect();
        context.sort_by(|one, other| one.key.order(&other.key));
        *Arc::make_mut(&mut request.context) = context;
        let found = |name: &str, setting: Setting| {
            let assumptions = Assumptions::default().with(Assumption::TagKeyCase, setting);
            match Env::new(&request, assumptions, &[]).find(&key(name)) {
                Found::One(it) => it.into(),
                other => format!("{other:?}"),
            }
        };
        for name in &names {
            assert_eq!(found(name, Setting::Unknown), *name);
            assert_eq!(found(&name.replace("x:", "X:"), Setting::No), *name);
        }
        assert_eq!(found("x:Key1000", Setting::Yes), "Absent");
        let settings = [Setting::Yes, Setting::No, Setting::Unknown];
        assert_eq!(settings.map(|it| found("g:ResourceTag/B", it)), ["g:resourcetag/b", "Absent", "Open"]);
    }
}
