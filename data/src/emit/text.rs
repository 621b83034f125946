//! Rust literals of what the catalogue holds.

use crate::shared::tables::{Clouds, List};
use crate::shared::words::Cloud;
use crate::stated::Stated;

pub(super) fn string(text: &str) -> String {
    format!("{text:?}")
}

pub(super) fn option(value: Option<String>) -> String {
    value.map_or_else(|| String::from("None"), |it| format!("Some({it})"))
}

pub(super) fn stated_string(value: &Stated<String>) -> String {
    option(value.get().map(|it| string(it)))
}

/// A word of the shared vocabularies, by the name of its variant.
pub(super) fn word<T: std::fmt::Debug>(value: &T) -> String {
    format!("{}::{value:?}", std::any::type_name::<T>().rsplit("::").next().unwrap_or_default())
}

pub(super) fn stated_word<T: std::fmt::Debug>(value: &Stated<T>) -> String {
    option(value.get().map(word))
}

pub(super) fn list(it: List) -> String {
    if it == List::NOT_STATED { String::from("List::NOT_STATED") } else { format!("List({})", it.0) }
}

pub(super) fn clouds(all: &[Cloud]) -> Clouds {
    Clouds(all.iter().fold(0_u8, |bits, it| bits | 1 << *it as u8))
}

/// A text that is empty where no page states it.
pub(super) fn or_empty(value: &Stated<String>) -> &str {
    value.get().map_or("", String::as_str)
}

pub(super) fn strings<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = all.into_iter().map(string).collect();
    format!("&[{}]", all.join(", "))
}

pub(super) fn put(out: &mut String, text: &str) {
    out.push_str(text);
}
