//! Where a `local` of Terraform gets its value.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hwc_iam::cursor::{Draft, Syntax};
use hwc_iam::files::{Language, Module};
use lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Location};

use super::state::State;
use super::text::Text;
use super::uri;
use crate::input;

pub(super) fn of(state: &State, parameters: &GotoDefinitionParams) -> Option<GotoDefinitionResponse> {
    let place = &parameters.text_document_position_params;
    let (path, document) = state.documents.get(&place.text_document.uri)?;
    if document.language() != Some(Language::Terraform) {
        return None;
    }
    let name = local(document.text.as_str(), document.text.offset(place.position))?;
    files(state, &path).into_iter().find_map(|file| {
        let open = state.documents.at(&file);
        let text = match open {
            Some(it) => it.text.clone(),
            None => Text::new(input::read_found(&file).ok()?),
        };
        let is_json = file.extension().is_some_and(|it| it == "json");
        let draft = Draft::new(text.as_str(), if is_json { Syntax::Json } else { Syntax::Terraform });
        let span = draft.local(name)?;
        let range = text.range(span.start as usize, span.end as usize);
        let uri = open.map(|it| it.uri.clone()).or_else(|| uri::of(&file))?;
        Some(GotoDefinitionResponse::Scalar(Location { uri, range }))
    })
}

/// The name of the `local` that a place of a text is in.
fn local(text: &str, at: usize) -> Option<&str> {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.');
    let (before, behind) = text.split_at_checked(at)?;
    let start = before.rfind(|it| !is_part(it)).map_or(0, |it| it + before.get(it..).map_or(1, first_length));
    let end = at + behind.find(|it| !is_part(it)).unwrap_or(behind.len());
    let name = text.get(start..end)?.strip_prefix("local.")?;
    name.split('.').next()
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// The files of the module that a file is in, itself first.
fn files(state: &State, path: &Path) -> Vec<PathBuf> {
    let Some(folder) = path.parent() else { return vec![path.to_path_buf()] };
    let open = state.documents.paths().filter(|it| it.parent() == Some(folder)).cloned();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    let is_module = |it: &PathBuf| it.file_name().is_some_and(|it| Module::is_declared_in(&it.to_string_lossy()));
    let others: BTreeSet<PathBuf> = open.chain(entries).filter(is_module).filter(|it| it != path).collect();
    std::iter::once(path.to_path_buf()).chain(others).collect()
}
