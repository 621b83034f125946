//! The lists of one service, one behind the other, each once.

use std::collections::HashMap;
use std::hash::Hash;

use crate::shared::tables::List;

/// A pool of `T`; equal lists share their place.
pub(super) struct Pool<T> {
    items: Vec<T>,
    places: HashMap<Vec<T>, List>,
    is_full: bool,
}

impl<T: Clone + Eq + Hash> Pool<T> {
    pub(super) fn new() -> Self {
        Self { items: Vec::new(), places: HashMap::new(), is_full: false }
    }

    pub(super) fn add(&mut self, list: Vec<T>) -> List {
        if list.is_empty() {
            return List(0);
        }
        if let Some(place) = self.places.get(&list) {
            return *place;
        }
        let Some(place) = List::new(self.items.len(), list.len()) else {
            self.is_full = true;
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

    /// Whether a list did not fit: then a fact would be lost.
    pub(super) const fn is_full(&self) -> bool {
        self.is_full
    }

    pub(super) fn items(&self) -> &[T] {
        &self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_remembered() {
        let mut pool = Pool::new();
        pool.add(vec![0; 4095]);
        assert!(!pool.is_full());
        pool.add(vec![0; 4096]);
        assert!(pool.is_full());
    }
}
