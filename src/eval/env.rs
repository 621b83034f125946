use alloc::vec::Vec;
use core::cell::Cell;

use super::key_id::{KeyId, Sameness};
use super::request::{Entry, EntryValue, Request, Value};
use super::truth::Truth;
use super::{Assumption, Assumptions, Missing, Setting};

/// What a decision is made of, besides the policies; and a note of what it found open.
pub(crate) struct Env<'a> {
    pub(super) request: &'a Request,
    assumptions: Assumptions,
    /// What unknown keys are assumed to be, by their places in the request's context; empty, if nothing is assumed.
    assumed: &'a [Option<Value>],
    /// Whether the resource is assumed to be in another account, where nothing says so.
    is_other_account: Option<bool>,
    open: Cell<Open>,
}

/// The last place of a key that is noted by itself.
pub(super) const LAST_KEY: usize = 63;

/// What was found open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Open {
    /// By the numbers of the assumptions.
    pub(super) assumptions: u64,
    /// By the places of the first keys in the request's context; the last bit stands for all others.
    pub(super) keys: u64,
    /// By the numbers of the subjects.
    pub(super) subjects: u8,
}

/// The keys that tell in which project a request is made.
pub(super) const PROJECT_NAME: &str = "g:ProjectName";
pub(super) const ENTERPRISE_PROJECT_ID: &str = "g:EnterpriseProjectId";

/// What is no key and can be unknown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    Principal,
    Resource,
    Project,
    EnterpriseProject,
    /// Whether the resource is in another account.
    Account,
    /// What the roles say that are granted by name.
    Roles,
}

impl Subject {
    pub(super) const ALL: [Self; 6] =
        [Self::Principal, Self::Resource, Self::Project, Self::EnterpriseProject, Self::Account, Self::Roles];

    /// What would tell; the project is told by its key.
    pub(super) fn missing(self) -> Missing {
        match self {
            Self::Principal => Missing::Principal,
            Self::Resource => Missing::Resource,
            Self::Project => Missing::Key(PROJECT_NAME.into()),
            Self::EnterpriseProject => Missing::Key(ENTERPRISE_PROJECT_ID.into()),
            Self::Account => Missing::CrossAccount,
            Self::Roles => Missing::Roles,
        }
    }
}

/// What the request has of a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found<'a> {
    Absent,
    One(&'a str),
    Many(&'a [alloc::string::String]),
    /// Not known; noted.
    Open,
}

impl<'a> Env<'a> {
    pub(super) fn new(request: &'a Request, assumptions: Assumptions, assumed: &'a [Option<Value>]) -> Self {
        Self { request, assumptions, assumed, is_other_account: None, open: Cell::default() }
    }

    pub(super) fn in_account(self, is_other: Option<bool>) -> Self {
        Self { is_other_account: is_other, ..self }
    }

    /// Whether the resource is in another account, where nothing of the request says so.
    pub(super) fn guess_account(&self) -> Truth {
        self.is_other_account.map_or_else(|| self.lacks(Subject::Account), Truth::of)
    }

    /// What was found open up to now.
    pub(super) fn open(&self) -> Open {
        self.open.get()
    }

    /// Whether it holds; noted, if that is open.
    pub(super) fn ask(&self, assumption: Assumption) -> Truth {
        match self.assumptions.get(assumption) {
            Setting::Yes => Truth::Yes,
            Setting::No => Truth::No,
            Setting::Unknown => {
                let open = self.open.get();
                self.open.set(Open { assumptions: open.assumptions | 1 << assumption as u64, ..open });
                Truth::Open
            }
        }
    }

    /// `yes` or `no`, as the assumption has it; not asked where it makes no difference.
    pub(super) fn choose(&self, assumption: Assumption, yes: Truth, no: Truth) -> Truth {
        if yes == no { yes } else { self.ask(assumption).choose(yes, no) }
    }

    /// That this is not known.
    pub(super) fn lacks(&self, subject: Subject) -> Truth {
        let open = self.open.get();
        self.open.set(Open { subjects: open.subjects | 1 << subject as u8, ..open });
        Truth::Open
    }

    pub(super) fn find(&self, key: &KeyId) -> Found<'a> {
        let context = &self.request.context;
        let present = |place: usize, it: &'a Entry| match self.value(place, &it.value) {
            Found::Absent => None,
            it => Some(it),
        };
        let place = context.partition_point(|it| it.key.order(key).is_lt());
        let same = context.get(place).filter(|it| it.key.sameness(key) == Sameness::Same);
        // What the request does not have hides nothing that is spelt in another case.
        if let Some(it) = same.and_then(|it| present(place, it)) {
            return it;
        }
        if !key.has_tag() || self.assumptions.get(Assumption::TagKeyCase) == Setting::No {
            return Found::Absent;
        }
        let start = context.partition_point(|it| it.key.order_but_for_tag_case(key).is_lt());
        let all = (start..).zip(context.get(start..).unwrap_or_default());
        // Of several spellings the first in this order counts, in whatever order they were given.
        let mut others = all.take_while(|it| it.1.key.sameness(key) != Sameness::Different);
        match others.find_map(|(place, it)| present(place, it)) {
            Some(_) if self.ask(Assumption::TagKeyCase) == Truth::Open => Found::Open,
            it => it.unwrap_or(Found::Absent),
        }
    }

    fn value(&self, place: usize, value: &'a EntryValue) -> Found<'a> {
        let assumed = || self.assumed.get(place).and_then(Option::as_ref);
        let value = match value {
            EntryValue::Value(value) => Some(value),
            EntryValue::Unknown => assumed(),
        };
        match value {
            Some(Value::Absent) => Found::Absent,
            Some(Value::One(it)) => Found::One(it),
            Some(Value::Many(all)) => Found::Many(all),
            None => {
                let open = self.open.get();
                self.open.set(Open { keys: open.keys | 1 << place.min(LAST_KEY), ..open });
                Found::Open
            }
        }
    }
}

impl Open {
    pub(crate) fn assumptions(self) -> Vec<Assumption> {
        Assumption::ALL.iter().copied().filter(|it| self.assumptions >> *it as u64 & 1 == 1).collect()
    }

    pub(super) fn subjects(self) -> Vec<Subject> {
        Subject::ALL.into_iter().filter(|it| self.subjects >> *it as u8 & 1 == 1).collect()
    }
}
