//! The actions of a service: one table for both models.

use hwc_iam::{AccessLevel, Action, ConditionKey, Model, ResourceUse, RoleAction};
use maud::{Markup, html};

use super::View;
use crate::site::facts::{self, cloud_list, cloud_words, scope};
use crate::site::filter;
use crate::site::names;
use crate::site::page::{folded, joined, list, not_stated, stated};

pub(super) fn table(view: &View<'_>) -> Markup {
    let service = view.service;
    if service.actions().next().is_none() && service.role_actions().next().is_none() {
        return html! { p { "None of its actions is known." } };
    }
    html! {
        form.filters data-for="action-table" {
            (filter::text())
            (filter::model())
            label { "Access level " select name="level" {
                option value="" { "all" }
                @for it in AccessLevel::ALL { option value=(it.name()) { (level_name(*it)) } }
                option value="not_stated" { "not stated" }
            } }
            (filter::cloud())
            (filter::count())
        }
        p.note {
            "A resource type with " b { "*" } " is always touched. An operation that needs a pattern such as "
            code { (service.code()) ":*:*" } " is not listed with each action that the pattern matches."
        }
        table.stack.actions #action-table {
            thead { tr {
                th { "Action" } th { "Model, cloud" } th { "Access level" } th { "Resource types" } th { "Condition keys" }
                th { "In the other model" } th { "Needed by" } th { "Sources" }
            } }
            @for it in service.actions() { (action(view, it)) }
            @for it in service.role_actions() { (role_action(view, it)) }
        }
    }
}

pub(in crate::site) fn level_name(it: AccessLevel) -> String {
    it.name().replace('_', " ")
}

fn action(view: &View<'_>, it: Action) -> Markup {
    let level = it.access_level();
    let anchor = names::action_anchor(it);
    html! {
        tbody id=(anchor) data-model="v5" data-level=(level.map_or("not_stated", |it| it.name())) data-cloud=(cloud_words(it.clouds().iter())) {
            tr {
                th scope="row" {
                    a href={ "#" (anchor) } { code { (it.name()) } }
                    div.title { (stated(it.title())) @if let Some(zh) = it.title_zh() { br; span lang="zh" { (zh) } } }
                    @if it.permission_only() == Some(true) { div.note { "permission-only: no API of its own" } }
                    @if it.replaced_by().next().is_some() {
                        div.note {
                            "discouraged; recommended instead: "
                            (joined(&it.replaced_by().map(|it| facts::action(&view.here, Model::IdentityPolicy, it.name())).collect::<Vec<_>>()))
                        }
                    }
                }
                td { "identity policies, " (cloud_list(it.clouds().iter())) }
                td { @match level { Some(level) => (level_name(level)), None => (not_stated()) } }
                td { (list(it.resources().map(|all| all.map(|it| resource(view, it)).collect()))) }
                td { (list(it.condition_keys().map(|all| all.map(|it| key(view, it)).collect()))) }
                td { (aliases(view, it)) }
                td { (needed_by(view, Model::IdentityPolicy, it.name())) }
                td { (view.cite(it.sources())) }
            }
        }
    }
}

fn resource(view: &View<'_>, it: ResourceUse) -> Markup {
    let place = names::resource_type(it.resource_type());
    html! {
        a href=(view.href(&place)) { code { (it.resource_type().name()) } }
        @if it.is_required() { b title="always touched" { "*" } }
        @match it.condition_keys() {
            None => { " (keys " (not_stated()) ")" }
            Some(keys) => {
                @let keys: Vec<Markup> = keys.map(|it| key(view, it)).collect();
                @if !keys.is_empty() { " (" (joined(&keys)) ")" }
            }
        }
    }
}

fn key(view: &View<'_>, it: ConditionKey) -> Markup {
    html! { a href=(view.href(&names::key_place(it))) { code { (it.name()) } } }
}

fn aliases(view: &View<'_>, it: Action) -> Markup {
    let all = it.aliases().map(|all| all.iter().map(|it| facts::action(&view.here, Model::RolePolicy, it)).collect());
    html! {
        (list(all))
        @if it.has_doubtful_aliases() { " " span.note { "(the page looks wrong here)" } }
    }
}

fn role_action(view: &View<'_>, it: RoleAction) -> Markup {
    let anchor = names::role_action_anchor(it);
    let successors: Vec<Markup> =
        it.successors().map(|it| facts::action(&view.here, Model::IdentityPolicy, it.name())).collect();
    html! {
        tbody id=(anchor) data-model="role" data-level="" data-cloud=(cloud_words(it.clouds().iter())) {
            tr {
                th scope="row" {
                    a href={ "#" (anchor) } { code { (it.name()) } }
                    div.title { (stated(it.title())) }
                }
                td { "role/policy model, " (cloud_list(it.clouds().iter())) }
                td { "–" }
                td.scope { @for cloud in it.clouds().iter() { div { (cloud.title()) ": " (scope(it.scope(cloud))) } } }
                td { "–" }
                td { @if successors.is_empty() { (not_stated()) } @else { (joined(&successors)) } }
                td { (needed_by(view, Model::RolePolicy, it.name())) }
                td { (view.cite(it.sources())) }
            }
        }
    }
}

/// The calls that need it, of whatever service.
fn needed_by(view: &View<'_>, model: Model, name: &str) -> Markup {
    let all: Vec<Markup> = view
        .names
        .needed_by(model, name)
        .map(|it| {
            html! {
                a href=(view.href(&it.place)) { (crate::site::page::text(&it.name)) }
                @if it.is_dependency { " " span.note { "(another action depends on it)" } }
            }
        })
        .collect();
    // That no page that was read names it is not that nothing needs it.
    html! { @if all.is_empty() { (not_stated()) } @else { (folded(&all, "operations")) } }
}
