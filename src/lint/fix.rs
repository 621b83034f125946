//! Edits that keep the rest of a text as it is, and the proof that they grant nothing.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::context::{self, Context};
use super::{Edit, Finding, Fix};
use crate::access::{differences_grant_no_more, grants_no_more_within};
use crate::classes::Budget;
use crate::shared::problem::Mistake;
use crate::shared::tree::Member;
use crate::{Document, Effect, Policy, Span, Statement};

/// How a mistake of the checker is mended.
pub(super) fn of_mistake(mistake: &Mistake, span: Span) -> Option<Fix> {
    let around = |open: &str, close: &str, title: &str| {
        let at = |at, text: &str| Edit { span: Span { start: at, end: at }, text: text.into() };
        Fix { title: title.into(), edits: vec![at(span.start, open), at(span.end, close)] }
    };
    match mistake {
        it if it.is_one_for_many() => Some(around("[", "]", "put it in brackets")),
        Mistake::ValueNotString { text: Some(_), .. } => Some(around("\"", "\"", "put it in quotes")),
        _ => None,
    }
}

/// Writes `new` in place of the string `old`, whose quotation marks the span holds.
pub(super) fn string(context: &Context<'_>, span: Span, old: &str, new: &str, title: &str) -> Option<Fix> {
    let is_plain = |text: &str| text.bytes().all(|it| it >= b' ' && !matches!(it, b'"' | b'\\'));
    let found = part(context.document.text(), span)?;
    let is_it = is_plain(old) && found == format!("\"{old}\"");
    (is_it && is_plain(new)).then(|| replace(span, format!("\"{new}\""), title))
}

/// Writes something else there.
pub(super) fn replace(span: Span, text: impl Into<String>, title: &str) -> Fix {
    Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }] }
}

/// Takes a member out of its object.
pub(super) fn remove_member(context: &Context<'_>, member: &Member<Span>, title: &str) -> Option<Fix> {
    let span = Span { start: member.name_span.start, end: member.value.span.end };
    remove(context, span, title)
}

/// Takes a member of an array or object out, with the comma that belongs to it.
pub(super) fn remove(context: &Context<'_>, span: Span, title: &str) -> Option<Fix> {
    let text = context.document.text();
    let (before, behind) = (text.get(..span.start as usize)?, text.get(span.end as usize..)?);
    let mut whole = span;
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        whole.end = offset(text, rest.trim_start())?;
    } else if let Some(rest) = before.trim_end().strip_suffix(',') {
        whole.start = u32::try_from(rest.len()).ok()?;
    }
    Some(replace(whole, "", title))
}

/// Where the rest of a text begins.
fn offset(text: &str, rest: &str) -> Option<u32> {
    u32::try_from(text.len() - rest.len()).ok()
}

fn part(text: &str, span: Span) -> Option<&str> {
    text.get(span.start as usize..span.end as usize)
}

/// The text with these edits, which are in the order of their places and do not overlap.
pub(super) fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Edit { span, text: new } in edits {
        out.push_str(text.get(at..span.start as usize)?);
        out.push_str(new);
        at = span.end as usize;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Takes away every fix of which it is not proved that the policy grants the same or less with it.
pub(super) fn prove(document: &Document, findings: &mut [Finding]) {
    let (mut text, mut steps) = (Budget::new(MOST_TEXT), Budget::new(MOST_STEPS));
    let Some(old) = document.policy() else {
        for it in findings.iter_mut() {
            it.fix_with(None);
        }
        return;
    };
    let mut is_json = None;
    for finding in findings.iter_mut() {
        let Some(Fix { edits, .. }) = finding.fix() else { continue };
        // The text may be of another language, whose fixes are found otherwise.
        let mut is_json = || {
            let mut affordable = || text.spend(document.text().len()).is_ok();
            let reads = || Document::policy_in(document.text(), document.kind()).as_ref() == Some(old);
            *is_json.get_or_insert_with(|| affordable() && reads())
        };
        if takes_out_a_statement(document, old, edits) && is_json() {
            continue;
        }
        let is_affordable = text.spend(document.text().len()).is_ok();
        if !is_affordable || !is_safe(document, old, edits, &mut steps) {
            finding.fix_with(None);
        }
    }
}

/// Whether the document reads with these edits, and grants nothing that it did not grant before.
fn is_safe(document: &Document, old: &Policy, edits: &[Edit], budget: &mut Budget) -> bool {
    if within_a_statement(document, old, edits).is_some_and(|(old, new)| {
        differences_grant_no_more(new.version(), core::slice::from_ref(old), new.statements(), budget)
    }) {
        return true;
    }
    let mended = apply(document.text(), edits).and_then(|it| Document::policy_in(&it, document.kind()));
    mended.is_some_and(|new| grants_no_more_within(old, &new, budget))
}

/// Whether all that the edits do is to take out one of several statements that allows something or is the same as another one, with
/// the comma beside it: then what JSON says is read without it, and grants no more, which takes no look at the others.
fn takes_out_a_statement(document: &Document, old: &Policy, edits: &[Edit]) -> bool {
    let nodes = document.root().and_then(|it| it.member("Statement")).map_or(&[][..], |it| it.items());
    let [Edit { span, text }] = edits else { return false };
    let is_it = |it: Span| span.start <= it.start && it.end <= span.end;
    let found = nodes.iter().zip(old.statements()).enumerate().find(|(_, (node, _))| is_it(node.span));
    let Some((place, (node, statement))) = found.filter(|_| nodes.len() > 1 && nodes.len() == old.statements().len())
    else {
        return false;
    };
    let beside = [Span { end: node.span.start, ..*span }, Span { start: node.span.end, ..*span }];
    let beside: String = beside.iter().filter_map(|it| part(document.text(), *it)).collect();
    let is_repeated = || old.statements().iter().enumerate().any(|(at, it)| at != place && it == statement);
    text.is_empty() && beside.trim() == "," && (statement.effect() == Effect::Allow || is_repeated())
}

/// The one statement that the edits are in, and what is there with them as a policy: that is read faster than the whole document.
fn within_a_statement<'a>(document: &Document, old: &'a Policy, edits: &[Edit]) -> Option<(&'a Statement, Policy)> {
    let nodes = context::one_or_all(&context::get(context::object(document.root()?)?, "Statement")?.value);
    let is_around = |span: Span| edits.iter().all(|it| span.start < it.span.start && it.span.end < span.end);
    let (node, statement) = nodes.iter().zip(old.statements()).find(|(node, _)| is_around(node.span))?;
    let start = node.span.start;
    let moved = |it: &Edit| Edit {
        span: Span { start: it.span.start - start, end: it.span.end - start },
        text: it.text.clone(),
    };
    let edits: Vec<Edit> = edits.iter().map(moved).collect();
    let mended = apply(part(document.text(), node.span)?, &edits)?;
    let policy = format!(r#"{{"Version":"{}","Statement":[{mended}]}}"#, old.version().name());
    let is_whole = nodes.len() == old.statements().len();
    Some((statement, Document::policy_in(&policy, document.kind()).filter(|_| is_whole)?))
}

/// So much text is read again to prove fixes; further ones are not offered before those are applied.
const MOST_TEXT: u64 = 1 << 24;

/// So many steps the comparisons for all fixes of one policy may take.
const MOST_STEPS: u64 = 5_000_000;
