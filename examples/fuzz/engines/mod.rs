//! The engines on random policies, with the generators and the checks of the tests.

mod access;
mod eval;

use std::collections::BTreeMap;
use std::panic;
use std::time::{Duration, Instant};

/// What random cases are made of and what must hold of each.
pub(crate) struct Engine {
    pub(crate) name: &'static str,
    /// The case with a seed: what was looked at, to be counted, or what is wrong.
    case: fn(u64) -> Result<Counts, String>,
}

/// What was looked at, and how often.
type Counts = Vec<(&'static str, u64)>;

pub(crate) const ENGINES: &[Engine] = &[
    Engine { name: "pairs", case: access::pair },
    Engine { name: "fixes", case: access::fixes },
    Engine { name: "scenarios", case: eval::scenario },
    Engine { name: "settles", case: eval::settles },
    Engine { name: "joint", case: eval::joint },
];

impl Engine {
    /// Whether nothing was found in so many cases, or in so many seconds.
    pub(crate) fn run(&self, limit: &str, seed: u64) -> bool {
        let (cases, time) = match limit.strip_suffix('s') {
            Some(seconds) => (u64::MAX, Duration::from_secs(seconds.parse().expect("a number of seconds"))),
            None => (limit.parse().expect("a number of cases"), Duration::MAX),
        };
        let begin = Instant::now();
        let (mut said, mut done, mut found, mut slowest) = (begin, 0, 0, (Duration::ZERO, 0));
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        let report = |done: u64, counts: &BTreeMap<&str, u64>, found: u64, slowest: (Duration, u64)| {
            let time = begin.elapsed();
            let (most, which) = slowest;
            println!(
                "{}: {done} cases from {seed} in {time:.0?}: {counts:?}, {found} wrong, slowest {most:.1?} ({which})",
                self.name
            );
        };
        while done < cases && begin.elapsed() < time {
            let case = seed.wrapping_add(done);
            let start = Instant::now();
            match panic::catch_unwind(|| (self.case)(case)) {
                Ok(Ok(all)) => all.into_iter().for_each(|(what, count)| *counts.entry(what).or_default() += count),
                Ok(Err(what)) => {
                    found += 1;
                    println!("found {} {case}: {what}", self.name);
                }
                // What was wrong stands on standard error.
                Err(_) => {
                    found += 1;
                    println!("found {} {case}: it panicked", self.name);
                }
            }
            slowest = slowest.max((start.elapsed(), case));
            done += 1;
            if said.elapsed().as_secs() >= 60 {
                said = Instant::now();
                report(done, &counts, found, slowest);
            }
        }
        report(done, &counts, found, slowest);
        found == 0
    }
}
