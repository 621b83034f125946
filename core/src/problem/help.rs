//! What to do about it.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use super::{In, KnownActions, Mistake, Wanted};
use crate::suggest::did_you_mean;
use crate::tree::JsonKind;
use crate::words::{PolicyKind, ValueType};

impl Mistake {
    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownElement { near, .. }
            | Self::NoMatch { near, .. }
            | Self::UnknownOperator { near, .. }
            | Self::UnknownResourceType { near, .. }
            | Self::MalformedAction { near, .. } => near.as_deref().map(did_you_mean),
            Self::UnknownAction { other: Some(other), .. } => Some(other.to_string()),
            Self::UnknownAction { near: Some(near), .. }
            | Self::UnknownService { near: Some(near), .. }
            | Self::UnknownKey { near: Some(near), .. } => Some(did_you_mean(near)),
            Self::UnknownService { is_read: false, .. } => Some(String::from("its actions cannot be checked")),
            Self::UnknownService { near: None, .. } | Self::UnknownKey { near: None, .. } => {
                Some(String::from("the catalogue may not have it yet"))
            }
            Self::UnreadAction { known: KnownActions { count: 0, .. }, of_other: false, .. } => None,
            Self::UnreadAction { other: Some(other), .. } => Some(format!("others may exist; {other}")),
            Self::UnreadAction { near: Some(near), .. } => Some(format!("others may exist; the nearest is `{near}`")),
            Self::UnreadAction { of_other: true, known, .. } => {
                Some(format!("it is one {}, and may be one here", In(known.model.other())))
            }
            Self::UnreadAction { .. } => Some(String::from("others may exist")),
            Self::InvalidEffect { found } => crate::suggest::nearest(found, ["Allow", "Deny"]).map(did_you_mean),
            Self::InvalidVersion { kind: PolicyKind::Identity, .. } => {
                Some(String::from("an identity policy has `5.0`, a policy of the role model `1.1`, a role `1.0`"))
            }
            Self::UrnPrefix { text, prefix: "urn:" } => {
                text.split_at_checked("urn:".len()).map(|(prefix, rest)| format!("drop `{prefix}`: `{rest}`"))
            }
            Self::UrnPrefix { .. } => Some(String::from("it is the name of a resource of another cloud")),
            Self::Forbidden { instead, .. } => (!instead.is_empty()).then(|| String::from(*instead)),
            Self::AllowInScp => Some(String::from("it only takes away: name with `Deny` what must not happen")),
            Self::WrongModel { version, twins, .. } if !twins.is_empty() => {
                Some(format!("a policy of version `{version}` has {twins} in its place"))
            }
            Self::KeyTemplate { name, template } => Some(format!("write `{name}/` and the {template}")),
            Self::KeyNotTaken { taken, .. } if taken.is_empty() => Some(String::from("it takes none")),
            Self::KeyNotTaken { taken, .. } => Some(format!("it takes {taken}")),
            Self::OperatorModel { instead, .. } => instead.map(|it| format!("write `{it}`")),
            Self::OperatorType { is, .. } => Some(format!("{}", OperatorsFor(*is))),
            Self::ValueNotString { text: Some(text), .. } => Some(format!("write `\"{text}\"`")),
            Self::InvalidValue { value, kind: ValueType::Ip } if has_leading_zero(value) => {
                Some(String::from("write it without leading zeros, which some readers take for octal numbers"))
            }
            Self::InvalidValue { kind, .. } => Some(format!("write {}", crate::value::example(*kind))),
            Self::IfExists { operator } => {
                Some(format!("leave it out: `{operator}` itself asks whether the key is there"))
            }
            Self::QualifierSingle { qualifier, .. } => Some(format!("leave `{qualifier}:` out")),
            Self::DuplicateKey { .. } => {
                Some(String::from("give all values in one array; the case of a key makes no difference"))
            }
            Self::ResourceTypeMissing { .. } => Some(String::from("name one, or `*` for all resources")),
            Self::ResourceNotTaken { .. } => {
                Some(String::from("move it into a statement of its own with `\"Resource\": [\"*\"]`"))
            }
            Self::MalformedVariable { .. } => {
                Some(String::from("a variable is `${key}` or `${key, 'default'}`; write `${$}` for a `$`"))
            }
            Self::WrongType { wanted: Wanted::String, found: JsonKind::Number, .. } => {
                Some(String::from("put it in quotes"))
            }
            Self::WrongType { .. } if self.is_one_for_many() => Some(String::from("put it in brackets")),
            Self::UnsupportedPrincipal { .. } => {
                Some(String::from("it belongs in a trust policy; an identity policy is for whatever it is attached to"))
            }
            _ => None,
        }
    }
}

impl Mistake {
    /// The same for who writes Rust, where a name that is not in the catalogue can be written all the same.
    #[must_use]
    pub fn help_in_rust(&self) -> Option<String> {
        let help = self.help();
        if let (None, true) = (&help, self.is_doubt()) {
            return Some(String::from("if it exists, write `unchecked(\"…\")`"));
        }
        let help = help?;
        let escape = match self {
            Self::UnreadAction { .. } | Self::UnknownService { is_read: false, .. } => "; if it exists, write",
            Self::UnknownService { near: Some(_), .. } | Self::UnknownKey { near: Some(_), .. } => {
                " if yours exists, write"
            }
            Self::UnknownService { .. } | Self::UnknownKey { .. } => "; if it exists, write",
            _ => return Some(help),
        };
        Some(format!("{help}{escape} `unchecked(\"…\")`"))
    }
}

/// Whether a number of an address of version 4 begins with a zero that it does not need.
fn has_leading_zero(text: &str) -> bool {
    let address = text.split('/').next().unwrap_or_default();
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    address.split('.').count() == 4
        && address.split('.').all(is_number)
        && address.split('.').any(|it| it.len() > 1 && it.starts_with('0'))
}

/// The operators that compare values of a type.
struct OperatorsFor(ValueType);

impl fmt::Display for OperatorsFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            ValueType::String => "string keys take `StringEquals`, `StringMatch` and their like",
            ValueType::Boolean => "boolean keys take `Bool`",
            ValueType::Number => "number keys take `NumberEquals`, `NumberLessThan` and their like",
            ValueType::Date => "date keys take `DateLessThan`, `DateGreaterThan` and their like",
            ValueType::Ip => "ip keys take `IpAddress` and `NotIpAddress`",
        })
    }
}
