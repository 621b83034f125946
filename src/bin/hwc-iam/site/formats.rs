//! The forms of the command's own files.

use maud::{Markup, html};

use super::markdown;
use super::page::{Page, href};
use crate::forms::Form;

/// Name, form, what it is for.
const ALL: [(&str, Form, &str); 3] = [
    ("scenario", Form::Scenario, "Policies and request, for `eval`, `diff` and `preflight`"),
    ("facts", Form::Facts, "What is known of resources, agencies and regions, for `preflight`"),
    ("config", Form::Config, "`hwc-iam.toml`: rules, levels and limits of `check`"),
];

pub(super) fn pages() -> Vec<Page> {
    std::iter::once(table()).chain(ALL.iter().map(|(name, form, _)| page(name, *form))).collect()
}

fn table() -> Page {
    let path = "formats.html";
    let rows = ALL.iter().map(|(name, _, title)| -> Markup {
        html! { dt { a href=(href(path, &format!("formats/{name}.html"))) { (name) } } dd { (markdown::render(title)) } }
    });
    let body = html! {
        p { "The files that the command reads beside policies." }
        dl.facts { @for it in rows { (it) } }
        p { "The documents that it prints with " code { "--format json" } " have schemas: " code { "hwc-iam schema report COMMAND" } "." }
    };
    Page { path: path.into(), title: "File formats".into(), body }
}

fn page(name: &str, form: Form) -> Page {
    let body = html! { div.prose { (markdown::render(form.page())) } };
    Page { path: format!("formats/{name}.html"), title: name.into(), body }
}
