//! Pages that facts come from.

use crate::shared::words::Cloud;
use crate::stated::Stated;

/// One page, or one document, that facts come from: a line of `pages.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub id: String,
    pub cloud: Cloud,
    pub kind: SourceKind,
    /// Its address, or its repository with the commit, and the path there; see [`Address`](crate::Address).
    pub page: String,
    pub title: String,
    pub language: String,
    /// The date that the page prints on itself.
    pub date: Stated<String>,
    /// SHA-256 of what was read.
    pub sha256: Stated<String>,
    /// A newer version of the page has replaced it; what only it states is kept.
    pub older: bool,
}

impl Source {
    /// Where it is.
    #[must_use]
    pub fn address(&self) -> crate::Address<'_> {
        crate::Address::of(&self.page)
    }
}

/// In which form a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// The page itself.
    Page,
    /// The facts of a page, or of a part of one, that somebody has transcribed.
    Transcript,
    /// An authorization schema.
    Schema,
}

impl SourceKind {
    pub const ALL: [Self; 3] = [Self::Page, Self::Transcript, Self::Schema];

    /// The word of the table of pages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Transcript => "transcript",
            Self::Schema => "schema",
        }
    }

    /// The one that is called so.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}
