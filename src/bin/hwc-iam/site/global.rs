//! What belongs to no service: operators, keys, regions and limits.

use hwc_iam::{ConditionKey, Limit, Model, Operator, Qualifier, Region};
use maud::html;

use super::facts::model_name;
use super::names::{self, Names};
use super::page::{Page, not_stated, stated};
use super::service::{key_table, key_titles};
use super::sources;

pub(super) fn pages(names: &Names) -> [Page; 2] {
    [keys(names), operators()]
}

fn keys(names: &Names) -> Page {
    let path = "keys.html";
    let all: Vec<ConditionKey> = ConditionKey::ALL.iter().copied().filter(|it| it.service().is_none()).collect();
    let body = html! {
        p { "The keys of every service. A key of one service stands on its page." }
        (key_table(path, names, &all, |it| key_titles(it.sources())))
        h2 #regions { "Regions" }
        p { "The values of keys such as " code { "g:RequestedRegion" } ", and the second part of a URN." }
        table.stack.regions {
            thead { tr { th { "Region" } th { "Name" } th { "Cloud" } th { "Mainland China" } } }
            @for it in Region::all() {
                tbody id=(names::region_anchor(it)) { tr {
                    th scope="row" { a href={ "#" (names::region_anchor(it)) } { code { (it.id()) } } }
                    td { (stated(it.name())) }
                    td { (it.cloud().title()) }
                    td { @match it.is_mainland() { Some(true) => "yes", Some(false) => "no", None => (not_stated()) } }
                } }
            }
        }
        h2 #limits { "Limits of policies" }
        p { "Documentations differ, so each limit belongs to one." }
        table.stack.limits {
            thead { tr { th { "Counted" } th { "At least" } th { "At most" } th { "Model" } th { "Documentation" } th { "Sources" } } }
            @for it in Limit::all() {
                tbody id=(names::limit_anchor(it)) { tr {
                    th scope="row" { a href={ "#" (names::limit_anchor(it)) } { (it.counts()) } }
                    td { @match it.min() { Some(min) => (min), None => (not_stated()) } }
                    td { (it.max()) }
                    td { (model_name(it.model())) }
                    td { (it.profile()) }
                    td { (key_titles(it.sources())) }
                } }
            }
        }
    };
    Page { path: path.into(), title: "Global condition keys, regions, limits".into(), body }
}

fn operators() -> Page {
    let qualifiers: Vec<&str> = Qualifier::ALL.iter().map(|it| it.name()).collect();
    let body = html! {
        p {
            "What a condition compares. Behind most of them may stand " code { "IfExists" } ": the condition then holds, too, where the request "
            "does not have the key. In front of one may stand " code { (qualifiers.join(": or ")) ":" } ", for keys with several values at once."
        }
        table.stack.operators {
            thead { tr { th { "Operator" } th { "Compares" } th { "Negated" } th { "IfExists" } th { "Models" } th { "Sources" } } }
            @for it in Operator::ALL {
                @let models: Vec<&str> = Model::ALL.iter().filter(|model| it.is_of(**model)).map(|it| model_name(*it)).collect();
                tbody id=(it.name()) { tr {
                    th scope="row" { a href={ "#" (it.name()) } { code { (it.name()) } } }
                    td { @match it.value_type() { Some(kind) => { (kind.name()) " values" } None => "whether the key is there" } }
                    td { @if it.is_negated() { "yes: holds where its twin does not" } @else { "no" } }
                    td { @if it.takes_if_exists() { "yes" } @else { "no" } }
                    td { (models.join(", ")) }
                    td { (key_titles(it.sources())) }
                } }
            }
        }
        p.note { "The list of pages: " a href="sources.html#global" { (sources::global().len()) " sources" } "." }
    };
    Page { path: "operators.html".into(), title: "Condition operators".into(), body }
}
