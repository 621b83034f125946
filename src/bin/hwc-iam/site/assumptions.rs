//! What the documents leave open.

use hwc_iam::eval::Assumption;
use maud::html;

use super::markdown;
use super::page::{Page, href};

pub(super) fn page() -> Page {
    let path = "assumptions.html";
    let body = html! {
        p {
            "What no document says, " code { "hwc-iam eval" } " does not guess: if a decision depends on one of these questions, it is "
            code { "unknown" } " and names it. Whoever knows the answer gives it with " code { "--assume NAME=yes" } " or "
            code { "--assume NAME=no" } ", or under " code { "assumptions" } " of a "
            a href=(href(path, "formats/scenario.html")) { "scenario" } "."
        }
        dl.questions {
            @for it in Assumption::ALL {
                dt id=(it.name()) { a href={ "#" (it.name()) } { code { (it.name()) } } }
                dd { (markdown::render(&sentence(it.question()))) div.meaning { (markdown::render(&format!("**Yes:** {}", it.meaning()))) } }
            }
        }
    };
    Page { path: path.into(), title: "What the documents leave open".into(), body }
}

/// With a capital letter in front.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}
