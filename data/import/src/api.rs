//! Methods and paths of APIs in a cell.

use super::cell::Cell;

/// One API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Api {
    pub(super) method: Option<String>,
    pub(super) path: String,
    /// The words that the page puts on it.
    pub(super) qualifier: Option<String>,
    /// How it is called for this, behind a comma: `SQL statement invoking`.
    pub(super) manner: Option<String>,
}

/// What a cell says of APIs.
#[derive(Debug, Default)]
pub(super) struct Apis {
    pub(super) apis: Vec<Api>,
    /// The words around them, and those of notes.
    pub(super) texts: Vec<(usize, String)>,
}

/// The APIs of a cell; `method` is what a column of methods says.
pub(super) fn read(cell: &Cell, method: Option<&str>) -> Apis {
    let mut out = Apis::default();
    let mut pending: Vec<String> = method.into_iter().flat_map(methods).collect();
    for part in &cell.parts {
        if part.note || part.code {
            out.texts.push((part.line, part.text.clone()));
            continue;
        }
        let mut rest = part.text.as_str();
        while !rest.is_empty() {
            let Some(start) = start(rest, !pending.is_empty()) else {
                after(rest, part.line, &mut out);
                break;
            };
            after(rest.get(..start.at).unwrap_or_default(), part.line, &mut out);
            if !start.methods.is_empty() {
                pending = start.methods;
            }
            rest = rest.get(start.path..).unwrap_or_default();
            let (len, path) = path(rest);
            rest = rest.get(len..).unwrap_or_default();
            if path.is_empty() {
                // What began like a path is none, and there is nothing of it to read again.
                if len == 0 {
                    rest = rest.get(rest.chars().next().map_or(1, char::len_utf8)..).unwrap_or_default();
                }
                continue;
            }
            let api = |method: Option<String>| Api { method, path: path.clone(), qualifier: None, manner: None };
            if pending.is_empty() {
                out.apis.push(api(None));
            }
            out.apis.extend(pending.iter().cloned().map(|it| api(Some(it))));
            if method.is_none() {
                pending.clear();
            }
        }
    }
    out
}

/// Whether a text begins with a method and a path.
pub(super) fn is_api(text: &str) -> bool {
    start(text, false).is_some_and(|it| it.at == 0 && !path(text.get(it.path..).unwrap_or_default()).1.is_empty())
}

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

struct Start {
    at: usize,
    methods: Vec<String>,
    path: usize,
}

/// Where the next API begins: methods and a path, methods at the end, or a path alone.
fn start(text: &str, pending: bool) -> Option<Start> {
    let mut boundary = true;
    for (at, it) in text.char_indices() {
        let rest = text.get(at..)?;
        if let Some(len) = method_len(rest, boundary) {
            let words = rest.get(..len)?;
            let blanks = rest.get(len..)?;
            let path = at + len + (blanks.len() - blanks.trim_start_matches([' ', ':']).len());
            return Some(Start { at, methods: methods(words).collect(), path });
        }
        let alone = boundary && (is_path(rest) || (pending && at == 0 && begins_path(rest)));
        if alone {
            return Some(Start { at, methods: vec![], path: at });
        }
        boundary = !it.is_ascii_alphanumeric() && !matches!(it, '/' | '}' | '_' | '-' | '.' | '<' | '"' | '=');
    }
    None
}

/// How long the methods are that a text begins with, if a path or nothing follows.
fn method_len(text: &str, boundary: bool) -> Option<usize> {
    let mut len = 0;
    // A slip in a method leaves capitals in front of a path.
    let capitals = text.len() - text.trim_start_matches(|it: char| it.is_ascii_uppercase()).len();
    let slipped = boundary
        && (3..8).contains(&capitals)
        && text.get(capitals..).and_then(|it| it.strip_prefix(' ')).is_some_and(is_path);
    if slipped {
        return Some(capitals);
    }
    loop {
        let rest = text.get(len..)?;
        let word = METHODS.iter().find(|it| rest.get(..it.len()).is_some_and(|word| word.eq_ignore_ascii_case(it)))?;
        let word = rest.get(..word.len())?;
        // Only capitals stand out behind other letters.
        if !boundary && word.chars().any(|it| it.is_ascii_lowercase()) {
            return None;
        }
        len += word.len();
        let behind = text.get(len..)?;
        let next = behind.trim_start();
        if next.is_empty() && boundary {
            return Some(len);
        }
        let separated = behind.len() > next.len() || next.starts_with([':', '/']);
        let next = next.strip_prefix(':').map_or(next, str::trim_start);
        if separated && (begins_path(next) && (boundary || next.starts_with('/')) && !is_method_list(next)) {
            return Some(len);
        }
        if separated && next.starts_with(word) {
            // A slip: the method stands twice.
            len = text.len() - next.len();
            continue;
        }
        let listed = next.strip_prefix([',', '/', '、'])?.trim_start();
        len = text.len() - listed.len();
    }
}

/// `/PUT /v1` lists a second method, it is no path.
fn is_method_list(text: &str) -> bool {
    let word = text.strip_prefix('/').unwrap_or_default();
    METHODS.iter().any(|it| word.starts_with(&format!("{it} ")))
}

fn methods(words: &str) -> impl Iterator<Item = String> {
    words.split([',', '/', '、', ' ']).filter(|it| !it.trim().is_empty()).map(|it| it.trim().to_ascii_uppercase())
}

/// Whether a text begins with what only a path begins with.
fn is_path(text: &str) -> bool {
    let slash =
        text.strip_prefix('/').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '{'));
    slash || text.starts_with("{project_id}/") || text.starts_with("https://")
}

/// Whether a text may be a path, where one is expected.
fn begins_path(text: &str) -> bool {
    let version =
        text.strip_prefix('v').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit()) && it.contains('/'));
    text.starts_with(['/', '{']) || version || text.starts_with("http")
}

/// The path that a text begins with, and how long it is there.
fn path(text: &str) -> (usize, String) {
    let mut out = String::new();
    let mut braces = 0_usize;
    let mut end = text.len();
    for (at, it) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        match it {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            ' ' if braces > 0 && rest.contains('}') => continue,
            ' ' if out == "/" && begins_path(rest.trim_start()) => continue,
            ' ' if out.ends_with('/')
                && out.len() > 1
                && rest.trim_start().starts_with(|it: char| it.is_ascii_lowercase() || it == '{') =>
            {
                continue;
            }
            _ if braces == 0 && (it.is_whitespace() || !it.is_ascii() || matches!(it, '(' | ',' | ';' | '"')) => {
                end = at;
                break;
            }
            'A'..='Z' if braces == 0 && !out.ends_with('/') && method_len(rest, false).is_some() => {
                end = at;
                break;
            }
            _ => {}
        }
        out.push(it);
    }
    (end, normalized(&out))
}

/// From the first slash behind the host on, without the list of query parameters.
fn normalized(path: &str) -> String {
    let path = path
        .split_once("://")
        .map_or(path, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default());
    let path = path.split_once("{?").map_or(path, |(path, _)| path);
    let path = path.trim_end_matches(['.', ':']);
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// Words behind an API are its qualifier if they stand in brackets or name its body, else a text of the cell.
fn after(text: &str, line: usize, out: &mut Apis) {
    let words = text.trim().trim_matches([',', '，', ';', '、', '。']).trim();
    if words.is_empty() || words == "." || is_conjunction(words) {
        return;
    }
    let manner = text.trim_start().starts_with([',', '，']) && words.chars().count() <= 60;
    if let (true, Some(last)) = (manner, out.apis.last_mut().filter(|it| it.manner.is_none())) {
        last.manner = Some(words.to_owned());
        return;
    }
    let bracket = words.strip_prefix(['(', '（']).and_then(|it| it.strip_suffix([')', '）']));
    let body = words.strip_prefix("action=").map(|it| it.trim_matches(['"', '“', '”', ' ']));
    match (bracket.or(body), out.apis.last_mut()) {
        (Some(qualifier), Some(last)) if last.qualifier.is_none() => last.qualifier = Some(qualifier.trim().to_owned()),
        _ => out.texts.push((line, words.to_owned())),
    }
}

/// What stands between two APIs and says nothing of either.
fn is_conjunction(words: &str) -> bool {
    matches!(words.to_lowercase().as_str(), "or" | "and" | "或" | "或者" | "和" | "及" | "以及")
}
