use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::key_id::KeyId;
use super::request::{Caller, Entry, EntryValue, Parts, RequestedAction, RequestedResource, Value};
use super::{PolicySet, Request, StatementRef};

/// A request that is filled again and again, of which one after another takes the memory of the last.
#[derive(Debug)]
pub(crate) struct Refilled {
    request: Request,
    texts: Vec<String>,
    lists: Vec<Vec<String>>,
}

/// An action that many requests ask for.
#[derive(Debug, Clone)]
pub(crate) struct SharedAction(Arc<RequestedAction>);

impl SharedAction {
    pub(crate) fn new(name: &str) -> Self {
        Self(Arc::new(RequestedAction::new(name)))
    }

    pub(super) fn requested(&self) -> &RequestedAction {
        &self.0
    }
}

impl Refilled {
    pub(crate) fn new() -> Self {
        Self { request: Request::new(""), texts: Vec::new(), lists: Vec::new() }
    }

    pub(crate) const fn request(&self) -> &Request {
        &self.request
    }

    /// Writes all that it says, to the letter: what says the same is decided alike.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let request = &self.request;
        out.clear();
        text(out, &request.action.name);
        match &request.principal {
            None => out.push(0),
            // Its name says of which kind it is.
            Some(it) => {
                out.push(1);
                text(out, &it.name);
            }
        }
        match &request.resource {
            RequestedResource::None => out.push(0),
            RequestedResource::Unknown => out.push(1),
            RequestedResource::Named(name, _) => {
                out.push(2);
                text(out, name);
            }
        }
        for Entry { key, value } in request.context.iter() {
            text(out, key.name());
            match value {
                EntryValue::Unknown => out.push(0),
                EntryValue::Value(Value::Absent) => out.push(1),
                EntryValue::Value(Value::One(it)) => {
                    out.push(2);
                    text(out, it);
                }
                EntryValue::Value(Value::Many(all)) => {
                    out.push(3);
                    out.extend(all.len().to_le_bytes());
                    all.iter().for_each(|it| text(out, it));
                }
            }
        }
    }

    /// Begins a request for this action, by nobody, on nothing and without keys.
    pub(crate) fn begin(&mut self, action: &SharedAction) {
        self.request.action = Arc::clone(&action.0);
        self.texts.extend(self.request.principal.take().map(|it| it.name));
        if let RequestedResource::Named(name, _) =
            core::mem::replace(&mut self.request.resource, RequestedResource::None)
        {
            self.texts.push(name);
        }
        for entry in Arc::make_mut(&mut self.request.context).drain(..) {
            match entry.value {
                EntryValue::Value(Value::One(it)) => self.texts.push(it),
                EntryValue::Value(Value::Many(mut all)) => {
                    self.texts.append(&mut all);
                    self.lists.push(all);
                }
                EntryValue::Value(Value::Absent) | EntryValue::Unknown => {}
            }
        }
    }

    /// As [`Request::principal`].
    pub(crate) fn principal(&mut self, name: &str) {
        self.request.principal = Some(Caller::new(Caller::kind_of(name), self.text(name)));
    }

    /// As [`Request::resource`].
    pub(crate) fn resource(&mut self, name: &str) {
        if name != "*" {
            self.request.resource = RequestedResource::Named(self.text(name), Parts::of(name));
        }
    }

    /// As [`Request::unknown_resource`].
    pub(crate) fn unknown_resource(&mut self) {
        self.request.resource = RequestedResource::Unknown;
    }

    /// As [`Request::key`]; whether it was not there.
    pub(crate) fn key(&mut self, key: &KeyId, value: &str) -> bool {
        let value = Value::One(self.text(value));
        self.add(key, EntryValue::Value(value))
    }

    /// As [`Request::keys`]; whether it was not there.
    pub(crate) fn keys<'v>(&mut self, key: &KeyId, values: impl Iterator<Item = &'v str>) -> bool {
        let mut all = self.lists.pop().unwrap_or_default();
        values.for_each(|it| all.push(self.text(it)));
        self.add(key, EntryValue::Value(Value::Many(all)))
    }

    /// As [`Request::unknown_key`], unless it is there.
    pub(crate) fn unknown_key(&mut self, key: &KeyId) {
        self.add(key, EntryValue::Unknown);
    }

    fn text(&mut self, text: &str) -> String {
        let mut copy = self.texts.pop().unwrap_or_default();
        copy.clear();
        copy.push_str(text);
        copy
    }

    fn add(&mut self, key: &KeyId, value: EntryValue) -> bool {
        let all = Arc::make_mut(&mut self.request.context);
        // Whoever adds them in order never looks back.
        let place = match all.last() {
            Some(last) if last.key.order(key).is_ge() => all.binary_search_by(|it| it.key.order(key)),
            _ => Err(all.len()),
        };
        let is_new = place.is_err();
        if let Err(place) = place {
            all.insert(place, Entry { key: key.clone(), value });
        }
        is_new
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.len().to_le_bytes());
    out.extend(text.bytes());
}

impl PolicySet {
    /// The statement at a place among all of them.
    pub(crate) fn statement_at(&self, place: usize) -> Option<StatementRef<'_>> {
        self.statements.get(place).and_then(|it| self.refer(it))
    }

    /// The hashes of all keys that a decision can depend on, sorted.
    pub(crate) fn hashes_of_keys(&self) -> Vec<u64> {
        let mut all: Vec<u64> = self.keys().map(KeyId::hash).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
