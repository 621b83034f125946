use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;
use std::collections::HashMap;
use std::thread;

use super::BatchOptions;
use super::table::Table;
use crate::error::BatchError;
use crate::eval::{Decision, PolicySet, Refilled, SharedAction};

/// A decision, and the place of the statement that decides it among all of them.
pub(super) type Decided = (Decision, Option<usize>);

/// Fewer rows are not worth a thread.
const ROWS_OF_A_THREAD: usize = 1 << 14;

/// The decision of each row that has an action.
pub(super) fn all(
    set: &PolicySet,
    table: &Table<'_>,
    rows: usize,
    options: &BatchOptions,
) -> Result<Vec<Option<Decided>>, BatchError> {
    let part = |rows| Decider::new(set, table, options.has_statements).rows(rows);
    let count = options.threads.min(rows / ROWS_OF_A_THREAD);
    if count < 2 {
        return part(0..rows);
    }
    let size = rows.div_ceil(count);
    let parts = (0..count).map(|it| (it * size).min(rows)..((it + 1) * size).min(rows));
    thread::scope(|scope| {
        let workers: Vec<_> =
            parts.map(|rows| (rows.clone(), thread::Builder::new().spawn_scoped(scope, move || part(rows)))).collect();
        let mut decided = Vec::with_capacity(rows);
        for (rows, worker) in workers {
            // Where there is no thread to have, it is done here.
            let done = worker.ok().and_then(|it| it.join().ok()).unwrap_or_else(|| part(rows));
            decided.append(&mut done?);
        }
        Ok(decided)
    })
}

struct Decider<'t> {
    set: &'t PolicySet,
    table: &'t Table<'t>,
    has_statements: bool,
    actions: HashMap<&'t str, SharedAction>,
    request: Refilled,
    /// What was open, by all that it says. Rows of a log are open in few ways, and to settle one takes as long as hundreds of others.
    settled: HashMap<Vec<u8>, Decision>,
    written: Vec<u8>,
}

/// More settled ones are not remembered.
const MOST_SETTLED: usize = 1 << 16;

impl<'t> Decider<'t> {
    fn new(set: &'t PolicySet, table: &'t Table<'t>, has_statements: bool) -> Self {
        Self {
            set,
            table,
            has_statements,
            actions: HashMap::new(),
            request: Refilled::new(),
            settled: HashMap::new(),
            written: Vec::new(),
        }
    }

    fn rows(mut self, rows: Range<usize>) -> Result<Vec<Option<Decided>>, BatchError> {
        // Where there are not many more kinds of rows than rows, each is decided once.
        let kinds = self.table.kinds().filter(|it| *it <= rows.len().saturating_mul(2));
        let Some(kinds) = kinds else { return rows.map(|it| self.row(it)).collect() };
        let mut known: Vec<Option<Option<Decided>>> = vec![None; kinds];
        rows.map(|row| {
            let Some(slot) = known.get_mut(self.table.kind(row)) else { return self.row(row) };
            match *slot {
                Some(it) => Ok(it),
                None => Ok(*slot.insert(self.row(row)?)),
            }
        })
        .collect()
    }

    fn row(&mut self, row: usize) -> Result<Option<Decided>, BatchError> {
        let Some(action) = self.table.action.text(row) else { return Ok(None) };
        let action = self.actions.entry(action).or_insert_with(|| SharedAction::new(action));
        self.request.begin(action);
        self.table.fill(row, &mut self.request)?;
        let request = self.request.request();
        let at_once = if self.has_statements {
            self.set.deciding_at_once(request)
        } else {
            self.set.decide_at_once(request).map(|it| (it, None))
        };
        Ok(Some(at_once.unwrap_or_else(|| (self.settled(), None))))
    }

    /// The decision on the request, which is open.
    fn settled(&mut self) -> Decision {
        self.request.write(&mut self.written);
        if let Some(known) = self.settled.get(&self.written) {
            return *known;
        }
        let decision = self.set.decide_open(self.request.request());
        if self.settled.len() >= MOST_SETTLED {
            self.settled.clear();
        }
        self.settled.insert(self.written.clone(), decision);
        decision
    }
}
