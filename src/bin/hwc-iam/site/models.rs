//! From the role/policy model to identity policies: which action has come from which.

use hwc_iam::{Action, Model, RoleAction, Service};
use maud::{Markup, html};

use super::facts::action;
use super::names;
use super::page::{Page, href, joined};

const PATH: &str = "migration.html";

pub(super) fn page() -> Page {
    let bridged: Vec<(Service, Vec<RoleAction>)> = Service::all()
        .map(|it| (it, it.role_actions().filter(|it| it.successors().next().is_some()).collect::<Vec<_>>()))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    let body = html! {
        p {
            "Roles and policies of version 1.0 and 1.1 and identity policies of version 5.0 have actions of their own; a name of one means "
            "nothing to the other, even if both have it. The vendor's pages call the action that one has come from its alias: that is the "
            "bridge below. It is not one to one: one action may have become several, and the new one may need a resource or a key that the "
            "old one did not have."
        }
        ul {
            li { code { "hwc-iam migrate role.json" } " translates a document, and holds each statement against what it allowed before" }
            li { "An action without an entry here has no alias on a page that was read; " code { "migrate" } " then looks for one of the same name or API, and says so" }
            li { "What a page prints and what looks wrong there is marked, and grants nothing" }
        }
        nav.contents aria-label="Services" {
            ul { @for (it, _) in &bridged { li { a href={ "#" (it.code()) } { code { (it.code()) } } } } }
        }
        @for (service, all) in &bridged {
            section {
                h2 id=(service.code()) { a href=(href(PATH, &names::page(*service))) { (service.code()) } }
                table.stack.bridge {
                    thead { tr { th { "Role/policy model" } th { "Identity policies" } } }
                    @for it in all {
                        tbody { tr {
                            th scope="row" { (action(PATH, Model::RolePolicy, it.name())) }
                            td { (joined(&it.successors().map(successor).collect::<Vec<_>>())) }
                        } }
                    }
                }
                (rest(*service, all.len()))
            }
        }
    };
    Page { path: PATH.into(), title: "From role/policy to identity policy".into(), body }
}

fn successor(it: Action) -> Markup {
    html! {
        (action(PATH, Model::IdentityPolicy, it.name()))
        @if it.has_doubtful_aliases() { " " span.note { "(the page looks wrong here)" } }
    }
}

fn rest(service: Service, bridged: usize) -> Markup {
    let rest = service.role_actions().count() - bridged;
    html! { @if rest > 0 { p.note { (rest) " more actions of the role/policy model have no alias that is stated." } } }
}
