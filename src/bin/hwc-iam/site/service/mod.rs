//! A page for each service: all that its pages state.

mod actions;
mod keys;
mod operations;
mod others;
mod overview;

use hwc_iam::{Cloud, Model, Need, Service, Source};
use maud::{Markup, PreEscaped, html};

use super::names::{self, Names};
use super::page::{Page, not_stated};
use super::{facts, sources};

pub(super) use keys::{table as key_table, titles as key_titles};
pub(super) use overview::{pairs, read_from};

pub(super) fn pages(names: &Names) -> impl Iterator<Item = Page> {
    Service::all().map(move |it| page(it, names))
}

fn page(service: Service, names: &Names) -> Page {
    let view = View { service, names, here: names::page(service), sources: service.sources().collect() };
    let parts = [
        ("actions", "Actions", actions::table(&view)),
        ("operations", "Operations", operations::table(&view)),
        ("resources", "Resource types", others::resource_types(&view)),
        ("keys", "Condition keys", keys::section(&view)),
        ("roles", "System-defined roles and policies", others::roles(&view)),
        ("features", "Features", others::features(&view)),
        ("constraints", "Constraints", others::constraints(&view)),
        ("sources", "Sources", sources::table(&view.sources)),
    ];
    // What is not there has no part of the page; where a page states that there is nothing, the part says so.
    let parts: Vec<_> = parts.into_iter().filter(|(_, _, body)| !body.0.is_empty()).collect();
    let body = html! {
        (overview::facts(&view))
        nav.contents aria-label="Parts of this page" {
            ul { @for (id, name, _) in &parts { li { a href={ "#" (id) } { (name) } } } }
        }
        @for (id, name, body) in &parts {
            section {
                h2 id=(id) { (name) }
                (body)
            }
        }
    };
    let title = service
        .title()
        .or(service.title_zh())
        .map_or_else(|| service.code().to_owned(), |it| format!("{}: {it}", service.code()));
    Page { path: view.here.clone(), title, body }
}

/// What the parts of the page look at.
struct View<'a> {
    service: Service,
    names: &'a Names,
    /// The page's own path.
    here: String,
    sources: Vec<Source>,
}

impl View<'_> {
    /// The numbers of these pages in the page's list of sources.
    fn cite(&self, all: impl Iterator<Item = Source>) -> Markup {
        let numbers = all.filter_map(|it| self.sources.iter().position(|other| other.id() == it.id()));
        let mut numbers: Vec<usize> = numbers.map(|it| it + 1).collect();
        numbers.sort_unstable();
        numbers.dedup();
        html! { @for it in numbers { a.cite href={ "#source-" (it) } { (it) } " " } }
    }

    /// What something needs, if that is stated.
    fn needs(&self, model: Model, cloud: Cloud, all: Option<Vec<Need>>) -> Markup {
        html! {
            @match all {
                None => (not_stated()),
                Some(all) if all.is_empty() => "none",
                Some(all) => ul { @for it in all { li { (facts::need(&self.here, self.names, model, cloud, it)) } } },
            }
        }
    }

    fn href(&self, to: &str) -> String {
        super::page::href(&self.here, to)
    }
}

const NOTHING: Markup = PreEscaped(String::new());
