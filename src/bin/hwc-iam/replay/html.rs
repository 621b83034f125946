//! The answer as a page.

use hwc_iam::report::Replayed;
use maud::{DOCTYPE, html};

/// One page without scripts, for people who were not there.
pub(super) fn page(document: &Replayed) -> String {
    let read = &document.read;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Replay of audit traces" }
                style { (STYLE) }
            }
            body {
                h1 { "Replay of audit traces" }
                @for line in super::of_read(read) { p { (line) } }
                table {
                    thead { tr { th { "newly denied" } th { "newly allowed" } th { "unknown" } th { "as before" } } }
                    tbody { tr {
                        td { (document.newly_denied) } td { (document.newly_allowed) }
                        td { (document.unknown) } td { (document.same) }
                    } }
                }
                h2 { "Calls that do not go as before" }
                table {
                    thead { tr {
                        th { "outcome" } th { "day" } th { "principal" } th { "call" } th { "actions" } th { "count" }
                        th { "find out" } th { "first example" }
                    } }
                    tbody {
                        @for it in &document.groups {
                            tr {
                                td { (it.outcome.replace('_', " ")) }
                                td { (it.day.as_deref().unwrap_or("?")) }
                                td { (it.principal) }
                                td { code { (it.call) } }
                                td { code { (it.actions.join(", ")) } }
                                td { (it.count) }
                                td { (it.missing.join(", ")) }
                                td { (it.file) " " (it.trace_id.as_deref().unwrap_or_default()) }
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string() + "\n"
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid \
                     #999;padding:.2em .6em;text-align:left;vertical-align:top}";
