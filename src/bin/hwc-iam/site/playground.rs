//! The pages with the engines in them: frames, which a script fills. They are there only if it is, so the site needs none of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use hwc_iam::lint::Profile;
use hwc_iam::{Cloud, Model, PolicyKind};
use maud::{Markup, html};

use super::facts::model_name;
use super::page::{Page, Part};
use crate::failure::{Failure, Result};

/// The pages, and the files that they load, by their names.
#[derive(Default)]
pub(super) struct Playground {
    files: BTreeMap<String, String>,
}

const FILES: [&str; 3] = ["engine.js", "playground.css", "playground.js"];

pub(super) const PARTS: [Part; 5] = [
    ("check.html", "Check"),
    ("decide.html", "Decide"),
    ("compare.html", "Compare"),
    ("migrate.html", "Migrate"),
    ("generate.html", "Generate"),
];

impl Playground {
    /// The files of a folder that `.ci/playground` has made of `bindings/wasm`.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            let text = fs::read_to_string(&path).map_err(|it| Failure::of(&path, it))?;
            Ok((String::from(name), text))
        };
        Ok(Self { files: FILES.into_iter().map(read).collect::<Result<_>>()? })
    }

    pub(super) fn files(self) -> BTreeMap<String, String> {
        self.files
    }
}

pub(super) fn pages() -> [Page; 5] {
    [check(), decide(), compare(), migrate(), generate()]
}

fn page(name: &str, title: &str, lead: &str, body: &Markup) -> Page {
    let body = html! {
        p.lead { (lead) }
        p.note { "All of it runs in this page: nothing that you write leaves your browser." }
        noscript { p.problem { "This page needs scripts. Every other page of the site works without." } }
        div.play data-playground=(name) data-engine="engine.js" {
            p.loading.note { "Loading the engines…" }
            (body)
        }
    };
    Page { path: format!("{name}.html"), title: title.into(), body }
}

fn check() -> Page {
    let body = html! {
        form.bar {
            label { "Kind " select name="kind" {
                option value="" { "as it looks" }
                @for it in PolicyKind::ALL { option value=(it.name()) { (it.name()) } }
            } }
            label { "Limits and names of " select name="profile" {
                @for it in Profile::ALL { option value=(it.name()) { (it.name()) } }
            } }
            button type="button" name="format" { "Format" }
            button type="button" name="share" { "Share" }
            output aria-live="polite" {}
        }
        div.panes {
            div.editor {}
            ul.findings aria-label="Findings" {}
        }
    };
    page("check", "Check a policy", "What is wrong in a policy, while you write it, and how to mend it.", &body)
}

fn decide() -> Page {
    let field = |name: &str, title: &str, hint: &str, list: Option<&str>| {
        html! {
            label.field { span { (title) }
                input name=(name) placeholder=(hint) list=[list] spellcheck="false" autocomplete="off" autocapitalize="off";
            }
        }
    };
    let body = html! {
        div.panes {
            div {
                h2 #policy { "Policy" }
                div.editor data-name="policy" {}
                details {
                    summary { "A service control policy that limits it" }
                    div.editor data-name="scp" {}
                }
            }
            form {
                h2 #request { "Request" }
                (field("action", "Action", "ims:images:list", Some("actions")))
                (field("resource", "Resource", "a URN; empty if it names none", Some("urns")))
                (field("principal", "Principal", "a URN; empty if it does not matter", None))
                fieldset {
                    legend { "Condition keys of the request" }
                    div.context {}
                    button type="button" name="add" { "Add a key" }
                }
                p.bar {
                    button { "Decide" }
                    button type="button" name="share" { "Share" }
                    output aria-live="polite" {}
                }
                datalist #actions {}
                datalist #keys {}
                datalist #urns {}
                div.answer aria-live="polite" {}
            }
        }
    };
    page(
        "decide",
        "Decide a request",
        "Whether a principal may do something, by which statement, and what would settle it.",
        &body,
    )
}

fn two(old: &str, new: &str) -> Markup {
    html! {
        div.panes {
            div { h2 #before { (old) } div.editor data-name="old" {} }
            div { h2 #after { (new) } div.editor data-name="new" {} }
        }
        div.answer aria-live="polite" {}
    }
}

fn compare() -> Page {
    let body = html! {
        p.bar {
            button type="button" name="swap" { "Swap" }
            button type="button" name="share" { "Share" }
            output aria-live="polite" {}
        }
        (two("Before", "After"))
    };
    page(
        "compare",
        "Compare two policies",
        "What a change allows and no longer allows, exactly, with a request that shows it.",
        &body,
    )
}

fn migrate() -> Page {
    let body = html! {
        form.bar {
            label { input type="checkbox" name="broader"; " where it cannot be the same, allow more rather than less" }
            button type="button" name="share" { "Share" }
            output aria-live="polite" {}
        }
        (two("Policy or role of the role/policy model", "Identity policy"))
    };
    page(
        "migrate",
        "Migrate a policy",
        "A policy of the role/policy model as an identity policy, each statement held against what it allowed before.",
        &body,
    )
}

fn generate() -> Page {
    let body = html! {
        form {
            label.field { span { "Calls, one a line: a method and a path, or the name of an operation" }
                textarea name="calls" rows="5" spellcheck="false" autocapitalize="off" {}
            }
            div.offers aria-live="polite" {}
            div.bar {
                label { "Model " select name="model" {
                    @for it in Model::ALL { option value=(it.name()) { (model_name(*it)) } }
                } }
                label { "Cloud " select name="cloud" {
                    @for it in Cloud::ALL { option value=(it.name()) { (it.title()) } }
                } }
                label { "Region " input name="region" pattern="[^:]*" title="no colon" placeholder="any" spellcheck="false"; }
                label { "Account " input name="account" pattern="[^:]*" title="no colon" placeholder="any" spellcheck="false"; }
                label { input type="checkbox" name="conditional"; " with what is needed only under a condition" }
                button type="button" name="share" { "Share" }
                output aria-live="polite" {}
            }
        }
        h2 #policy { "Policy" }
        div.editor data-name="policy" {}
        div.global hidden {
            h2 #global { "Policy of global services" }
            div.editor data-name="global" {}
        }
        div.answer aria-live="polite" {}
    };
    page(
        "generate",
        "Generate a policy",
        "The smallest policy that allows a list of calls, with the proof that it does and that nothing in it is too much.",
        &body,
    )
}
