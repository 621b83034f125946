//! Facts in words.

use hwc_iam::{Action, RoleAction};
use hwc_iam::{Cloud, Model, Need, NeedKind, Predicate, Role, Scope, Support};
use maud::{Markup, html};

use super::names::{self, Names};
use super::page::{href, not_stated, text};

pub(super) const fn model_name(model: Model) -> &'static str {
    match model {
        Model::IdentityPolicy => "identity policies",
        Model::RolePolicy => "role/policy model",
    }
}

pub(super) fn cloud_list(all: impl Iterator<Item = Cloud>) -> String {
    all.map(Cloud::title).collect::<Vec<_>>().join(", ")
}

/// Words by which the filters find a row.
pub(super) fn cloud_words(all: impl Iterator<Item = Cloud>) -> String {
    all.map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

/// An action as a link to where it is explained, if it is of the catalogue; a pattern is not.
pub(super) fn action(here: &str, model: Model, name: &str) -> Markup {
    let place = match model {
        Model::IdentityPolicy => Action::from_name(name).map(names::action),
        Model::RolePolicy => RoleAction::from_name(name).map(names::role_action),
    };
    html! {
        @match place {
            Some(place) => a href=(href(here, &place)) { code { (name) } },
            None => code { (name) },
        }
    }
}

pub(super) fn need(here: &str, names: &Names, model: Model, cloud: Cloud, it: Need) -> Markup {
    html! {
        @match it.kind() {
            NeedKind::Action => (action(here, model, it.name())),
            NeedKind::Role => {
                @match Role::find(it.name(), cloud) {
                    Some(role) => a href=(href(here, &names.role(role))) { (it.name()) },
                    None => (it.name()),
                }
            }
            NeedKind::Text => (text(it.name())),
        }
        @if let Some(of) = it.of_action() { " for " code { (of) } }
        @if it.is_unlisted() { " " span.note { "(in no table of actions)" } }
        @if let Some(words) = it.qualifier() { " " span.note { "(" (text(words)) ")" } }
    }
}

pub(super) fn support(it: Support) -> Markup {
    html! {
        @match it {
            Support::Yes => "yes",
            Support::No => "no",
            Support::ByOperation => "for some of its operations",
            Support::NotApplicable => "not applicable",
            Support::NotStated => (not_stated()),
        }
    }
}

pub(super) fn scope(it: Scope) -> Markup {
    html! {
        "project: " (support(it.iam_project)) br;
        "enterprise project: " (support(it.enterprise_project))
    }
}

pub(super) fn predicate(it: Predicate) -> Markup {
    let names = |all: &[&str]| all.join(", ");
    html! {
        @match it {
            Predicate::All(all) => (several(all, " and ")),
            Predicate::Any(all) => (several(all, " or ")),
            Predicate::Not(it) => { "not (" (predicate(*it)) ")" }
            Predicate::Is(fact, true) => code { (fact) },
            Predicate::Is(fact, false) => { "not " code { (fact) } }
            Predicate::OneOf(fact, all) => { code { (fact) } " is one of " (names(all)) }
            Predicate::HasOneOf(fact, all) => { code { (fact) } " has one of " (names(all)) }
            Predicate::HasRole(fact, roles) => { code { (fact) } " has a role of " (names(roles)) }
            Predicate::AtMost(fact, most) => { code { (fact) } " is at most " (most) }
            Predicate::Mainland(fact, true) => { code { (fact) } " is in mainland China" }
            Predicate::Mainland(fact, false) => { code { (fact) } " is outside of mainland China" }
        }
    }
}

fn several(all: &[Predicate], between: &str) -> Markup {
    html! {
        @for (at, it) in all.iter().enumerate() {
            @if at > 0 { (between) }
            @match it {
                Predicate::All(_) | Predicate::Any(_) => { "(" (predicate(*it)) ")" }
                _ => (predicate(*it)),
            }
        }
    }
}
