//! The list of constraints of a page that describes a procedure.

/// The headings over such a list.
const HEADINGS: [&str; 9] = [
    "constraints",
    "constraints and limitations",
    "limitations and constraints",
    "notes and constraints",
    "restrictions",
    "约束与限制",
    "约束限制",
    "约束条件",
    "限制条件",
];

/// The first line of every item, with its number; whether they are one predicate each, only a person can tell.
pub(super) fn find(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut inside = false;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        if let Some(heading) = heading(line, next) {
            inside = HEADINGS.contains(&heading.as_str());
        } else if let Some(item) = item(line).filter(|_| inside) {
            found.push((at + 1, item.to_owned()));
        }
    }
    found
}

/// A heading of Markdown, or one that is underlined, in lower case.
fn heading(line: &str, next: &str) -> Option<String> {
    let marked = line.starts_with('#');
    let next = next.trim_end();
    let underline = next.len() > 2 && next.bytes().all(|it| matches!(it, b'-' | b'=' | b'~' | b'^'));
    let underlined = underline && !line.trim().is_empty() && !line.starts_with(|it: char| it.is_ascii_punctuation());
    let text = line.trim_start_matches('#').split("<a ").next().unwrap_or_default();
    (marked || underlined).then(|| text.trim().to_lowercase())
}

/// An item of the outer list.
fn item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '•'])?;
    rest.starts_with(' ').then(|| rest.trim()).filter(|it| !it.is_empty())
}
