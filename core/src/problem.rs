//! Every mistake that a policy can have, and the one place where its words stand. The macros and the linter both print these.

use alloc::format;
use alloc::string::String;
use core::fmt;

use super::words::{Model, PolicyKind, ValueType, Version};

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
                    Self::MissingElement { name: "`Version`", .. } => "missing_version",
                    Self::MissingElement { name: "`Statement`", .. } => "missing_statement",
                    Self::Forbidden { element, kind: "an identity policy", .. } if element.contains("Principal") => {
                        "unsupported_principal"
                    }
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
    WrongType { element: String, wanted: &'static str, found: &'static str } = "wrong_type",
    /// An element that does not exist.
    UnknownElement { name: String, place: &'static str, near: Option<String> } = "unknown_element",
    /// An element that exists elsewhere.
    MisplacedElement { name: String, place: &'static str, belongs: &'static str } = "misplaced_element",
    /// An element that must be there.
    MissingElement { name: &'static str, place: &'static str } = "missing_element",
    /// An element that stands twice.
    DuplicateElement { name: String, place: &'static str } = "duplicate_element",
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
    /// An action without its three parts.
    MalformedAction { name: String, near: Option<String> } = "malformed_action",
    /// A service that is not in the catalogue.
    UnknownService { code: String, near: Option<String>, is_read: bool, date: Date } = "unknown_service",
    /// An action that is not in the catalogue, which has all of the service; or a slip of one that it has.
    UnknownAction { name: String, near: Option<String>, date: Date } = "unknown_action",
    /// An action or a pattern that is not in the catalogue, which does not have all of the service.
    UnreadAction { name: String, near: Option<String>, of_other: bool, known: KnownActions } = "unread_action",
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
    ValueNotString { found: &'static str, text: Option<String> } = "value_not_string",
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

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { what } => write!(f, "the json is broken: {what}"),
            Self::TooLarge { most } => write!(f, "more than {most} values: it is too large to be read as a policy"),
            Self::WrongType { element, wanted, found } => write!(f, "{element} must be {wanted}, not {found}"),
            Self::UnknownElement { name, place, .. } => write!(f, "unknown element `{name}` in {place}"),
            Self::MisplacedElement { name, place, belongs } => {
                write!(f, "`{name}` belongs in {belongs}, not in {place}")
            }
            Self::MissingElement { name, place } => write!(f, "missing {name} in {place}"),
            Self::DuplicateElement { name, place } => write!(f, "`{name}` stands twice in {place}"),
            Self::BothElements { one, other } => write!(f, "`{one}` and `{other}` exclude each other"),
            Self::Empty { element } => write!(f, "{element} must not be empty"),
            Self::InvalidEffect { found } => write!(f, "`Effect` is `Allow` or `Deny`, not `{found}`"),
            Self::InvalidVersion { found, kind: PolicyKind::Identity } => write!(f, "unknown version `{found}`"),
            Self::InvalidVersion { found, kind: PolicyKind::Role } => {
                write!(f, "the version of a policy of the role model is `1.1`, and of a role `1.0`, not `{found}`")
            }
            Self::InvalidVersion { found, kind } => {
                let kind = match kind {
                    PolicyKind::Scp => "a service control policy",
                    PolicyKind::Endpoint => "the policy of an endpoint",
                    _ => "a trust policy",
                };
                write!(f, "the version of {kind} is `5.0`, not `{found}`")
            }
            Self::VersionOfArgument { found, wanted, argument, resource } => {
                write!(f, "`{argument}` of `{resource}` takes a policy of version `{wanted}`, not `{found}`")
            }
            Self::Forbidden { element, kind, .. } => write!(f, "{kind} takes no {element}"),
            Self::MalformedAction { name, .. } => {
                write!(f, "{} is not an action: an action has three parts, `service:type:operation`", Shown(name))
            }
            Self::UnknownService { code, is_read: false, .. } => {
                write!(f, "`{code}` is a service of which no page was read")
            }
            Self::UnreadAction { known: known @ KnownActions { count: 0, .. }, .. } => {
                write!(f, "no page of the actions of `{}` {} was read", known.service, In(known.model))
            }
            Self::UnreadAction { name, known, .. } => {
                let verb = if super::pattern::is_pattern(name) { "matches none of" } else { "is not among" };
                write!(f, "`{name}` {verb} {known}")
            }
            Self::UnknownService { code, date, .. } => write!(f, "unknown service `{code}` {date}"),
            Self::Unexamined { steps } => {
                write!(
                    f,
                    "this pattern and those after it were not looked up: the patterns of the policy take more than {steps} \
                     comparisons with names of the catalogue"
                )
            }
            Self::UnknownAction { name, date, .. } => write!(f, "unknown action `{name}` {date}"),
            Self::NoMatch { pattern, date, .. } => write!(f, "no action matches `{pattern}` {date}"),
            Self::WrongModel { name, model: Model::RolePolicy, version, .. } => {
                write!(
                    f,
                    "`{name}` is an action of the role model, which a policy of version `{version}` does not take"
                )
            }
            Self::WrongModel { name, version, .. } => {
                write!(
                    f,
                    "`{name}` is an action of identity policies, which a policy of version `{version}` does not take"
                )
            }
            Self::UnknownKey { name, date, .. } => write!(f, "unknown condition key `{name}` {date}"),
            Self::KeyTemplate { name, .. } => write!(f, "the condition key `{name}` is not complete"),
            Self::KeyNotTaken { key, action, .. } => write!(f, "`{action}` does not take the condition key `{key}`"),
            Self::UnknownOperator { name, date, .. } => write!(f, "unknown operator `{name}` {date}"),
            Self::OperatorModel { operator, version, .. } => {
                write!(f, "a policy of version `{version}` does not take the operator `{operator}`")
            }
            Self::IfExists { operator } => write!(f, "the operator `{operator}` takes no `IfExists`"),
            Self::OperatorType { operator, compares, key, is } => {
                write!(f, "`{operator}` compares {compares} values, but `{key}` has {is} values")
            }
            Self::QualifierSingle { qualifier, key } => {
                write!(f, "`{qualifier}` is for keys with several values, but `{key}` has at most one")
            }
            Self::ValueNotString { found, .. } => write!(f, "a condition value must be a string, not {found}"),
            Self::InvalidValue { value, kind } => write!(f, "{} is not a value of type {kind}", Shown(value)),
            Self::MalformedUrn { text } => {
                write!(f, "{} is not a urn: a urn has five parts, `service:region:account:type:id`", Shown(text))
            }
            Self::UrnPrefix { text, prefix } => {
                write!(f, "`{text}` begins with `{prefix}`, but the urn of a resource begins with its service")
            }
            Self::ForeignResource { text, service, services } => {
                write!(f, "`{text}` is a resource of `{service}`, but the actions are of {services}")
            }
            Self::UrnPart { text, why } => write!(f, "`{text}` matches nothing: {why}"),
            Self::UnknownResourceType { service, name, date, .. } => {
                write!(f, "`{service}` has no resource type `{name}` {date}")
            }
            Self::ResourceNotTaken { action, model: Model::IdentityPolicy } => {
                write!(f, "`{action}` takes no resource, but the statement names one")
            }
            Self::ResourceNotTaken { action, .. } => {
                write!(f, "`{action}` takes no resource in the role model, but the statement names one")
            }
            Self::ResourceTypeMissing { action, types } => {
                write!(f, "`{action}` takes a resource of type {types}, but the statement names none")
            }
            Self::MalformedVariable { text } => write!(f, "`{text}` is not a policy variable"),
            Self::VariableMultivalued { key } => {
                write!(f, "`{key}` can have several values, so it can not be a policy variable")
            }
            Self::VariablePart { text } => {
                write!(
                    f,
                    "a policy of version `1.1` takes a variable in the last part of a resource only, not in `{text}`"
                )
            }
            Self::InvalidPrincipal { text, kind } => write!(f, "{} is not {kind}", Shown(text)),
        }
    }
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
            | Self::DuplicateElement { .. }
            | Self::BothElements { .. }
            | Self::InvalidEffect { .. }
            | Self::InvalidVersion { .. }
            | Self::UnknownOperator { .. }
            | Self::IfExists { .. } => true,
            // One thing where a list of them belongs is that list.
            Self::WrongType { wanted, found, .. } => {
                !matches!((*wanted, *found), ("an array of strings", "a string") | ("an array of objects", "an object"))
            }
            Self::ValueNotString { text, .. } => text.is_none(),
            _ => false,
        }
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

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownElement { near, .. }
            | Self::NoMatch { near, .. }
            | Self::UnknownOperator { near, .. }
            | Self::UnknownResourceType { near, .. }
            | Self::MalformedAction { near, .. } => near.as_deref().map(did_you_mean),
            Self::UnknownAction { near: Some(near), .. }
            | Self::UnknownService { near: Some(near), .. }
            | Self::UnknownKey { near: Some(near), .. } => Some(did_you_mean(near)),
            Self::UnknownService { is_read: false, .. } => Some(String::from("its actions can not be checked")),
            Self::UnknownService { near: None, .. } | Self::UnknownKey { near: None, .. } => {
                Some(String::from("the catalogue may not have it yet"))
            }
            Self::UnreadAction { known: KnownActions { count: 0, .. }, of_other: false, .. } => None,
            Self::UnreadAction { near: Some(near), .. } => Some(format!("others may exist; the nearest is `{near}`")),
            Self::UnreadAction { of_other: true, known, .. } => {
                Some(format!("it is one {}, and may be one here", In(known.model.other())))
            }
            Self::UnreadAction { .. } => Some(String::from("others may exist")),
            Self::InvalidEffect { found } => super::suggest::nearest(found, ["Allow", "Deny"]).map(did_you_mean),
            Self::InvalidVersion { kind: PolicyKind::Identity, .. } => {
                Some(String::from("an identity policy has `5.0`, a policy of the role model `1.1`, a role `1.0`"))
            }
            Self::UrnPrefix { text, prefix: "urn:" } => {
                text.get("urn:".len()..).map(|rest| format!("drop `urn:`: `{rest}`"))
            }
            Self::UrnPrefix { .. } => Some(String::from("it is the name of a resource of another cloud")),
            Self::Forbidden { instead, .. } => (!instead.is_empty()).then(|| String::from(*instead)),
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
            Self::InvalidValue { kind, .. } => Some(format!("write {}", super::value::example(*kind))),
            Self::IfExists { operator } => {
                Some(format!("leave it out: `{operator}` itself asks whether the key is there"))
            }
            Self::QualifierSingle { qualifier, .. } => Some(format!("leave `{qualifier}:` out")),
            Self::DuplicateElement { place: "the operator", .. } => {
                Some(String::from("give all values in one array; the case of a key makes no difference"))
            }
            Self::ResourceTypeMissing { .. } => Some(String::from("name one, or `*` for all resources")),
            Self::ResourceNotTaken { .. } => {
                Some(String::from("move it into a statement of its own with `\"Resource\": [\"*\"]`"))
            }
            Self::MalformedVariable { .. } => {
                Some(String::from("a variable is `${key}` or `${key, 'default'}`; write `${$}` for a `$`"))
            }
            Self::WrongType { wanted: "a string", found: "a number", .. } => Some(String::from("put it in quotes")),
            Self::WrongType { wanted: "an array of strings", found: "a string", .. }
            | Self::WrongType { wanted: "an array of objects", found: "an object", .. } => {
                Some(String::from("put it in brackets"))
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

fn did_you_mean(near: &(impl fmt::Display + ?Sized)) -> String {
    format!("did you mean `{near}`?")
}

/// A text in a message, where nothing between two backticks would be seen.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("an empty string") } else { write!(f, "`{}`", self.0) }
    }
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
