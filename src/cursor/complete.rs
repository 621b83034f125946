//! The entries for a place, by what stands around it.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::completion::{Completion, Completions};
use super::context::{self, Statement};
use super::place::Place;
use super::{Draft, Syntax, actions, conditions, elements, resources};
use crate::shared::tree::Node;
use crate::{PolicyKind, Span};

pub(super) fn of(draft: Draft<'_>, place: &Place, around: &[&Node<Span>], kind: Option<PolicyKind>) -> Completions {
    let mut items = match Statement::around(place, around, kind) {
        Some(it) => in_statement(&it, place),
        None => match around.last() {
            Some(it) if place.is_name && context::is_policy(draft.syntax, &place.path, it) => elements::of_policy(it),
            _ => elements::policy_values(place, around),
        },
    };
    let typed = place.before.to_lowercase();
    items.retain(|it| it.label().to_lowercase().contains(&typed));
    items.sort_by_key(|it| !it.label().to_lowercase().starts_with(&typed));
    items.truncate(MOST);
    for it in &mut items {
        it.text = quoted(draft.syntax, place, it.label());
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
