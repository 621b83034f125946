//! Policies in the one layout of `hwc-iam fmt`.

use std::collections::BTreeSet;
use std::ops::Range;

use hwc_iam::cursor::OutlineKind;
use hwc_iam::files::{self, Language};
use hwc_iam::{Document, PolicyKind};
use lsp_types::{DocumentFormattingParams, TextEdit};

use super::state::State;
use super::text::Text;
use crate::failure::{Failure, Result};

/// A policy in JSON, or those in JSON within a file of Terraform or YAML; the rest of such a file has formatters of its own.
pub(super) fn of(state: &State, parameters: &DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
    let Some((_, document)) = state.documents.get(&parameters.text_document.uri) else { return Ok(None) };
    match document.language() {
        Some(Language::Json) => {}
        Some(language @ (Language::Terraform | Language::Yaml)) => return within(language, &document.text).map(Some),
        _ => return Ok(None),
    }
    let Some(draft) = document.draft() else { return Ok(None) };
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
            Err(broken.map_or_else(|| Failure::new("it is not json"), |it| Failure::new(it.message())))
        }
    }
}

/// The policies that are JSON in a text of another language, as in a heredoc, indented as they are there.
fn within(language: Language, text: &Text) -> Result<Vec<TextEdit>> {
    // What stands once may be several policies, as with `for_each`.
    let mut spans = BTreeSet::new();
    files::each(language, text.as_str().to_owned(), None, &mut |found| {
        spans.insert((found.span().start as usize, found.span().end as usize));
    })?;
    Ok(spans.into_iter().filter_map(|(start, end)| laid_out(text, start..end)).collect())
}

fn laid_out(text: &Text, span: Range<usize>) -> Option<TextEdit> {
    let (before, policy) = (text.as_str().get(..span.start)?, text.as_str().get(span.clone())?);
    let indent = before.rsplit('\n').next().filter(|it| it.trim().is_empty() && policy.starts_with('{'))?;
    let new = Document::read(policy, PolicyKind::Identity).format()?;
    let new_text = new.trim_end().replace('\n', &format!("\n{indent}"));
    (new_text != policy).then(|| TextEdit { range: text.range(span.start, span.end), new_text })
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
