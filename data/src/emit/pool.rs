//! The lists of one service, one behind the other, each once.

use std::collections::HashMap;
use std::hash::Hash;

use crate::shared::tables::List;

/// A pool of `T`; equal lists share their place.
pub(super) struct Pool<T> {
    items: Vec<T>,
    places: HashMap<Vec<T>, List>,
}

impl<T: Clone + Eq + Hash> Pool<T> {
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), places: HashMap::new() }
    }

    pub(super) fn add(&mut self, list: Vec<T>) -> List {
        if list.is_empty() {
            return List(0);
        }
        if let Some(place) = self.places.get(&list) {
            return *place;
        }
        let Some(place) = List::new(self.items.len(), list.len()) else {
            // What is too long for the tables is at least not taken for something shorter.
            return List::NOT_STATED;
        };
        self.items.extend(list.iter().cloned());
        self.places.insert(list, place);
        place
    }

    /// Nothing is a list that is not stated.
    pub(super) fn add_stated(&mut self, list: Option<Vec<T>>) -> List {
        list.map_or(List::NOT_STATED, |it| self.add(it))
    }

    pub(super) fn items(&self) -> &[T] {
        &self.items
    }
}
