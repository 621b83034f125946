//! Edits of a text.

/// The edits of one fix, with their places in the file.
pub(crate) type Edits = Vec<(usize, usize, String)>;

/// The text with these edits.
pub(super) fn applied(text: &str, fixes: &[Edits]) -> String {
    let mut edits: Vec<_> = fixes.iter().flatten().collect();
    edits.sort();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end, new) in edits {
        out.push_str(text.get(at..*start).unwrap_or_default());
        out.push_str(new);
        at = *end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Those that do not touch one another, in the order of their places; what is left is done in another round.
pub(super) fn apart(mut all: Vec<Edits>) -> Vec<Edits> {
    all.retain(|it| !it.is_empty());
    all.sort();
    let mut end = 0;
    all.retain(|edits| {
        let first = edits.iter().map(|it| it.0).min().unwrap_or(0);
        let is_free = first >= end;
        if is_free {
            end = edits.iter().map(|it| it.1 + 1).max().unwrap_or(end);
        }
        is_free
    });
    all
}
