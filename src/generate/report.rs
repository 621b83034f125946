use alloc::string::String;
use alloc::vec::Vec;

use crate::{Cloud, Model, Policy};

/// A policy of least privilege with a report on it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Generated {
    /// The model of the policy.
    pub model: Model,
    /// The cloud that it is for.
    pub cloud: Cloud,
    /// The policy; nothing, if nothing is to be allowed. In the role/policy model that of the services with projects, unless
    /// only global services are needed.
    pub policy: Option<Policy>,
    /// In the role/policy model, where one policy cannot have both: the policy of the global services.
    pub global_policy: Option<Policy>,
    /// Each action of the policy with its reason, by name.
    pub reasons: Vec<Reason>,
    /// What some of the operations need only under a condition stated on the page.
    pub conditional: Vec<Conditional>,
    /// What could not be told with certainty.
    pub unresolved: Vec<Unresolved>,
    /// What the pages leave open, and other remarks.
    pub notes: Vec<String>,
    /// What was asked for, each with the actions that it needs.
    pub given: Vec<Given>,
}

/// Why an action is in the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reason {
    /// The action, or the pattern that a page requires.
    pub action: String,
    /// Who needs it.
    pub because: String,
    /// The resources that it is allowed on; empty for all of them.
    pub resources: Vec<String>,
}

/// What an operation needs only where the page's words apply.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Conditional {
    /// The action.
    pub action: String,
    /// The words of the page.
    pub qualifier: String,
    /// What needs it.
    pub because: String,
    /// Whether the policy has it.
    pub is_included: bool,
}

/// Something that is not in the policy because the action is unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Unresolved {
    /// The call, the trace, the message or the name.
    pub what: String,
    /// Why.
    pub because: String,
    /// What it could be.
    pub candidates: Vec<String>,
    /// For which models on which clouds pages list it.
    pub elsewhere: Vec<(Model, Cloud)>,
}

/// A call, a trace or a message, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Given {
    /// As it was given.
    pub what: String,
    /// The names of the actions, each with the resources that it touches, or none for a request without one.
    pub needs: Vec<(String, Vec<String>)>,
    /// The names of actions that the policy does not have and that are needed where the words of a page apply.
    pub left_out: Vec<String>,
    /// Whether it needs something else that no policy can allow, such as a role.
    pub has_unresolved: bool,
}
