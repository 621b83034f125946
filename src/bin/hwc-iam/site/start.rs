//! The first page, and the table of services.

use hwc_iam::lint::Rule;
use hwc_iam::{Coverage, Model, Operation, Service};
use maud::{Markup, html};

use super::facts::{cloud_list, cloud_words, model_name};
use super::filter;
use super::names;
use super::page::{Frame, Page, href, stated};
use super::service::{pairs, read_from};

pub(super) fn page(frame: Frame) -> Page {
    let path = "index.html";
    let body = html! {
        p.lead {
            "What Huawei Cloud and Open Telekom Cloud publish about permissions, in one place: every action, API, condition key, resource "
            "type and system-defined role that the catalogue of " code { "hwc-iam" } " knows, each with the page that states it."
        }
        p {
            "Search above for a name, a part of one, or a title in English or Chinese: " code { "ims:images:copyCrossRegion" } ", "
            code { "CopyImageInRegion" } ", " code { "POST /v1/cloudimages" } ", " code { "MFAPresent" } ". Or go to the "
            a href="services.html" { "services" } "."
        }
        @if !frame.tools.is_empty() {
            h2 #playground { "Try it" }
            ul {
                li { a href="check.html" { "Check" } " a policy while you write it" }
                li { a href="decide.html" { "Decide" } " whether a principal may do something, and why" }
                li { a href="compare.html" { "Compare" } " what two policies allow" }
                li { a href="migrate.html" { "Migrate" } " a policy or role of the role/policy model" }
                li { a href="generate.html" { "Generate" } " the smallest policy for a list of calls" }
            }
        }
        h2 #coverage { "What is known" }
        p {
            "Not every page of the vendor was read, so a name that is not here may exist. Where it cannot, the page of the service says so."
        }
        (coverage())
        (by_service())
        h2 #parts { "What else is here" }
        ul {
            li { a href=(href(path, "migration.html")) { "From role/policy to identity policy" } ": which action has come from which" }
            li { a href=(href(path, "keys.html")) { "Global condition keys" } " and " a href=(href(path, "operators.html")) { "operators" } ", regions and limits" }
            li { a href=(href(path, "rules.html")) { (Rule::ALL.len()) " rules" } " for policies, each with an example and what to write instead" }
            li { a href=(href(path, "assumptions.html")) { "What the documents leave open" } }
            li { a href=(href(path, "formats.html")) { "The files that the command reads" } }
        }
    };
    Page { path: path.into(), title: "hwc-iam: permissions of Huawei Cloud".into(), body }
}

fn coverage() -> Markup {
    html! {
        table.stack.totals {
            thead { tr {
                th { "Model" } th { "Cloud" } th { "Actions" } th { "Operations" }
                th { "Services with a page that lists all actions" } th { "Services of which some are known" }
            } }
            @for (model, cloud) in pairs() {
                @let count = |wanted: fn(Coverage) -> bool| Service::all().filter(|it| wanted(it.known(model, cloud).coverage())).count();
                tbody { tr {
                    th scope="row" { (model_name(model)) }
                    td { (cloud.title()) }
                    td { (Service::all().map(|it| it.count_of_actions(model, cloud)).sum::<usize>()) }
                    td { (Operation::all().filter(|it| it.model() == model && it.cloud() == cloud).count()) }
                    td { (count(|it| it == Coverage::Page)) }
                    td { (count(|it| matches!(it, Coverage::Apis | Coverage::Mentioned))) }
                } }
            }
        }
    }
}

/// How many actions of each are known.
fn by_service() -> Markup {
    let cell = |service: Service, model: Model, cloud| {
        let known = service.known(model, cloud);
        html! {
            @match known.coverage() {
                Coverage::None => "–",
                Coverage::Page => { (service.count_of_actions(model, cloud)) ", all of a page" }
                Coverage::Apis | Coverage::Mentioned => { (service.count_of_actions(model, cloud)) ", others may exist" }
            }
        }
    };
    html! {
        table.stack.by-service {
            caption { "Actions that are known, by service" }
            thead { tr {
                th { "Service" }
                @for (model, cloud) in pairs() { th { (model_name(model)) ", " (cloud.title()) } }
            } }
            @for it in Service::all() {
                tbody { tr {
                    th scope="row" { a href=(names::page(it)) { code { (it.code()) } } " " span.title { @if let Some(title) = it.title() { (title) } } }
                    @for (model, cloud) in pairs() { td { (cell(it, model, cloud)) } }
                } }
            }
        }
    }
}

pub(super) fn services() -> Page {
    let path = "services.html";
    let body = html! {
        form.filters data-for="service-table" {
            (filter::text())
            (filter::cloud())
            (filter::count())
        }
        table.stack.services #service-table {
            thead { tr {
                th { "Service" } th { "Clouds" }
                @for (model, cloud) in pairs() { th { (model_name(model)) ", " (cloud.title()) } }
                th { "Operations" }
            } }
            @for it in Service::all() { (service(path, it)) }
        }
    };
    Page { path: path.into(), title: "Services".into(), body }
}

fn service(path: &str, it: Service) -> Markup {
    let cell = |model: Model, cloud| {
        let known = it.known(model, cloud);
        html! {
            @if known.coverage() > Coverage::None { (it.count_of_actions(model, cloud)) " actions from " }
            (read_from(known))
        }
    };
    html! {
        tbody id=(it.code()) data-cloud=(cloud_words(it.clouds().iter())) { tr {
            th scope="row" {
                a href=(href(path, &names::page(it))) { code { (it.code()) } }
                div.title { (stated(it.title())) @if let Some(zh) = it.title_zh() { " " span lang="zh" { (zh) } } }
            }
            td { (cloud_list(it.clouds().iter())) }
            @for (model, cloud) in pairs() { td { (cell(model, cloud)) } }
            td { (it.operations().count()) }
        } }
    }
}
