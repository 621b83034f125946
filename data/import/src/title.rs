//! What may be a title.

/// The first sentence of a description, if it is short.
pub(super) fn of_description(description: &str) -> Option<String> {
    let first = description.split(". ").next()?.split(['。', '\n']).next()?.trim_end_matches(['.', '。']).trim();
    (!first.is_empty() && is_title(first)).then(|| first.to_owned())
}

/// Short enough to be a title and no prose.
pub(super) fn is_title(text: &str) -> bool {
    text.chars().count() <= 160
}
