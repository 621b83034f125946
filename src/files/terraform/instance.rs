//! `count` and `for_each`: how often there is a thing.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::eval::Scope;
use super::module::{Module, Names};
use super::operators;
use super::syntax::Body;
use super::value::{Entry, Item, Kind, Value};
use super::why::Why;
use super::world::World;

/// What a block makes, each with its key.
#[derive(Debug, Clone)]
pub(super) struct Instances<T> {
    pub(super) by: By,
    pub(super) all: Vec<T>,
    /// Why nobody knows which there are; what there may be, is there.
    pub(super) open: Option<Why>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// There is one, without a key.
    Nothing,
    Count,
    Key,
}

#[derive(Debug, Clone)]
pub(super) struct Instance {
    /// What its address ends with, such as `["a"]`.
    pub(super) suffix: String,
    /// Its key, if it is known.
    pub(super) key: Option<Value>,
    pub(super) names: Names,
    /// Whether it is there for certain.
    pub(super) is_certain: bool,
}

impl Instances<Instance> {
    pub(super) fn map<T>(self, of: impl Fn(&Instance) -> T) -> Instances<(Instance, T)> {
        let all = self.all.into_iter().map(|it| {
            let made = of(&it);
            (it, made)
        });
        Instances { by: self.by, all: all.collect(), open: self.open }
    }
}

impl<T> Instances<(Instance, T)> {
    /// Those that are there, or may be.
    pub(super) fn possible(&self) -> impl Iterator<Item = &(Instance, T)> {
        self.all.iter().filter(|it| !self.is_absent(&it.0))
    }

    /// Whether it is not there, and is only looked at.
    pub(super) fn is_absent(&self, it: &Instance) -> bool {
        !it.is_certain && self.open.is_none()
    }
}

impl World<'_> {
    /// The instances of a block. If nothing says that there is one, it is looked at once all the same.
    pub(super) fn instances(&self, module: &Module, body: &Body, address: &str) -> Instances<Instance> {
        let scope = Scope::of(module);
        if let Some(count) = body.get("count") {
            let value = self.eval(&count.value, &scope);
            return counted(&value, address);
        }
        if let Some(each) = body.get("for_each") {
            let value = self.eval(&each.value, &scope);
            let mut all = Vec::new();
            let open = keyed(&value, true, &mut all);
            if all.is_empty() {
                let why = open.clone().unwrap_or_else(|| Why::new(format!("`{address}` has no instance")));
                all.push(unknown_each(&why, &value));
            }
            return Instances { by: By::Key, all, open };
        }
        let only = Instance { suffix: String::new(), key: None, names: Names::new(), is_certain: true };
        Instances { by: By::Nothing, all: alloc::vec![only], open: None }
    }
}

fn counted(value: &Value, address: &str) -> Instances<Instance> {
    let number =
        operators::to_number(value).and_then(|it| it.to_index().ok_or_else(|| Why::failed("a count of that kind")));
    let one = |suffix, index: Value, is_certain: bool| Instance {
        suffix,
        key: is_certain.then(|| index.clone()),
        names: alloc::vec![("count", Value::map(alloc::vec![Entry::new("index", index)], Vec::new(), value.span))],
        is_certain,
    };
    let unknown = |why: &Why| one(String::new(), Value::unknown(why.clone(), value.span), false);
    match number {
        Ok(0) => {
            let why = Why::new(format!("`{address}` has no instance"));
            Instances { by: By::Count, all: alloc::vec![unknown(&why)], open: None }
        }
        Ok(count) if count <= MOST => {
            let all = (0..count).map(|it| one(format!("[{it}]"), Value::number(it, value.span), true));
            Instances { by: By::Count, all: all.collect(), open: None }
        }
        Ok(_) => {
            let why = Why::new(format!("`{address}` has more than {MOST} instances"));
            Instances { by: By::Count, all: alloc::vec![unknown(&why)], open: Some(why) }
        }
        Err(why) => Instances { by: By::Count, all: alloc::vec![unknown(&why)], open: Some(why) },
    }
}

/// Adds the instances of `for_each`; says why there may be others.
fn keyed(value: &Value, is_certain: bool, out: &mut Vec<Instance>) -> Option<Why> {
    if out.len() > MOST {
        return Some(Why::new(format!("more than {MOST} instances")));
    }
    let mut open = None;
    match &value.kind {
        Kind::Map(map) => {
            for it in map.sorted().into_iter().take(MOST) {
                let key = it.key();
                let is_named = key.why().is_none();
                let found = instance(key, it.value.clone(), is_certain && is_named);
                out.push(if is_named { found } else { Instance { key: None, suffix: String::new(), ..found } });
            }
            for it in &map.others {
                open = keyed(it, false, out).or(open);
            }
        }
        Kind::List(list) => {
            for it in list.items.iter().take(MOST) {
                match it {
                    Item::One(it) if operators::is_known(it) => out.push(instance(it.clone(), it.clone(), is_certain)),
                    Item::One(it) => {
                        open = it.first_unknown().cloned();
                        out.extend(open.as_ref().map(|why| unknown_each(why, it)));
                    }
                    Item::Many(it) => open = keyed(it, false, out).or(open),
                }
            }
        }
        Kind::Unknown(unknown) => {
            let before = out.len();
            for it in &unknown.candidates {
                let _ = keyed(it, false, out);
            }
            if out.len() == before && unknown.candidates.is_empty() {
                out.push(unknown_each(&unknown.why, value));
            }
            open = Some(unknown.why.clone());
        }
        _ => open = Some(operators::not_a("a map or a set", value)),
    }
    open
}

fn instance(key: Value, value: Value, is_certain: bool) -> Instance {
    let text = key.to_text().unwrap_or_default();
    let escaped: String = text
        .chars()
        .flat_map(|it| if it == '"' || it == '\\' { alloc::vec!['\\', it] } else { alloc::vec![it] })
        .collect();
    let span = value.span;
    let entries = alloc::vec![Entry::new("key", key.clone()), Entry::new("value", value)];
    Instance {
        suffix: format!("[\"{escaped}\"]"),
        key: Some(key),
        names: alloc::vec![("each", Value::map(entries, Vec::new(), span))],
        is_certain,
    }
}

/// One of which the key is not known.
fn unknown_each(why: &Why, of: &Value) -> Instance {
    let value = Value::unknown(why.clone(), of.span);
    Instance { key: None, suffix: String::new(), ..instance(value.clone(), value, false) }
}

/// More instances than anybody has.
const MOST: usize = 10_000;
