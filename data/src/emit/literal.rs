//! One value of the schema as a Rust expression.

use super::text::{option, or_empty, string, strings, word};
use crate::schema::{Action, Document, Fact, Need, Predicate, Source};
use crate::shared::tables::{self, NeedKind, SourceRow};

pub(super) fn source(it: &Source) -> String {
    let (date, sha256) = (or_empty(&it.date), or_empty(&it.sha256));
    let cells = [it.id.as_str(), &it.page, &it.title, &it.language, date, sha256].join("\t");
    format!("SourceRow({cells:?}, {})", SourceRow::pack(it.cloud, it.older))
}

pub(super) fn fact(it: &Fact) -> String {
    let values: Vec<String> = it.values.iter().map(|it| format!("({:?}, {:?})", it.value, it.printed)).collect();
    format!(
        "FactRow {{ name: {:?}, kind: {}, unit: {}, title: {:?}, values: &[{}] }}",
        it.fact,
        word(&it.kind),
        option(it.unit.as_deref().map(string)),
        it.title,
        values.join(", "),
    )
}

pub(super) fn need(it: &Need) -> String {
    let kind = match it {
        Need { action: Some(_), .. } => NeedKind::Action,
        Need { role: Some(_), .. } => NeedKind::Role,
        _ => NeedKind::Text,
    };
    let (of_action, qualifier) =
        (it.of_action.as_deref().unwrap_or_default(), it.qualifier.as_deref().unwrap_or_default());
    format!("Need({:?}, {of_action:?}, {qualifier:?}, {})", it.name(), tables::Need::pack(kind, it.unlisted))
}

/// The constants that a fix names.
pub(super) fn identifiers<'a>(all: impl Iterator<Item = Option<&'a str>>) -> String {
    let fixed = all.enumerate().filter_map(|(place, it)| it.map(|it| format!("({place}, {it:?})")));
    format!("&[{}]", fixed.collect::<Vec<_>>().join(", "))
}

/// The Chinese titles that are stated.
pub(super) fn titles_zh<'a>(all: impl Iterator<Item = &'a Action>) -> String {
    let stated = all.enumerate().filter_map(|(place, it)| it.title_zh.get().map(|it| format!("({place}, {it:?})")));
    format!("&[{}]", stated.collect::<Vec<_>>().join(", "))
}

pub(super) fn predicate(it: &Predicate) -> String {
    let several = |all: &[Predicate]| all.iter().map(predicate).collect::<Vec<_>>().join(", ");
    let fact = it.fact.as_deref().unwrap_or_default();
    let texts = |all: &[String]| strings(all.iter().map(String::as_str));
    match it {
        Predicate { all: Some(all), .. } => format!("Predicate::All(&[{}])", several(all)),
        Predicate { any: Some(all), .. } => format!("Predicate::Any(&[{}])", several(all)),
        Predicate { not: Some(it), .. } => format!("Predicate::Not(&{})", predicate(it)),
        Predicate { is: Some(is), .. } => format!("Predicate::Is({fact:?}, {is})"),
        Predicate { one_of: Some(all), .. } => format!("Predicate::OneOf({fact:?}, {})", texts(all)),
        Predicate { has_one_of: Some(all), .. } => format!("Predicate::HasOneOf({fact:?}, {})", texts(all)),
        Predicate { has_role: Some(all), .. } => format!("Predicate::HasRole({fact:?}, {})", texts(all)),
        Predicate { at_most: Some(most), .. } => format!("Predicate::AtMost({fact:?}, {most})"),
        Predicate { mainland, .. } => format!("Predicate::Mainland({fact:?}, {})", mainland.unwrap_or_default()),
    }
}

/// The document as JSON; its strings have nothing that JSON escapes otherwise than Rust does.
pub(super) fn document(it: &Document) -> String {
    let statements: Vec<String> =
        it.statement.iter().map(|it| format!("{{\"Effect\":{:?},\"Action\":{:?}}}", it.effect, it.action)).collect();
    let depends: Vec<String> = it
        .depends
        .iter()
        .map(|it| format!("{{\"catalog\":{:?},\"display_name\":{:?}}}", it.catalog, it.display_name))
        .collect();
    let depends = if depends.is_empty() { String::new() } else { format!(",\"Depends\":[{}]", depends.join(",")) };
    format!("{{\"Version\":{:?},\"Statement\":[{}]{depends}}}", it.version, statements.join(","))
}
