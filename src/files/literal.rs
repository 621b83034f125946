//! The fixes of policies that are written as they are in a text of another language: Terraform, its JSON, or JSON with more around it.
//!
//! A fix is one of the policy's JSON. What it changes there, it changes in the text, if all of that is literal and nothing but blanks
//! and commas stands between what goes; that the text says it then is for the caller to see, by reading it again.

use alloc::string::String;
use alloc::vec::Vec;

use super::Found;
use super::known::{Known, at_pointer, is_same};
use super::print::{is_known, print};
use crate::access;
use crate::lint::{self, Edit, Finding, Options};
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
    /// What it does, as an instruction.
    pub title: String,
    /// The edits, or why there are none.
    pub edits: Result<Vec<Edit>, &'static str>,
    /// What the policy is with them, without the parts that are not known.
    pub policy: Policy,
}

impl Found {
    /// The fixes of a policy that is written as it is in a text of another language, each proved by itself to grant nothing more
    /// for any values of the unknown parts.
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
    ///     let edits = fixes[0].edits.as_ref().unwrap();
    ///     assert_eq!(edits.iter().map(|it| it.text.as_str()).collect::<String>(), "[]");
    /// })?;
    /// # Ok::<(), hwc_iam::error::ReadFileError>(())
    /// ```
    #[must_use]
    pub fn literal_fixes(&self, options: &Options) -> Vec<LiteralFix> {
        let Some(known) = Known::of(self.document()).filter(|_| self.is_editable()) else { return Vec::new() };
        let kind = self.document().kind();
        let Some(json) = print(&known.root) else { return Vec::new() };
        let document = Document::read(json.as_str(), kind);
        let findings = lint::check_with(&document, options);
        let of = |finding: &Finding| {
            let (fix, rule) = (finding.fix()?, finding.rule().name());
            let fixed = fix.apply(&json)?;
            let (new, broken) = read(&fixed);
            let new = new.filter(|_| broken.is_empty())?;
            let policy = Document::read(fixed, kind).policy()?.clone();
            let place = at_pointer(&known.root, &document.pointer(finding.span()))?;
            let pointer = self.document().pointer(place.span);
            Some(LiteralFix { rule, pointer, title: fix.title.clone(), edits: self.edits(&known, &new), policy })
        };
        findings.iter().filter_map(of).collect()
    }

    /// The edits that make the new value of what is known.
    fn edits(&self, known: &Known, new: &Node<Span>) -> Result<Vec<Edit>, &'static str> {
        let mut edits = Vec::new();
        let source = self.document().text();
        let change = |is_strict, edits: &mut Vec<Edit>| Change { source, is_strict }.change(&known.root, new, edits);
        if change(!known.is_whole, &mut edits).is_none() {
            return Err(match change(false, &mut Vec::new()) {
                Some(()) => "it is written outside of the policy, of which a part is unknown",
                None => "it is not written there as it is, or a comment would go",
            });
        }
        if !known.is_whole && !known.grants_no_more(new, self.document().kind()) {
            return Err("it is not proved for whatever the unknown parts of the policy are");
        }
        Ok(edits)
    }

    /// Whether all of these edits are in the resource that the policy is an argument of.
    #[must_use]
    pub fn is_around(&self, edits: &[Edit]) -> bool {
        let is_within = |it: &Edit, at: Span| at.start <= it.span.start && it.span.end <= at.end;
        self.resource().is_none_or(|at| edits.iter().all(|it| is_within(it, at)))
    }

    /// Whether a part of the policy is written where these edits of the same text are.
    #[must_use]
    pub fn is_touched_by(&self, edits: &[Edit]) -> bool {
        self.document().root().is_some_and(|it| has_part_in(it, edits))
    }

    /// What is known of the policy, as a policy: without its unknown parts, and without the statements of which nothing can be said.
    #[must_use]
    pub fn known_policy(&self) -> Option<Policy> {
        if let Some(it) = self.document().policy() {
            return Some(it.clone());
        }
        Known::of(self.document()).filter(|it| !it.is_whole)?.policy(self.document().kind())
    }

    /// Whether all of the policy is known.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        Known::of(self.document()).is_none_or(|it| it.is_whole)
    }

    /// Whether it is proved that the policy grants nothing that it did not grant as it was `before`, and denies no less, for any
    /// values of its unknown parts, if those are the same. Invalid policies are not proved.
    #[must_use]
    pub fn grants_no_more_than(&self, before: &Self) -> bool {
        match (before.document().policy(), self.document().policy()) {
            (Some(old), Some(new)) => access::grants_no_more(old, new),
            (None, None) => match (Known::of(before.document()), Known::of(self.document())) {
                (Some(old), Some(new)) if !old.is_whole || !new.is_whole => {
                    old.is_whole == new.is_whole && old.grants_no_more(&new.root, self.document().kind())
                }
                (old, new) => old.is_none() == new.is_none(),
            },
            _ => false,
        }
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

/// The way from what a text says to what it is to say.
struct Change<'a> {
    source: &'a str,
    /// Whether all on the way to an edit must stand where it is a part.
    is_strict: bool,
}

impl Change<'_> {
    /// The edits by which the text says the new value in place of the old one, of which some may not be known; nothing if there are
    /// none that keep all the rest.
    fn change(&self, old: &Node<Span>, new: &Node<Span>, edits: &mut Vec<Edit>) -> Option<()> {
        if is_same(old, new) {
            return Some(());
        }
        match (&old.value, &new.value) {
            (Value::String(from), Value::String(to)) => replace(self.source, old.span, from, to, edits),
            (Value::Array(from), Value::Array(to)) => {
                let spans: Vec<Span> = from.iter().map(|it| it.span).collect();
                let known: Vec<(usize, &Node<Span>)> = from.iter().enumerate().filter(|(_, it)| is_known(it)).collect();
                if known.len() == to.len() {
                    if self.is_strict {
                        apart(old.span, spans.iter().copied())?;
                    }
                    return known.iter().zip(to).try_for_each(|((_, from), to)| self.change(from, to, edits));
                }
                apart(old.span, spans.iter().copied())?;
                let mut rest = to.iter();
                let mut wanted = rest.next();
                let mut gone = Vec::new();
                for (at, it) in known {
                    if wanted.is_some_and(|wanted| is_same(it, wanted)) {
                        wanted = rest.next();
                    } else {
                        gone.push(at);
                    }
                }
                if wanted.is_some() {
                    return None;
                }
                remove(self.source, &spans, &gone, edits)
            }
            (Value::Object(from), Value::Object(to)) => self.change_members(old.span, from, to, edits),
            (_, Value::Array(to)) if to.len() == 1 && to.iter().all(|it| is_same(old, it)) => {
                edits.push(Edit { span: Span { start: old.span.start, end: old.span.start }, text: "[".into() });
                edits.push(Edit { span: Span { start: old.span.end, end: old.span.end }, text: "]".into() });
                Some(())
            }
            _ => None,
        }
    }

    fn change_members(
        &self,
        holder: Span,
        from: &[Member<Span>],
        to: &[Member<Span>],
        edits: &mut Vec<Edit>,
    ) -> Option<()> {
        let spans: Vec<Span> = from.iter().map(whole).collect();
        let find = |it: &Member<Span>| to.iter().find(|to| to.name == it.name);
        if to.iter().any(|to| from.iter().filter(|it| it.name == to.name).count() != 1) {
            return None;
        }
        let is_gone = |it: &Member<Span>| is_known(&it.value) && find(it).is_none();
        let gone: Vec<usize> = from.iter().enumerate().filter(|(_, it)| is_gone(it)).map(|(at, _)| at).collect();
        if !gone.is_empty() || self.is_strict {
            apart(holder, spans.iter().copied())?;
        }
        if !gone.is_empty() && from.iter().any(|it| find(it).is_some_and(|to| !is_same(&it.value, &to.value))) {
            return None;
        }
        remove(self.source, &spans, &gone, edits)?;
        let kept = from.iter().filter_map(|it| Some((it, find(it)?)));
        kept.into_iter().try_for_each(|(it, to)| self.change(&it.value, &to.value, edits))
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
