//! The policies of a document and their statements.

use hwc_iam::cursor::{Outline, OutlineKind};
use lsp_types::{DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, SymbolKind};

use super::documents::Document;
use super::state::State;

pub(super) fn of(state: &State, parameters: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let (_, document) = state.documents.get(&parameters.text_document.uri)?;
    let outline = document.draft()?.outline();
    Some(DocumentSymbolResponse::Nested(outline.iter().map(|it| symbol(document, it)).collect()))
}

fn symbol(document: &Document, it: &Outline) -> DocumentSymbol {
    let range = document.text.range(it.span().start as usize, it.span().end as usize);
    let children: Vec<DocumentSymbol> = it.children().iter().map(|it| symbol(document, it)).collect();
    #[expect(deprecated, reason = "the type has no other way to be made")]
    DocumentSymbol {
        name: it.name().into(),
        detail: it.detail().map(String::from),
        kind: if it.kind() == OutlineKind::Policy { SymbolKind::NAMESPACE } else { SymbolKind::OBJECT },
        tags: None,
        deprecated: None,
        range,
        selection_range: range,
        children: (!children.is_empty()).then_some(children),
    }
}
