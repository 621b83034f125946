//! The fewest variables that would settle a decision.

use alloc::vec::Vec;

use super::settle::{Cases, Variable};

/// Of how many cases each pair is looked at.
const MOST_LEAVES: usize = 512;

/// How many ways to choose are looked at.
const BUDGET: usize = 20_000;

/// The fewest of the variables that were open, keys before assumptions where there are several such sets.
///
/// Two cases that are decided differently must differ in one of them: then whoever knows them knows the case. What cannot be
/// split must be known itself. With more cases than are looked at, all that were open, and that it is so.
pub(super) fn smallest(cases: &Cases<'_>) -> (Vec<Variable>, bool) {
    let mut all = cases.seen.clone();
    all.sort_unstable();
    if cases.is_cut || cases.leaves.len() > MOST_LEAVES {
        return (all, true);
    }
    let place = |it: Variable| all.binary_search(&it).unwrap_or(0).min(127);
    let mut needed: Vec<u128> = Vec::new();
    for (at, one) in cases.leaves.iter().enumerate() {
        if one.possible.len() > 1 {
            needed.extend(one.opaque.iter().map(|it| 1 << place(*it)));
        }
        for other in cases.leaves.iter().skip(at + 1).filter(|it| it.possible != one.possible) {
            let differ = one.path.iter().filter(|(variable, number)| {
                other.path.iter().any(|(same, another)| same == variable && another != number)
            });
            needed.push(differ.fold(0, |bits, (variable, _)| bits | 1 << place(*variable)));
        }
        needed.sort_unstable_by_key(|it| (it.count_ones(), *it));
        needed.dedup();
        let shortest: Vec<u128> = needed
            .iter()
            .enumerate()
            .filter(|(at, it)| !needed.iter().take(*at).any(|less| *it & less == *less))
            .map(|(_, it)| *it)
            .collect();
        needed = shortest;
    }
    let mut left = BUDGET;
    let found = (0..=all.len()).find_map(|most| hit(&needed, 0, most, &mut left));
    let Some(bits) = found else { return (all, true) };
    (all.into_iter().enumerate().filter(|(at, _)| bits >> (*at).min(127) & 1 == 1).map(|(_, it)| it).collect(), false)
}

/// The first choice of at most `most` bits that has one of each of these.
fn hit(needed: &[u128], chosen: u128, most: usize, left: &mut usize) -> Option<u128> {
    *left = left.checked_sub(1)?;
    let Some(open) = needed.iter().find(|it| *it & chosen == 0) else { return Some(chosen) };
    if most == 0 {
        return None;
    }
    let bits = (0..128).filter(|it| open >> it & 1 == 1);
    bits.map(|it| chosen | 1 << it).find_map(|it| hit(needed, it, most - 1, left))
}
