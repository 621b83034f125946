//! The operations of a service, by what is called.

use std::collections::BTreeSet;

use hwc_iam::{Constraint, Model, Operation, Support};
use maud::{Markup, html};

use super::{NOTHING, View};
use crate::site::facts::{self, model_name};
use crate::site::filter;
use crate::site::names::{self, Call};
use crate::site::page::{not_stated, text};

pub(super) fn table(view: &View<'_>) -> Markup {
    let calls = view.names.calls(view.service);
    if calls.is_empty() {
        return NOTHING;
    }
    html! {
        form.filters data-for="operation-table" {
            (filter::text())
            (filter::model())
            (filter::cloud())
            (filter::count())
        }
        table.stack.operations #operation-table {
            thead { tr { th { "Model, cloud" } th { "Title" } th { "Actions" } th { "Which depend on" } th { "Sources" } } }
            @for it in calls { (call(view, it)) }
        }
    }
}

fn call(view: &View<'_>, it: &Call) -> Markup {
    let words = |all: BTreeSet<&str>| all.into_iter().collect::<Vec<_>>().join(" ");
    let models = words(it.operations.iter().map(|it| it.model().name()).collect());
    let clouds = words(it.operations.iter().map(|it| it.cloud().name()).collect());
    let names: BTreeSet<&str> = it.operations.iter().flat_map(|it| it.names()).copied().collect();
    let constraints: BTreeSet<Constraint> = it.operations.iter().flat_map(|it| it.constraints()).collect();
    html! {
        tbody id=(it.anchor) data-model=(models) data-cloud=(clouds) {
            tr.call {
                th scope="rowgroup" colspan="5" {
                    a href={ "#" (it.anchor) } { (text(&it.name)) }
                    @if !names.is_empty() { " " span.note { (names.into_iter().collect::<Vec<_>>().join(", ")) } }
                    @if !constraints.is_empty() {
                        div.note {
                            "works only if, or costs where: "
                            @for (at, it) in constraints.into_iter().enumerate() {
                                @if at > 0 { "; " }
                                a href={ "#" (names::constraint_anchor(it)) } { (it.title()) }
                            }
                        }
                    }
                }
            }
            @for it in &it.operations { (operation(view, *it)) }
        }
    }
}

fn operation(view: &View<'_>, it: Operation) -> Markup {
    let title = it.title().filter(|_| it.path().is_some());
    html! {
        tr {
            td {
                (model_name(it.model())) ", " (it.cloud().title())
                @if it.model() == Model::RolePolicy { div.note { (facts::scope(it.scope())) (selected(it)) } }
            }
            td { @match (title, it.path()) { (Some(title), _) => (text(title)), (None, Some(_)) => (not_stated()), _ => "–" } }
            td { (view.needs(it.model(), it.cloud(), it.actions().map(Iterator::collect))) }
            td { (view.needs(it.model(), it.cloud(), it.dependencies().map(Iterator::collect))) }
            td { (view.cite(it.sources())) }
        }
    }
}

/// Whether statements can name its instances, where a page says so.
fn selected(it: Operation) -> Markup {
    let said = |it| matches!(it, Support::Yes | Support::No | Support::ByOperation);
    html! {
        @if said(it.by_instance()) { br; "by instance: " (facts::support(it.by_instance())) }
        @if said(it.by_tag()) { br; "by tag: " (facts::support(it.by_tag())) }
    }
}
