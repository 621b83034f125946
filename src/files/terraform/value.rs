//! Values of expressions: known, known in part, or unknown with the reason, each with the place that it comes from.

use alloc::collections::BTreeSet;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::number::Decimal;
use super::text::Text;
use super::why::Why;
use crate::Span;

/// A value, and where what it says stands: in the literal, if it is one, else in the expression that made it.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(Decimal),
    String(Rc<Text>),
    /// The string that `jsonencode` makes of a value.
    Encoded(Rc<Value>),
    List(Rc<List>),
    Map(Rc<Map>),
    Unknown(Rc<Unknown>),
}

/// Several values in order.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) sort: Sort,
    pub(super) items: Vec<Item>,
    /// How many items there are before the first of which it is not known how many it is.
    pub(super) known: usize,
    weight: Weight,
}

/// What Terraform calls a list; it tells them apart in comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// What brackets make.
    Tuple,
    List,
    /// Sorted, without repetitions, and without places.
    Set,
}

#[derive(Debug, Clone)]
pub(super) enum Item {
    One(Value),
    /// The items of a list that is not known.
    Many(Value),
}

/// Values with names.
#[derive(Debug, Clone)]
pub(super) struct Map {
    /// In the order in which they are written; of several with one name the last counts.
    pub(super) entries: Vec<Entry>,
    /// The maps of which it has the members, too, under names that none of its entries has.
    pub(super) others: Vec<Value>,
    weight: Weight,
}

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: Rc<str>,
    pub(super) name_span: Span,
    pub(super) value: Value,
}

/// A value that is not known.
#[derive(Debug, Clone)]
pub(super) struct Unknown {
    pub(super) why: Why,
    /// What it may be.
    pub(super) candidates: Vec<Value>,
    /// Whether it is one of these for certain.
    pub(super) is_whole: bool,
    /// The attribute of a resource that it is, as the resource's address and a name.
    pub(super) attribute: Option<(Rc<str>, Rc<str>)>,
    weight: Weight,
}

/// How deep values are nested in one, and how many there are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    pub(super) depth: u32,
    pub(super) count: u64,
}

impl Weight {
    fn of<'a>(values: impl Iterator<Item = &'a Value>) -> Self {
        values.fold(Self { depth: 1, count: 1 }, |all, it| {
            let one = it.weight();
            Self { depth: all.depth.max(one.depth.saturating_add(1)), count: all.count.saturating_add(one.count) }
        })
    }

    const fn is_bearable(self) -> bool {
        self.depth <= DEEPEST && self.count <= MOST
    }
}

impl Value {
    pub(super) const fn new(kind: Kind, span: Span) -> Self {
        Self { kind, span }
    }

    pub(super) fn text(text: &str, span: Span) -> Self {
        Self::new(Kind::String(Rc::new(Text::plain(text, span))), span)
    }

    pub(super) const fn bool(it: bool, span: Span) -> Self {
        Self::new(Kind::Bool(it), span)
    }

    pub(super) fn number(it: usize, span: Span) -> Self {
        Self::new(Kind::Number(Decimal::whole(i128::try_from(it).unwrap_or_default())), span)
    }

    pub(super) fn unknown(why: Why, span: Span) -> Self {
        Self::one_of(why, Vec::new(), span)
    }

    /// What Terraform itself would refuse.
    pub(super) fn failed(why: impl Into<String>, span: Span) -> Self {
        Self::unknown(Why::failed(why), span)
    }

    /// A value that is not known, but may be one of these.
    pub(super) fn one_of(why: Why, mut candidates: Vec<Self>, span: Span) -> Self {
        candidates.truncate(MOST_CANDIDATES);
        let mut weight = Weight::of(candidates.iter());
        if !weight.is_bearable() {
            candidates.clear();
            weight = Weight::default();
        }
        Self::new(Kind::Unknown(Rc::new(Unknown { why, candidates, is_whole: false, attribute: None, weight })), span)
    }

    /// A value that is not known, and is one of these.
    pub(super) fn either(why: Why, candidates: Vec<Self>, span: Span) -> Self {
        let count = candidates.len();
        let mut value = Self::one_of(why, candidates, span);
        if let Kind::Unknown(it) = &mut value.kind {
            if let Some(it) = Rc::get_mut(it).filter(|it| it.candidates.len() == count) {
                it.is_whole = true;
            }
        }
        value
    }

    /// What a resource has only when it is made.
    pub(super) fn attribute(address: &str, name: &str, span: Span) -> Self {
        let (why, attribute) = (Why::attribute(address, name), Some((address.into(), name.into())));
        Self::new(
            Kind::Unknown(Rc::new(Unknown {
                why,
                candidates: Vec::new(),
                is_whole: false,
                attribute,
                weight: Weight::default(),
            })),
            span,
        )
    }

    pub(super) fn list(sort: Sort, items: Vec<Item>, span: Span) -> Self {
        let weight = Weight::of(items.iter().map(Item::value));
        if !weight.is_bearable() {
            return Self::unknown(Why::too_large(), span);
        }
        let known = items.iter().take_while(|it| matches!(it, Item::One(_))).count();
        Self::new(Kind::List(Rc::new(List { sort, items, known, weight })), span)
    }

    pub(super) fn tuple(items: impl IntoIterator<Item = Self>, span: Span) -> Self {
        Self::list(Sort::Tuple, items.into_iter().map(Item::One).collect(), span)
    }

    pub(super) fn map(entries: Vec<Entry>, others: Vec<Self>, span: Span) -> Self {
        let weight = Weight::of(entries.iter().map(|it| &it.value).chain(&others));
        if !weight.is_bearable() {
            return Self::unknown(Why::too_large(), span);
        }
        Self::new(Kind::Map(Rc::new(Map { entries, others, weight })), span)
    }

    pub(super) fn weight(&self) -> Weight {
        match &self.kind {
            Kind::List(it) => it.weight,
            Kind::Map(it) => it.weight,
            Kind::Unknown(it) => it.weight,
            Kind::Encoded(it) => {
                let inner = it.weight();
                Weight { depth: inner.depth.saturating_add(1), count: inner.count.saturating_add(1) }
            }
            Kind::String(it) => Weight::of(it.holes()),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => Weight { depth: 0, count: 1 },
        }
    }

    /// The same as what another place makes of it.
    pub(super) fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// Why it is not known, if nothing of it is.
    pub(super) fn why(&self) -> Option<&Why> {
        match &self.kind {
            Kind::Unknown(it) => Some(&it.why),
            _ => None,
        }
    }

    pub(super) const fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// The first reason why something in it is not known.
    pub(super) fn first_unknown(&self) -> Option<&Why> {
        match &self.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => None,
            Kind::String(it) => it.holes().find_map(Self::first_unknown),
            Kind::Encoded(it) => it.first_unknown(),
            Kind::List(it) => it.items.iter().find_map(|it| it.value().first_unknown()),
            Kind::Map(it) => it.entries.iter().map(|it| &it.value).chain(&it.others).find_map(Self::first_unknown),
            Kind::Unknown(it) => Some(&it.why),
        }
    }

    /// Whether Terraform would refuse it for certain.
    pub(super) fn fails(&self) -> bool {
        match &self.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => false,
            Kind::String(it) => it.holes().any(Self::fails),
            Kind::Encoded(it) => it.fails(),
            Kind::List(it) => it.items.iter().any(|it| it.value().fails()),
            Kind::Map(it) => it.entries.iter().map(|it| &it.value).chain(&it.others).any(Self::fails),
            Kind::Unknown(it) => it.why.is_failure(),
        }
    }

    /// The same of everything that a value may be; nothing if it is known.
    pub(super) fn lifted(&self, span: Span, of: impl Fn(&Self) -> Self) -> Option<Self> {
        let Kind::Unknown(unknown) = &self.kind else { return None };
        // What Terraform would refuse as one of these is none of them.
        let candidates = unknown.candidates.iter().map(of).filter(|it| !it.why().is_some_and(Why::is_failure));
        Some(Self::one_of(unknown.why.clone(), candidates.collect(), span))
    }

    /// Its text, if it is a string of which all is known, or what is turned into one where a string is expected.
    pub(super) fn to_text(&self) -> Option<String> {
        match &self.kind {
            Kind::Bool(it) => Some(it.to_string()),
            Kind::Number(it) => Some(it.to_string()),
            Kind::String(it) => it.known(),
            Kind::Encoded(it) => super::encode::json(it).known(),
            _ => None,
        }
    }

    /// Its items, if it is a list, set or tuple of which all are known as items.
    pub(super) fn items(&self) -> Option<Vec<Value>> {
        let Kind::List(list) = &self.kind else { return None };
        list.items.iter().map(|it| if let Item::One(it) = it { Some(it.clone()) } else { None }).collect()
    }

    /// Whether nothing would be lost without it: a list, a map, a text of nothing, or null.
    pub(super) fn is_empty(&self) -> bool {
        match &self.kind {
            Kind::Null => true,
            Kind::List(it) => it.items.is_empty(),
            Kind::Map(it) => it.entries.is_empty() && it.others.is_empty(),
            Kind::String(it) => it.is_empty(),
            _ => false,
        }
    }
}

impl Item {
    pub(super) const fn value(&self) -> &Value {
        let (Self::One(it) | Self::Many(it)) = self;
        it
    }
}

impl Map {
    /// The value with a name.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.entries.iter().rev().find(|it| &*it.name == name).map(|it| &it.value)
    }

    /// Its entries in the order in which Terraform goes through them.
    pub(super) fn sorted(&self) -> Vec<&Entry> {
        let mut seen = BTreeSet::new();
        let mut all: Vec<&Entry> = self.entries.iter().rev().filter(|it| seen.insert(&*it.name)).collect();
        all.sort_by(|one, other| one.name.cmp(&other.name));
        all
    }
}

impl Entry {
    /// Its name as a value.
    pub(super) fn key(&self) -> Value {
        match &*self.name {
            UNNAMED => Value::unknown(Why::new("a name that is not known"), self.name_span),
            name => Value::text(name, self.name_span),
        }
    }

    pub(super) fn new(name: &str, value: Value) -> Self {
        Self { name: name.into(), name_span: value.span, value }
    }
}

/// Deeper nesting is nobody's policy.
const DEEPEST: u32 = 100;
/// More values than these are nobody's policy, either.
const MOST: u64 = 400_000;
/// More things that a value may be than anybody writes.
const MOST_CANDIDATES: usize = 16;
/// The name of what has one that is not known. No text has this character.
pub(super) const UNNAMED: &str = "\u{fdef}";
