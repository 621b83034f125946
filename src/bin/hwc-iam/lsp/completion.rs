//! What may stand where the cursor is.

use hwc_iam::cursor::{Completion, CompletionKind};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, Documentation, Range, TextEdit,
};

use super::hover;
use super::state::State;

pub(super) fn of(state: &mut State, parameters: &CompletionParams) -> Option<CompletionResponse> {
    let place = &parameters.text_document_position;
    let (path, document) = state.documents.get(&place.text_document.uri)?;
    let draft = document.draft()?;
    let kind = state.lives.of(&path).as_ref().ok().and_then(|it| it.kind(&path));
    let found = draft.completions(document.text.offset(place.position), kind);
    let span = found.span()?;
    let range = document.text.range(span.start as usize, span.end as usize);
    let items = found.items().iter().enumerate().map(|(at, it)| item(at, it, range)).collect();
    // What is offered depends on what is written already.
    Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
}

fn item(at: usize, it: &Completion, range: Range) -> CompletionItem {
    CompletionItem {
        label: it.label().into(),
        kind: Some(match it.kind() {
            CompletionKind::Element => CompletionItemKind::PROPERTY,
            CompletionKind::Service => CompletionItemKind::MODULE,
            CompletionKind::Action => CompletionItemKind::METHOD,
            CompletionKind::Operator => CompletionItemKind::OPERATOR,
            CompletionKind::Key => CompletionItemKind::FIELD,
            CompletionKind::Resource => CompletionItemKind::CLASS,
            _ => CompletionItemKind::VALUE,
        }),
        detail: it.detail().map(String::from),
        tags: it.is_discouraged().then(|| vec![CompletionItemTag::DEPRECATED]),
        sort_text: Some(format!("{at:04}")),
        filter_text: Some(it.label().into()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: it.text().into() })),
        ..CompletionItem::default()
    }
}

/// The same with what is known of it.
pub(super) fn resolved(mut item: CompletionItem) -> CompletionItem {
    let known = hover::known(&item.label).filter(|_| item.kind != Some(CompletionItemKind::PROPERTY));
    item.documentation = known.map(|it| Documentation::MarkupContent(hover::markup(&it)));
    item
}
