//! The message of a denial.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Generator;
use crate::{Action, ActionPattern, Model, RoleAction, Service};

/// Takes the actions that the message names: whatever stands in it as an action of the catalogue does.
pub(super) fn read(generator: &mut Generator, given: &str, message: &str) {
    let mut is_found = false;
    let mut others = Vec::new();
    for name in names(message) {
        let known = match generator.model {
            Model::IdentityPolicy => Action::from_name(name).map(ActionPattern::from),
            Model::RolePolicy => RoleAction::from_name(name).map(ActionPattern::from),
        };
        if let Some(action) = known {
            is_found = true;
            generator.action(given, action, String::from("a message says that it is denied"));
        } else if Service::of_name(name).is_some() {
            others.push(name);
        }
    }
    for name in &others {
        let (because, candidates) = unknown(generator.model, name);
        generator.unresolved(given, because, candidates);
    }
    if !is_found && others.is_empty() {
        generator.unresolved(given, nameless(message), Vec::new());
    }
}

/// The words that have the form of an action.
fn names(message: &str) -> impl Iterator<Item = &str> {
    let is_part = |it: char| it.is_ascii_alphanumeric() || matches!(it, ':' | '-' | '_' | '.');
    let words = message.split(move |it| !is_part(it)).map(|it| it.trim_matches(['.', ':', '-']));
    words.filter(|it| it.bytes().filter(|it| *it == b':').count() == 2 && !it.contains("//"))
}

fn unknown(model: Model, name: &str) -> (String, Vec<String>) {
    match model {
        Model::IdentityPolicy => match RoleAction::from_name(name) {
            Some(it) => {
                let candidates = it.successors().map(|it| it.to_string()).collect();
                (format!("`{name}` is an action of the role model"), candidates)
            }
            None => (format!("the catalogue has no action `{name}` of identity policies"), Vec::new()),
        },
        Model::RolePolicy => match Action::from_name(name) {
            Some(it) => {
                let candidates = it.aliases().unwrap_or_default().iter().map(ToString::to_string).collect();
                (format!("`{name}` is an action of identity policies"), candidates)
            }
            None => (format!("the catalogue has no action `{name}` of the role model"), Vec::new()),
        },
    }
}

/// What to say of a message without an action.
fn nameless(message: &str) -> String {
    if has_encoded_part(message) {
        return String::from(
            "it says what was denied only in its encoded part, which nobody can read offline: \
             decode it with `POST /v5/decode-authorization-message` of STS and give the answer",
        );
    }
    match services(message).as_slice() {
        [] => String::from("it names no action"),
        all => format!("it names no action, only {}", all.join(", ")),
    }
}

/// Whether something stands behind the name of the encoded part.
fn has_encoded_part(message: &str) -> bool {
    let names = ["encoded_authorization_message", "encoded authorization message", "encoded authorization"];
    names.iter().any(|name| {
        let behind = message.split(name).skip(1);
        behind
            .map(|it| it.trim_start_matches(['"', '\\', ':', '=', ' ', '\'']))
            .any(|it| it.starts_with(|it: char| it.is_ascii_alphanumeric()))
    })
}

/// The services that it names, of which an error code such as `CDN.0001` names one, too.
fn services(message: &str) -> Vec<String> {
    let words = message.split(|it: char| !it.is_ascii_alphanumeric() && it != '-');
    let mut all: Vec<String> = Vec::new();
    for word in words {
        // `as` is a word, too.
        if let Some(service) = Service::from_code_ignore_case(word).filter(|_| word.len() > 2) {
            let told = format!("the service `{}`", service.code());
            if !all.contains(&told) {
                all.push(told);
            }
        }
    }
    all
}
