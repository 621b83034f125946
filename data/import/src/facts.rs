//! From the tables of a page to facts, still without knowing which service they are of.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Covered, Document, Feature, Need, ResourceType, RoleCode, RoleResource,
};
use hwc_iam_data::shared::words::{Model, RoleKind, ServiceLevel, Support};

use super::cell::{self, Unread};
use super::name::Known;
use super::table::{Kind, NotKept, Shape};
use super::{features, permissions, rows, v5};

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

/// Reads every table that is understood.
pub(super) fn read(document: &cell::Document, known: &Known) -> Facts {
    let mut facts = Facts { unread: document.unread.clone(), ..Default::default() };
    let shapes: Vec<Shape<'_>> = document.tables.iter().filter_map(|it| Shape::of(it, known)).collect();
    let model =
        if shapes.iter().any(|it| it.kind == Kind::V5Actions) { Model::IdentityPolicy } else { Model::RolePolicy };
    for shape in &shapes {
        let report = TableReport {
            line: shape.table.line,
            kind: shape.kind.name(),
            rows: shape.rows().len(),
            action_rows: shape.action_rows(known),
            not_kept: shape.not_kept(),
        };
        facts.tables.push(report);
        match shape.kind {
            Kind::V5Actions => v5::actions(shape, known, &mut facts),
            Kind::Actions => rows::read(shape, model, known, &mut facts),
            Kind::ResourceTypes => v5::resource_types(shape, &mut facts),
            Kind::ConditionKeys => v5::condition_keys(shape, &mut facts),
            Kind::Roles => permissions::read(shape, &document.codes, &mut facts),
            Kind::Matrix => permissions::by_role(shape, &mut facts),
            Kind::Features => features::read(shape, document.is_v5(), known, &mut facts),
            Kind::RoleResources => features::role_resources(shape, &mut facts),
            Kind::Other => {
                if let Some(line) = shape.first_name(known) {
                    let headers = shape.header.join(" | ");
                    let why = format!("actions in a table that is not understood: `{}`", super::need::short(&headers));
                    facts.unread.push(Unread::new(line, why));
                }
            }
        }
    }
    let of_api = |table: &cell::Table| document.per_api.iter().any(|it| it.line == table.line);
    let mut v5_tables = shapes.iter().filter(|it| it.kind == Kind::V5Actions);
    facts.partial = document.of_apis || v5_tables.all(|it| of_api(it.table));
    for it in &document.per_api {
        v5::per_api(it, shapes.iter().find(|shape| shape.table.line == it.line), known, &mut facts);
    }
    facts
}
