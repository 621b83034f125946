//! Tables of the actions of identity-policy pages.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, Need, ResourceUse};
use hwc_iam_data::shared::words::{Model, Support};

use super::cell::{Cell, Paragraph, PerApi, Row, Unread};
use super::facts::{Facts, OperationRow};
use super::header::{self, Column};
use super::name::{self, Known};
use super::table::Shape;
use super::{action, api, need, title};

/// An action with several resource types has a row for each of them.
pub(super) fn actions(shape: &Shape<'_>, known: &Known, facts: &mut Facts) {
    for row in shape.rows() {
        let cell = shape.cell(row, Column::Action);
        let names = cell.map(|it| name::find(&it.text(), known).0).unwrap_or_default();
        let Some(name) = names.first().map(|it| it.name.clone()).filter(|_| names.len() == 1) else {
            facts.unread.push(Unread::new(row.line, "a row that does not name one action"));
            continue;
        };
        let level = shape.text(row, Column::AccessLevel).and_then(|it| header::level(&it));
        if level.is_none() {
            facts.unread.push(Unread::new(row.line, format!("no access level of `{name}`")));
        }
        let title = [Column::Description, Column::Title, Column::Permission].iter().find_map(|it| shape.text(row, *it));
        let title = title.map(|it| it.trim_end_matches(['.', '。']).to_owned()).filter(|it| title::is_title(it));
        let tail = tail(shape, row, &name, known, &mut facts.unread);
        let notes = cell.into_iter().flat_map(|it| &it.parts).filter(|it| it.note);
        let noted = notes.flat_map(|it| name::find(&it.text, known).0).map(|it| it.name);
        let mut replaced_by: Vec<String> = noted.filter(|it| *it != name).collect();
        replaced_by.sort();
        replaced_by.dedup();
        let action = Action {
            title: Stated::from(title),
            title_zh: Stated::Not,
            access_level: Stated::from(level),
            permission_only: Stated::Not,
            resources: tail.resources,
            condition_keys: tail.keys,
            aliases: tail.aliases,
            replaced_by,
            clouds: vec![],
            sources: vec![],
            doubtful_aliases: false,
            identifier: None,
            name,
        };
        match facts.actions.iter_mut().find(|it| it.name == action.name) {
            Some(first) => action::join(first, action),
            None => facts.actions.push(action),
        }
    }
}

/// The API of a table of actions that stands in front of it, or one that needs none.
pub(super) fn per_api(it: &PerApi, shape: Option<&Shape<'_>>, known: &Known, facts: &mut Facts) {
    let Some(shape) = shape.filter(|_| !it.nothing) else {
        if it.nothing {
            operation(it, Stated::As(vec![]), Stated::As(vec![]), facts);
        }
        return;
    };
    let mut needs: Vec<Need> = Vec::new();
    let mut dependencies = Stated::As(vec![]);
    for row in shape.rows() {
        let names = shape.cell(row, Column::Action).map(|it| name::find(&it.text(), known).0).unwrap_or_default();
        let Some(name) = names.first().map(|it| it.name.clone()) else { continue };
        let cell = shape.cell(row, Column::Dependencies);
        let mut more = cell.map_or(Stated::Not, |it| need::read(it, &[], known, &mut facts.unread));
        if let Stated::As(all) = &mut more {
            all.iter_mut().for_each(|it| it.of_action = Some(name.clone()));
        }
        action::both(&mut dependencies, more, |all, others| {
            all.extend(others);
            Need::sort(all);
        });
        needs.push(Need { action: Some(name), ..Default::default() });
    }
    Need::sort(&mut needs);
    if !needs.is_empty() {
        operation(it, Stated::As(needs), dependencies, facts);
    }
}

fn operation(it: &PerApi, actions: Stated<Vec<Need>>, dependencies: Stated<Vec<Need>>, facts: &mut Facts) {
    let part = Paragraph { line: it.at, text: it.api.clone(), ..Default::default() };
    let apis = api::read(&Cell { line: it.at, parts: vec![part] }, None);
    for (line, text) in &apis.texts {
        facts.unread.push(Unread::new(*line, format!("words beside an API: `{}`", need::short(text))));
    }
    // `Listing images - ListImages` is titled without the name in code.
    let name = it.title.as_deref().and_then(operation_name).map(str::to_owned);
    let title = it.title.as_deref().map(|it| it.split(" - ").next().unwrap_or_default().trim().to_owned());
    for api in apis.apis {
        facts.rows.push(OperationRow {
            model: Model::IdentityPolicy,
            method: api.method,
            path: Some(api.path),
            title: title.clone().filter(|it| title::is_title(it)),
            qualifier: None,
            manner: None,
            actions: actions.clone(),
            dependencies: dependencies.clone(),
            iam_project: Support::NotStated,
            enterprise_project: Support::NotStated,
            by_instance: Support::NotStated,
            by_tag: Support::NotStated,
            action_title: None,
            name: name.clone(),
        });
    }
}

/// `CopyImageInRegion` of `Copying an Image Within a Region - CopyImageInRegion`.
pub(super) fn operation_name(title: &str) -> Option<&str> {
    let name = title.rsplit([' ', '-', '—', '（', '(']).next()?.trim_end_matches(['）', ')']);
    let upper = name.starts_with(|it: char| it.is_ascii_uppercase()) && name.chars().any(|it| it.is_ascii_lowercase());
    // One word with a capital inside, as no word of prose is.
    let inner = name.chars().skip(1).any(|it| it.is_ascii_uppercase());
    (upper && inner && name.len() < title.len() && name.bytes().all(|it| it.is_ascii_alphanumeric())).then_some(name)
}

/// The three cells behind the level.
struct Tail {
    resources: Stated<Vec<ResourceUse>>,
    keys: Stated<Vec<String>>,
    aliases: Stated<Vec<String>>,
}

fn tail(shape: &Shape<'_>, row: &Row, name: &str, known: &Known, unread: &mut Vec<Unread>) -> Tail {
    let whole = row.cells.len() >= shape.columns.len() || !shape.table.ragged;
    if whole {
        let cell = |column| shape.cell(row, column);
        let keys = cell(Column::ConditionKey).map_or(Stated::Not, |it| keys(it, name, unread));
        let aliases = cell(Column::Alias).map_or(Stated::Not, |it| aliases(it, known, unread));
        let resources = cell(Column::ResourceType).map_or(Stated::Not, resources);
        return match resources {
            // Keys of a row with a resource type are of the action on that type.
            Stated::As(mut all) if !all.is_empty() => {
                all.iter_mut().for_each(|it| it.condition_keys = keys.clone());
                Tail { resources: Stated::As(all), keys: Stated::As(vec![]), aliases }
            }
            resources => Tail { resources, keys, aliases },
        };
    }
    unread.push(Unread::new(
        row.line,
        format!("the row of `{name}` has lost a cell; what is not certain is `not_stated`"),
    ));
    let left: Vec<&Cell> = row.cells.iter().skip(3).map(|it| &**it).collect();
    let first = left.first().map(|it| it.text()).unwrap_or_default();
    let last = left.last().map(|it| it.text()).unwrap_or_default();
    let resources = match left.first() {
        // A type with its mark can stand in no other column.
        Some(cell) if first.ends_with('*') => resources(cell),
        _ => Stated::Not,
    };
    let aliases = if name::is_name(&last) { Stated::As(vec![last]) } else { Stated::Not };
    Tail { resources, keys: Stated::Not, aliases }
}

fn words(cell: &Cell) -> Vec<String> {
    let parts = cell.parts.iter().filter(|it| !it.note && !need::is_nothing(&it.text));
    let texts = parts.flat_map(|it| it.text.split([',', ';', '、', '，']));
    texts.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

fn resources(cell: &Cell) -> Stated<Vec<ResourceUse>> {
    if cell.is_empty() {
        return Stated::Not;
    }
    let mut all: Vec<ResourceUse> = words(cell)
        .into_iter()
        .map(|it| {
            let kind = it.trim_end_matches('*').trim().to_owned();
            ResourceUse { required: it.ends_with('*'), kind, condition_keys: Stated::Not }
        })
        .filter(|it| !it.kind.is_empty())
        .collect();
    all.sort_by(|one, other| one.kind.cmp(&other.kind));
    all.dedup_by(|one, other| one.kind == other.kind);
    Stated::As(all)
}

/// The keys of a cell; `action` has the prefix of the service, whose own keys have it, too.
fn keys(cell: &Cell, action: &str, unread: &mut Vec<Unread>) -> Stated<Vec<String>> {
    if cell.is_empty() {
        return Stated::Not;
    }
    let own = action.split(':').next().unwrap_or_default();
    let mut all = Vec::new();
    for word in words(cell).iter().flat_map(|it| it.split_whitespace()) {
        let Some(keys) = apart(word, own) else {
            let why = format!("`{word}` is no key, and there is no single way to split it");
            unread.push(Unread::new(cell.line, why));
            return Stated::Not;
        };
        all.extend(keys);
    }
    all.sort();
    all.dedup();
    Stated::As(all)
}

/// Keys that a layout has glued together: each begins with `g:` or with the prefix of the service.
fn apart(word: &str, own: &str) -> Option<Vec<String>> {
    let mut starts = vec![0];
    for (colon, _) in word.match_indices(':').skip(1) {
        let before = word.get(..colon)?;
        let found: Vec<usize> =
            ["g", own].iter().filter(|it| before.ends_with(**it)).map(|it| colon - it.len()).collect();
        let [start] = found.as_slice() else { return None };
        starts.push(*start);
    }
    starts.push(word.len());
    starts.windows(2).map(|it| word.get(*it.first()?..*it.last()?).map(str::to_owned)).collect()
}

fn aliases(cell: &Cell, known: &Known, unread: &mut Vec<Unread>) -> Stated<Vec<String>> {
    if cell.is_empty() {
        return Stated::Not;
    }
    let mut all = Vec::new();
    for word in words(cell).iter().flat_map(|it| it.split_whitespace()) {
        let (names, doubtful) = name::find(word, known);
        if !doubtful.is_empty() {
            let why = format!("`{word}` is no name, and there is no single way to split it");
            unread.push(Unread::new(cell.line, why));
            return Stated::Not;
        }
        // A slip stays as it is printed.
        if names.is_empty() {
            all.push(word.to_owned());
        }
        all.extend(names.into_iter().map(|it| it.name));
    }
    all.sort();
    all.dedup();
    Stated::As(all)
}
