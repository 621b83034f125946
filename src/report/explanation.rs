use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Missing;
use super::facts::{self, Text};
use crate::lint::Rule;
use crate::shared::as_word;
use crate::shared::name::operator_parts;
use crate::shared::words::words;
use crate::{
    Action, Cloud, ConditionKey, Constraint, Model, Operation, Operator, Role, RoleAction, RoleCode, Service, suggest,
};

/// What a name of the catalogue, or of a rule, stands for.
///
/// ```
/// use hwc_iam::report::Named;
///
/// assert!(matches!(Named::find("ims:images:list"), Some(Named::Action(..))));
/// assert!(matches!(Named::find("ForAnyValue:StringEquals"), Some(Named::Operator(_))));
/// assert!(Named::find("ims:images:lst").is_none());
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Named {
    /// A rule of `check`.
    Rule(&'static Rule),
    /// An action of identity policies, and that of the role/policy model with the same name.
    Action(Action, Option<RoleAction>),
    /// An action of the role/policy model alone.
    RoleAction(RoleAction),
    /// The operations that a call may be, on each cloud and for each model.
    Operations(Vec<Operation>),
    /// A condition key.
    Key(ConditionKey),
    /// A condition operator.
    Operator(Operator),
    /// The roles with this name or code, and what pages say of their codes.
    Roles(Vec<Role>, Vec<RoleCode>),
    /// A service.
    Service(Service),
    /// A documented constraint.
    Constraint(Constraint),
}

impl Named {
    /// What has this name; an operation is named as `METHOD /path`, or as an SDK does.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let role = RoleAction::from_name(name);
        Rule::from_name(name)
            .map(Self::Rule)
            .or_else(|| Action::from_name(name).map(|it| Self::Action(it, role)))
            .or_else(|| role.map(Self::RoleAction))
            .or_else(|| operations(name))
            .or_else(|| ConditionKey::from_name(name).map(Self::Key))
            .or_else(|| operator(name).map(Self::Operator))
            .or_else(|| roles(name))
            .or_else(|| Service::from_code_ignore_case(name).map(Self::Service))
            .or_else(|| Constraint::all().find(|it| it.id() == name).map(Self::Constraint))
    }

    /// The names that one that nothing has may have been meant for, the best first: of three parts in a service whose actions are
    /// not all known, only names of that service.
    ///
    /// ```
    /// assert_eq!(hwc_iam::report::Named::near("ims:images:lst", 1), ["ims:images:list"]);
    /// ```
    #[must_use]
    pub fn near(name: &str, most: usize) -> Vec<&'static str> {
        let actions = Action::all().map(Action::name).chain(RoleAction::all().map(RoleAction::name));
        let keys = ConditionKey::ALL.iter().map(|it| it.name());
        let rules = Rule::ALL.iter().map(|it| it.name()).chain(Operator::ALL.iter().map(|it| it.name()));
        let codes = RoleCode::all().map(RoleCode::code).filter(|it| !it.ends_with(|it: char| it.is_ascii_digit()));
        let others = Role::all_names(None).chain(codes).chain(Service::all().map(Service::code));
        let others = others.chain(Operation::all().flat_map(|it| it.names().iter().copied()));
        let is_action = name.split(':').count() == 3;
        let is_doubt = |it: &Model| Missing::of(name, *it).is_some_and(|it| !it.is_certain);
        let service = name.split_once(':').filter(|_| is_action && Model::ALL.iter().any(is_doubt)).map(|it| it.0);
        let is_meant =
            |it: &&str| service.is_none_or(|service| it.split_once(':').is_some_and(|(code, _)| code == service));
        suggest::several(name, actions.chain(keys).chain(rules).chain(others).filter(is_meant), most)
    }

    /// What to try instead of a name that nothing has.
    ///
    /// ```
    /// let help = hwc_iam::report::Named::help("ims:images:lst").unwrap();
    /// assert_eq!(help, "did you mean `ims:images:list`?");
    /// ```
    #[must_use]
    pub fn help(name: &str) -> Option<String> {
        let near: Vec<String> = Self::near(name, MOST_NEAR).iter().map(|it| format!("`{it}`")).collect();
        match near.split_last() {
            None => None,
            Some((one, [])) => Some(format!("did you mean {one}?")),
            Some((last, rest)) => Some(format!("did you mean {} or {last}?", rest.join(", "))),
        }
    }
}

/// So many names are offered for one that nothing has.
const MOST_NEAR: usize = 3;

fn operations(name: &str) -> Option<Named> {
    let mut found: Vec<Operation> = Operation::find_by_name(name).collect();
    if !found.is_empty() {
        return Some(Named::Operations(found));
    }
    for model in Model::ALL {
        for cloud in Cloud::ALL {
            let matches = Operation::resolve(name, *model, *cloud).ok()?;
            found.extend(matches.iter().map(|it| it.operation()));
        }
    }
    (!found.is_empty()).then_some(Named::Operations(found))
}

/// The operator with this name, whatever qualifier and `IfExists` are on it.
fn operator(name: &str) -> Option<Operator> {
    let (_, stem, _) = operator_parts(name);
    Operator::ALL.iter().copied().find(|it| it.name() == stem)
}

fn roles(name: &str) -> Option<Named> {
    let codes: Vec<RoleCode> = RoleCode::all().filter(|it| it.code() == name || it.role_name() == Some(name)).collect();
    let is_it = |it: &Role| {
        let has_code = |code: &RoleCode| code.cloud() == it.cloud() && code.role_name() == Some(it.name());
        it.name() == name || it.formerly() == Some(name) || codes.iter().any(has_code)
    };
    let roles: Vec<Role> = Role::all().filter(is_it).collect();
    (!roles.is_empty() || !codes.is_empty()).then_some(Named::Roles(roles, codes))
}

words! {
    /// What an explanation is of.
    ///
    /// ```
    /// assert_eq!(hwc_iam::report::ExplainedKind::Key.name(), "key");
    /// ```
    ExplainedKind {
        /// A rule of `check`.
        Rule = "rule",
        /// A file that the command reads.
        File = "file",
        /// An action.
        Action = "action",
        /// An operation.
        Operation = "operation",
        /// A condition key.
        Key = "key",
        /// A condition operator.
        Operator = "operator",
        /// A role.
        Role = "role",
        /// A service.
        Service = "service",
    }
}

as_word!(ExplainedKind);

/// What `explain` answers: everything that is known of a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Explanation {
    /// An action of identity policies.
    Action {
        /// `action`.
        kind: ExplainedKind,
        /// What is known of it.
        #[serde(flatten)]
        action: Box<facts::Action>,
        /// The action of the role/policy model with the same name.
        role_action: Option<Box<facts::RoleAction>>,
        /// The operations that need it.
        operations: Vec<facts::Operation>,
    },
    /// An action of the role/policy model alone.
    RoleAction {
        /// `action`.
        kind: ExplainedKind,
        /// What is known of it.
        #[serde(flatten)]
        action: Box<facts::RoleAction>,
        /// The operations that need it.
        operations: Vec<facts::Operation>,
    },
    /// Operations.
    Operations {
        /// `operation`.
        kind: ExplainedKind,
        /// The name, as it was asked for.
        name: Text,
        /// The operations that have it.
        operations: Vec<facts::Operation>,
    },
    /// Roles.
    Roles {
        /// `role`.
        kind: ExplainedKind,
        /// The name, as it was asked for.
        name: Text,
        /// The roles that have it, or have it as their code.
        roles: Vec<facts::Role>,
        /// What pages say of their codes.
        #[serde(default)]
        codes: Vec<facts::RoleCode>,
    },
    /// A rule.
    Rule {
        /// `rule`.
        kind: ExplainedKind,
        /// What is known of it.
        #[serde(flatten)]
        rule: facts::Rule,
        /// Its page.
        docs: Text,
    },
    /// A file that the command reads.
    File {
        /// `file`.
        kind: ExplainedKind,
        /// The name, as it was asked for.
        name: Text,
        /// Its page.
        docs: Text,
        /// Its JSON Schema.
        schema: serde_json::Value,
    },
    /// A condition key.
    Key {
        /// `key`.
        kind: ExplainedKind,
        /// What is known of it.
        #[serde(flatten)]
        key: Box<facts::Key>,
    },
    /// A condition operator.
    Operator {
        /// `operator`.
        kind: ExplainedKind,
        /// What is known of it.
        #[serde(flatten)]
        operator: facts::Operator,
    },
    /// A service.
    Service {
        /// `service`.
        kind: ExplainedKind,
        /// What is known of it.
        #[serde(flatten)]
        service: Box<facts::Service>,
    },
    /// A documented constraint, which says itself of which kind it is.
    Constraint(Box<facts::Constraint>),
}

/// Everything that is known of a name.
///
/// ```
/// use hwc_iam::report::{self, Explanation, Named};
///
/// let document = report::explanation(&Named::find("g:MFAPresent").unwrap(), "g:MFAPresent");
/// let json = serde_json::to_value(&document)?;
/// assert_eq!((&json["kind"], &json["type"]), (&"key".into(), &"boolean".into()));
/// assert_eq!(serde_json::from_value::<Explanation>(json)?, document);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn explanation(it: &Named, name: &str) -> Explanation {
    let name = || Text::Owned(name.into());
    match it {
        Named::Rule(it) => {
            Explanation::Rule { kind: ExplainedKind::Rule, rule: facts::rule(it), docs: it.docs().into() }
        }
        Named::Action(it, role) => Explanation::Action {
            kind: ExplainedKind::Action,
            action: Box::new(facts::action(*it)),
            role_action: role.map(|it| Box::new(facts::role_action(it))),
            operations: it
                .operations()
                .chain(role.iter().flat_map(|it| it.operations()))
                .map(facts::operation)
                .collect(),
        },
        Named::RoleAction(it) => Explanation::RoleAction {
            kind: ExplainedKind::Action,
            action: Box::new(facts::role_action(*it)),
            operations: it.operations().map(facts::operation).collect(),
        },
        Named::Operations(all) => Explanation::Operations {
            kind: ExplainedKind::Operation,
            name: name(),
            operations: all.iter().copied().map(facts::operation).collect(),
        },
        Named::Key(it) => Explanation::Key { kind: ExplainedKind::Key, key: Box::new(facts::key(*it)) },
        Named::Operator(it) => Explanation::Operator { kind: ExplainedKind::Operator, operator: facts::operator(*it) },
        Named::Roles(roles, codes) => Explanation::Roles {
            kind: ExplainedKind::Role,
            name: name(),
            roles: roles.iter().copied().map(facts::role).collect(),
            codes: codes.iter().copied().map(facts::role_code).collect(),
        },
        Named::Service(it) => {
            Explanation::Service { kind: ExplainedKind::Service, service: Box::new(facts::service(*it)) }
        }
        Named::Constraint(it) => Explanation::Constraint(Box::new(facts::constraint(*it))),
    }
}
