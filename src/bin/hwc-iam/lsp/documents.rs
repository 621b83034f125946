//! What is open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hwc_iam::cursor::{Draft, Syntax};
use hwc_iam::files::Language;
use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::text::Text;
use super::uri;
use crate::check::{Open, Texts};

/// A text that is open.
#[derive(Debug)]
pub(super) struct Document {
    /// As the editor calls it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: Text,
    language: Option<Language>,
}

impl Document {
    /// The text to look around in; nothing, if it is in no language that has policies.
    pub(super) fn draft(&self) -> Option<Draft<'_>> {
        let syntax = match self.language? {
            Language::Terraform => Syntax::Terraform,
            Language::Yaml => Syntax::Yaml,
            Language::Json | Language::JsonLines => Syntax::Json,
        };
        Some(Draft::new(self.text.as_str(), syntax))
    }

    pub(super) fn language(&self) -> Option<Language> {
        self.language
    }

    pub(super) fn open(&self) -> Open {
        Open { text: Arc::from(self.text.as_str()), language: self.language }
    }
}

/// All of them, by their paths.
#[derive(Debug, Default)]
pub(super) struct Documents(BTreeMap<PathBuf, Document>);

impl Documents {
    pub(super) fn open(&mut self, item: TextDocumentItem) -> PathBuf {
        let path = uri::path(&item.uri);
        let language = Language::of_name(&path.to_string_lossy()).or_else(|| language(&item.language_id));
        let text = Text::new(item.text);
        self.0.insert(path.clone(), Document { uri: item.uri, version: item.version, text, language });
        path
    }

    /// Nothing, if it is not open.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
    ) -> Option<PathBuf> {
        let path = uri::path(uri);
        let document = self.0.get_mut(&path)?;
        changes.into_iter().for_each(|it| document.text.change(it));
        document.version = version;
        Some(path)
    }

    pub(super) fn close(&mut self, uri: &Uri) -> PathBuf {
        let path = uri::path(uri);
        self.0.remove(&path);
        path
    }

    pub(super) fn get(&self, uri: &Uri) -> Option<(PathBuf, &Document)> {
        let path = uri::path(uri);
        self.0.get(&path).map(|it| (path.clone(), it))
    }

    pub(super) fn at(&self, path: &Path) -> Option<&Document> {
        self.0.get(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.keys()
    }

    pub(super) fn texts(&self) -> Texts {
        self.0.iter().map(|(path, it)| (path.clone(), it.open())).collect()
    }
}

/// The language of a text whose name does not say it.
fn language(id: &str) -> Option<Language> {
    match id {
        "json" | "jsonc" => Some(Language::Json),
        "jsonl" => Some(Language::JsonLines),
        "yaml" => Some(Language::Yaml),
        "terraform" | "terraform-vars" | "hcl" | "tf" | "opentofu" => Some(Language::Terraform),
        _ => None,
    }
}
