use alloc::vec::Vec;
use core::ops::Range;
use std::collections::HashMap;
use std::thread;

use super::BatchOptions;
use super::decided::Decided;
use super::memo::Memo;
use super::table::Table;
use crate::error::BatchError;
use crate::eval::{Decision, PolicySet, Refilled, SharedAction};

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
    memo: Memo<'t>,
    direct: Direct<'t>,
}

impl<'t> Decider<'t> {
    fn new(set: &'t PolicySet, table: &'t Table<'t>, has_statements: bool) -> Self {
        Self { memo: Memo::new(set, table), direct: Direct::new(set, table, has_statements) }
    }

    fn rows(mut self, rows: Range<usize>) -> Result<Vec<Option<Decided>>, BatchError> {
        rows.map(|it| self.row(it)).collect()
    }

    fn row(&mut self, row: usize) -> Result<Option<Decided>, BatchError> {
        let Some(action) = self.direct.table.action.text(row) else { return Ok(None) };
        let Some(mut alike) = self.memo.row(row, action) else {
            return self.direct.decide(&SharedAction::new(action), row).map(Some);
        };
        if let Some(known) = alike.known() {
            return Ok(Some(known));
        }
        let decided = self.direct.decide(alike.action(), row)?;
        alike.learn(decided);
        Ok(Some(decided))
    }
}

/// Decides each row by itself.
struct Direct<'t> {
    set: &'t PolicySet,
    table: &'t Table<'t>,
    has_statements: bool,
    request: Refilled,
    /// What was open, by all that it says. Rows of a log are open in few ways, and to settle one takes as long as hundreds of others.
    settled: HashMap<Vec<u8>, Decision>,
    written: Vec<u8>,
}

/// More settled ones are not remembered.
const MOST_SETTLED: usize = 1 << 16;

impl<'t> Direct<'t> {
    fn new(set: &'t PolicySet, table: &'t Table<'t>, has_statements: bool) -> Self {
        let request = Refilled::new();
        Self { set, table, has_statements, request, settled: HashMap::new(), written: Vec::new() }
    }

    fn decide(&mut self, action: &SharedAction, row: usize) -> Result<Decided, BatchError> {
        self.request.begin(action);
        self.table.fill(row, &mut self.request)?;
        let request = self.request.request();
        let at_once = if self.has_statements {
            self.set.deciding_at_once(request)
        } else {
            self.set.decide_at_once(request).map(|it| (it, None))
        };
        Ok(at_once.unwrap_or_else(|| (self.settled(), None)))
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
