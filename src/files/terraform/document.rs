//! From values to the tree of a policy: what is known, and what it is besides if something is what it may be.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::embedded::Embedded;
use super::super::json::get;
use super::super::opaque;
use super::eval::push;
use super::text::{Piece, Text};
use super::value::{Entry, Item, Kind, UNNAMED, Value};
use super::why::Why;
use crate::Span;
use crate::shared::problem::{Mistake, Problem};
use crate::shared::tree::{self, Member, Node};

/// A policy as far as it is known.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) root: Node<Span>,
    pub(super) problems: Vec<Problem<Span>>,
    /// What of it is not known, and why.
    pub(super) unknown: Vec<(Span, Why)>,
    /// Where what it says besides stands; the rest is not for certain.
    pub(super) concerns: Option<Vec<Span>>,
    /// Whether each part stands within what it is a part of.
    pub(super) is_contained: bool,
}

/// The policy that a value is the text of, and then the same with each thing that a part of it may be. Nothing for null.
pub(super) fn drafts(value: &Value) -> Vec<Draft> {
    if value.is_null() {
        return Vec::new();
    }
    let mut all = alloc::vec![draft(value)];
    // So that what all of them take stays small.
    let weight = usize::try_from(value.weight().count).unwrap_or(usize::MAX).max(1);
    let most = MOST_VARIANTS.min(MOST_VALUES / weight);
    for place in 0..most {
        let mut left = place;
        let Some((variant, chosen)) = pick(value, &mut left) else { return all };
        let mut spans = Vec::new();
        places(&chosen, &mut spans);
        let mut draft = draft(&variant);
        // Separators beside what may be there may be right in what is there.
        draft.problems.retain(|it| !matches!(it.mistake, Mistake::Syntax { .. }));
        all.push(Draft { concerns: Some(spans), unknown: Vec::new(), ..draft });
    }
    if pick(value, &mut { most }).is_some() {
        let why = Why::new(alloc::format!("it has more than {most} alternatives"));
        all.first_mut().into_iter().for_each(|it| it.unknown.push((value.span, why.clone())));
    }
    all
}

/// What a value is the text of, if that has a `Statement`.
pub(super) fn policy(value: &Value) -> Option<Draft> {
    drafts(value).into_iter().next().filter(|it| get(&it.root, "Statement").is_some())
}

fn draft(value: &Value) -> Draft {
    let mut unknown = Vec::new();
    let (root, problems) = match &value.kind {
        Kind::Encoded(it) => (node(it, &mut unknown), Vec::new()),
        Kind::String(text) => {
            let holes = text.holes().map(|it| (it.span, it.first_unknown().cloned().unwrap_or_else(Why::too_large)));
            unknown.extend(holes);
            read(text, value.span)
        }
        Kind::Unknown(it) => {
            unknown.push((value.span, it.why.clone()));
            (opaque(value.span), Vec::new())
        }
        _ => {
            unknown.push((value.span, super::operators::not_a("a string", value)));
            (opaque(value.span), Vec::new())
        }
    };
    let is_contained = is_within(&root, root.span);
    Draft { root, problems, unknown, concerns: None, is_contained }
}

/// The JSON that a string says.
pub(super) fn read(text: &Text, whole: Span) -> (Node<Span>, Vec<Problem<Span>>) {
    embedded(text).read(whole)
}

/// What was read of a string, with the places where it stands.
pub(super) fn placed(text: &Text, node: Node<Span>) -> Node<Span> {
    let embedded = embedded(text);
    let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    node.map_spans(&|it: Span| {
        let place = embedded.place(it.start as usize..it.end as usize);
        Span { start: offset(place.start), end: offset(place.end) }
    })
}

fn embedded(text: &Text) -> Embedded<'static> {
    let mut embedded = Embedded::new("");
    let range = |it: Span| it.start as usize..it.end as usize;
    for piece in &text.0 {
        match piece {
            Piece::Known(run) => embedded.push_as(&run.text, range(run.at)),
            Piece::Hole(it) => embedded.push_hole(range(it.span)),
        }
    }
    embedded
}

fn node(value: &Value, unknown: &mut Vec<(Span, Why)>) -> Node<Span> {
    let span = value.span;
    let mut open = |why: Option<&Why>| {
        unknown.push((span, why.cloned().unwrap_or_else(Why::too_large)));
        tree::Value::Opaque
    };
    let found = match &value.kind {
        Kind::Null => tree::Value::Null,
        Kind::Bool(it) => tree::Value::Bool(*it),
        Kind::Number(it) => tree::Value::Number(alloc::format!("{it}")),
        Kind::String(_) | Kind::Encoded(_) => match value.to_text() {
            Some(text) => tree::Value::String(text),
            None => open(value.first_unknown()),
        },
        Kind::Unknown(it) => open(Some(&it.why)),
        Kind::List(list) => tree::Value::Array(list.items.iter().map(|it| node(it.value(), unknown)).collect()),
        Kind::Map(map) => {
            let is_named = |it: &&Entry| &*it.name != UNNAMED;
            let members = map.entries.iter().filter(is_named).map(|it| Member {
                name: String::from(&*it.name),
                name_span: it.name_span,
                checked: true,
                value: node(&it.value, unknown),
            });
            let mut members: Vec<Member<Span>> = members.collect();
            members.shrink_to_fit();
            for it in &map.others {
                unknown.push((it.span, it.first_unknown().cloned().unwrap_or_else(Why::too_large)));
            }
            let is_whole = map.others.is_empty() && map.entries.iter().all(|it| is_named(&it));
            if is_whole { tree::Value::Object(members) } else { tree::Value::Open(members) }
        }
    };
    Node { value: found, span }
}

/// Whether each part stands within what it is a part of, in order.
fn is_within(node: &Node<Span>, whole: Span) -> bool {
    let holds = |it: Span| whole.start <= it.start && it.end <= whole.end;
    if !holds(node.span) {
        return false;
    }
    match &node.value {
        tree::Value::Array(all) => {
            let is_ordered = all.iter().zip(all.iter().skip(1)).all(|(one, next)| one.span.end <= next.span.start);
            is_ordered && all.iter().all(|it| is_within(it, node.span))
        }
        tree::Value::Object(all) | tree::Value::Open(all) => {
            all.iter().all(|it| whole.start <= it.name_span.start && is_within(&it.value, node.span))
        }
        _ => true,
    }
}

/// The value with the one of all the things that its parts may be whose number is left, and that thing.
fn pick(value: &Value, left: &mut usize) -> Option<(Value, Value)> {
    let span = value.span;
    let of = |kind| Value::new(kind, span);
    match &value.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => None,
        Kind::Unknown(unknown) => unknown.candidates.iter().filter(|it| !it.is_empty()).find_map(|it| {
            if *left == 0 {
                return Some((it.clone(), it.clone()));
            }
            *left -= 1;
            pick(it, left)
        }),
        Kind::Encoded(it) => pick(it, left).map(|(it, chosen)| (of(Kind::Encoded(Rc::new(it))), chosen)),
        Kind::String(text) => text.0.iter().enumerate().find_map(|(at, piece)| {
            let Piece::Hole(hole) = piece else { return None };
            let (picked, chosen) = pick(hole, left)?;
            let mut whole = Text(text.0.get(..at).unwrap_or_default().to_vec());
            push(&mut whole, picked, hole.span);
            whole.0.extend(text.0.iter().skip(at + 1).cloned());
            Some((of(Kind::String(Rc::new(whole))), chosen))
        }),
        Kind::List(list) => list.items.iter().enumerate().find_map(|(at, item)| {
            let (picked, chosen) = pick(item.value(), left)?;
            let instead = match (item, &picked.kind) {
                (Item::Many(_), Kind::List(items)) => items.items.clone(),
                (Item::Many(_), _) => alloc::vec![Item::Many(picked)],
                (Item::One(_), _) => alloc::vec![Item::One(picked)],
            };
            let mut items = list.items.clone();
            items.splice(at..=at, instead);
            Some((Value::list(list.sort, items, span), chosen))
        }),
        Kind::Map(map) => {
            let in_entries = map.entries.iter().enumerate().find_map(|(at, entry)| {
                let (value, chosen) = pick(&entry.value, left)?;
                let mut entries = map.entries.clone();
                let place = entries.get_mut(at)?;
                *place = Entry { value, ..entry.clone() };
                Some((Value::map(entries, map.others.clone(), span), chosen))
            });
            in_entries.or_else(|| {
                map.others.iter().enumerate().find_map(|(at, other)| {
                    let Kind::Unknown(unknown) = &other.kind else { return None };
                    // Without it, too, it says something, if there is nothing else that it may be.
                    let may_be = unknown.candidates.iter().filter(|it| unknown.is_whole || !it.is_empty());
                    may_be.into_iter().find_map(|it| {
                        let (picked, chosen) = if *left == 0 {
                            (it.clone(), it.clone())
                        } else {
                            *left -= 1;
                            pick(it, left)?
                        };
                        let (entries, others) = match &picked.kind {
                            Kind::Map(it) => (it.entries.as_slice(), it.others.as_slice()),
                            Kind::Null => Default::default(),
                            _ => return None,
                        };
                        let mut rest = map.others.clone();
                        rest.splice(at..=at, others.iter().cloned());
                        let added = entries.iter().filter(|it| map.get(&it.name).is_none());
                        let entries = map.entries.iter().chain(added).cloned().collect();
                        let whole = Value::map(entries, rest, span);
                        let chosen = if unknown.is_whole { whole.clone() } else { chosen };
                        Some((whole, chosen))
                    })
                })
            })
        }
    }
}

/// Where a value and everything in it stands.
fn places(value: &Value, out: &mut Vec<Span>) {
    out.push(value.span);
    match &value.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Unknown(_) => {}
        Kind::Encoded(it) => places(it, out),
        Kind::String(text) => out.extend(text.0.iter().map(|it| match it {
            Piece::Known(it) => it.at,
            Piece::Hole(it) => it.span,
        })),
        Kind::List(list) => list.items.iter().for_each(|it| places(it.value(), out)),
        Kind::Map(map) => map.entries.iter().for_each(|it| {
            out.push(it.name_span);
            places(&it.value, out);
        }),
    }
}

/// More alternatives than anybody looks at.
const MOST_VARIANTS: usize = 64;
/// More values in all of them than anybody has.
const MOST_VALUES: usize = 500_000;
