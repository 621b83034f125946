use core::fmt;
use core::str::FromStr;

use super::{Source, TABLES, list};
use crate::error::UnknownNameError;
use crate::shared::name;
use crate::shared::tables::KeyRow;
use crate::{Model, Service, ValueType};

include!(concat!(env!("OUT_DIR"), "/condition_key.rs"));

impl ConditionKey {
    /// The key with this name, ignoring case. A template key is found by a name with its template part, as in
    /// `g:ResourceTag/owner`.
    ///
    /// ```
    /// use hwc_iam::ConditionKey;
    ///
    /// assert_eq!(ConditionKey::from_name("g:ResourceTag/owner"), Some(ConditionKey::GResourceTag));
    /// assert_eq!(ConditionKey::from_name("g:ResourceTag"), None, "of which tag?");
    /// assert_eq!(ConditionKey::from_name("g:MFAPresent/x"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let place = TABLES.key_place(name)?;
        Self::ALL.get(place).copied()
    }

    /// Its name, such as `ims:Encrypted` or `g:RequestTag/<tag-key>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Its name without its template part: `g:RequestTag`.
    #[must_use]
    pub fn stem(self) -> &'static str {
        name::without_template(self.name())
    }

    /// Its template part: `tag-key`.
    #[must_use]
    pub const fn template(self) -> Option<&'static str> {
        self.row().template
    }

    /// A short description.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title
    }

    /// The description in Chinese, where an authorization schema says so.
    #[must_use]
    pub const fn title_zh(self) -> Option<&'static str> {
        self.row().title_zh
    }

    /// What its values are.
    #[must_use]
    pub const fn value_type(self) -> Option<ValueType> {
        self.row().value_type
    }

    /// Whether a request can have several values of it.
    #[must_use]
    pub const fn is_multivalued(self) -> Option<bool> {
        self.row().multivalued
    }

    /// Whether the documentation of this model lists it. Whether it has a key that it does not list is not known.
    ///
    /// ```
    /// use hwc_iam::{ConditionKey, Model};
    ///
    /// assert!(ConditionKey::GUserName.is_listed_for(Model::RolePolicy));
    /// ```
    #[must_use]
    pub const fn is_listed_for(self, model: Model) -> bool {
        list::of_model(self.row().models, model)
    }

    /// The service that it belongs to; a global key belongs to none.
    #[must_use]
    pub fn service(self) -> Option<Service> {
        let (code, _) = self.name().split_once(':')?;
        Service::from_code(code)
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        let all = self.service().map_or(TABLES.sources, |it| it.row().sources);
        all.iter().filter(move |it| self.row().sources.contains(&it.id())).map(Source::of)
    }

    #[expect(clippy::indexing_slicing, reason = "the variants are the places of the rows")]
    pub(super) const fn row(self) -> &'static KeyRow {
        &TABLES.keys[self as usize]
    }
}

impl fmt::Display for ConditionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ConditionKey {
    type Err = UnknownNameError;

    fn from_str(name: &str) -> Result<Self, UnknownNameError> {
        Self::from_name(name).ok_or_else(|| UnknownNameError::condition_key(name))
    }
}
