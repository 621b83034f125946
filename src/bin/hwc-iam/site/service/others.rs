//! Resource types, roles, features and constraints of a service.

use std::collections::BTreeSet;

use hwc_iam::{Constraint, Feature, Model, ResourceType, Role, RoleCode, RoleKind};
use maud::{Markup, html};
use serde_json::Value;

use super::{NOTHING, View};
use crate::site::facts::{self, model_name};
use crate::site::names;
use crate::site::page::{not_stated, stated, text};

pub(super) fn resource_types(view: &View<'_>) -> Markup {
    let (v5, role): (Vec<_>, Vec<_>) =
        (view.service.resource_types().collect(), view.service.role_resources().collect());
    html! {
        @if !v5.is_empty() {
            table.stack.resources {
                caption { "In identity policies" }
                thead { tr { th { "Type" } th { "URN" } th { "Sources" } } }
                @for it in v5 { (resource_type(view, it)) }
            }
        }
        @if !role.is_empty() {
            table.stack.resources {
                caption { "In the role/policy model" }
                thead { tr { th { "Type" } th { "Path" } th { "Sources" } } }
                @for it in role {
                    @let anchor = view.names.role_resource_anchor(it);
                    tbody id=(anchor) { tr {
                        th scope="row" { a href={ "#" (anchor) } { code { (it.name()) } } div.title { (stated(it.title())) } }
                        td { code { (it.path()) } " " span.note { (it.cloud().title()) } }
                        td { (view.cite(it.sources())) }
                    } }
                }
            }
        }
    }
}

fn resource_type(view: &View<'_>, it: ResourceType) -> Markup {
    html! {
        tbody id=(names::resource_anchor(it)) { tr {
            th scope="row" { a href={ "#" (names::resource_anchor(it)) } { code { (it.name()) } } }
            td { @match it.urn_template() { Some(urn) => code { (urn) }, None => (not_stated()) } }
            td { (view.cite(it.sources())) }
        } }
    }
}

pub(super) fn roles(view: &View<'_>) -> Markup {
    html! {
        @if view.service.roles().next().is_some() { (role_table(view)) }
        @if view.service.role_codes().next().is_some() { (codes(view)) }
    }
}

fn role_table(view: &View<'_>) -> Markup {
    html! {
        table.stack.roles {
            thead { tr { th { "Name" } th { "Kind, cloud" } th { "Depends on" } th { "Document and operations" } th { "Sources" } } }
            @for it in view.service.roles() { (role(view, it)) }
        }
    }
}

fn role(view: &View<'_>, it: Role) -> Markup {
    let kind = match it.kind() {
        RoleKind::Role => "role",
        RoleKind::Policy => "policy of the role/policy model",
        RoleKind::IdentityPolicy => "identity policy",
    };
    let anchor = view.names.role_anchor(it);
    html! {
        tbody id=(anchor) { tr {
            th scope="row" {
                a href={ "#" (anchor) } { (it.name()) }
                @if let Some(old) = it.formerly() { " " span.note { "(formerly " (old) ")" } }
                @for code in it.codes().map(RoleCode::code).collect::<BTreeSet<_>>() { " " code { (code) } }
                div.title { (stated(it.title())) }
            }
            td { (kind) ", " (it.cloud().title()) }
            td { (view.needs(Model::RolePolicy, it.cloud(), it.dependencies().map(Iterator::collect))) }
            td {
                @match it.document() {
                    None => { "document " (not_stated()) }
                    Some(document) => details { summary { "document" } pre tabindex="0" { code { (pretty(document)) } } },
                }
                (covered(it))
            }
            td { (view.cite(it.sources())) }
        } }
    }
}

fn pretty(document: &str) -> String {
    let read = serde_json::from_str::<Value>(document).and_then(|it| serde_json::to_string_pretty(&it));
    read.unwrap_or_else(|_| document.to_owned())
}

/// The codes that its pages state, each with the roles that it may be of.
fn codes(view: &View<'_>) -> Markup {
    html! {
        h3 id="role-codes" { "Codes of roles and policies" }
        table.stack.codes {
            thead { tr { th { "Code" } th { "Role, cloud" } th { "Sources" } } }
            @for code in view.service.role_codes().map(RoleCode::code).collect::<BTreeSet<_>>() {
                tbody id=(names::role_code_anchor(code)) {
                    @for it in view.service.role_codes().filter(|it| it.code() == code) {
                        tr {
                            th scope="row" { a href={ "#" (names::role_code_anchor(code)) } { code { (code) } } }
                            td {
                                @match it.roles().next() {
                                    Some(role) => a href=(view.href(&view.names.role(role))) { (role.name()) },
                                    None => (stated(it.role_name())),
                                }
                                ", " (it.cloud().title())
                                @if let Some(words) = it.qualifier() { " " span.note { "(" (text(words)) ")" } }
                            }
                            td { (view.cite(it.sources())) }
                        }
                    }
                }
            }
        }
    }
}

/// What tables of common operations say of a role.
fn covered(it: Role) -> Markup {
    let all: Vec<_> = it.operations().collect();
    html! {
        @if !all.is_empty() {
            details {
                summary { (all.len()) " common operations" }
                ul { @for it in all {
                    li { (text(it.title())) ": " (facts::support(it.allowed())) @if let Some(words) = it.qualifier() { " (" (text(words)) ")" } }
                } }
            }
        }
    }
}

pub(super) fn features(view: &View<'_>) -> Markup {
    if view.service.features().next().is_none() {
        return NOTHING;
    }
    html! {
        table.stack.features {
            thead { tr { th { "Feature" } th { "Model, cloud" } th { "Services" } th { "Needs" } th { "Sources" } } }
            @for it in view.service.features() { (feature(view, it)) }
        }
    }
}

fn feature(view: &View<'_>, it: Feature) -> Markup {
    let anchor = view.names.feature_anchor(it);
    html! {
        tbody id=(anchor) { tr {
            th scope="row" { a href={ "#" (anchor) } { (text(it.name())) } div.title { (stated(it.title())) } }
            td { (model_name(it.model())) ", " (it.cloud().title()) }
            td { @match it.services() { None => (not_stated()), Some([]) => "none", Some(all) => (text(&all.join(", "))) } }
            td { (view.needs(it.model(), it.cloud(), it.needs().map(Iterator::collect))) }
            td { (view.cite(it.sources())) }
        } }
    }
}

pub(super) fn constraints(view: &View<'_>) -> Markup {
    if view.service.constraints().next().is_none() {
        return NOTHING;
    }
    html! {
        table.stack.constraints {
            thead { tr { th { "Constraint" } th { "Kind" } th { "Where" } th { "Holds if" } th { "Operations" } th { "Sources" } } }
            @for it in view.service.constraints() { (constraint(view, it)) }
        }
    }
}

fn constraint(view: &View<'_>, it: Constraint) -> Markup {
    html! {
        tbody id=(names::constraint_anchor(it)) { tr {
            th scope="row" { a href={ "#" (names::constraint_anchor(it)) } { code { (it.id()) } } div.title { (text(it.title())) } }
            td { (it.kind().name()) @if let Some(of) = it.charge() { " of " code { (of) } } }
            td { @match it.when() { Some(when) => (facts::predicate(when)), None => "everywhere" } }
            td { @match it.holds() { Some(holds) => (facts::predicate(holds)), None => "–" } }
            td { ul { @for name in it.operations() { li { a href={ "#" (names::call_anchor(name)) } { (name) } } } } }
            td { (view.cite(it.sources())) }
        } }
    }
}
