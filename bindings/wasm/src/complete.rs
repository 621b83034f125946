use hwc_iam::PolicyKind;
use hwc_iam::cursor::{Draft, Syntax};
use serde::Serialize;

/// What may stand at a place of a text.
#[derive(Debug, Serialize)]
struct Completions<'a> {
    /// The bytes that an item replaces.
    from: u32,
    to: u32,
    items: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    label: &'a str,
    /// What is written.
    apply: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

/// So many are looked through; to type on is quicker than to look further.
const MOST: usize = 100;

/// The completions at a byte of a policy in JSON, as JSON.
pub(crate) fn at(text: &str, offset: usize, kind: Option<PolicyKind>) -> serde_json::Result<String> {
    let found = Draft::new(text, Syntax::Json).completions(offset, kind);
    let items = found.items().iter().take(MOST);
    let items = items.map(|it| Item { label: it.label(), apply: it.text(), detail: it.detail() }).collect();
    let (from, to) = found.span().map_or((0, 0), |it| (it.start, it.end));
    serde_json::to_string(&Completions { from, to, items })
}
