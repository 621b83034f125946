//! The fewest sets that cover everything.

use alloc::vec::Vec;

use crate::bits::Bits;

/// How many pairs of sets are compared; beyond it the answer is the best that was found.
const BUDGET: usize = 50_000_000;

/// The places of the fewest sets whose union is `wanted`, and whether no fewer do for certain. Together the sets have all of it.
pub(super) fn fewest(sets: &[Bits], wanted: &Bits) -> (Vec<usize>, bool) {
    let mut search = Search { sets, best: greedy(sets, wanted), budget: BUDGET };
    search.go(wanted.clone(), (0..sets.len()).collect(), &mut Vec::new());
    (search.best, search.budget > 0)
}

fn greedy(sets: &[Bits], wanted: &Bits) -> Vec<usize> {
    let mut chosen = Vec::new();
    let mut left = wanted.clone();
    while let Some((at, set)) =
        sets.iter().enumerate().rev().max_by_key(|it| it.1.common(&left)).filter(|it| it.1.common(&left) > 0)
    {
        left = left.without(set);
        chosen.push(at);
    }
    chosen
}

struct Search<'a> {
    sets: &'a [Bits],
    best: Vec<usize>,
    budget: usize,
}

impl Search<'_> {
    /// Looks for a cover of `left` by `allowed` that, with what is chosen, is smaller than the best one.
    fn go(&mut self, mut left: Bits, mut allowed: Vec<usize>, chosen: &mut Vec<usize>) {
        let before = chosen.len();
        let choices = loop {
            if left.is_empty() {
                if chosen.len() < self.best.len() {
                    self.best.clone_from(chosen);
                }
                break Vec::new();
            }
            if chosen.len() + self.at_least(&left, &allowed) >= self.best.len() {
                break Vec::new();
            }
            self.budget = self.budget.saturating_sub(allowed.len() * allowed.len() + 1);
            if self.budget == 0 {
                break Vec::new();
            }
            allowed = self.undominated(&left, &allowed);
            let of_row = |row: usize| allowed.iter().copied().filter(|it| self.has(*it, row)).collect::<Vec<_>>();
            let Some(fewest) = left.iter().map(of_row).min_by_key(Vec::len) else { break Vec::new() };
            // What only one set has leaves no choice.
            match fewest.as_slice() {
                [only] => {
                    chosen.push(*only);
                    left = self.without(&left, *only);
                }
                _ => break fewest,
            }
        };
        for at in choices {
            chosen.push(at);
            self.go(self.without(&left, at), allowed.clone(), chosen);
            chosen.pop();
            // What was tried with this set needs no second try.
            allowed.retain(|it| *it != at);
        }
        chosen.truncate(before);
    }

    fn has(&self, set: usize, row: usize) -> bool {
        self.sets.get(set).is_some_and(|it| it.contains(row))
    }

    fn without(&self, left: &Bits, set: usize) -> Bits {
        self.sets.get(set).map_or_else(|| left.clone(), |it| left.without(it))
    }

    /// Rows of which no two are in one set need a set each.
    fn at_least(&self, left: &Bits, allowed: &[usize]) -> usize {
        let mut seen = Bits::none(self.sets.len());
        let mut count = 0;
        for row in left.iter() {
            let of_row = allowed.iter().filter(|it| self.has(**it, row));
            if of_row.clone().any(|it| seen.contains(*it)) {
                continue;
            }
            count += 1;
            of_row.for_each(|it| seen.insert(*it));
        }
        count
    }

    /// Without the sets of which another one has all that is left to cover.
    fn undominated(&self, left: &Bits, allowed: &[usize]) -> Vec<usize> {
        let rest: Vec<(usize, Bits)> = allowed
            .iter()
            .filter_map(|at| Some((*at, left.without(&left.without(self.sets.get(*at)?)))))
            .filter(|it| !it.1.is_empty())
            .collect();
        let beaten = |at: usize, set: &Bits| {
            rest.iter().any(|(other, it)| *other != at && set.is_within(it) && (set != it || *other < at))
        };
        rest.iter().filter(|(at, set)| !beaten(*at, set)).map(|it| it.0).collect()
    }
}
