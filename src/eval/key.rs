use super::key_id::KeyId;
use crate::{ConditionKey, KeyName};

/// A condition key as a policy names it.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) id: KeyId,
    /// Whether a request can have several values of it, if a page says so.
    pub(super) multivalued: Option<bool>,
}

impl Key {
    pub(super) fn new(name: &KeyName) -> Self {
        match name {
            KeyName::Known(it) => Self { id: KeyId::new(it.name()), multivalued: it.is_multivalued() },
            KeyName::Template(it, _) => {
                Self { id: KeyId::new(alloc::string::ToString::to_string(name)), multivalued: it.is_multivalued() }
            }
            KeyName::Unchecked(it) => Self::named(it),
        }
    }

    pub(super) fn named(name: &str) -> Self {
        let multivalued = ConditionKey::from_name(name).and_then(ConditionKey::is_multivalued);
        Self { id: KeyId::new(name), multivalued }
    }
}
