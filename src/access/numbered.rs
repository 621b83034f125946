use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Things with numbers, the same for the same ones.
#[derive(Debug)]
pub(super) struct Numbered<T> {
    all: Vec<T>,
    places: BTreeMap<T, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { all: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T: Ord + Clone> Numbered<T> {
    pub(super) fn number(&mut self, it: T) -> usize {
        if let Some(at) = self.places.get(&it) {
            return *at;
        }
        self.all.push(it.clone());
        self.places.insert(it, self.all.len() - 1);
        self.all.len() - 1
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.all.get(at)
    }

    pub(super) fn of(&self, places: &[usize]) -> Vec<&T> {
        places.iter().filter_map(|it| self.all.get(*it)).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}
