//! One decision, reading and compiling, the explanation and a batch: hwc-iam, Cedar and iam-rs side by side, in one run.
//!
//! `cargo run --release --manifest-path benches/versus/Cargo.toml`, and `-- quick` for a shorter and
//! rougher run, `-- decide batch` for some of the jobs.

mod engine;
mod measure;
mod shape;

use std::time::Duration;

use engine::{Cedar, Engine, HwcIam, IamRs};
use measure::{Sample, time};
use shape::Shape;

/// Policies and statements of each.
const SHAPES: [(usize, usize); 8] =
    [(1, 10), (10, 1), (10, 10), (100, 1), (100, 10), (1000, 1), (1000, 10), (10_000, 1)];
/// Too slow for the others to be worth the wait; ours alone.
const LARGEST: (usize, usize) = (10_000, 10);
/// Requests of a batch.
const REQUESTS: usize = 1000;

fn main() {
    let is_quick = std::env::args().any(|it| it == "quick");
    let budget = Duration::from_millis(if is_quick { 60 } else { 500 });
    let wanted: Vec<String> = std::env::args().skip(1).filter(|it| it != "quick").collect();
    for job in [Job::Decide, Job::Explain, Job::Batch, Job::Compile, Job::Read] {
        if !wanted.is_empty() && !wanted.iter().any(|it| it == job.name()) {
            continue;
        }
        println!("\n{}", job.title());
        println!("policies x statements |    hwc-iam |      Cedar (ratio) |     iam-rs (ratio)");
        for (policies, statements) in SHAPES.into_iter().chain([LARGEST]) {
            let shape = Shape::new(policies, statements);
            let ours = job.run::<HwcIam>(&shape, budget);
            let theirs = [job.run::<Cedar>(&shape, budget), job.run::<IamRs>(&shape, budget)];
            let theirs = theirs.map(|it| format!("{:>9} ({:>6})", it.to_string(), job.ratio(ours, it)));
            println!("{policies:>8} x {statements:<10} | {:>10} | {} | {}", ours.to_string(), theirs[0], theirs[1]);
        }
    }
}

#[derive(Clone, Copy)]
enum Job {
    Decide,
    Read,
    Compile,
    Explain,
    Batch,
}

impl Job {
    const fn name(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Read => "read",
            Self::Compile => "compile",
            Self::Explain => "explain",
            Self::Batch => "batch",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Decide => "one decision, the policies compiled before, one statement concerns the action",
            Self::Read => "reading the texts of all policies; ours are checked against the catalogue",
            Self::Compile => "compiling all policies that were read; the others keep them as they are",
            Self::Explain => "one decision with the statements that make it",
            Self::Batch => "requests a second on all cores, one request in ten allowed",
        }
    }

    fn run<E: Engine>(self, shape: &Shape, budget: Duration) -> Sample {
        let texts = E::texts(shape);
        if let Self::Read = self {
            return Sample::Time(time(budget, || E::read(&texts)));
        }
        let policies = E::read(&texts);
        if let Self::Compile = self {
            return Sample::Time(measure::time_of_owned(budget, &policies, E::compile));
        }
        let engine = E::compile(policies);
        let asked = E::request(shape.asked());
        assert!(engine.decide(&asked), "{} does not allow what it should", E::NAME);
        assert!(!engine.decide(&E::request(shape.not_granted())), "{} allows what it should not", E::NAME);
        match self {
            Self::Explain => {
                let engine = engine.explaining();
                Sample::Time(time(budget, || engine.explain(&asked)))
            }
            Self::Batch => {
                let requests: Vec<E::Request> = (0..REQUESTS)
                    .map(|it| E::request(if it % 10 == 0 { shape.asked() } else { shape.not_granted() }))
                    .collect();
                Sample::Rate(measure::rate(budget, &requests, |it| engine.decide(it)))
            }
            _ => Sample::Time(time(budget, || engine.decide(&asked))),
        }
    }

    /// How many times as slow the other is.
    fn ratio(self, ours: Sample, other: Sample) -> String {
        let ratio = match (ours, other) {
            (Sample::Time(ours), Sample::Time(other)) => other.as_secs_f64() / ours.as_secs_f64(),
            (Sample::Rate(ours), Sample::Rate(other)) => ours / other,
            _ => return String::from("-"),
        };
        if ratio >= 10.0 { format!("{ratio:.0}x") } else { format!("{ratio:.1}x") }
    }
}
