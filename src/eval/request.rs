use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

use super::key_id::KeyId;
use crate::shared::urn;
use crate::{Action, Coverage, Model, PrincipalKind, RoleAction};

/// What a principal asks to do: an action on a resource, and what is known about the circumstances.
///
/// A key that is given in no way is absent from the request. Cheap to copy: the circumstances are shared.
///
/// ```
/// use hwc_iam::eval::Request;
///
/// let request = Request::new("ims:images:copyInRegion")
///     .principal("iam::0a1b:user:alice")
///     .resource("ims:cn-north-4:0a1b:image:7ca68c5b")
///     .key("ims:Encrypted", "false")
///     .keys("g:TagKeys", ["env", "owner"])
///     .unknown_key("g:SourceIp");
/// let same_of_another_action = request.clone().action("ims:images:get");
/// ```
#[derive(Debug, Clone)]
pub struct Request {
    pub(super) principal: Option<Caller>,
    pub(super) action: Arc<RequestedAction>,
    pub(super) resource: RequestedResource,
    pub(super) context: Arc<Vec<Entry>>,
}

impl Request {
    /// A request for this action, without a resource and without keys.
    #[must_use]
    pub fn new(action: &str) -> Self {
        Self {
            principal: None,
            action: Arc::new(RequestedAction::new(action)),
            resource: RequestedResource::None,
            context: Arc::default(),
        }
    }

    /// The same for another action.
    #[must_use]
    pub fn action(mut self, name: &str) -> Self {
        self.action = Arc::new(RequestedAction::new(name));
        self
    }

    /// The same by this principal: the URN of a user or a session, or the name of a service such as `service.IMS`. Resource
    /// policies look at it; identity policies are those of the principal anyway.
    #[must_use]
    pub fn principal(self, name: &str) -> Self {
        self.principal_of(Caller::kind_of(name), name)
    }

    /// The same by a principal of this kind.
    #[must_use]
    pub fn principal_of(mut self, kind: PrincipalKind, name: &str) -> Self {
        self.principal = Some(Caller::new(kind, name.into()));
        self
    }

    /// The same on this resource. `*` is the same as none: only a statement about all resources is for it.
    #[must_use]
    pub fn resource(mut self, name: &str) -> Self {
        self.resource = RequestedResource::new(name);
        self
    }

    /// The same on a resource of which nothing is known.
    #[must_use]
    pub fn unknown_resource(mut self) -> Self {
        self.resource = RequestedResource::Unknown;
        self
    }

    /// The name of the resource, if there is one and it is known.
    #[must_use]
    pub fn resource_name(&self) -> Option<&str> {
        match &self.resource {
            RequestedResource::Named(name, _) => Some(name),
            RequestedResource::None | RequestedResource::Unknown => None,
        }
    }

    /// The same with this one value of a key.
    #[must_use]
    pub fn key(self, name: &str, value: &str) -> Self {
        self.with(name, EntryValue::Value(Value::One(value.into())))
    }

    /// The same with these values of a key, which says that the key can have several.
    #[must_use]
    pub fn keys<V: Into<String>>(self, name: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.with(name, EntryValue::Value(Value::Many(values.into_iter().map(Into::into).collect())))
    }

    /// The same with a key of which it is not known whether the request has it, or which values.
    #[must_use]
    pub fn unknown_key(self, name: &str) -> Self {
        self.with(name, EntryValue::Unknown)
    }

    /// The name of the action.
    #[must_use]
    pub fn action_name(&self) -> &str {
        &self.action.name
    }

    fn with(mut self, name: &str, value: EntryValue) -> Self {
        let key = KeyId::of_request(name);
        let all = Arc::make_mut(&mut self.context);
        match all.binary_search_by(|it| it.key.order(&key)) {
            Ok(place) => {
                if let Some(entry) = all.get_mut(place) {
                    entry.value = value;
                }
            }
            Err(place) => all.insert(place, Entry { key, value }),
        }
        self
    }

    /// The same with these keys in place of those that it has: one by one, many take the square of their number.
    pub(crate) fn with_all<'k>(mut self, keys: impl Iterator<Item = (&'k str, EntryValue)>) -> Self {
        let mut sorted: Vec<Entry> = keys.map(|(name, value)| Entry { key: KeyId::of_request(name), value }).collect();
        sorted.sort_by(|one, other| one.key.order(&other.key));
        let mut all: Vec<Entry> = Vec::with_capacity(sorted.len());
        for it in sorted {
            match all.last_mut().filter(|last| last.key.order(&it.key).is_eq()) {
                Some(entry) => entry.value = it.value,
                None => all.push(it),
            }
        }
        self.context = Arc::new(all);
        self
    }
}

/// A key of a request.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(super) key: KeyId,
    pub(super) value: EntryValue,
}

#[derive(Debug, Clone)]
pub(crate) enum EntryValue {
    Value(Value),
    /// The request may have it, or not.
    Unknown,
}

/// The value of a key, or what it is assumed to be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Absent,
    One(String),
    Many(Vec<String>),
}

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(super) kind: PrincipalKind,
    pub(super) name: String,
    parts: Option<Parts>,
}

impl Caller {
    pub(super) fn new(kind: PrincipalKind, name: String) -> Self {
        Self { kind, parts: Parts::of(&name), name }
    }

    /// The five parts of its name, if it has them.
    pub(super) fn parts(&self) -> Option<[&str; 5]> {
        self.parts.as_ref().map(|it| it.in_name(&self.name))
    }

    pub(super) fn account(&self) -> Option<&str> {
        self.parts.as_ref().and_then(|it| it.account(&self.name))
    }

    pub(super) fn kind_of(name: &str) -> PrincipalKind {
        if name.starts_with("service.") { PrincipalKind::Service } else { PrincipalKind::Iam }
    }
}

/// An action as it is asked for, and what the catalogue knows of it.
#[derive(Debug, Clone)]
pub(crate) struct RequestedAction {
    pub(super) name: Box<str>,
    pub(super) lower: Box<str>,
    /// In lower case, with `identity` for `iam` or the reverse: old roles have the one where later pages have the other.
    pub(super) twin: Option<Box<str>>,
    pub(super) v5: Option<Action>,
    pub(super) role: Option<RoleAction>,
}

impl RequestedAction {
    pub(super) fn new(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let twin = match lower.split_once(':') {
            Some(("iam", rest)) => Some(alloc::format!("identity:{rest}").into()),
            Some(("identity", rest)) => Some(alloc::format!("iam:{rest}").into()),
            _ => None,
        };
        Self {
            name: name.into(),
            lower: lower.into(),
            twin,
            v5: Action::from_name(name),
            role: RoleAction::from_name(name),
        }
    }

    /// Whether it is known in the other model and, as far as this one's page has been read, not in this one.
    pub(super) fn is_of_other_model_than(&self, model: Model) -> bool {
        is_of_other_model(self.v5, self.role, model)
    }
}

pub(super) fn is_of_other_model(v5: Option<Action>, role: Option<RoleAction>, model: Model) -> bool {
    let other = match (model, v5, role) {
        (Model::IdentityPolicy, None, Some(role)) => role.service(),
        (Model::RolePolicy, Some(v5), None) => v5.service(),
        _ => return false,
    };
    other.coverage(model) == Coverage::Page
}

/// A resource as it is asked for.
#[derive(Debug, Clone)]
pub(crate) enum RequestedResource {
    /// The action takes none, or all of them.
    None,
    /// Its five parts, if it has them.
    Named(String, Option<Parts>),
    Unknown,
}

impl RequestedResource {
    fn new(name: &str) -> Self {
        if name == "*" {
            return Self::None;
        }
        Self::Named(name.into(), Parts::of(name))
    }
}

/// Where the five parts of a name are: it is split once and decided many times.
#[derive(Debug, Clone)]
pub(crate) struct Parts([Range<u32>; 5]);

impl Parts {
    pub(super) fn of(name: &str) -> Option<Self> {
        let mut end = 0_u32;
        urn::split(name).map(|parts| {
            Self(parts.map(|part| {
                let start = end;
                let len = u32::try_from(part.len()).unwrap_or(u32::MAX);
                end = start.saturating_add(len).saturating_add(1);
                start..start.saturating_add(len)
            }))
        })
    }

    /// The parts of the name of which it is.
    pub(super) fn in_name<'n>(&self, name: &'n str) -> [&'n str; 5] {
        self.0.each_ref().map(|it| part(name, it))
    }

    /// The same, one by one.
    pub(super) fn each<'n>(&self, name: &'n str) -> impl Iterator<Item = &'n str> {
        self.0.iter().map(move |it| part(name, it))
    }

    /// The last.
    pub(super) fn id<'n>(&self, name: &'n str) -> &'n str {
        let [.., id] = &self.0;
        part(name, id)
    }

    /// The account, if it is one.
    pub(super) fn account<'n>(&self, name: &'n str) -> Option<&'n str> {
        let [_, _, account, ..] = &self.0;
        Some(part(name, account)).filter(|it| !it.is_empty() && *it != "*")
    }
}

fn part<'n>(name: &'n str, place: &Range<u32>) -> &'n str {
    name.get(place.start as usize..place.end as usize).unwrap_or_default()
}
