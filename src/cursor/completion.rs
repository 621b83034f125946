use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::context::{self, Statement};
use super::place::Place;
use super::{Draft, Syntax, actions, conditions, elements, resources};
use crate::shared::tree::Node;
use crate::{PolicyKind, Span};

/// What may stand at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completions {
    span: Option<Span>,
    items: Vec<Completion>,
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

/// One thing that may stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    kind: CompletionKind,
    label: String,
    text: String,
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

pub(super) fn of(draft: Draft<'_>, place: &Place, around: &[&Node<Span>], kind: Option<PolicyKind>) -> Completions {
    let mut items = match Statement::around(place, around, kind) {
        Some(it) => in_statement(&it, place),
        None => match around.last() {
            Some(it) if place.is_name && context::is_policy(draft.syntax, &place.path, it) => elements::of_policy(it),
            _ => elements::policy_values(place, around),
        },
    };
    let typed = place.before.to_lowercase();
    items.retain(|it| it.label.to_lowercase().contains(&typed));
    items.sort_by_key(|it| !it.label.to_lowercase().starts_with(&typed));
    items.truncate(MOST);
    for it in &mut items {
        it.text = quoted(draft.syntax, place, &it.label);
    }
    Completions { span: Some(place.span), items }
}

fn in_statement(statement: &Statement<'_>, place: &Place) -> Vec<Completion> {
    let names = statement.names();
    match (statement.element(), names.as_slice()) {
        (None, _) if place.is_name => elements::of_statement(statement, place),
        (Some("Effect"), []) => elements::effects(),
        (Some("Action" | "NotAction"), []) if !place.is_name => actions::of(statement, place),
        (Some("Resource" | "NotResource"), []) if !place.is_name => resources::of(statement, place),
        (Some("Condition"), []) if place.is_name => conditions::operators(statement, place),
        (Some("Condition"), [operator]) if place.is_name => conditions::keys(statement, operator, place),
        (Some("Condition"), [operator, key]) => conditions::values(operator, key),
        _ => Vec::new(),
    }
}

/// An entry as it is written at the place.
fn quoted(syntax: Syntax, place: &Place, label: &str) -> String {
    let is_plain = match syntax {
        Syntax::Json => false,
        Syntax::Terraform => place.is_name && label.chars().all(|it| it.is_alphanumeric() || it == '_'),
        Syntax::Yaml => {
            let first = label.chars().next();
            let is_word = first.is_some_and(char::is_alphabetic) && !matches!(label, "true" | "false" | "null");
            is_word && !label.ends_with(':') && !label.contains([' ', '#', ',', '[', ']', '{', '}'])
        }
    };
    if place.is_quoted || is_plain { label.into() } else { format!("\"{label}\"") }
}

/// More than anybody looks at.
const MOST: usize = 500;
