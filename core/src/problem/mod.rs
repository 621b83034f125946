//! Every mistake that a policy can have, and the one place of its words. The macros and the linter both print these.

mod help;
mod message;

use alloc::string::String;
use core::fmt;

use super::tree::JsonKind;
use super::words::{Model, PolicyKind, ValueType, Version, words};

/// A mistake and where it is.
#[derive(Debug, Clone)]
pub struct Problem<S> {
    /// What is wrong.
    pub mistake: Mistake,
    /// Where.
    pub span: S,
}

impl<S> Problem<S> {
    /// The same mistake at another place.
    #[must_use]
    pub fn map_span<T>(self, to: impl Fn(S) -> T) -> Problem<T> {
        Problem { mistake: self.mistake, span: to(self.span) }
    }
}

/// Names with commas between them, each in backticks.
#[must_use]
pub fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for name in names {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push('`');
        out.push_str(name);
        out.push('`');
    }
    out
}

macro_rules! mistakes {
    ($($(#[$doc:meta])* $variant:ident $({ $($field:ident: $type:ty),+ $(,)? })? = $rule:literal),+ $(,)?) => {
        /// What is wrong with a policy. `Display` says it in one line; [`help`](Self::help) says what to do.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the message of a variant says what its fields are")]
        pub enum Mistake { $($(#[$doc])* $variant $({ $($field: $type),+ })?),+ }

        impl Mistake {
            /// The rule that finds this, by its name. Some mistakes have one of their own, since Huawei Cloud has a code for it.
            #[must_use]
            pub fn rule(&self) -> &'static str {
                match self {
                    Self::UnknownKey { is_read: false, .. } => "unread_key",
                    $(Self::$variant { .. } => $rule),+
                }
            }
        }
    };
}

mistakes! {
    /// The text is not JSON.
    Syntax { what: String } = "syntax",
    /// There is more in it than in any policy.
    TooLarge { most: usize } = "syntax",
    /// An element has a value of another JSON type.
    WrongType { element: String, wanted: Wanted, found: JsonKind } = "wrong_type",
    /// An element that does not exist.
    UnknownElement { name: String, place: &'static str, near: Option<String> } = "unknown_element",
    /// An element that exists elsewhere.
    MisplacedElement { name: String, place: &'static str, belongs: &'static str } = "misplaced_element",
    /// An element that must be there.
    MissingElement { name: &'static str, place: &'static str } = "missing_element",
    /// A policy without `Version`.
    MissingVersion { place: &'static str } = "missing_version",
    /// A policy without `Statement`.
    MissingStatement { place: &'static str } = "missing_statement",
    /// An element that is there before.
    DuplicateElement { name: String, place: &'static str } = "duplicate_element",
    /// A key of an operator that is there before, maybe in another case.
    DuplicateKey { name: String } = "duplicate_element",
    /// Two elements that exclude each other.
    BothElements { one: &'static str, other: &'static str } = "both_elements",
    /// An array or object that must have something in it.
    Empty { element: String } = "empty_element",
    /// Neither `Allow` nor `Deny`.
    InvalidEffect { found: String } = "invalid_effect",
    /// A version that no policy has.
    InvalidVersion { found: String, kind: PolicyKind } = "invalid_version",
    /// A version that the argument of Terraform, in which the policy stands, does not take.
    VersionOfArgument { found: Version, wanted: Version, argument: &'static str, resource: &'static str } = "invalid_version",
    /// An element that this kind of document does not take.
    Forbidden { element: String, kind: &'static str, instead: &'static str } = "forbidden_element",
    /// An `Allow` in a service control policy, which texts of older years take.
    AllowInScp = "forbidden_element",
    /// A principal in a policy that is for whoever it is attached to.
    UnsupportedPrincipal { element: String } = "unsupported_principal",
    /// An action without its three parts.
    MalformedAction { name: String, near: Option<String> } = "malformed_action",
    /// A service that is not in the catalogue.
    UnknownService { code: String, near: Option<String>, is_read: bool, date: Date } = "unknown_service",
    /// An action that is not in the catalogue, which has all of the service; or a slip of one that it has.
    UnknownAction { name: String, near: Option<String>, other: Option<OtherAction>, date: Date } = "unknown_action",
    /// An action or a pattern that is not in the catalogue, which does not have all of the service.
    UnreadAction { name: String, near: Option<String>, other: Option<OtherAction>, of_other: bool, known: KnownActions } = "unread_action",
    /// From here on no pattern was compared with the names of the catalogue.
    Unexamined { steps: usize } = "unexamined_policy",
    /// A pattern that no action matches.
    NoMatch { pattern: String, near: Option<String>, date: Date } = "unmatched_pattern",
    /// An action of the other authorization model.
    WrongModel { name: String, model: Model, version: Version, twins: String } = "wrong_model",
    /// A condition key that is not in the catalogue.
    UnknownKey { name: String, near: Option<String>, is_read: bool, date: Date } = "unknown_key",
    /// A key that stands for many, without the part that says which.
    KeyTemplate { name: String, template: String } = "incomplete_key",
    /// A key that an action of the statement does not take.
    KeyNotTaken { key: String, action: String, taken: String } = "key_not_taken",
    /// An operator that does not exist.
    UnknownOperator { name: String, near: Option<String>, date: Date } = "unknown_operator",
    /// An operator of the other authorization model.
    OperatorModel { operator: String, version: Version, instead: Option<&'static str> } = "operator_of_other_model",
    /// A suffix that this operator does not take.
    IfExists { operator: String } = "if_exists_not_taken",
    /// An operator that compares values of another type.
    OperatorType { operator: String, compares: ValueType, key: String, is: ValueType } = "operator_type",
    /// A qualifier on a key with at most one value.
    QualifierSingle { qualifier: &'static str, key: String } = "qualifier_on_single_value",
    /// A condition value that is not a string.
    ValueNotString { found: JsonKind, text: Option<String> } = "value_not_string",
    /// A condition value that is not of the key's type.
    InvalidValue { value: String, kind: ValueType } = "invalid_value",
    /// A resource that is not a URN.
    MalformedUrn { text: String } = "malformed_urn",
    /// A URN behind a prefix that belongs to another language.
    UrnPrefix { text: String, prefix: &'static str } = "prefixed_urn",
    /// A part of a URN that can match nothing.
    UrnPart { text: String, why: &'static str } = "impossible_urn",
    /// A resource type that the service does not have.
    UnknownResourceType { service: String, name: String, near: Option<String>, date: Date } = "unknown_resource_type",
    /// A resource that is named for an action that takes none.
    ResourceNotTaken { action: String, model: Model } = "resource_not_taken",
    /// A resource that is named, but none of a type that the action takes.
    ResourceTypeMissing { action: String, types: String } = "resource_type_missing",
    /// A resource of another service than every action.
    ForeignResource { text: String, service: String, services: String } = "foreign_resource",
    /// `${` that no variable follows.
    MalformedVariable { text: String } = "malformed_variable",
    /// A variable for a key that can have several values.
    VariableMultivalued { key: String } = "variable_of_many_values",
    /// A variable in a part of a resource that takes none.
    VariablePart { text: String } = "variable_not_taken",
    /// A principal that is none.
    InvalidPrincipal { text: String, kind: &'static str } = "invalid_principal",
}

impl Mistake {
    /// Whether a policy with it cannot be told: what it says is lost or could be meant in two ways.
    #[must_use]
    pub fn is_structural(&self) -> bool {
        match self {
            Self::Syntax { .. }
            | Self::TooLarge { .. }
            | Self::UnknownElement { .. }
            | Self::MisplacedElement { .. }
            | Self::MissingElement { .. }
            | Self::MissingVersion { .. }
            | Self::MissingStatement { .. }
            | Self::DuplicateElement { .. }
            | Self::DuplicateKey { .. }
            | Self::BothElements { .. }
            | Self::InvalidEffect { .. }
            | Self::InvalidVersion { .. }
            | Self::UnknownOperator { .. }
            | Self::IfExists { .. } => true,
            Self::WrongType { .. } => !self.is_one_for_many(),
            Self::ValueNotString { text, .. } => text.is_none(),
            _ => false,
        }
    }

    /// Whether something is not there, which in a text that could only be read in part may be in the rest.
    #[must_use]
    pub const fn is_absence(&self) -> bool {
        matches!(
            self,
            Self::MissingElement { .. }
                | Self::MissingVersion { .. }
                | Self::MissingStatement { .. }
                | Self::Empty { .. }
        )
    }

    /// Whether it is one thing where a list of such things belongs, which is told as that list.
    #[must_use]
    pub const fn is_one_for_many(&self) -> bool {
        matches!(
            self,
            Self::WrongType { wanted: Wanted::Strings, found: JsonKind::String, .. }
                | Self::WrongType { wanted: Wanted::Objects, found: JsonKind::Object, .. }
        )
    }

    /// Whether the catalogue cannot tell that it is a mistake: it may be a name that no page that was read has.
    #[must_use]
    pub const fn is_doubt(&self) -> bool {
        match self {
            Self::UnreadAction { .. } | Self::UnknownKey { is_read: false, .. } => true,
            Self::UnknownService { near, .. } => near.is_none(),
            _ => false,
        }
    }

    /// The service, where the message speaks of it as a whole and not of the one name.
    #[must_use]
    pub fn of_service(&self) -> Option<&str> {
        match self {
            Self::UnknownService { code, .. } => Some(code),
            Self::UnreadAction { known: KnownActions { service, count: 0, .. }, .. } => Some(service),
            _ => None,
        }
    }
}

words! {
    /// What an element must be, in the words of JSON.
    Wanted {
        /// One string.
        String = "a string",
        /// Any number of strings.
        Strings = "an array of strings",
        /// One string or any number of them.
        StringOrStrings = "a string or an array of strings",
        /// Any number of URNs.
        Urns = "an array of urns",
        /// One object.
        Object = "an object",
        /// One object, or the wildcard.
        ObjectOrAll = "an object, or `*`",
        /// Any number of objects.
        Objects = "an array of objects",
    }
}

/// An action of the other model that a name is near to, nearer than to any of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherAction {
    /// Its name.
    pub name: String,
    /// The model that it is of.
    pub model: Model,
    /// What the policy's own model has in its place, for people.
    pub twins: String,
}

impl fmt::Display for OtherAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, model, twins } = self;
        write!(f, "the nearest is `{name}`, an action {}", In(*model))?;
        if twins.is_empty() { Ok(()) } else { write!(f, "; in its place, this policy takes {twins}") }
    }
}

/// How many actions of a service are known, for one model, and of which date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownActions {
    /// Its code.
    pub service: &'static str,
    /// The model of the policy.
    pub model: Model,
    /// How many of its actions are known.
    pub count: usize,
    /// Of which date they are.
    pub date: Date,
}

impl fmt::Display for KnownActions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, model, count, date } = self;
        if *count == 1 {
            write!(f, "the one action of `{service}` that is known {} {date}", In(*model))
        } else {
            write!(f, "the {count} actions of `{service}` that are known {} {date}", In(*model))
        }
    }
}

/// Where actions of a model are.
struct In(Model);

impl fmt::Display for In {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Model::IdentityPolicy => "in identity policies",
            Model::RolePolicy => "in the role model",
        })
    }
}

/// Of which date the data is that does not have a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub Option<&'static str>);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(date) => write!(f, "(data of {date})"),
            None => f.write_str("(data without a date)"),
        }
    }
}
