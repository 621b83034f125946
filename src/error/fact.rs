use alloc::string::String;
use core::fmt;

use crate::{FactKind, Service};

/// A fact that a preflight cannot take.
///
/// ```
/// use hwc_iam::{Cloud, Model, Operation, preflight::Facts};
///
/// let path = "/v1/cloudimages/{image_id}/cross_region_copy";
/// let copy = Operation::find("POST", path, Model::IdentityPolicy, Cloud::HuaweiCloud).unwrap();
/// let error = Facts::new(copy).with("image.sice", 40_u64).unwrap_err();
/// assert_eq!(error.to_string(), "`ims` has no fact `image.sice`");
/// assert_eq!(error.suggestion(), Some("image.size"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactError {
    name: String,
    kind: Kind,
    near: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Unknown(Service),
    Type { wanted: FactKind, given: String },
    Unit { wanted: Option<&'static str>, given: String },
    Negative(String),
    Case(String),
}

impl FactError {
    pub(crate) fn unknown(service: Service, name: &str, near: Option<&str>) -> Self {
        Self { name: name.into(), kind: Kind::Unknown(service), near: near.map(String::from) }
    }

    pub(crate) fn wrong_type(name: &str, wanted: FactKind, given: String) -> Self {
        Self { name: name.into(), kind: Kind::Type { wanted, given }, near: None }
    }

    pub(crate) fn unit(name: &str, wanted: Option<&'static str>, given: &str) -> Self {
        let near = wanted.filter(|it| it.eq_ignore_ascii_case(given)).map(String::from);
        Self { name: name.into(), kind: Kind::Unit { wanted, given: given.into() }, near }
    }

    pub(crate) fn negative(name: &str, given: String) -> Self {
        Self { name: name.into(), kind: Kind::Negative(given), near: None }
    }

    pub(crate) fn case(name: &str, given: &str, known: &str) -> Self {
        Self { name: name.into(), kind: Kind::Case(given.into()), near: Some(known.into()) }
    }

    /// The fact as it was named.
    #[must_use]
    pub fn fact(&self) -> &str {
        &self.name
    }

    /// The name, the unit or the value that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        self.near.as_deref()
    }
}

impl fmt::Display for FactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match &self.kind {
            Kind::Unknown(service) => write!(f, "`{service}` has no fact `{name}`"),
            Kind::Type { wanted, given } => {
                let wanted = match wanted {
                    FactKind::Boolean => "`true` or `false`",
                    FactKind::Number => "a number",
                    FactKind::Region => "the id of a region as a string",
                    FactKind::Roles => "an array of names of roles",
                    FactKind::String => "a string",
                    FactKind::Strings => "an array of strings",
                };
                write!(f, "the fact `{name}` is {wanted}, not {given}")
            }
            Kind::Unit { wanted: Some(wanted), given } => {
                write!(f, "the fact `{name}` is in `{wanted}`, not in `{given}`")
            }
            Kind::Unit { wanted: None, given } => write!(f, "the fact `{name}` has no unit, but is given in `{given}`"),
            Kind::Negative(given) => write!(f, "the fact `{name}` is a number from 0 on, not {given}"),
            Kind::Case(given) => write!(f, "the fact `{name}` has no value `{given}`; upper and lower case count"),
        }
    }
}

impl core::error::Error for FactError {}
