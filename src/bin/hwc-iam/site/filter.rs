//! The fields by which `filter.js` shows a part of a table.

use hwc_iam::{Cloud, Model};
use maud::{Markup, html};

use super::facts::model_name;

pub(super) fn text() -> Markup {
    html! { label { "Text " input type="search" name="text"; } }
}

pub(super) fn model() -> Markup {
    html! {
        label { "Model " select name="model" {
            option value="" { "both" }
            @for it in Model::ALL { option value=(it.name()) { (model_name(*it)) } }
        } }
    }
}

pub(super) fn cloud() -> Markup {
    html! {
        label { "Cloud " select name="cloud" {
            option value="" { "all" }
            @for it in Cloud::ALL { option value=(it.name()) { (it.title()) } }
        } }
    }
}

/// Where it says how many rows are shown.
pub(super) fn count() -> Markup {
    html! { output aria-live="polite" {} }
}
