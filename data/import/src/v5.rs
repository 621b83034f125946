//! Tables of identity-policy pages: actions, resource types, condition keys.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, ConditionKey, Need, ResourceType, ResourceUse};
use hwc_iam_data::shared::words::{Model, Support, ValueType};

use super::cell::{Cell, Paragraph, PerApi, Row, Unread};
use super::fact::{Meeting, fill};
use super::facts::{Facts, OperationRow};
use super::header::{self, Column};
use super::name::{self, Known};
use super::table::Shape;
use super::{api, need, rows};

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
        let title = title.map(|it| it.trim_end_matches(['.', '。']).to_owned()).filter(|it| rows::is_title(it));
        let tail = tail(shape, row, &name, known, &mut facts.unread);
        let notes = cell.into_iter().flat_map(|it| &it.parts).filter(|it| it.note);
        let noted = notes.flat_map(|it| name::find(&it.text, known).0).map(|it| it.name);
        let mut replaced_by: Vec<String> = noted.filter(|it| *it != name).collect();
        replaced_by.sort();
        replaced_by.dedup();
        let action = Action {
            title: stated(title),
            title_zh: Stated::Not,
            access_level: stated(level),
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
            Some(first) => join(first, action),
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
        both(&mut dependencies, more, |all, others| {
            all.extend(others);
            need::sort(all);
        });
        needs.push(Need { action: Some(name), ..Default::default() });
    }
    need::sort(&mut needs);
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
            title: title.clone().filter(|it| rows::is_title(it)),
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

pub(super) fn stated<T>(it: Option<T>) -> Stated<T> {
    it.map_or(Stated::Not, Stated::As)
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

/// Rows of one action: a list of which a row has lost its part is not known.
fn join(first: &mut Action, more: Action) {
    both(&mut first.resources, more.resources, merge_uses);
    both(&mut first.condition_keys, more.condition_keys, merge_sorted);
    both(&mut first.aliases, more.aliases, merge_sorted);
    merge_sorted(&mut first.replaced_by, more.replaced_by);
    fill(&mut first.title, &more.title);
    fill(&mut first.access_level, &more.access_level);
}

pub(super) fn both<T>(first: &mut Stated<T>, more: Stated<T>, join: impl FnOnce(&mut T, T)) {
    match (&mut *first, more) {
        (Stated::As(mine), Stated::As(other)) => join(mine, other),
        _ => *first = Stated::Not,
    }
}

pub(super) fn merge_uses(all: &mut Vec<ResourceUse>, others: Vec<ResourceUse>) {
    for other in others {
        match all.iter_mut().find(|it| it.kind == other.kind) {
            Some(same) => {
                same.required |= other.required;
                both(&mut same.condition_keys, other.condition_keys, merge_sorted);
            }
            None => all.push(other),
        }
    }
    all.sort_by(|one, other| one.kind.cmp(&other.kind));
}

pub(super) fn merge_sorted(all: &mut Vec<String>, more: Vec<String>) {
    all.extend(more);
    all.sort();
    all.dedup();
}

pub(super) fn resource_types(shape: &Shape<'_>, facts: &mut Facts) {
    for row in shape.rows() {
        let urn = shape.cell(row, Column::Urn).and_then(|it| it.parts.iter().find(|it| !it.note));
        let urn = urn.map(|it| it.text.replace(' ', "")).unwrap_or_default();
        // The table may print the type with a capital; the URN has it as policies write it.
        let kind = urn.split(':').nth(3).map(str::to_owned).filter(|it| !it.is_empty() && !it.contains('<'));
        match kind {
            Some(kind) => {
                facts.resource_types.push(ResourceType { kind, urn: Stated::As(urn), sources: vec![] });
            }
            None => {
                facts.unread.push(Unread::new(row.line, format!("no URN of a resource type: `{}`", need::short(&urn))));
            }
        }
    }
}

pub(super) fn condition_keys(shape: &Shape<'_>, facts: &mut Facts) {
    for row in shape.rows() {
        let key = shape.text(row, Column::ConditionKey).unwrap_or_default();
        if !key.contains(':') || key.contains(' ') {
            facts.unread.push(Unread::new(row.line, format!("no condition key: `{}`", need::short(&key))));
            continue;
        }
        // In this table, the type is that of the values.
        let kind = [Column::ValueType, Column::RoleKind].iter().find_map(|it| shape.text(row, *it));
        let kind = kind.unwrap_or_default();
        let value_type = value_type(&kind);
        if value_type.is_none() {
            facts.unread.push(Unread::new(row.line, format!("the value type `{}` of `{key}`", need::short(&kind))));
        }
        let multivalued = shape.text(row, Column::Multivalued).and_then(|it| multivalued(&it));
        let (kind, multivalued) = (stated(value_type), stated(multivalued));
        facts.condition_keys.push(ConditionKey {
            key,
            title: Stated::Not,
            title_zh: Stated::Not,
            kind,
            multivalued,
            models: vec![Model::IdentityPolicy],
            sources: vec![],
        });
    }
}

/// An action of which only the name is known.
pub(super) fn bare_action(name: &str) -> Action {
    Action {
        name: name.to_owned(),
        title: Stated::Not,
        title_zh: Stated::Not,
        access_level: Stated::Not,
        permission_only: Stated::Not,
        resources: Stated::Not,
        condition_keys: Stated::Not,
        aliases: Stated::Not,
        replaced_by: vec![],
        clouds: vec![],
        sources: vec![],
        doubtful_aliases: false,
        identifier: None,
    }
}

/// A key of which only the name is known.
pub(super) fn bare_key(name: &str) -> ConditionKey {
    ConditionKey {
        key: name.to_owned(),
        title: Stated::Not,
        title_zh: Stated::Not,
        kind: Stated::Not,
        multivalued: Stated::Not,
        models: vec![],
        sources: vec![],
    }
}

pub(super) fn value_type(text: &str) -> Option<ValueType> {
    Some(match text.trim().to_lowercase().as_str() {
        "string" | "字符串" | "字符型" | "string array" => ValueType::String,
        "boolean" | "bool" | "布尔" | "布尔型" => ValueType::Boolean,
        "number" | "numeric" | "integer" | "int" | "long" | "数字" | "数值型" => ValueType::Number,
        "date" | "datetime" | "日期" | "时间" => ValueType::Date,
        "ip" | "ip address" | "ip_address" | "ip地址" => ValueType::Ip,
        _ => return None,
    })
}

fn multivalued(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "multivalued" | "multi-valued" | "多值" => Some(true),
        "single-valued" | "single valued" | "单值" => Some(false),
        _ => None,
    }
}

/// Takes the keys of both pages, as that of a single API may name only those that it has a value for. Where the other one names a type
/// of resource more and is not older, nobody knows which the action takes.
pub(super) fn unite(first: &mut Action, other: &Action, is_newer: bool) {
    let (Stated::As(mine), Stated::As(others)) = (&mut first.resources, &other.resources) else { return };
    for it in others {
        let Some(same) = mine.iter_mut().find(|mine| mine.kind == it.kind) else {
            if is_newer {
                continue;
            }
            first.resources = Stated::Not;
            first.condition_keys = Stated::Not;
            return;
        };
        same.required &= it.required || is_newer;
        unite_keys(&mut same.condition_keys, &it.condition_keys);
    }
    unite_keys(&mut first.condition_keys, &other.condition_keys);
}

fn unite_keys(first: &mut Stated<Vec<String>>, other: &Stated<Vec<String>>) {
    match (&mut *first, other) {
        (Stated::As(mine), Stated::As(others)) => merge_sorted(mine, others.clone()),
        _ => fill(first, other),
    }
}

/// Takes from another page what is not known yet, field by field.
pub(super) fn absorb(first: &mut Action, more: &Action) -> Meeting {
    let mut meeting = Meeting::default();
    fill(&mut first.title, &more.title);
    fill(&mut first.title_zh, &more.title_zh);
    meeting.field("access_level", &mut first.access_level, &more.access_level);
    meeting.field("aliases", &mut first.aliases, &more.aliases);
    match (&mut first.resources, &more.resources) {
        (Stated::As(mine), Stated::As(others)) => {
            let plain = |all: &[ResourceUse]| all.iter().map(|it| (it.kind.clone(), it.required)).collect::<Vec<_>>();
            if plain(mine) == plain(others) {
                meeting.agrees = true;
                for (it, other) in mine.iter_mut().zip(others) {
                    let name = format!("condition_keys on {}", it.kind);
                    meeting.field(&name, &mut it.condition_keys, &other.condition_keys);
                }
                meeting.field("condition_keys", &mut first.condition_keys, &more.condition_keys);
            } else {
                // Keys belong to the types beside them.
                meeting.differs.push(String::from("resources"));
            }
        }
        (mine, other) => {
            fill(mine, other);
            meeting.field("condition_keys", &mut first.condition_keys, &more.condition_keys);
        }
    }
    if first.replaced_by.is_empty() {
        first.replaced_by.clone_from(&more.replaced_by);
    }
    meeting
}
