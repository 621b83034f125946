//! From the tables of a document to facts.

use hwc_iam_data::shared::words::Model;

use super::cell::{self, Unread};
use super::facts::{Facts, TableReport};
use super::name::Known;
use super::table::{Kind, Shape};
use super::{features, need, permissions, rows, v5, v5_types};

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
            Kind::ResourceTypes => v5_types::resource_types(shape, &mut facts),
            Kind::ConditionKeys => v5_types::condition_keys(shape, &mut facts),
            Kind::Roles => permissions::read(shape, &document.codes, &mut facts),
            Kind::Matrix => permissions::by_role(shape, &mut facts),
            Kind::Features => features::read(shape, document.is_v5(), known, &mut facts),
            Kind::RoleResources => features::role_resources(shape, &mut facts),
            Kind::Other => {
                if let Some(line) = shape.first_name(known) {
                    let headers = shape.header.join(" | ");
                    let why = format!("actions in a table that is not understood: `{}`", need::short(&headers));
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
