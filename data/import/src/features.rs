//! Tables of what features need of their own service and of others, and of the paths of resources in the role/policy model.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Feature, RoleResource};
use hwc_iam_data::shared::words::{Cloud, Model};

use super::cell::{Row, Unread};
use super::facts::Facts;
use super::header::Column;
use super::name::Known;
use super::need;
use super::table::Shape;
use super::title;

/// What a feature needs, by what its column is called; the first of them that a table has.
const NEEDS: [Column; 5] = [Column::Action, Column::Required, Column::Role, Column::Permission, Column::Dependencies];

pub(super) fn read(shape: &Shape<'_>, is_v5: bool, known: &Known, facts: &mut Facts) {
    let named = if shape.has(Column::Feature) { Column::Feature } else { Column::Title };
    let Some(needed) = NEEDS.into_iter().find(|it| shape.has(*it)) else { return };
    // A kind of permission, or what a feature is used for.
    let titled = [Column::RoleKind, Column::Title].into_iter().find(|it| *it != named && is_title(shape, *it));
    // Two tables of a page may say two ways to give a feature what it needs.
    let caption = shape.table.caption.as_deref().map(without_number).filter(|it| title::is_title(it));
    let model = if is_v5 { Model::IdentityPolicy } else { Model::RolePolicy };
    let (mut feature, mut services) = (None, None);
    for row in shape.rows() {
        // Renderings lose spans: an empty cell is the one above.
        let printed = shape.text(row, named);
        if printed.is_some() {
            services = None;
        }
        feature = printed.or(feature);
        services = uses(shape, row).or(services);
        let Some(feature) = feature.clone() else {
            facts.unread.push(Unread::new(row.line, "a row without the name of a feature"));
            continue;
        };
        let needs = match shape.cell(row, needed) {
            Some(cell) => need::read_roles(cell, known, &mut facts.unread),
            None => Stated::Not,
        };
        let title = titled.and_then(|it| shape.text(row, it)).filter(|it| title::is_title(it));
        let title = title.or_else(|| caption.filter(|_| titled.is_none()).map(str::to_owned));
        // The cloud is that of the page.
        let cloud = Cloud::HuaweiCloud;
        let services = Stated::from(services.clone());
        facts.features.push(Feature {
            model,
            cloud,
            feature,
            title: Stated::from(title),
            services,
            needs,
            sources: vec![],
        });
    }
}

/// A column of kinds of permissions, or one that says what for; what describes the roles beside it is none.
fn is_title(shape: &Shape<'_>, column: Column) -> bool {
    let header = shape.columns.iter().position(|it| *it == column).and_then(|it| shape.header.get(it));
    let words = ["function", "功能", "用途", "permission type"];
    header.is_some_and(|it| words.contains(&it.trim().to_lowercase().as_str()))
}

/// `Table 2 Creating a custom policy` is titled without its number.
fn without_number(caption: &str) -> &str {
    let rest = caption.trim_start_matches("Table").trim_start_matches('表').trim_start();
    rest.trim_start_matches(|it: char| it.is_ascii_digit()).trim()
}

fn uses(shape: &Shape<'_>, row: &Row) -> Option<Vec<String>> {
    let cell = shape.cell(row, Column::Uses)?;
    let parts = cell.parts.iter().filter(|it| !it.note);
    let named = parts.clone().filter(|it| !need::is_nothing(&it.text)).map(|it| it.text.clone());
    (parts.count() > 0).then(|| named.collect())
}

pub(super) fn role_resources(shape: &Shape<'_>, facts: &mut Facts) {
    for row in shape.rows() {
        let parts = shape.cell(row, Column::Path).into_iter().flat_map(|it| &it.parts);
        // A cell may have words before and examples behind.
        let Some(path) = parts.clone().find_map(|it| path(&it.text)) else {
            let printed = parts.map(|it| it.text.as_str()).next().unwrap_or_default();
            facts.unread.push(Unread::new(row.line, format!("no path of a resource: `{}`", need::short(printed))));
            continue;
        };
        let kind = path.split(':').nth(3).unwrap_or_default().to_owned();
        let other = shape.columns.iter().position(|it| matches!(it, Column::Other | Column::ResourceType));
        let columns = [other, shape.columns.iter().rposition(|it| *it == Column::Other)];
        let texts = columns.into_iter().flatten().filter_map(|it| row.cell(it)).map(|it| it.text());
        let title = texts.rev().find(|it| *it != kind && !it.is_empty()).filter(|it| title::is_title(it));
        let cloud = Cloud::HuaweiCloud;
        facts.role_resources.push(RoleResource { kind, cloud, path, title: Stated::from(title), sources: vec![] });
    }
}

/// Five parts, without the blanks that some renderings put behind colons.
fn path(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(':').map(str::trim).collect();
    let service = parts.first().is_some_and(|it| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric()));
    let kind = parts.get(3).is_some_and(|it| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric()));
    (parts.len() == 5 && service && kind).then(|| unmarked(&parts.join(":")))
}

/// Stars in pairs are the marks of emphasis, which is how pages print what varies.
fn unmarked(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, marked)) = rest.split_once('*') {
        out.push_str(before);
        match marked.split_once('*').filter(|it| !it.0.is_empty() && !it.0.contains(':')) {
            Some((inner, behind)) => {
                out.push_str(inner);
                rest = behind;
            }
            None => {
                out.push('*');
                rest = marked;
            }
        }
    }
    out + rest
}
