//! The frame of every page.

use hwc_iam::Service;
use maud::{DOCTYPE, Markup, html};

/// A page of the site.
pub(super) struct Page {
    /// From the top of the site on.
    pub(super) path: String,
    pub(super) title: String,
    /// What stands in `main`, without the heading.
    pub(super) body: Markup,
}

/// What of the site is not always there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) has_changes: bool,
    /// The pages of the playground.
    pub(super) tools: &'static [Part],
}

/// A part of the site: path, name.
pub(super) type Part = (&'static str, &'static str);

const PARTS: [Part; 8] = [
    ("services.html", "Services"),
    ("keys.html", "Global keys"),
    ("operators.html", "Operators"),
    ("rules.html", "Rules"),
    ("assumptions.html", "Open questions"),
    ("migration.html", "Role to identity policy"),
    ("formats.html", "File formats"),
    ("sources.html", "Sources"),
];
const CHANGES: Part = ("changes.html", "Changes");

impl Page {
    /// The whole file.
    pub(super) fn html(&self, frame: Frame) -> String {
        let here = self.path.as_str();
        let tools = frame.tools.iter().copied();
        let parts = tools.chain(PARTS).chain(frame.has_changes.then_some(CHANGES));
        let is_tool = frame.tools.iter().any(|it| it.0 == here);
        let asset = |name| href(here, name);
        let title = if here == "index.html" { self.title.clone() } else { format!("{} · hwc-iam", self.title) };
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="generator" content={ "hwc-iam " (env!("CARGO_PKG_VERSION")) };
                    title { (title) }
                    link rel="stylesheet" href=(asset("style.css"));
                    @if is_tool { link rel="stylesheet" href=(asset("playground.css")); }
                    script src=(asset("search.js")) defer {}
                    script src=(asset("filter.js")) defer {}
                    @if is_tool { script src=(asset("playground.js")) defer {} }
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    header {
                        a.home href=(asset("index.html")) { "hwc-iam" }
                        form.search role="search" data-index=(asset("search-index.js")) {
                            input type="search" name="q" placeholder="Search names and titles ( / )"
                                aria-label="Search every name and title" autocomplete="off" spellcheck="false"
                                role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list";
                            ul #results role="listbox" aria-label="Results" hidden {}
                        }
                        nav aria-label="Parts of the site" {
                            ul {
                                @for (path, name) in parts {
                                    li { a href=(href(here, path)) aria-current=[(path == here).then_some("page")] { (name) } }
                                }
                            }
                        }
                    }
                    main #content {
                        h1 { (text(&self.title)) }
                        (self.body)
                    }
                    footer {
                        p {
                            "Made by " code { "hwc-iam site" } " " (env!("CARGO_PKG_VERSION"))
                            " from the pages that it names as sources; the newest prints the date " (newest()) ". "
                            "What no page states is " (not_stated()) ". Not a publication of Huawei Cloud or Open Telekom Cloud."
                        }
                    }
                }
            }
        };
        page.into_string()
    }
}

/// The newest date that a page of the catalogue prints.
pub(super) fn newest() -> &'static str {
    Service::all().flat_map(Service::sources).filter_map(|it| it.date()).max().unwrap_or("unknown")
}

/// What no page states, which is something else than nothing.
pub(super) fn not_stated() -> Markup {
    html! { span.unstated { "not stated" } }
}

pub(super) fn stated(it: Option<impl AsRef<str>>) -> Markup {
    it.map_or_else(not_stated, |it| text(it.as_ref()))
}

/// A list that a page prints as empty, or does not state.
pub(super) fn list(all: Option<Vec<Markup>>) -> Markup {
    match all {
        None => not_stated(),
        Some(all) if all.is_empty() => html! { "none" },
        Some(all) => joined(&all),
    }
}

pub(super) fn joined(all: &[Markup]) -> Markup {
    html! {
        @for (at, it) in all.iter().enumerate() {
            @if at > 0 { ", " }
            (it)
        }
    }
}

/// Words of a page, with their language where that is not English.
pub(super) fn text(it: &str) -> Markup {
    let is_chinese = it.chars().any(|it| matches!(it, '\u{3400}'..='\u{9fff}'));
    html! { @if is_chinese { span lang="zh" { (it) } } @else { (it) } }
}

/// Words of this program, whose names stand in backticks.
pub(super) fn quoted(it: &str) -> Markup {
    html! {
        @for (at, part) in it.split('`').enumerate() {
            @if at % 2 == 0 { (part) } @else { code { (part) } }
        }
    }
}

/// More than a few things wait behind a line that says how many.
pub(super) fn folded(all: &[Markup], what: &str) -> Markup {
    const FEW: usize = 3;
    html! {
        @if all.len() > FEW {
            details {
                summary { (all.len()) " " (what) }
                ul { @for it in all { li { (it) } } }
            }
        } @else {
            ul { @for it in all { li { (it) } } }
        }
    }
}

/// The address of a place of the site, as seen from a page.
pub(super) fn href(here: &str, to: &str) -> String {
    if let Some(anchor) = to.strip_prefix(here).filter(|it| it.starts_with('#')) {
        return anchor.to_owned();
    }
    match (here.split_once('/'), to.split_once('/')) {
        (Some((folder, _)), Some((other, rest))) if folder == other => rest.to_owned(),
        (Some(_), _) => format!("../{to}"),
        (None, _) => to.to_owned(),
    }
}
