//! Times and rates. Of several short rounds the fastest counts: on a busy machine it is the one that nobody interrupted.

use std::fmt;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const ROUNDS: u32 = 41;
const FEWEST: u32 = 3;
const LONGEST: Duration = Duration::from_secs(4);

#[derive(Clone, Copy)]
pub enum Sample {
    /// Of one call.
    Time(Duration),
    /// Calls a second.
    Rate(f64),
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(it) if *it < Duration::from_micros(10) => f.pad(&format!("{} ns", it.as_nanos())),
            Self::Time(it) if *it < Duration::from_millis(10) => f.pad(&format!("{:.1} us", it.as_secs_f64() * 1e6)),
            Self::Time(it) => f.pad(&format!("{:.1} ms", it.as_secs_f64() * 1e3)),
            Self::Rate(it) if *it < 1e4 => f.pad(&format!("{it:.0}/s")),
            Self::Rate(it) if *it < 1e6 => f.pad(&format!("{:.0}k/s", it / 1e3)),
            Self::Rate(it) => f.pad(&format!("{:.1}M/s", it / 1e6)),
        }
    }
}

/// The time of one call, over rounds that together take about the budget.
pub fn time<T>(budget: Duration, mut call: impl FnMut() -> T) -> Duration {
    let started = Instant::now();
    black_box(call());
    let once = started.elapsed().max(Duration::from_nanos(20));
    let calls = ((budget / ROUNDS).as_nanos() / once.as_nanos()).clamp(1, 10_000_000) as u32;
    fastest(|| {
        let started = Instant::now();
        for _ in 0..calls {
            black_box(call());
        }
        started.elapsed() / calls
    })
}

/// A round that takes long is not repeated as often.
fn fastest(mut round: impl FnMut() -> Duration) -> Duration {
    let started = Instant::now();
    let mut best = round();
    for at in 1..ROUNDS {
        if at >= FEWEST && started.elapsed() > LONGEST {
            break;
        }
        best = best.min(round());
    }
    best
}

/// The same for a call that takes its argument; copies are made beforehand.
pub fn time_of_owned<A: Clone, T>(budget: Duration, argument: &A, call: impl Fn(A) -> T) -> Duration {
    let started = Instant::now();
    black_box(call(argument.clone()));
    let once = started.elapsed().max(Duration::from_nanos(100));
    let calls = ((budget / ROUNDS / 2).as_nanos() / once.as_nanos()).clamp(1, 1000) as usize;
    fastest(|| {
        let arguments = vec![argument.clone(); calls];
        let mut made = Vec::with_capacity(calls);
        let started = Instant::now();
        made.extend(arguments.into_iter().map(&call));
        let elapsed = started.elapsed() / calls as u32;
        black_box(&made);
        elapsed
    })
}

/// Requests a second over all cores: each takes the next request until the budget is over.
pub fn rate<R: Sync>(budget: Duration, requests: &[R], decide: impl Fn(&R) -> bool + Sync) -> f64 {
    let done = AtomicUsize::new(0);
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, |it| it.get()) {
            scope.spawn(|| {
                let mut own = 0;
                while started.elapsed() < budget {
                    // The clock is not what is measured, so it is looked at once in a while; a slow engine sees it more often.
                    let slice = Instant::now();
                    for request in requests {
                        black_box(decide(request));
                        own += 1;
                        if own % 16 == 0 && slice.elapsed() > budget / 4 {
                            break;
                        }
                    }
                }
                done.fetch_add(own, Ordering::Relaxed);
            });
        }
    });
    done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64()
}
