//! What is counted of traces.

use std::collections::HashMap;
use std::sync::Arc;

use hwc_iam::replay::{Asked, Day, Judge, Mapped, MappedBy, Mapper, Outcome, Trace, User};
use hwc_iam::report::{Replayed, ReplayedGroup, TracesRead, UnmappedKind};
use hwc_iam::{Cloud, Model};

use crate::traces::Beside;

/// What was read of traces, whatever it is read for.
pub(crate) struct Seen {
    mapper: Mapper,
    users: HashMap<Box<str>, (Arc<str>, Arc<User>)>,
    read: TracesRead,
    days: Option<(Day, Day)>,
    unmapped: HashMap<[String; 3], u64>,
}

impl Seen {
    pub(crate) fn new(model: Model, cloud: Cloud) -> Self {
        Self {
            mapper: Mapper::new(model, cloud),
            users: HashMap::new(),
            read: TracesRead::default(),
            days: None,
            unmapped: HashMap::new(),
        }
    }

    /// Counts a trace; what it is of, if that is known.
    pub(crate) fn take(&mut self, trace: &Trace<'_>) -> Option<Arc<Mapped>> {
        self.read.traces += 1;
        if let Some(day) = trace.day() {
            self.days = Some(self.days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
        }
        let Some(mapped) = self.mapper.map(trace) else {
            self.read.unmapped += 1;
            let part = |it: &Option<String>| it.clone().unwrap_or_else(|| String::from("?"));
            let name = trace.trace_name.as_ref().or(trace.operation_id.as_ref()).or(trace.url.as_ref()).cloned();
            let key = [part(&trace.service_type), part(&trace.resource_type), part(&name)];
            if self.unmapped.len() < MOST || self.unmapped.contains_key(&key) {
                *self.unmapped.entry(key).or_default() += 1;
            }
            return None;
        };
        match mapped.by {
            MappedBy::Api => self.read.mapped_by_api += 1,
            MappedBy::Name => self.read.mapped_by_name += 1,
            MappedBy::Denial => self.read.mapped_by_denial += 1,
        }
        Some(mapped)
    }

    /// Who called, as groups name it, and all that is known of that.
    pub(crate) fn user(&mut self, trace: &Trace<'_>) -> (Arc<str>, Arc<User>) {
        let text = trace.user.map_or("", |it| it.get());
        if let Some(found) = self.users.get(text) {
            return found.clone();
        }
        if self.users.len() >= MOST {
            self.users.clear();
        }
        let user = trace.user();
        let found: (Arc<str>, Arc<User>) = (user.principal().into(), Arc::new(user));
        self.users.insert(text.into(), found.clone());
        found
    }

    pub(crate) fn merge(&mut self, other: Self) {
        let (read, more) = (&mut self.read, other.read);
        read.traces += more.traces;
        read.mapped_by_api += more.mapped_by_api;
        read.mapped_by_name += more.mapped_by_name;
        read.mapped_by_denial += more.mapped_by_denial;
        read.unmapped += more.unmapped;
        if let Some((first, last)) = other.days {
            self.days = Some(self.days.map_or((first, last), |it| (it.0.min(first), it.1.max(last))));
        }
        for (key, count) in other.unmapped {
            *self.unmapped.entry(key).or_default() += count;
        }
    }

    /// The document of it.
    pub(crate) fn document(self, beside: Beside) -> TracesRead {
        let mut read = self.read;
        let mut kinds: Vec<UnmappedKind> = self.unmapped.into_iter().map(kind).collect();
        kinds.sort_by(|one, other| {
            let key = |it: &UnmappedKind| (it.service.clone(), it.resource_type.clone(), it.trace_name.clone());
            other.count.cmp(&one.count).then_with(|| key(one).cmp(&key(other)))
        });
        read.unmapped_kinds = kinds;
        (read.first_day, read.last_day) = (self.days.map(|it| it.0.to_string()), self.days.map(|it| it.1.to_string()));
        (read.not_traces, read.not_read) = (beside.not_traces, beside.not_read);
        read
    }
}

fn kind(([service, resource_type, trace_name], count): ([String; 3], u64)) -> UnmappedKind {
    let mut it = UnmappedKind::default();
    (it.service, it.resource_type, it.trace_name, it.count) = (service, resource_type, trace_name, count);
    it
}

type GroupKey = (Outcome, Arc<str>, Arc<Mapped>, Option<Day>);

struct Group {
    count: u64,
    missing: Arc<[String]>,
    file: String,
    trace_id: Option<String>,
}

/// What one decision depends on.
type Case = (Arc<Mapped>, Asked, Option<bool>);

/// What traces would do.
pub(super) struct Tally {
    seen: Seen,
    decided: HashMap<Case, (Outcome, Arc<[String]>)>,
    groups: HashMap<GroupKey, Group>,
    outcomes: HashMap<Outcome, u64>,
    in_no_group: u64,
}

impl Tally {
    pub(super) fn new(model: Model, cloud: Cloud) -> Self {
        Self {
            seen: Seen::new(model, cloud),
            decided: HashMap::new(),
            groups: HashMap::new(),
            outcomes: HashMap::new(),
            in_no_group: 0,
        }
    }

    pub(super) fn take(&mut self, judge: &Judge, trace: &Trace<'_>, file: &str) {
        let Some(mapped) = self.seen.take(trace) else { return };
        let (principal, user) = self.seen.user(trace);
        let asked = judge.asked(trace.source_ip.as_deref(), trace.milliseconds(), &user);
        let case = (Arc::clone(&mapped), asked, trace.was_denied());
        if self.decided.len() >= MOST {
            self.decided.clear();
        }
        let (outcome, missing) = self
            .decided
            .entry(case)
            .or_insert_with_key(|(mapped, asked, was_denied)| {
                let (outcome, missing) = judge.outcome(mapped, asked, *was_denied);
                (outcome, missing.into())
            })
            .clone();
        *self.outcomes.entry(outcome).or_default() += 1;
        if outcome == Outcome::Same {
            return;
        }
        let key = (outcome, principal, mapped, trace.day());
        let is_full = self.groups.len() >= MOST;
        match self.groups.get_mut(&key) {
            Some(group) => group.count += 1,
            None if is_full => self.in_no_group += 1,
            None => {
                let group = Group { count: 1, missing, file: file.into(), trace_id: trace.trace_id.clone() };
                self.groups.insert(key, group);
            }
        }
    }

    /// All of them as one. Of several first examples, the one with the first name counts.
    pub(super) fn merged(all: Vec<Self>) -> Self {
        let mut all = all.into_iter();
        // There is a taker for each core, and one core at least.
        let mut first = all.next().unwrap_or_else(|| Self::new(Model::IdentityPolicy, Cloud::HuaweiCloud));
        for other in all {
            first.seen.merge(other.seen);
            first.in_no_group += other.in_no_group;
            for (outcome, count) in other.outcomes {
                *first.outcomes.entry(outcome).or_default() += count;
            }
            for (key, group) in other.groups {
                match first.groups.get_mut(&key) {
                    Some(known) => {
                        known.count += group.count;
                        if (&group.file, &group.trace_id) < (&known.file, &known.trace_id) {
                            (known.file, known.trace_id) = (group.file, group.trace_id);
                        }
                    }
                    None => drop(first.groups.insert(key, group)),
                }
            }
        }
        first
    }

    pub(super) fn document(self, beside: Beside) -> Replayed {
        let mut document = Replayed::default();
        document.read = self.seen.document(beside);
        let count = |it: Outcome| self.outcomes.get(&it).copied().unwrap_or_default();
        document.newly_denied = count(Outcome::NewlyDenied);
        document.newly_allowed = count(Outcome::NewlyAllowed);
        (document.unknown, document.same) = (count(Outcome::Unknown), count(Outcome::Same));
        document.in_no_group = self.in_no_group;
        let mut groups: Vec<(GroupKey, Group)> = self.groups.into_iter().collect();
        groups.sort_by(|(one, _), (other, _)| {
            (one.0, &one.1, &one.2.title, one.3).cmp(&(other.0, &other.1, &other.2.title, other.3))
        });
        document.groups = groups.into_iter().map(group).collect();
        document
    }
}

fn group(((outcome, principal, mapped, day), found): (GroupKey, Group)) -> ReplayedGroup {
    let mut it = ReplayedGroup::default();
    (it.outcome, it.principal, it.call) = (outcome.name().into(), principal.to_string(), mapped.title.clone());
    (it.actions, it.day) = (mapped.actions.clone(), day.map(|it| it.to_string()));
    (it.count, it.missing) = (found.count, found.missing.to_vec());
    (it.file, it.trace_id) = (found.file, found.trace_id);
    it
}

/// More than this of anything is not kept.
const MOST: usize = 100_000;
