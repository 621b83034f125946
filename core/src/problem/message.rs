//! What is wrong, in one line.

use core::fmt;

use super::{In, KnownActions, Mistake};
use crate::words::{Model, PolicyKind};

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { what } => write!(f, "invalid json: {what}"),
            Self::TooLarge { most } => write!(f, "more than {most} values: it is too large to be read as a policy"),
            Self::WrongType { element, wanted, found } => write!(f, "{element} must be {wanted}, not {found}"),
            Self::UnknownElement { name, place, .. } => write!(f, "unknown element `{name}` in {place}"),
            Self::MisplacedElement { name, place, belongs } => {
                write!(f, "`{name}` belongs in {belongs}, not in {place}")
            }
            Self::MissingElement { name, place } => write!(f, "missing {name} in {place}"),
            Self::MissingVersion { place } => write!(f, "missing `Version` in {place}"),
            Self::MissingStatement { place } => write!(f, "missing `Statement` in {place}"),
            Self::DuplicateElement { name, place } => write!(f, "duplicate `{name}` in {place}"),
            Self::DuplicateKey { name } => write!(f, "duplicate `{name}` in the operator"),
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
            Self::Forbidden { element, kind, .. } => write!(f, "{kind} does not take {element}"),
            Self::AllowInScp => f.write_str("a service control policy does not take `Effect` of `Allow`"),
            Self::UnsupportedPrincipal { element } => write!(f, "an identity policy does not take `{element}`"),
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
                let verb = if crate::pattern::is_pattern(name) { "matches none of" } else { "is not among" };
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
            Self::IfExists { operator } => write!(f, "the operator `{operator}` does not take `IfExists`"),
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
                let written = text.get(..prefix.len()).unwrap_or(prefix);
                write!(f, "`{text}` begins with `{written}`, but the urn of a resource begins with its service")
            }
            Self::ForeignResource { text, service, services } => {
                write!(f, "`{text}` is a resource of `{service}`, but the actions are of {services}")
            }
            Self::UrnPart { text, why } => write!(f, "`{text}` matches nothing: {why}"),
            Self::UnknownResourceType { service, name, date, .. } => {
                write!(f, "`{service}` has no resource type `{name}` {date}")
            }
            Self::ResourceNotTaken { action, model: Model::IdentityPolicy } => {
                write!(f, "`{action}` does not take a resource, but the statement names one")
            }
            Self::ResourceNotTaken { action, .. } => {
                write!(f, "`{action}` does not take a resource in the role model, but the statement names one")
            }
            Self::ResourceTypeMissing { action, types } => {
                write!(f, "`{action}` takes a resource of type {types}, but the statement names none")
            }
            Self::MalformedVariable { text } => write!(f, "`{text}` is not a policy variable"),
            Self::VariableMultivalued { key } => {
                write!(f, "`{key}` can have several values, so it cannot be a policy variable")
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

/// A text in a message, where nothing between two backticks would be seen.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { f.write_str("an empty string") } else { write!(f, "`{}`", self.0) }
    }
}
