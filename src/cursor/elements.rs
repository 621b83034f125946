//! Elements of policies and of statements, and those of their values that are words.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::completion::{Completion, CompletionKind};
use super::context::Statement;
use super::members;
use super::place::{Place, Step};
use crate::shared::check::{POLICY_ELEMENTS, STATEMENT_ELEMENTS};
use crate::shared::tree::Node;
use crate::{Effect, Model, PolicyKind, Span, Version};

pub(super) fn of_policy(node: &Node<Span>) -> Vec<Completion> {
    let names = POLICY_ELEMENTS.iter().filter(|name| members(node).iter().all(|it| it.name != **name));
    names.map(|it| Completion::new(CompletionKind::Element, *it)).collect()
}

/// Those that the statement does not have, and not the twin of one that it has.
pub(super) fn of_statement(statement: &Statement<'_>, place: &Place) -> Vec<Completion> {
    let has =
        |name: &str| members(statement.node).iter().any(|it| it.name == name && it.name_span != around(place, it));
    if statement.is_block {
        let names = ["effect", "action", "resource", "condition"].into_iter().filter(|it| !has(it));
        return names.map(|it| Completion::new(CompletionKind::Element, it)).collect();
    }
    let takes_principals = matches!(
        statement.kind,
        Some(PolicyKind::Trust | PolicyKind::Bucket | PolicyKind::Endpoint | PolicyKind::Topic)
    );
    let is_taken = |it: &&&str| {
        let twin = it.strip_prefix("Not").map_or_else(|| alloc::format!("Not{it}"), ToString::to_string);
        let is_principal = it.ends_with("Principal");
        let is_of_kind = if is_principal { takes_principals || has("Principal") || has("NotPrincipal") } else { true };
        let is_of_model = statement.model == Model::IdentityPolicy || !it.starts_with("Not") && **it != "Sid";
        !has(it) && !has(&twin) && is_of_kind && is_of_model
    };
    STATEMENT_ELEMENTS.iter().filter(is_taken).map(|it| Completion::new(CompletionKind::Element, *it)).collect()
}

/// The place of a name if the cursor is on it: it is about to become another.
fn around(place: &Place, member: &crate::shared::tree::Member<Span>) -> Span {
    let here = member.name_span;
    let is_here = place.is_name && here.start <= place.span.start && place.span.end <= here.end;
    if is_here { here } else { place.span }
}

pub(super) fn effects() -> Vec<Completion> {
    Effect::ALL.iter().map(|it| Completion::new(CompletionKind::Value, it.name())).collect()
}

/// The values of what a policy has beside its statements.
pub(super) fn policy_values(place: &Place, around: &[&Node<Span>]) -> Vec<Completion> {
    let is_version = matches!(place.path.last(), Some(Step::Name(it)) if it == "Version");
    // A `Version` of anything else is none of ours.
    let policy = around.get(place.path.len().saturating_sub(1)).filter(|it| super::member(it, "Statement").is_some());
    if place.is_name || !is_version || policy.is_none() && place.path.len() > 1 {
        return Vec::new();
    }
    let detail = |it: Version| match it {
        Version::V5_0 => "identity policies, service control policies, trust policies",
        Version::V1_1 => "policies of the role/policy model",
        Version::V1_0 => "roles of the role/policy model",
    };
    let all = Version::ALL.iter().rev();
    all.map(|it| Completion::new(CompletionKind::Value, it.name()).with_detail(Some(detail(*it)))).collect()
}
