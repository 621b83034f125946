//! Work on all processors whose results are handed over in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// What one of several tasks hands over.
pub(super) enum Piece<T> {
    /// A part; others follow.
    Part(T),
    /// The last part.
    End(T),
}

/// Does `work` for each number below `count`. It may pass on parts of its result before it has the rest: then it waits for its
/// turn, so that nothing piles up.
pub(super) fn each<T: Send, E>(
    count: usize,
    work: impl Fn(usize, &mut dyn FnMut(T)) -> T + Sync,
    mut take: impl FnMut(Piece<T>) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let turn = Turn::default();
    let threads = thread::available_parallelism().map_or(1, usize::from).min(count.max(1));
    thread::scope(|scope| {
        // Whoever waits goes on when nobody takes any more.
        let _end = OnDrop(|| turn.set(usize::MAX));
        let (sender, receiver) = mpsc::sync_channel(AHEAD);
        for _ in 0..threads {
            let (sender, next, turn, work) = (sender.clone(), &next, &turn, &work);
            scope.spawn(move || {
                // Nobody waits for one that never ends.
                let _end = OnDrop(|| thread::panicking().then(|| turn.set(usize::MAX)));
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= count {
                        return;
                    }
                    let result = work(at, &mut |part| {
                        turn.wait(at);
                        // The end says whether anybody takes it.
                        let _ = sender.send((at, Piece::Part(part)));
                    });
                    // Nobody takes any more once the output has failed.
                    if sender.send((at, Piece::End(result))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (at, result) in receiver {
            if matches!(result, Piece::Part(_)) {
                take(result)?;
                continue;
            }
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&due) {
                due += 1;
                take(result)?;
                turn.set(due);
            }
        }
        Ok(())
    })
}

/// Whose results are taken now.
#[derive(Default)]
struct Turn {
    due: Mutex<usize>,
    changed: Condvar,
}

impl Turn {
    fn wait(&self, at: usize) {
        let due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_while(due, |due| *due < at));
    }

    fn set(&self, due: usize) {
        let mut now = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        *now = due.max(*now);
        self.changed.notify_all();
    }
}

struct OnDrop<T, F: Fn() -> T>(F);

impl<T, F: Fn() -> T> Drop for OnDrop<T, F> {
    fn drop(&mut self) {
        self.0();
    }
}

/// Results that may be there before their turn.
const AHEAD: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_in_order() {
        let mut all = Vec::new();
        let work = |at: usize, pass: &mut dyn FnMut((usize, usize))| {
            (0..at % 7).for_each(|it| pass((at, it)));
            (at, at % 7)
        };
        let taken = each(1000, work, |it| {
            all.push(match it {
                Piece::Part(it) | Piece::End(it) => it,
            });
            Ok::<(), ()>(())
        });
        assert_eq!(taken, Ok(()));
        assert_eq!(all, (0..1000).flat_map(|at| (0..=at % 7).map(move |it| (at, it))).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "a scoped thread panicked")]
    fn work_that_panics_lets_nobody_wait() {
        let work = |at: usize, pass: &mut dyn FnMut(usize)| {
            pass(at);
            assert!(at < 3, "as it is meant to");
            at
        };
        let _ = each(1000, work, |_| Ok::<(), ()>(()));
    }

    #[test]
    fn work_ends_when_nobody_takes() {
        let mut taken = 0;
        let work = |at, pass: &mut dyn FnMut(usize)| {
            (0..10_000).for_each(&mut *pass);
            at
        };
        let end = each(1000, work, |_| {
            taken += 1;
            if taken < 5 { Ok(()) } else { Err("full") }
        });
        assert_eq!((end, taken), (Err("full"), 5));
    }
}
