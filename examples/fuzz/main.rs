//! Feeds a reader mutated files and random bytes, or the engines random policies, one after the other, and tells what panics, takes
//! too long or breaks a promise.
//!
//! ```sh
//! cargo build --release --all-features
//! cargo run --release --all-features --example fuzz -- READER [SECONDS] [SEED] [FOLDER]
//! cargo run --release --all-features --example fuzz -- ENGINE [COUNT] [SEED]
//! ```
//!
//! A reader is one of `json hcl terraform yaml page schema scenario baseline config`. The files to mutate are those of the tests, and those of
//! the folder. What is found is written into the temporary folder as `fuzz-<reader>-<seed>-<number>`.
//!
//! For the engines it is one of `pairs` (the comparison of two stacks of policies against the evaluator), `fixes` (none widens),
//! `scenarios` (with unknown keys, both evaluators), `settles` (what is asked for settles) and `joint` (both evaluators and the
//! comparison). Case `n` has the seed `SEED + n`, so that one that failed is repeated with `ENGINE 1 SEED`. `15s` as `COUNT` is so
//! many seconds.
//!
//! It ends with 1 if anything is found.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a tool of the maintainers, for which a panic is an answer"
)]

mod engines;
mod mutate;
mod pieces;
#[path = "../../tests/random.rs"]
mod random;
mod readers;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, fs, panic};

use random::Random;
use readers::Target;

/// What an input may take, on a machine that does other things, too.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 4 });

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let name = arguments.first().map_or("", String::as_str);
    let argument = |at: usize| arguments.get(at).map(String::as_str);
    let seed: u64 = argument(2).and_then(|it| it.parse().ok()).unwrap_or(1);
    let reader = readers::TARGETS.iter().find(|it| it.name == name);
    let engine = engines::ENGINES.iter().find(|it| it.name == name);
    let is_clean = match (reader, engine) {
        (Some(it), _) => {
            let seconds = argument(1).map_or(60, |it| it.trim_end_matches('s').parse().expect("seconds"));
            read(it, Duration::from_secs(seconds), seed, argument(3).map(PathBuf::from))
        }
        (_, Some(it)) => it.run(argument(1).unwrap_or("1000"), seed),
        (None, None) => {
            let readers = readers::TARGETS.iter().map(|it| it.name);
            let names: Vec<&str> = readers.chain(engines::ENGINES.iter().map(|it| it.name)).collect();
            eprintln!("error: the target is one of: {}", names.join(", "));
            return ExitCode::from(2);
        }
    };
    if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether nothing was found.
fn read(target: &Target, time: Duration, seed: u64, folder: Option<PathBuf>) -> bool {
    let name = target.name;
    let mut random = Random::new(seed);
    let files = mutate::corpus(target, folder);
    let (begin, mut said) = (Instant::now(), Instant::now());
    let (mut inputs, mut bytes, mut found, mut slowest) = (0_u64, 0_u64, 0_u64, Duration::ZERO);
    while begin.elapsed() < time {
        let input = mutate::input(&mut random, &files, target.pieces);
        let run = || {
            let start = Instant::now();
            let result = panic::catch_unwind(|| (target.run)(&input)).unwrap_or_else(|_| Err("it panicked".into()));
            (result, start.elapsed())
        };
        let (result, mut took) = run();
        if took > LIMIT {
            // The machine may have done other things.
            took = took.min(run().1);
        }
        slowest = slowest.max(took);
        (inputs, bytes) = (inputs + 1, bytes + input.len() as u64);
        if result.is_err() || took > LIMIT {
            found += 1;
            let file = env::temp_dir().join(format!("fuzz-{name}-{seed}-{inputs}"));
            fs::write(&file, &input).expect("a place for what was found");
            println!("found {}: {took:?}, {result:?}", file.display());
        }
        if said.elapsed().as_secs() >= 60 {
            said = Instant::now();
            println!(
                "{name}: {:?}: {inputs} inputs, {bytes} bytes, {found} found, slowest {slowest:?}",
                begin.elapsed()
            );
        }
    }
    println!("{name}: {:?}: {inputs} inputs, {bytes} bytes, {found} found, slowest {slowest:?}", begin.elapsed());
    found == 0
}
