#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Action, Constraint, Feature, Key, Limit, Operation, Operator, Region, ResourceType, Role, RoleAction, RoleCode,
    Rule, Service,
};

/// Something that `list` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum Listed {
    /// An action of identity policies.
    Action(Action),
    /// An action of the role/policy model.
    RoleAction(RoleAction),
    /// An API.
    Operation(Operation),
    /// A system-defined role or policy.
    Role(Role),
    /// The code of a role.
    RoleCode(RoleCode),
    /// A service.
    Service(Service),
    /// A feature of a console or a tool.
    Feature(Feature),
    /// A documented constraint.
    Constraint(Constraint),
    /// A condition key.
    Key(Key),
    /// A condition operator.
    Operator(Operator),
    /// A region.
    Region(Region),
    /// A limit of policies.
    Limit(Limit),
    /// A rule of `check`.
    Rule(Rule),
    /// A type of resource.
    ResourceType(ResourceType),
}
