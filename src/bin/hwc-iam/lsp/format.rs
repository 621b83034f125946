//! Policies in the one layout of `hwc-iam fmt`.

use hwc_iam::cursor::OutlineKind;
use hwc_iam::files::Language;
use hwc_iam::{Document, PolicyKind};
use lsp_types::{DocumentFormattingParams, TextEdit};

use super::server::Server;
use super::text::Text;

/// Nothing for what is not one policy in JSON: other files have formatters of their own.
pub(super) fn of(server: &Server, parameters: &DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>, String> {
    let Some((_, document)) = server.documents.get(&parameters.text_document.uri) else { return Ok(None) };
    let Some(draft) = document.draft().filter(|_| document.language() == Some(Language::Json)) else { return Ok(None) };
    let text = document.text.as_str();
    let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
    let is_policy =
        draft.outline().first().is_some_and(|it| it.kind() == OutlineKind::Policy && it.span().start as usize == start);
    if !is_policy {
        return Ok(None);
    }
    let read = Document::read(text, PolicyKind::Identity);
    match read.format() {
        Some(it) => Ok(Some(edit(&document.text, &it).into_iter().collect())),
        None => {
            let broken = read.problems().find(|it| it.rule() == "syntax");
            Err(broken.map_or_else(|| "it is not json".into(), |it| it.message()))
        }
    }
}

/// What changes from one text to another, as one edit; nothing, if nothing does.
pub(super) fn edit(old: &Text, new: &str) -> Option<TextEdit> {
    let text = old.as_str();
    let same = |(one, other): &(char, char)| one == other;
    let length = |it: (char, char)| it.0.len_utf8();
    let start: usize = text.chars().zip(new.chars()).take_while(same).map(length).sum();
    let (rest, new) = (text.get(start..)?, new.get(start..)?);
    let end: usize = rest.chars().rev().zip(new.chars().rev()).take_while(same).map(length).sum();
    let range = old.range(start, text.len() - end);
    let new_text = new.get(..new.len() - end)?.to_owned();
    (!(range.start == range.end && new_text.is_empty())).then_some(TextEdit { range, new_text })
}
