//! What is known of the name under the cursor, with its pages and their dates.

use hwc_iam::report::Named;
use hwc_iam::{Action, Region, ResourceType, RoleAction, Service, Source, expand};
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::state::State;
use crate::explain;

pub(super) fn of(state: &State, parameters: &HoverParams) -> Option<Hover> {
    let place = &parameters.text_document_position_params;
    let (_, document) = state.documents.get(&place.text_document.uri)?;
    let found = document.draft()?.place(document.text.offset(place.position))?;
    let contents = HoverContents::Markup(markup(&known(found.text())?));
    let range = document.text.range(found.span().start as usize, found.span().end as usize);
    Some(Hover { contents, range: Some(range) })
}

/// As it is, with its lines.
pub(super) fn markup(text: &str) -> MarkupContent {
    // A longer fence than any that is in it.
    MarkupContent { kind: MarkupKind::Markdown, value: format!("````text\n{}\n````", text.trim_end()) }
}

/// What people are told of a name, a pattern or a resource.
pub(super) fn known(name: &str) -> Option<String> {
    if name.contains(['*', '?']) && name.matches(':').count() == 2 {
        return actions(name);
    }
    let name = name.strip_suffix(':').unwrap_or(name);
    Named::find(name)
        .map(|it| explain::text(&it))
        .filter(|it| !it.is_empty())
        .or_else(|| Region::from_id(name).map(region))
        .or_else(|| resource(name).map(resource_type))
}

/// The actions of both models that a pattern is for.
fn actions(pattern: &str) -> Option<String> {
    let identity: Vec<&str> = expand::<Action>([pattern]).into_iter().map(Action::name).collect();
    let role: Vec<&str> = expand::<RoleAction>([pattern]).into_iter().map(RoleAction::name).collect();
    let all = [("identity policies", identity), ("the role/policy model", role)];
    let mut text = format!("{pattern}\n");
    for (model, names) in all.iter().filter(|it| !it.1.is_empty()) {
        text += &format!("  {} known actions of {model}:\n", names.len());
        names.iter().take(MOST).for_each(|it| text += &format!("    {it}\n"));
        if names.len() > MOST {
            text += &format!("    and {} more\n", names.len() - MOST);
        }
    }
    all.iter().any(|it| !it.1.is_empty()).then_some(text)
}

/// The type that a URN or a pattern of one names.
fn resource(text: &str) -> Option<ResourceType> {
    let mut parts = text.split(':');
    let service = Service::from_code(parts.next()?)?;
    let kind = parts.nth(2)?;
    service.resource_types().find(|it| it.name() == kind)
}

fn resource_type(it: ResourceType) -> String {
    let urn = it.urn_template().unwrap_or("not stated");
    format!("{}: a resource type of {}\n  urn: {urn}\n{}", it.name(), it.service().code(), sources(it.sources()))
}

fn region(it: Region) -> String {
    let name = it.name().map(|it| format!(": {it}")).unwrap_or_default();
    let cloud = it.cloud().title();
    format!("{}{name}\n  a region of {cloud}\n{}", it.id(), sources(it.sources()))
}

fn sources(all: impl Iterator<Item = Source>) -> String {
    let line = |it: Source| format!("    {} ({})\n", it.title(), it.date().unwrap_or("no date"));
    let lines: String = all.take(MOST).map(line).collect();
    if lines.is_empty() { lines } else { format!("  pages:\n{lines}") }
}

/// More lines of one kind than fit beside a cursor.
const MOST: usize = 12;
