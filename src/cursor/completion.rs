use alloc::string::String;
use alloc::vec::Vec;

use crate::Span;

/// The entries that complete a text at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    pub(super) span: Option<Span>,
    pub(super) items: Vec<Completion>,
}

impl Completions {
    /// What an entry replaces; nothing, if there are none.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        self.span
    }

    /// The entries, the likeliest first.
    #[must_use]
    pub fn items(&self) -> &[Completion] {
        &self.items
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompletionKind {
    /// An element of a policy.
    Element,
    /// The beginning of names of a service.
    Service,
    /// An action.
    Action,
    /// A condition operator.
    Operator,
    /// A condition key.
    Key,
    /// The resources of a type.
    Resource,
    /// A value.
    Value,
}

/// One entry that may be written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    kind: CompletionKind,
    label: String,
    pub(super) text: String,
    detail: Option<String>,
    is_discouraged: bool,
}

impl Completion {
    pub(super) fn new(kind: CompletionKind, label: impl Into<String>) -> Self {
        let label = label.into();
        Self { kind, text: label.clone(), label, detail: None, is_discouraged: false }
    }

    pub(super) fn with_detail(self, detail: Option<impl Into<String>>) -> Self {
        Self { detail: detail.map(Into::into), ..self }
    }

    /// One that its page advises against.
    pub(super) fn discouraged(self, is_discouraged: bool) -> Self {
        Self { is_discouraged, ..self }
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> CompletionKind {
        self.kind
    }

    /// What people choose it by.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What is written, with quotes where they are missing.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is known of it in a line, if anything is.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// Whether its page names others to use instead.
    #[must_use]
    pub const fn is_discouraged(&self) -> bool {
        self.is_discouraged
    }
}
