//! Times and rates, on a machine that may be busy with other things.

use std::fmt;
use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

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

/// The time of one call.
pub fn time<T>(budget: Duration, mut call: impl FnMut() -> T) -> Duration {
    fastest(budget, MOST_CALLS, |calls| {
        let started = Clock::start();
        for _ in 0..calls {
            black_box(call());
        }
        started.elapsed()
    })
}

/// The same for a call that takes its argument; copies are made beforehand.
pub fn time_of_owned<A: Clone, T>(budget: Duration, argument: &A, call: impl Fn(A) -> T) -> Duration {
    // Copies of large sets fill the memory.
    fastest(budget, MOST_COPIES, |calls| {
        let arguments = vec![argument.clone(); calls as usize];
        let mut made = Vec::with_capacity(calls as usize);
        let started = Clock::start();
        made.extend(arguments.into_iter().map(&call));
        let elapsed = started.elapsed();
        black_box(&made);
        elapsed
    })
}

/// So short that most rounds are not interrupted: the fastest one is the time of the work alone.
const ROUND: Duration = Duration::from_micros(500);
const MOST_CALLS: u128 = 10_000;
const MOST_COPIES: u128 = 20;

fn fastest(budget: Duration, most: u128, mut round: impl FnMut(u32) -> Duration) -> Duration {
    let started = Instant::now();
    // The first call finds nothing in the caches.
    round(1);
    let once = round(1).max(Duration::from_nanos(50));
    let calls = (ROUND.as_nanos() / once.as_nanos()).clamp(1, most) as u32;
    let mut best = round(calls);
    while started.elapsed() < budget {
        best = best.min(round(calls));
    }
    best / calls
}

/// The time on the wall; for what takes long, and is interrupted, the time that the processor spent on this thread.
struct Clock {
    wall: Instant,
    processor: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Self { processor: processor_time(), wall: Instant::now() }
    }

    fn elapsed(self) -> Duration {
        let wall = self.wall.elapsed();
        let processor = self.processor.zip(processor_time()).map(|(from, to)| to - from);
        // The kernel counts it by ticks of a few milliseconds.
        processor.filter(|_| wall > Duration::from_millis(20)).unwrap_or(wall)
    }
}

/// Linux says so; elsewhere the time on the wall has to do.
fn processor_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// Requests a second over all cores, on the wall.
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
