//! What is known of the service as a whole.

use hwc_iam::{Cloud, Coverage, Known, Model, Service, ServiceLevel};
use maud::{Markup, html};

use super::View;
use crate::site::facts::{cloud_list, model_name};
use crate::site::page::{not_stated, stated, text};

pub(super) fn facts(view: &View<'_>) -> Markup {
    let service = view.service;
    html! {
        dl.facts {
            dt { "Prefix of its actions" } dd { code { (service.code()) } }
            dt { "Name" } dd { (stated(service.title())) }
            dt { "Chinese name" } dd { (stated(service.title_zh())) }
            dt { "Clouds" } dd { (cloud_list(service.clouds().iter())) }
            dt { "Resources" }
            dd {
                @match service.level() {
                    Some(ServiceLevel::Global) => "in all regions at once",
                    Some(ServiceLevel::Project) => "in the projects of each region",
                    None => (not_stated()),
                }
            }
            @if !service.scope_rules().is_empty() {
                dt { "Granted in" }
                dd { ul { @for (scope, reach) in service.scope_rules() { li { (text(scope)) ": " (text(reach)) } } } }
            }
            dt { "Newest date of its pages" } dd { (stated(service.date())) }
            @if let Some(version) = service.schema_version() { dt { "Authorization schema" } dd { (version) } }
        }
        (coverage(service))
        @if !service.qualifiers().is_empty() {
            details {
                summary { "Words that its pages put on what an operation needs, and that " code { "preflight" } " understands" }
                ul { @for (words, predicate) in service.qualifiers() {
                    li { (text(words)) ": " (crate::site::facts::predicate(*predicate)) }
                } }
            }
        }
    }
}

fn coverage(service: Service) -> Markup {
    html! {
        table.stack.coverage {
            caption { "What is known of its actions" }
            thead { tr { th { "Model" } th { "Cloud" } th { "Actions" } th { "Read from" } th { "Date" } th { "An action that is not here" } } }
            @for (model, cloud) in pairs() {
                @let known = service.known(model, cloud);
                tbody { tr {
                    td { (model_name(model)) }
                    td { (cloud.title()) }
                    td { (service.count_of_actions(model, cloud)) }
                    td { (read_from(known)) }
                    td { @if known.coverage() == Coverage::None { "–" } @else { (stated(known.date())) } }
                    td { @if known.is_complete() { "does not exist" } @else { "may exist" } }
                } }
            }
        }
    }
}

/// Open Telekom Cloud has no identity policies.
pub(in crate::site) fn pairs() -> [(Model, Cloud); 3] {
    [
        (Model::IdentityPolicy, Cloud::HuaweiCloud),
        (Model::RolePolicy, Cloud::HuaweiCloud),
        (Model::RolePolicy, Cloud::OpenTelekomCloud),
    ]
}

pub(in crate::site) fn read_from(known: Known) -> Markup {
    html! {
        @match known.coverage() {
            Coverage::None => span.unstated { "no page" },
            Coverage::Mentioned => "pages of other services",
            Coverage::Apis => "pages of single APIs",
            Coverage::Page => "a page that lists all of them",
        }
    }
}
