//! The pages that facts come from.

use std::collections::BTreeMap;

use hwc_iam::{ConditionKey, Limit, Operator, Region, Service, Source};
use hwc_iam_data::Address;
use maud::{Markup, html};

use super::names;
use super::page::{Page, href, not_stated, stated, text};

pub(super) fn page() -> Page {
    let path = "sources.html";
    let count: usize = Service::all().map(|it| it.sources().count()).sum();
    let body = html! {
        p {
            "Every fact names its pages. " (count) " were read for services; each service's page lists its own, with title, address and the "
            "date that the page prints on itself. A page that a newer version has replaced is kept for what only it states."
        }
        h2 #services { "By service" }
        table.stack.pages {
            thead { tr { th { "Service" } th { "Pages" } th { "Newest date" } } }
            @for it in Service::all() {
                tbody { tr {
                    th scope="row" { a href=(href(path, &format!("{}#sources", names::page(it)))) { code { (it.code()) } } }
                    td { (it.sources().count()) }
                    td { (stated(it.date())) }
                } }
            }
        }
        h2 #global { "Of what belongs to no service" }
        p { "Operators, global keys, regions and limits." }
        (table(&global()))
    };
    Page { path: path.into(), title: "Sources".into(), body }
}

/// In the order of their ids.
pub(super) fn global() -> Vec<Source> {
    let keys = ConditionKey::ALL.iter().filter(|it| it.service().is_none()).flat_map(|it| it.sources());
    let operators = Operator::ALL.iter().flat_map(|it| it.sources());
    let all = keys
        .chain(operators)
        .chain(Region::all().flat_map(Region::sources))
        .chain(Limit::all().flat_map(Limit::sources));
    all.map(|it| (it.id(), it)).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// What the numbers behind facts stand for.
pub(super) fn table(all: &[Source]) -> Markup {
    html! {
        table.stack.sources {
            thead { tr { th { "No." } th { "Page" } th { "Cloud" } th { "Date" } th { "Read text (SHA-256)" } } }
            @for (number, it) in (1..).zip(all) {
                tbody id={ "source-" (number) } { tr {
                    td { (number) }
                    th scope="row" {
                        (link(*it))
                        @if it.is_older() { " " span.note { "(replaced by a newer version)" } }
                        @if url(*it).is_none() { div.address { (it.page()) } }
                    }
                    td { (it.cloud().title()) }
                    td { (stated(it.date())) }
                    td { @match it.sha256() { Some(sha) => code title=(sha) { (sha.chars().take(12).collect::<String>()) "…" }, None => (not_stated()) } }
                } }
            }
        }
    }
}

/// Its title, as a link where there is an address.
pub(super) fn link(it: Source) -> Markup {
    html! {
        @match url(it) {
            Some(url) => a href=(url) hreflang=(it.language()) { (text(it.title())) },
            None => (text(it.title())),
        }
    }
}

/// The address of its page on the web.
fn url(it: Source) -> Option<String> {
    Address::of(it.page()).url()
}
