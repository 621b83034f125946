//! Rows that say the same of all that matters to their action are decided once.

use alloc::boxed::Box;
use alloc::vec::Vec;
use std::collections::HashMap;

use super::column::Column;
use super::decided::Decided;
use super::table::Table;
use crate::eval::{Extent, Home, Matters, PolicySet, SharedAction};

/// What rows of a batch were decided to be.
pub(super) struct Memo<'t> {
    set: &'t PolicySet,
    names: Ids<'t>,
    /// By the ids of their names.
    actions: Vec<Option<Asked>>,
    /// All that can matter.
    parts: Vec<(Part, Ids<'t>)>,
    /// Whether these are all, so that nothing else tells rows apart.
    are_all: bool,
    key: Vec<u32>,
}

/// An action of the batch.
struct Asked {
    action: SharedAction,
    /// The places of the parts that matter to it.
    parts: Vec<usize>,
    decided: HashMap<Box<[u32]>, Decided>,
    tries: usize,
    hits: usize,
    is_worth_it: bool,
}

/// A row, and what is remembered of its like.
pub(super) struct Row<'m> {
    asked: &'m mut Asked,
    /// What it says of all that matters, if that can be remembered.
    key: Option<&'m [u32]>,
}

/// A part of a request.
#[derive(Clone, Copy)]
enum Part {
    Principal(Extent),
    Resource(Extent),
    /// The key with this hash.
    Key(u64),
}

/// Numbers for what a column says, the same for the same.
struct Ids<'t> {
    column: &'t Column<'t>,
    said: fn(&'t str) -> Said<'t>,
    is_whole: bool,
    /// By the codes of the column, 0 where there is none yet.
    of_codes: Vec<u32>,
    of_texts: HashMap<Said<'t>, u32>,
}

/// What matters of a text.
#[derive(PartialEq, Eq, Hash)]
enum Said<'t> {
    All(&'t str),
    Home(Home<'t>),
}

/// More texts of a column, or decisions on an action, are not remembered.
const MOST: usize = 1 << 16;

/// After each so many rows it is seen whether half of them were remembered.
const TRIAL: usize = 1 << 12;

impl<'t> Memo<'t> {
    pub(super) fn new(set: &'t PolicySet, table: &'t Table<'t>) -> Self {
        let keys = table.keys();
        let are_all = keys.is_some();
        let (principal, resource) = (&table.principal, &table.resource);
        let mut parts = Vec::from([
            (Part::Principal(Extent::All), Ids::new(principal, Said::All)),
            (Part::Principal(Extent::Account), Ids::of_homes(principal, |it| Said::Home(Home::of_principal(it)))),
            (Part::Resource(Extent::All), Ids::new(resource, Said::All)),
            (Part::Resource(Extent::Account), Ids::of_homes(resource, |it| Said::Home(Home::of_resource(it)))),
        ]);
        parts.extend(keys.into_iter().flatten().map(|(hash, column)| (Part::Key(hash), Ids::new(column, Said::All))));
        let names = Ids::new(&table.action, Said::All);
        Self { set, names, actions: Vec::new(), parts, are_all, key: Vec::new() }
    }

    /// What is remembered for a row that asks for this action; nothing, if there are too many actions.
    pub(super) fn row(&mut self, row: usize, action: &str) -> Option<Row<'_>> {
        let id = self.names.of(row).map(|it| it as usize).filter(|it| *it <= MOST)?;
        if self.actions.len() <= id {
            self.actions.resize_with(id + 1, || None);
        }
        let (set, parts, are_all) = (self.set, &mut self.parts, self.are_all);
        let asked = self.actions.get_mut(id)?.get_or_insert_with(|| Asked::new(set, parts, are_all, action));
        let is_told = asked.is_worth_it && asked.tell(row, parts, &mut self.key);
        Some(Row { asked, key: is_told.then_some(&*self.key) })
    }
}

impl Asked {
    fn new(set: &PolicySet, parts: &[(Part, Ids<'_>)], are_all: bool, action: &str) -> Self {
        let action = SharedAction::new(action);
        let matters = set.matters_to(&action);
        let that_matter = parts.iter().enumerate().filter(|(_, (part, _))| part.is_in(&matters));
        let is_worth_it = are_all && !that_matter.clone().any(|(_, (_, ids))| ids.column.is_list());
        let parts = that_matter.map(|it| it.0).collect();
        Self { action, parts, decided: HashMap::new(), tries: 0, hits: 0, is_worth_it }
    }

    /// Writes what a row says of all that matters; whether there is a number for each.
    fn tell(&self, row: usize, parts: &mut [(Part, Ids<'_>)], key: &mut Vec<u32>) -> bool {
        key.clear();
        let ids = self.parts.iter().map_while(|it| parts.get_mut(*it)?.1.of(row));
        key.extend(ids);
        key.len() == self.parts.len()
    }
}

impl Row<'_> {
    pub(super) const fn action(&self) -> &SharedAction {
        &self.asked.action
    }

    /// The decision, if it is remembered.
    pub(super) fn known(&mut self) -> Option<Decided> {
        let found = self.asked.decided.get(self.key?).copied();
        self.asked.tries += 1;
        self.asked.hits += usize::from(found.is_some());
        if self.asked.tries % TRIAL == 0 {
            self.asked.is_worth_it = self.asked.hits * 2 >= self.asked.tries;
        }
        found
    }

    pub(super) fn learn(self, decided: Decided) {
        if let Some(key) = self.key.filter(|_| self.asked.decided.len() < MOST) {
            self.asked.decided.insert(key.into(), decided);
        }
    }
}

impl Part {
    fn is_in(self, matters: &Matters) -> bool {
        match self {
            Self::Principal(extent) => matters.principal == extent,
            Self::Resource(extent) => matters.resource == extent,
            Self::Key(hash) => matters.has_key(hash),
        }
    }
}

impl<'t> Ids<'t> {
    fn new(column: &'t Column<'t>, said: fn(&'t str) -> Said<'t>) -> Self {
        Self { column, said, is_whole: true, of_codes: Vec::new(), of_texts: HashMap::new() }
    }

    fn of_homes(column: &'t Column<'t>, said: fn(&'t str) -> Said<'t>) -> Self {
        Self { is_whole: false, ..Self::new(column, said) }
    }

    /// Nothing, if there are too many.
    fn of(&mut self, row: usize) -> Option<u32> {
        let Some(code) = self.column.code(row) else { return self.of_text(row) };
        if self.is_whole {
            return Some(code);
        }
        let place = code as usize;
        if let Some(known) = self.of_codes.get(place).filter(|it| **it != 0) {
            return Some(*known);
        }
        let id = self.of_text(row)?;
        if self.of_codes.len() <= place {
            self.of_codes.resize(place + 1, 0);
        }
        *self.of_codes.get_mut(place)? = id;
        Some(id)
    }

    fn of_text(&mut self, row: usize) -> Option<u32> {
        let Some(text) = self.column.text(row) else { return Some(1) };
        let said = (self.said)(text);
        if let Some(known) = self.of_texts.get(&said) {
            return Some(*known);
        }
        let id = u32::try_from(self.of_texts.len() + 2).ok().filter(|it| (*it as usize) < MOST)?;
        self.of_texts.insert(said, id);
        Some(id)
    }
}
