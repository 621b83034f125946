//! Tables of operations with the actions that they need.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::Need;
use hwc_iam_data::shared::words::{Model, Support};

use super::cell::{Row, Unread};
use super::facts::{Facts, OperationRow};
use super::header::Column;
use super::name::Known;
use super::prelude::*;
use super::table::Shape;
use super::{api, need, permissions, role, scope};

pub(super) fn read(shape: &Shape<'_>, model: Model, known: &Known, facts: &mut Facts) {
    let mut above = None;
    for row in shape.rows() {
        self::row(shape, row, model, known, facts, &mut above);
    }
}

fn row(
    shape: &Shape<'_>,
    row: &Row,
    model: Model,
    known: &Known,
    facts: &mut Facts,
    above: &mut Option<Stated<Vec<Need>>>,
) {
    let unread = &mut facts.unread;
    let detail = shape.cell(row, Column::ActionDetail).filter(|it| !it.is_empty() && !need::is_nothing(&it.text()));
    let Some(cell) = detail.or_else(|| shape.cell(row, Column::Action)) else {
        unread.push(Unread::new(row.line, "a row without a cell of actions"));
        return;
    };
    let mut actions = need::read(cell, &[], known, unread);
    match above {
        // Renderings lose spans: an empty cell below a filled one.
        Some(above) if cell.is_empty() => {
            unread.push(Unread::new(row.line, "an empty cell of actions, read as the one above it"));
            actions = above.clone();
        }
        _ if actions.is_not() => unread.push(Unread::new(row.line, "an empty cell of actions")),
        _ => {}
    }
    *above = Some(actions.clone());
    let own: Vec<String> = actions.get().into_iter().flatten().filter_map(|it| it.action.clone()).collect();
    let dependencies = match shape.cell(row, Column::Dependencies) {
        Some(cell) => need::read(cell, &own, known, unread),
        None => Stated::Not,
    };
    let (iam_project, enterprise_project) = scopes(shape, row, unread);
    let title = [Column::Title, Column::Permission].iter().find_map(|it| shape.text(row, *it));
    let title = title.map(|it| it.trim_end_matches(['.', '。']).to_owned());
    let method = shape.text(row, Column::Method);
    let apis = shape.cell(row, Column::Api).map(|it| api::read(it, method.as_deref())).unwrap_or_default();
    // Words around APIs may name a role that the caller must have.
    let mut api_title = None;
    for (line, text) in apis.texts.iter().filter(|it| !is_note_title(&it.1)) {
        let roles = role::names(text);
        if let (Stated::As(all), false) = (&mut actions, roles.is_empty()) {
            all.extend(roles.into_iter().map(|it| Need { role: Some(it), ..Default::default() }));
            need::sort(all);
        } else if apis.apis.is_empty() {
            api_title = api_title.or_else(|| (!no_api(text)).then(|| text.clone()));
        } else {
            unread.push(Unread::new(*line, format!("words beside an API: `{}`", need::short(text))));
        }
    }
    // Descriptions are prose; their first sentence says what it is about.
    let described =
        shape.text(row, Column::Description).and_then(|it| permissions::title(&it)).or_else(|| title.clone());
    let described = described.filter(|it| is_title(it));
    let action_title = if shape.has(Column::Api) { None } else { described.clone() };
    let new = |method, path, title, qualifier| OperationRow {
        model,
        method,
        path,
        title,
        qualifier,
        actions: actions.clone(),
        dependencies: dependencies.clone(),
        iam_project,
        enterprise_project,
        action_title: action_title.clone(),
    };
    if apis.apis.is_empty() {
        let title = api_title.or_else(|| title.clone()).or(described).or_else(|| own.first().cloned());
        if title.is_none() && !own.is_empty() {
            unread.push(Unread::new(row.line, "a row that has neither API nor title"));
        }
        facts.rows.push(new(None, None, title, None));
    }
    for api in apis.apis {
        facts.rows.push(new(api.method, Some(api.path), title.clone(), api.qualifier));
    }
}

fn scopes(shape: &Shape<'_>, row: &Row, unread: &mut Vec<Unread>) -> (Support, Support) {
    let mut fail = |line: usize, text: &str| {
        unread.push(Unread::new(line, format!("a scope that is not understood: `{}`", need::short(text))));
    };
    if let Some(cell) = shape.cell(row, Column::Scope) {
        return scope::both(cell).unwrap_or_else(|| {
            fail(cell.line, &cell.text());
            (Support::NotStated, Support::NotStated)
        });
    }
    let mut one = |column| match shape.cell(row, column) {
        None => Support::NotStated,
        Some(cell) => scope::one(cell).unwrap_or_else(|| {
            fail(cell.line, &cell.text());
            Support::NotStated
        }),
    };
    (one(Column::IamProject), one(Column::EnterpriseProject))
}

/// The word over a note.
fn is_note_title(text: &str) -> bool {
    matches!(
        text.trim_end_matches([':', '：']).to_lowercase().as_str(),
        "note" | "说明" | "须知" | "注意" | "caution" | "notice"
    )
}

/// Whether a cell says that there is no API.
fn no_api(text: &str) -> bool {
    let lower = text.to_lowercase();
    need::is_nothing(text) || ["for console only", "console", "仅支持"].iter().any(|it| lower.contains(it))
}

/// Short enough to be a title and no prose.
pub(super) fn is_title(text: &str) -> bool {
    text.chars().count() <= 160
}
