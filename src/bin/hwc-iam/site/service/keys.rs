//! Condition keys, of a service or global.

use hwc_iam::{ConditionKey, Model, Operator, Qualifier, Source};
use maud::{Markup, html};

use super::{NOTHING, View};
use crate::site::facts::{action, model_name};
use crate::site::names::{self, Names};
use crate::site::page::{folded, href, joined, not_stated, stated};

pub(super) fn section(view: &View<'_>) -> Markup {
    match view.service.condition_keys() {
        // A service of which no page lists keys may have some.
        None if view.service.actions().next().is_none() => NOTHING,
        None => html! { p { "Whether it has keys of its own is " (not_stated()) "." } },
        Some([]) => {
            html! { p { "It has none of its own; the " a href=(view.href("keys.html")) { "global keys" } " are for all services." } }
        }
        Some(all) => table(&view.here, view.names, all, |it| view.cite(it.sources())),
    }
}

pub(in crate::site) fn table(
    here: &str,
    names: &Names,
    all: &[ConditionKey],
    cite: impl Fn(ConditionKey) -> Markup,
) -> Markup {
    html! {
        table.stack.keys {
            thead { tr { th { "Key" } th { "Values" } th { "At once" } th { "Operators that fit" } th { "Listed for" } th { "Taken by" } th { "Sources" } } }
            @for it in all { (row(here, names, *it, cite(*it))) }
        }
    }
}

fn row(here: &str, names: &Names, it: ConditionKey, sources: Markup) -> Markup {
    let models: Vec<&str> =
        Model::ALL.iter().filter(|model| it.is_listed_for(**model)).map(|it| model_name(*it)).collect();
    let takers: Vec<Markup> =
        names.takers(it).iter().map(|it| action(here, Model::IdentityPolicy, it.name())).collect();
    let anchor = names::key_anchor(it);
    html! {
        tbody id=(anchor) { tr {
            th scope="row" {
                a href={ "#" (anchor) } { code { (it.name()) } }
                div.title { (stated(it.title())) @if let Some(zh) = it.title_zh() { br; span lang="zh" { (zh) } } }
            }
            td { (stated(it.value_type().map(|it| it.name()))) }
            td { @match it.is_multivalued() { Some(true) => "several", Some(false) => "one at most", None => (not_stated()) } }
            td { (operators(here, it)) }
            td { (models.join(", ")) }
            td { @if takers.is_empty() { (not_stated()) } @else { (folded(&takers, "actions")) } }
            td { (sources) }
        } }
    }
}

/// Those for the type of its values, and with which qualifiers.
fn operators(here: &str, it: ConditionKey) -> Markup {
    let Some(kind) = it.value_type() else {
        return html! { "its type is " (not_stated()) };
    };
    let fitting = Operator::ALL.iter().filter(|it| it.value_type().is_none_or(|it| it == kind));
    let links: Vec<Markup> =
        fitting.map(|it| html! { a href=(href(here, &names::operator(*it))) { (it.name()) } }).collect();
    html! {
        (joined(&links))
        @if it.is_multivalued() == Some(true) {
            " " span.note { "(with " (Qualifier::ALL.iter().map(|it| it.name()).collect::<Vec<_>>().join(" or ")) ")" }
        }
    }
}

/// The pages of a key, in words, where the page has no list of its own.
pub(in crate::site) fn titles(all: impl Iterator<Item = Source>) -> Markup {
    joined(&all.map(crate::site::sources::link).collect::<Vec<_>>())
}
