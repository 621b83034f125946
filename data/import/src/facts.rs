//! What a page says, still without knowing which service it is of.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Covered, Document, Feature, Need, ResourceType, RoleCode, RoleResource,
};
use hwc_iam_data::shared::words::{Model, RoleKind, ServiceLevel, Support};

use super::cell::Unread;
use super::table::NotKept;

/// What a page says.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) rows: Vec<OperationRow>,
    pub(super) actions: Vec<Action>,
    pub(super) resource_types: Vec<ResourceType>,
    pub(super) condition_keys: Vec<ConditionKey>,
    pub(super) roles: Vec<RoleRow>,
    /// Without cloud and sources, which are those of the page.
    pub(super) role_codes: Vec<RoleCode>,
    /// Without cloud and sources, which are those of the page.
    pub(super) features: Vec<Feature>,
    pub(super) role_resources: Vec<RoleResource>,
    /// Its actions are those of single APIs, so that others may be missing.
    pub(super) partial: bool,
    pub(super) schema_version: Option<String>,
    pub(super) tables: Vec<TableReport>,
    pub(super) unread: Vec<Unread>,
}

/// One API, or one title, of one row of a table.
#[derive(Debug, Clone)]
pub(super) struct OperationRow {
    pub(super) model: Model,
    pub(super) method: Option<String>,
    pub(super) path: Option<String>,
    pub(super) title: Option<String>,
    /// The words that the page puts on the API.
    pub(super) qualifier: Option<String>,
    /// How the API is called for this.
    pub(super) manner: Option<String>,
    pub(super) actions: Stated<Vec<Need>>,
    pub(super) dependencies: Stated<Vec<Need>>,
    pub(super) iam_project: Support,
    pub(super) enterprise_project: Support,
    pub(super) by_instance: Support,
    pub(super) by_tag: Support,
    /// What the page calls the API: `CreateImage`.
    pub(super) name: Option<String>,
    /// What the row says of its only action, where it is not about an API.
    pub(super) action_title: Option<String>,
}

/// A row of a table of roles and policies.
#[derive(Debug, Clone)]
pub(super) struct RoleRow {
    pub(super) name: String,
    pub(super) kind: RoleKind,
    pub(super) title: Option<String>,
    pub(super) dependencies: Stated<Vec<Need>>,
    pub(super) document: Option<Document>,
    pub(super) operations: Vec<Covered>,
    /// It has a row of its own in a table of roles.
    pub(super) listed: bool,
    /// The service that a table of all services' roles names.
    pub(super) service: Option<ServiceCell>,
}

/// `Elastic Cloud Server (ECS)`, and below it `(Project-level service)`.
#[derive(Debug, Clone)]
pub(super) struct ServiceCell {
    /// The abbreviation, in lower case.
    pub(super) code: String,
    pub(super) title: String,
    pub(super) level: Option<ServiceLevel>,
}

/// How a table was understood.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TableReport {
    /// From 1.
    pub line: usize,
    /// What it holds: `actions`, `v5-actions`, `resource-types`, `condition-keys`, `roles`, `matrix`, `features`,
    /// `role-resources` or `other`.
    pub kind: &'static str,
    /// Below its header.
    pub rows: usize,
    /// The rows that name an action.
    pub action_rows: usize,
    /// The columns that the catalogue does not keep.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_kept: Vec<NotKept>,
}
