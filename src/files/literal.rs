//! The fixes of policies that are written as they are in a text of another language: Terraform, its JSON, or JSON with more around it.
//!
//! A fix is one of the policy's JSON. What it changes there, it changes in the text, if all of that is literal and nothing but blanks
//! and commas stands between what goes; that the text says it then is for the caller to see, by reading it again.

use alloc::string::String;
use alloc::vec::Vec;

use super::Found;
use crate::lint::{self, Edit, Finding, Options};
use crate::policy::string;
use crate::shared::read::read;
use crate::shared::tree::{Member, Node, Value};
use crate::{Document, Policy, Span};

/// A fix, with its edits of the document's text in the order of their places.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LiteralFix {
    /// The rule whose finding it mends.
    pub rule: &'static str,
    /// The JSON pointer to that finding.
    pub pointer: String,
    /// The edits.
    pub edits: Vec<Edit>,
    /// What the policy is with them.
    pub policy: Policy,
}

impl Found {
    /// The fixes of a policy that is literal in a text of another language, each proved by itself to grant nothing more.
    ///
    /// ```
    /// use hwc_iam::files::{self, Language};
    /// use hwc_iam::lint::Options;
    ///
    /// let text = r#"resource "huaweicloud_identityv5_policy" "a" {
    ///   policy_document = jsonencode({
    ///     Version   = "5.0" # the newest
    ///     Statement = [{ Effect = "Allow", Action = "ims:images:list" }]
    ///   })
    /// }"#;
    /// files::each(Language::Terraform, text.into(), None, &mut |it| {
    ///     let fixes = it.literal_fixes(&Options::default());
    ///     assert_eq!(fixes[0].edits.iter().map(|it| it.text.as_str()).collect::<String>(), "[]");
    /// })?;
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn literal_fixes(&self, options: &Options) -> Vec<LiteralFix> {
        let Some(root) = self.document().root().filter(|_| self.is_editable()) else { return Vec::new() };
        let mut json = String::new();
        if print(root, &mut json).is_none() {
            return Vec::new();
        }
        let document = Document::read(json.as_str(), self.document().kind());
        let findings = lint::check_with(&document, options);
        let source = self.document().text();
        let of = |finding: &Finding| {
            let fixed = finding.fix()?.apply(&json)?;
            let (new, broken) = read(&fixed);
            let new = new.filter(|_| broken.is_empty())?;
            let policy = Document::read(fixed, self.document().kind()).policy()?.clone();
            let (rule, pointer) = (finding.rule().name(), document.pointer(finding.span()));
            let mut edits = Vec::new();
            change(source, root, &new, &mut edits)?;
            // What others may share is not changed for one of them.
            let is_within = |it: &Edit, at: Span| at.start <= it.span.start && it.span.end <= at.end;
            if self.resource().is_some_and(|at| !edits.iter().all(|it| is_within(it, at))) {
                return None;
            }
            Some(LiteralFix { rule, pointer, edits, policy })
        };
        findings.iter().filter_map(of).collect()
    }

    /// Whether a part of the policy is written where these edits of the same text are.
    #[must_use]
    pub fn is_touched_by(&self, edits: &[Edit]) -> bool {
        self.document().root().is_some_and(|it| has_part_in(it, edits))
    }
}

/// Whether a part of a tree is written where a text is edited.
fn has_part_in(node: &Node<Span>, edits: &[Edit]) -> bool {
    let is_in = |span: Span| edits.iter().any(|it| it.span.start <= span.end && span.start <= it.span.end);
    match &node.value {
        Value::Array(all) => all.iter().any(|it| has_part_in(it, edits)),
        Value::Object(all) => all.iter().any(|it| is_in(it.name_span) || has_part_in(&it.value, edits)),
        _ => is_in(node.span),
    }
}

/// The JSON of a value; nothing if not all of it is known.
fn print(node: &Node<Span>, out: &mut String) -> Option<()> {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(it) => out.push_str(if *it { "true" } else { "false" }),
        Value::Number(it) => out.push_str(it),
        Value::String(it) => string(out, it).ok()?,
        Value::Array(all) => {
            out.push('[');
            for (at, it) in all.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                print(it, out)?;
            }
            out.push(']');
        }
        Value::Object(all) => {
            out.push('{');
            for (at, it) in all.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                string(out, &it.name).ok()?;
                out.push_str(": ");
                print(&it.value, out)?;
            }
            out.push('}');
        }
        Value::Constant(_) | Value::Unchecked(_) | Value::Open(_) | Value::Opaque => return None,
    }
    Some(())
}

/// The edits by which the text says the new value in place of the old one; nothing if there are none that keep all the rest.
fn change(source: &str, old: &Node<Span>, new: &Node<Span>, edits: &mut Vec<Edit>) -> Option<()> {
    if is_same(old, new) {
        return Some(());
    }
    match (&old.value, &new.value) {
        (Value::String(from), Value::String(to)) => replace(source, old.span, from, to, edits),
        (Value::Array(from), Value::Array(to)) if from.len() == to.len() => {
            apart(old.span, from.iter().map(|it| it.span))?;
            from.iter().zip(to).try_for_each(|(from, to)| change(source, from, to, edits))
        }
        (Value::Array(from), Value::Array(to)) => {
            let spans: Vec<Span> = from.iter().map(|it| it.span).collect();
            apart(old.span, spans.iter().copied())?;
            let mut rest = to.iter();
            let mut wanted = rest.next();
            let mut gone = Vec::new();
            for (at, it) in from.iter().enumerate() {
                if wanted.is_some_and(|wanted| is_same(it, wanted)) {
                    wanted = rest.next();
                } else {
                    gone.push(at);
                }
            }
            if wanted.is_some() {
                return None;
            }
            remove(source, &spans, &gone, edits)
        }
        (Value::Object(from), Value::Object(to)) => {
            let spans: Vec<Span> = from.iter().map(whole).collect();
            apart(old.span, spans.iter().copied())?;
            let find = |it: &Member<Span>| to.iter().find(|to| to.name == it.name);
            if to.iter().any(|to| from.iter().filter(|it| it.name == to.name).count() != 1) {
                return None;
            }
            let gone: Vec<usize> =
                from.iter().enumerate().filter(|(_, it)| find(it).is_none()).map(|(at, _)| at).collect();
            if !gone.is_empty() && from.iter().any(|it| find(it).is_some_and(|to| !is_same(&it.value, &to.value))) {
                return None;
            }
            remove(source, &spans, &gone, edits)?;
            from.iter()
                .filter_map(|it| Some((it, find(it)?)))
                .try_for_each(|(it, to)| change(source, &it.value, &to.value, edits))
        }
        (_, Value::Array(to)) if to.len() == 1 && to.iter().all(|it| is_same(old, it)) => {
            edits.push(Edit { span: Span { start: old.span.start, end: old.span.start }, text: "[".into() });
            edits.push(Edit { span: Span { start: old.span.end, end: old.span.end }, text: "]".into() });
            Some(())
        }
        _ => None,
    }
}

fn whole(member: &Member<Span>) -> Span {
    Span { start: member.name_span.start, end: member.value.span.end }
}

/// Whether these are one behind the other in what holds them: then nothing of them is written elsewhere.
fn apart(holder: Span, all: impl Iterator<Item = Span>) -> Option<()> {
    let mut end = holder.start;
    for it in all {
        if it.start < end || it.end <= it.start || it.end > holder.end {
            return None;
        }
        end = it.end;
    }
    Some(())
}

/// Writes another string, if both are plain in whatever quotes they stand.
fn replace(source: &str, span: Span, from: &str, to: &str, edits: &mut Vec<Edit>) -> Option<()> {
    let is_plain = |it: &str| it.bytes().all(|it| it >= b' ' && !matches!(it, b'"' | b'\\' | b'$' | b'%'));
    let written = source.get(span.start as usize..span.end as usize)?;
    let quotes = ["\\\"", "\""].into_iter().find(|it| written.starts_with(it))?;
    let is_it = written.strip_prefix(quotes).and_then(|it| it.strip_suffix(quotes)) == Some(from);
    (is_it && is_plain(from) && is_plain(to)).then(|| {
        edits.push(Edit { span, text: alloc::format!("{quotes}{to}{quotes}") });
    })
}

/// Takes some out of those that are there, each with what is between it and its neighbour.
fn remove(source: &str, all: &[Span], gone: &[usize], edits: &mut Vec<Edit>) -> Option<()> {
    let is_gone = |at: usize| gone.binary_search(&at).is_ok();
    let is_bare = |start: u32, end: u32| {
        let between = source.get(start as usize..end as usize)?.replace("\\n", " ").replace("\\t", " ");
        between.chars().all(|it| it.is_whitespace() || it == ',').then_some(())
    };
    let mut at = 0;
    while at < all.len() {
        if !is_gone(at) {
            at += 1;
            continue;
        }
        let first = at;
        while is_gone(at) {
            at += 1;
        }
        let (start, last) = (all.get(first)?.start, all.get(at - 1)?.end);
        let span = match (all.get(at), first.checked_sub(1).and_then(|it| all.get(it))) {
            (Some(next), _) => {
                is_bare(last, next.start)?;
                Span { start, end: next.start }
            }
            (None, Some(before)) => {
                is_bare(before.end, start)?;
                Span { start: before.end, end: last }
            }
            (None, None) => Span { start, end: last },
        };
        // What stands between those that go, goes; that must be no comment.
        all.get(first..at)?.windows(2).try_for_each(|it| match it {
            [one, other] => is_bare(one.end, other.start),
            _ => Some(()),
        })?;
        edits.push(Edit { span, text: String::new() });
    }
    Some(())
}

fn is_same(one: &Node<Span>, other: &Node<Span>) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Number(one), Value::Number(other)) | (Value::String(one), Value::String(other)) => one == other,
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_same = |(one, other): (&Member<Span>, &Member<Span>)| {
                one.name == other.name && is_same(&one.value, &other.value)
            };
            one.len() == other.len() && one.iter().zip(other).all(is_same)
        }
        _ => false,
    }
}
