//! Pages of single APIs: the actions stand in a table of their own or a sentence says that there are none, and the API follows
//! under the heading `URI`.

use crate::api;
use crate::cell::{Document, PerApi};
use crate::header::{self, Column};

/// The APIs of a page, each with the table or the sentence in front of it.
pub(super) fn find(text: &str, document: &Document) -> Vec<PerApi> {
    let tables = document.tables.iter().filter(|table| {
        let columns: Vec<Column> = table.header.iter().map(|it| header::column(it)).collect();
        columns.contains(&Column::Action) && columns.contains(&Column::AccessLevel) && !columns.contains(&Column::Api)
    });
    let tables: Vec<usize> = tables.map(|it| it.line).collect();
    let mut found: Vec<PerApi> = Vec::new();
    // What stands before the next API: its table, or that it needs nothing.
    let mut open: Option<(usize, bool)> = None;
    let (mut title, mut headings) = (None, Vec::<(usize, String)>::new());
    let mut under_uri = false;
    for (number, line) in (1..).zip(text.lines()) {
        let content = line.trim();
        if tables.contains(&number) {
            open = Some((number, false));
        } else if says_nothing_needed(content) {
            open = Some((number, true));
        }
        if let Some((level, heading)) = heading(content) {
            under_uri = is_uri(&heading);
            if is_authorization(&heading) {
                title = headings.iter().rfind(|it| it.0 < level || level == 0).map(|it| it.1.clone());
            } else {
                headings.push((level, heading));
            }
            continue;
        }
        let address = content.trim_matches(['`', '*', ' ']);
        if under_uri && api::is_api(address) {
            if let Some((line, nothing)) = open.take() {
                let title = title.take().or_else(|| document.title.clone());
                found.push(PerApi { line, nothing, at: number, api: address.to_owned(), title });
            }
            under_uri = false;
        }
    }
    found
}

/// A heading of Markdown with its level, or one of the headings that every page of an API has.
fn heading(line: &str) -> Option<(usize, String)> {
    let level = line.chars().take_while(|it| *it == '#').count();
    if level > 0 {
        return Some((level, numberless(line.trim_start_matches('#').trim())));
    }
    let bare = line.trim_matches('*').trim();
    (is_uri(bare) || is_authorization(bare)).then(|| (0, bare.to_owned()))
}

/// `1.4 Cancelling a job` is titled without its number.
fn numberless(heading: &str) -> String {
    let behind = heading.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
    let title = if behind.starts_with(' ') { behind.trim_start() } else { heading };
    title.split("<a ").next().unwrap_or_default().trim().to_owned()
}

pub(super) fn is_uri(heading: &str) -> bool {
    heading.split("<a ").next().is_some_and(|it| it.trim().eq_ignore_ascii_case("uri"))
}

fn is_authorization(heading: &str) -> bool {
    let heading = heading.split("<a ").next().unwrap_or_default().trim();
    heading == "授权信息" || heading.eq_ignore_ascii_case("authorization information")
}

/// Whether the page is one of single APIs: their headings say what each needs, and no table lists all actions.
pub(super) fn is_of_apis(text: &str) -> bool {
    let heading = |line: &str| is_authorization(line.trim().trim_start_matches('#').trim_matches('*').trim());
    text.lines().any(heading)
}

fn says_nothing_needed(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.contains("无需身份策略权限")
        || ["no identity policy-based permission required", "no identity policy-based permission is required"]
            .iter()
            .any(|it| lower.contains(it))
}
