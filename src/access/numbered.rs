use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Things with numbers, the same for the same ones.
#[derive(Debug)]
pub(super) struct Numbered<T> {
    // Both have the same things: of a long list of resources each is large.
    all: Vec<Arc<T>>,
    places: BTreeMap<Arc<T>, usize>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { all: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T: Ord> Numbered<T> {
    pub(super) fn number(&mut self, it: T) -> usize {
        if let Some(at) = self.places.get(&it) {
            return *at;
        }
        let it = Arc::new(it);
        self.all.push(Arc::clone(&it));
        self.places.insert(it, self.all.len() - 1);
        self.all.len() - 1
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.all.get(at).map(Arc::as_ref)
    }

    pub(super) fn of(&self, places: &[usize]) -> Vec<&T> {
        places.iter().filter_map(|it| self.get(*it)).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}
