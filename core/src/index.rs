//! From the name of an action to its row.
//!
//! A map of `phf` spends 16 ns on its keyed hash, and finding the service first costs as much again as the standard library's
//! map needs in all. Names that are compiled in need no key, and one table of all services needs no first step.

use alloc::vec::Vec;

/// Slots, a power of two of them and at most half of them taken. A taken one is not 0: it has one more than the place of a
/// service, and in the last sixteen bits the place of a row.
#[derive(Debug)]
pub struct NameIndex(pub &'static [u32]);

impl NameIndex {
    /// The places of a service and of a row under this name for which `is_it` holds.
    #[must_use]
    pub fn find(&self, name: &str, is_it: impl Fn(u16, u16) -> bool) -> Option<(u16, u16)> {
        let mut taken = slots(name, self.0.len()).map_while(|at| self.0.get(at).copied().filter(|it| *it != 0));
        taken.find_map(|it| {
            let (service, row) = ((it >> 16) as u16 - 1, it as u16);
            is_it(service, row).then_some((service, row))
        })
    }

    /// The slots of these names with the places of each.
    #[must_use]
    pub fn fill<'a>(names: impl ExactSizeIterator<Item = (&'a str, u16, u16)>) -> Vec<u32> {
        let mut filled = alloc::vec![0; (names.len() * 2).next_power_of_two()];
        for (name, service, row) in names {
            let free = slots(name, filled.len()).find(|at| filled.get(*at) == Some(&0));
            if let Some(slot) = free.and_then(|at| filled.get_mut(at)) {
                *slot = (u32::from(service) + 1) << 16 | u32::from(row);
            }
        }
        filled
    }
}

/// The slots that a name may be in, in the order in which they are tried.
fn slots(name: &str, len: usize) -> impl Iterator<Item = usize> {
    let mask = len.wrapping_sub(1);
    let first = fold(name) as usize & mask;
    (0..len).map(move |it| first.wrapping_add(it) & mask)
}

/// A number that differs from name to name: eight bytes at a time, multiplied and folded.
#[must_use]
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
