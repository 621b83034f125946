//! What has changed since an older catalogue.

use std::path::Path;

use hwc_iam_import::{Change, Step, catalog_changes, changelog, step};
use maud::{Markup, html};

use super::page::Page;
use crate::catalog;
use crate::failure::Result;

pub(super) fn page(old: &Path, new: &Path) -> Result<Page> {
    let all = catalog_changes(&catalog::read(old)?, &catalog::read(new)?);
    let lines = changelog(&all);
    let body = html! {
        p {
            @match step(&all) {
                Step::None => "Nothing has changed.",
                Step::Patch => { (all.len()) " changes; the meaning of a name has changed, or a name was removed." }
                Step::Minor => { (all.len()) " changes; names were added." }
            }
        }
        @if !lines.is_empty() { ul { @for it in &lines { li { (it) } } } }
        @if !all.is_empty() { (table(&all)) }
    };
    Ok(Page { path: "changes.html".into(), title: "Changes between versions of the data".into(), body })
}

fn table(all: &[Change]) -> Markup {
    html! {
        form.filters data-for="change-table" {
            label { "Text " input type="search" name="text"; }
            label { "Kind " select name="kind" {
                option value="" { "all" }
                @for it in ["added", "changed", "removed", "renamed"] { option value=(it) { (it) } }
            } }
            output aria-live="polite" {}
        }
        table.stack.changes #change-table {
            thead { tr { th { "Name" } th { "What" } th { "Change" } th { "Fields" } } }
            @for it in all {
                tbody data-kind=(it.kind) { tr {
                    th scope="row" { code { (it.name) } @if let Some(to) = &it.to { " → " code { (to) } } }
                    td { (it.what.replace('_', " ")) }
                    td { (it.kind) @if it.breaking { " " b { "breaking" } } }
                    td { (it.fields.join(", ")) }
                } }
            }
        }
    }
}
