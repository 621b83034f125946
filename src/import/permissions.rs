//! Tables of system-defined roles and policies.

use hwc_iam_data::Stated;
use hwc_iam_data::shared::words::ServiceLevel;

use super::cell::{Row, Unread};
use super::facts::{Facts, RoleRow, ServiceCell};
use super::header::Column;
use super::prelude::*;
use super::table::Shape;
use super::{need, role, rows};

pub(super) fn read(shape: &Shape<'_>, facts: &mut Facts) {
    let mut service = None;
    for row in shape.rows() {
        // An empty cell is the one above.
        if let Some(text) = shape.text(row, Column::Service) {
            service = Some(text);
        }
        match self::row(shape, row, service.as_deref()) {
            Ok(role) => facts.roles.push(role),
            Err(why) => facts.unread.push(Unread::new(row.line, why)),
        }
        if let Some(cell) = shape.cell(row, Column::RoleContent).filter(|it| !it.is_empty()) {
            facts.unread.push(Unread::new(cell.line, "the document of a role, which only a person transcribes"));
        }
    }
}

fn row(shape: &Shape<'_>, row: &Row, service: Option<&str>) -> Result<RoleRow, String> {
    let cell = shape.cell(row, Column::Role).or_else(|| shape.cell(row, Column::Permission)).ok_or("a row without a name")?;
    let printed = cell.parts.first().map(|it| it.text.as_str()).unwrap_or_default();
    let name = printed.split(['(', '（']).next().unwrap_or_default().trim();
    let words = name.split_whitespace().count();
    if name.is_empty() || words > 6 || name.chars().count() > 64 || name.contains([':', '{', '。', ',']) {
        return Err(format!("no name of a role or policy: `{}`", need::short(printed)));
    }
    let caption = format!("{} {}", shape.table.caption.as_deref().unwrap_or_default(), shape.table.header.first().map_or("", |it| it));
    let kind_cell = shape.text(row, Column::RoleKind).unwrap_or_default();
    let kind = role::kind(&kind_cell, &caption, name)
        .ok_or_else(|| format!("neither cell nor caption says whether `{name}` is a role or a policy"))?;
    let description = shape.text(row, Column::Description).unwrap_or_default();
    let dependencies = match shape.cell(row, Column::Dependencies) {
        Some(cell) if cell.is_empty() => Stated::Not,
        Some(cell) if cell.parts.iter().all(|it| need::is_nothing(&it.text)) => Stated::As(vec![]),
        Some(cell) => match role::dependencies(&cell.full_text()) {
            Some(all) => Stated::As(all),
            None => return Err(format!("dependencies of `{name}` that name no role: `{}`", need::short(&cell.full_text()))),
        },
        None => in_description(&description),
    };
    Ok(RoleRow { name: name.to_owned(), kind, title: title(&description), dependencies, service: service.and_then(service_cell) })
}

/// The first sentence of a description, if it is short.
fn title(description: &str) -> Option<String> {
    let first = description.split(". ").next()?.split(['。', '\n']).next()?.trim_end_matches(['.', '。']).trim();
    (!first.is_empty() && rows::is_title(first)).then(|| first.to_owned())
}

/// Tables without a column for them say them in a sentence.
fn in_description(description: &str) -> Stated<Vec<hwc_iam_data::schema::Need>> {
    let says = |it: &&str| ["depends on", "used together with", "依赖"].iter().any(|word| it.contains(word));
    let sentences: Vec<&str> = description.split_inclusive(['.', '。']).filter(says).collect();
    role::dependencies(&sentences.concat()).map_or(Stated::Not, Stated::As)
}

/// `Elastic Cloud Server (ECS)` is `ecs`.
fn service_cell(text: &str) -> Option<ServiceCell> {
    let (title, rest) = text.split_once(['(', '（'])?;
    let (code, rest) = rest.split_once([')', '）'])?;
    let is_code = !code.is_empty() && code.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
    let level = match rest.to_lowercase() {
        it if it.contains("project-level") => Some(ServiceLevel::Project),
        it if it.contains("global") => Some(ServiceLevel::Global),
        _ => None,
    };
    is_code.then(|| ServiceCell { code: code.to_lowercase(), title: title.trim().to_owned(), level })
}
