//! From the name of an action to its row.
//!
//! A map of `phf` spends 16 ns on its keyed hash, and finding the service first costs as much again as the standard library's
//! map needs in all. Names that are compiled in need no key, and one table of all services needs no first step.

use alloc::vec::Vec;

/// Slots, a power of two of them and at most half of them taken, each with a mark and a place.
///
/// The marks are a byte each, so that those of thousands of names stay near the processor, and only a name with the mark of another one
/// is looked at in vain.
#[derive(Debug)]
pub struct NameIndex {
    /// 0 for a slot that is not taken.
    pub marks: &'static [u8],
    /// The place of a service and, in the last sixteen bits, of a row.
    pub places: &'static [u32],
}

impl NameIndex {
    /// The places of a service and of a row under this name for which `is_it` holds.
    #[must_use]
    pub fn find(&self, name: &str, is_it: impl Fn(u16, u16) -> bool) -> Option<(u16, u16)> {
        let hash = fold(name);
        for at in slots(hash, self.marks.len()) {
            let found = *self.marks.get(at)?;
            if found == 0 {
                return None;
            }
            if found == mark(hash) {
                let place = *self.places.get(at)?;
                let (service, row) = ((place >> 16) as u16, place as u16);
                if is_it(service, row) {
                    return Some((service, row));
                }
            }
        }
        None
    }

    /// The marks and the places of these names with the places of each.
    #[must_use]
    pub fn fill<'a>(names: impl ExactSizeIterator<Item = (&'a str, u16, u16)>) -> (Vec<u8>, Vec<u32>) {
        let len = (names.len() * 2).next_power_of_two();
        let (mut marks, mut places) = (alloc::vec![0; len], alloc::vec![0; len]);
        for (name, service, row) in names {
            let hash = fold(name);
            let free = slots(hash, len).find(|at| marks.get(*at) == Some(&0));
            let slot = free.and_then(|at| marks.get_mut(at).zip(places.get_mut(at)));
            if let Some((its_mark, place)) = slot {
                (*its_mark, *place) = (mark(hash), u32::from(service) << 16 | u32::from(row));
            }
        }
        (marks, places)
    }
}

/// The bits of a hash that do not choose the slot, and are never 0.
const fn mark(hash: u64) -> u8 {
    (hash >> 56) as u8 | 1
}

/// The slots that a name may be in, in the order in which they are tried.
fn slots(hash: u64, len: usize) -> impl Iterator<Item = usize> {
    let mask = len.wrapping_sub(1);
    let first = hash as usize & mask;
    (0..len).map(move |it| first.wrapping_add(it) & mask)
}

/// A number that differs from name to name: eight bytes at a time, multiplied and folded.
#[must_use]
#[inline]
pub fn fold(name: &str) -> u64 {
    let mix = |hash: u64, bytes: u64| {
        let product = u128::from(hash ^ bytes) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
        product as u64 ^ (product >> 64) as u64
    };
    let mut rest = name.as_bytes();
    let mut hash = rest.len() as u64;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*eight));
        rest = behind;
    }
    mix(hash, rest.iter().fold(1, |bytes, it| bytes << 8 | u64::from(*it)))
}
