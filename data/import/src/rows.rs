//! Tables of operations with the actions that they need.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::Need;
use hwc_iam_data::shared::words::{Model, Support};

use super::cell::{Cell, Row, Unread};
use super::facts::{Facts, OperationRow};
use super::header::Column;
use super::name::Known;
use super::table::Shape;
use super::title::is_title;
use super::{api, join, need, role, scope, title};

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
        Some(above) if cell.is_empty() && !shape.table.lossy => {
            unread.push(Unread::new(row.line, "an empty cell of actions, read as the one above it"));
            actions = above.clone();
        }
        _ if actions.is_not() => unread.push(Unread::new(row.line, "an empty cell of actions")),
        _ => {}
    }
    *above = Some(actions.clone());
    let own: Vec<String> = actions.get().into_iter().flatten().filter_map(|it| it.action.clone()).collect();
    let mut dependencies = match shape.cell(row, Column::Dependencies) {
        Some(cell) => need::read(cell, &own, known, unread),
        None => Stated::Not,
    };
    // Remarks may name what a row depends on; whether they name all of it, a table without that column does not say.
    if let Some(remarks) = shape.cell(row, Column::Remarks).filter(|it| need::names_any(it, known)) {
        join::lists(&mut dependencies, need::read(remarks, &own, known, unread));
    }
    let (iam_project, enterprise_project) = scopes(shape, row, unread);
    let by_instance = support(shape, row, Column::ByInstance, unread);
    let by_tag = support(shape, row, Column::ByTag, unread);
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
            Need::sort(all);
        } else if apis.apis.is_empty() {
            api_title = api_title.or_else(|| (!no_api(text)).then(|| text.clone()));
        } else {
            unread.push(Unread::new(*line, format!("words beside an API: `{}`", need::short(text))));
        }
    }
    // Descriptions are prose; their first sentence says what it is about.
    let described =
        shape.text(row, Column::Description).and_then(|it| title::of_description(&it)).or_else(|| title.clone());
    let described = described.filter(|it| is_title(it));
    let action_title = if shape.has(Column::Api) { None } else { described.clone() };
    let new = |method, path, title, (qualifier, manner)| OperationRow {
        model,
        method,
        path,
        title,
        qualifier,
        manner,
        actions: actions.clone(),
        dependencies: dependencies.clone(),
        iam_project,
        enterprise_project,
        by_instance,
        by_tag,
        action_title: action_title.clone(),
        name: None,
    };
    let lost = shape.table.lossy && shape.cell(row, Column::Api).is_some_and(Cell::is_empty);
    if lost {
        unread.push(Unread::new(row.line, "an empty cell of APIs, which may have held a list"));
    } else if apis.apis.is_empty() {
        let title = api_title.or_else(|| title.clone()).or(described).or_else(|| own.first().cloned());
        if title.is_none() && !own.is_empty() {
            unread.push(Unread::new(row.line, "a row that has neither API nor title"));
        }
        facts.rows.push(new(None, None, title, (None, None)));
    }
    for api in apis.apis {
        facts.rows.push(new(api.method, Some(api.path), title.clone(), (api.qualifier, api.manner)));
    }
}

fn scopes(shape: &Shape<'_>, row: &Row, unread: &mut Vec<Unread>) -> (Support, Support) {
    if let Some(cell) = shape.cell(row, Column::Scope) {
        return scope::both(cell).unwrap_or_else(|| {
            unread.push(not_understood(cell));
            (Support::NotStated, Support::NotStated)
        });
    }
    (support(shape, row, Column::IamProject, unread), support(shape, row, Column::EnterpriseProject, unread))
}

fn support(shape: &Shape<'_>, row: &Row, column: Column, unread: &mut Vec<Unread>) -> Support {
    let Some(cell) = shape.cell(row, column) else { return Support::NotStated };
    scope::one(cell).unwrap_or_else(|| {
        unread.push(not_understood(cell));
        Support::NotStated
    })
}

fn not_understood(cell: &Cell) -> Unread {
    Unread::new(cell.line, format!("a scope that is not understood: `{}`", need::short(&cell.text())))
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
