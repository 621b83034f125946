//! The rules of `check`: a table of all, and a page for each.

use hwc_iam::lint::{Level, Rule, Severity};
use maud::html;

use super::markdown;
use super::names;
use super::page::{Page, href, quoted};

pub(super) fn pages() -> Vec<Page> {
    std::iter::once(table()).chain(Rule::ALL.iter().map(|it| rule(it))).collect()
}

fn table() -> Page {
    let path = "rules.html";
    let body = html! {
        p {
            "What " code { "hwc-iam check" } " finds: " (Rule::ALL.len()) " rules. A level is set in "
            a href=(href(path, "formats/config.html")) { code { "hwc-iam.toml" } } "."
        }
        form.filters data-for="rules" {
            label { "Text " input type="search" name="text"; }
            label { "Severity " select name="severity" {
                option value="" { "all" }
                @for it in Severity::ALL { option value=(it.name()) { (it.name().replace('_', " ")) } }
            } }
            label { "Level " select name="level" {
                option value="" { "all" }
                @for it in Level::ALL { option value=(it.name()) { (it.name()) } }
            } }
            output aria-live="polite" {}
        }
        table.stack #rules {
            thead { tr { th { "Rule" } th { "Severity" } th { "Level" } th { "Access Analyzer" } } }
            @for it in Rule::ALL {
                tbody id=(it.name()) data-severity=(it.severity().name()) data-level=(it.level().name()) {
                    tr {
                        th scope="row" { a href=(href(path, &names::rule(it))) { code { (it.name()) } } div.title { (quoted(it.summary())) } }
                        td { (it.severity().name().replace('_', " ")) }
                        td { (it.level().name()) }
                        td { @if let Some(code) = it.issue_code() { code { (code) } } @else { "no code of the same meaning" } }
                    }
                }
            }
        }
    };
    Page { path: path.into(), title: "Rules".into(), body }
}

fn rule(it: &Rule) -> Page {
    let path = names::rule(it);
    let body = html! {
        p.lead { (quoted(it.summary())) }
        dl.facts {
            dt { "Severity" } dd { (it.severity().name().replace('_', " ")) }
            dt { "Level" } dd { (it.level().name()) " by default" }
            @if let Some(code) = it.issue_code() { dt { "Access Analyzer" } dd { code { (code) } } }
        }
        div.prose { (markdown::render(it.docs())) }
        p { a href=(href(&path, &format!("rules.html#{}", it.name()))) { "All rules" } }
    };
    Page { path, title: it.name().into(), body }
}
