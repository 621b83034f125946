//! Tables of system-defined roles and policies.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::Covered;
use hwc_iam_data::shared::words::ServiceLevel;

use super::cell::{Code, Row, Unread};
use super::facts::{Facts, RoleRow, ServiceCell};
use super::header::{self, Column};
use super::table::Shape;
use super::{need, role, scope, title};

/// `codes` are what a cell of contents may point at, by its heading.
pub(super) fn read(shape: &Shape<'_>, codes: &[Code], facts: &mut Facts) {
    let (mut service, mut kind) = (None, None);
    for row in shape.rows() {
        // An empty cell is the one above.
        service = shape.text(row, Column::Service).or(service);
        kind = shape.text(row, Column::RoleKind).or(kind);
        match self::row(shape, row, kind.as_deref(), codes, &mut facts.unread) {
            Ok(role) => facts.roles.push(RoleRow { service: service.as_deref().and_then(service_cell), ..role }),
            Err(why) => facts.unread.push(Unread::new(row.line, why)),
        }
    }
}

fn row(
    shape: &Shape<'_>,
    row: &Row,
    kind: Option<&str>,
    codes: &[Code],
    unread: &mut Vec<Unread>,
) -> Result<RoleRow, String> {
    let column = if shape.has(Column::Role) { Column::Role } else { Column::Permission };
    let cell = shape.cell(row, column).ok_or("a row without a name")?;
    let printed = cell.parts.first().map(|it| it.text.as_str()).unwrap_or_default();
    let name = name(printed).ok_or_else(|| format!("no name of a role or policy: `{}`", need::short(printed)))?;
    let header = shape.columns.iter().position(|it| *it == column).and_then(|it| shape.header.get(it));
    let caption = shape.table.caption.as_deref().unwrap_or_default();
    let words = [caption, header.map_or("", String::as_str)];
    let kind = role::kind(kind.unwrap_or_default(), &words, name)
        .ok_or_else(|| format!("neither cell nor caption says whether `{name}` is a role or a policy"))?;
    let description = shape.text(row, Column::Description).unwrap_or_default();
    let dependencies = match shape.cell(row, Column::Dependencies) {
        Some(cell) if cell.is_empty() => Stated::Not,
        Some(cell) if cell.parts.iter().all(|it| need::is_nothing(&it.text)) => Stated::As(vec![]),
        Some(cell) => role::dependencies(&cell.full_text()).map_or_else(
            || {
                let text = need::short(&cell.full_text());
                unread.push(Unread::new(cell.line, format!("dependencies of `{name}` that name no role: `{text}`")));
                Stated::Not
            },
            Stated::As,
        ),
        None => in_description(&description),
    };
    let document = shape.cell(row, Column::RoleContent).filter(|it| !it.is_empty());
    let document = document.and_then(|cell| {
        let text = cell.full_text().replace('\u{a0}', " ");
        let linked = codes.iter().find(|it| it.section.eq_ignore_ascii_case(text.trim()));
        let text = linked.map_or(text, |it| it.text.clone());
        serde_json::from_str(&text)
            .inspect_err(|error| {
                unread.push(Unread::new(cell.line, format!("the document of `{name}` is not a policy: {error}")));
            })
            .ok()
    });
    let title = role_title(&description);
    let name = name.to_owned();
    Ok(RoleRow { name, kind, title, dependencies, document, operations: vec![], listed: true, service: None })
}

/// The name at the start of a cell, if it is one.
fn name(printed: &str) -> Option<&str> {
    let name = printed.split(['(', '（']).next().unwrap_or_default().trim();
    let words = name.split_whitespace().count();
    let is_name = words > 0 && words < 7 && name.chars().count() < 65 && !name.contains([':', '{', '。', ',', '|']);
    (is_name && name.contains(|it: char| it.is_ascii_alphabetic())).then_some(name)
}

/// A table of common operations with a column for each role.
pub(super) fn by_role(shape: &Shape<'_>, facts: &mut Facts) {
    let is_role = |at: &usize| {
        shape.columns.get(*at) == Some(&Column::Other)
            && shape.header.get(*at).is_some_and(|it| header::is_role_name(it))
    };
    let roles: Vec<usize> = (1..shape.columns.len()).filter(is_role).collect();
    let words = [Column::Title, Column::Permission, Column::Module, Column::Other];
    let titles: Vec<usize> = (0..shape.columns.len())
        .filter(|it| !roles.contains(it) && shape.columns.get(*it).is_some_and(|it| words.contains(it)))
        .collect();
    for role in &roles {
        let Some(printed) = shape.header.get(*role) else { continue };
        let name = name(printed).unwrap_or(printed);
        let name = name.trim_end_matches(" Permission").trim().to_owned();
        let mut operations: Vec<Covered> = Vec::new();
        for row in shape.rows() {
            let texts = titles.iter().filter_map(|it| row.cell(*it)).map(|it| it.text()).filter(|it| !it.is_empty());
            let title = texts.collect::<Vec<_>>().join(" / ");
            let Some(cell) = row.cell(*role).filter(|it| !it.is_empty() && !title.is_empty()) else { continue };
            let Some((allowed, qualifier)) = scope::qualified(cell) else {
                let text = need::short(&cell.text());
                facts.unread.push(Unread::new(
                    cell.line,
                    format!("whether `{name}` allows `{}`: `{text}`", need::short(&title)),
                ));
                continue;
            };
            match operations.iter_mut().find(|it| it.title == title) {
                Some(first) => first.allowed = first.allowed.join(allowed),
                None => operations.push(Covered { title, allowed, qualifier }),
            }
        }
        operations.sort_by(|one, other| one.title.cmp(&other.title));
        let listed = facts.roles.iter().find(|it| it.name == name).map(|it| it.kind);
        let Some(kind) = listed.or_else(|| role::kind("", &[], &name)) else {
            facts
                .unread
                .push(Unread::new(shape.table.line, format!("nothing says whether `{name}` is a role or a policy")));
            continue;
        };
        let (title, dependencies) = (None, Stated::Not);
        facts.roles.push(RoleRow {
            name,
            kind,
            title,
            dependencies,
            document: None,
            operations,
            listed: false,
            service: None,
        });
    }
}

/// What a role is for, in few words: what a longer sentence excludes or lists, only the page says.
fn role_title(description: &str) -> Option<String> {
    const LONGEST: usize = 80;
    title::of_description(description).filter(|it| it.chars().count() <= LONGEST && !it.contains(": "))
}

/// Tables without a column for them say them in a sentence.
fn in_description(description: &str) -> Stated<Vec<hwc_iam_data::schema::Need>> {
    let says = |it: &&str| ["depends on", "used together with", "依赖"].iter().any(|word| it.contains(word));
    let sentences: Vec<&str> = description.split_inclusive(['.', '。']).filter(says).collect();
    role::dependencies(&sentences.concat()).into()
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
