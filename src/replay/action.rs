//! Traces as operations and actions.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::trace::Trace;
use crate::generate::Generator;
use crate::usage;
use crate::{ApiCall, Cloud, Model, Operation, Service};

/// How a trace was mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MappedBy {
    /// By its method and path.
    Api,
    /// By the name of an operation of its service.
    Name,
    /// By the action that the answer of a denied call names.
    Denial,
}

/// What a trace is of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Mapped {
    /// What groups are called: the operation, or the action.
    pub title: String,
    /// How it was mapped.
    pub by: MappedBy,
    /// The actions that it needs for certain.
    pub actions: Vec<String>,
    /// The actions that it needs only where words of a page apply, each with these words.
    pub conditional: Vec<(String, String)>,
}

/// Maps traces, each kind of them once.
#[derive(Debug)]
pub struct Mapper {
    model: Model,
    cloud: Cloud,
    known: BTreeMap<String, Option<Arc<Mapped>>>,
}

impl Mapper {
    /// For policies of this model on this cloud.
    #[must_use]
    pub const fn new(model: Model, cloud: Cloud) -> Self {
        Self { model, cloud, known: BTreeMap::new() }
    }

    /// What a trace is of; nothing, if that is not known.
    ///
    /// ```
    /// use hwc_iam::replay::{MappedBy, Mapper, Trace};
    /// use hwc_iam::{Cloud, Model};
    ///
    /// let mut mapper = Mapper::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
    /// let mut of = |text: &str| mapper.map(&serde_json::from_str::<Trace>(text).unwrap());
    /// let copy = of(r#"{"service_type": "IMS", "trace_name": "copyImageInRegion"}"#).unwrap();
    /// assert_eq!((copy.by, copy.actions[0].as_str()), (MappedBy::Name, "ims:images:copyInRegion"));
    /// assert!(of(r#"{"service_type": "IMS", "trace_name": "somethingElse"}"#).is_none());
    /// ```
    pub fn map(&mut self, trace: &Trace<'_>) -> Option<Arc<Mapped>> {
        if let (Some(method), Some(url)) = (&trace.method, &trace.url) {
            // An id in an address makes each its own.
            let url = url.split('?').next().unwrap_or(url);
            return self.once(format!("{method} {url}"), |it| it.of_call(method, url));
        }
        let service = trace.service_type.as_deref().unwrap_or_default();
        for name in [&trace.operation_id, &trace.trace_name].into_iter().flatten() {
            let found = self.once(format!("{service}:{name}"), |it| it.of_name(service, name));
            if found.is_some() {
                return found;
            }
        }
        if trace.was_denied() != Some(true) {
            return None;
        }
        let answer = trace.answer();
        self.of_answer(&answer).map(Arc::new)
    }

    fn once(&mut self, key: String, find: impl FnOnce(&Self) -> Option<Mapped>) -> Option<Arc<Mapped>> {
        if let Some(found) = self.known.get(&key) {
            return found.clone();
        }
        let found = find(self).map(Arc::new);
        if self.known.len() < MOST {
            self.known.insert(key, found.clone());
        }
        found
    }

    fn of_call(&self, method: &str, url: &str) -> Option<Mapped> {
        let call = ApiCall::new(method, url).ok()?;
        let all: Vec<Operation> = call.operations(self.model, self.cloud).iter().map(|it| it.operation()).collect();
        self.of_operations(&all, MappedBy::Api)
    }

    fn of_name(&self, service: &str, name: &str) -> Option<Mapped> {
        let codes: Vec<Service> = services_of(service);
        let is_here =
            |it: &Operation| (it.model(), it.cloud()) == (self.model, self.cloud) && codes.contains(&it.service());
        let all: Vec<Operation> = Operation::find_by_name(name).filter(is_here).collect();
        self.of_operations(&all, MappedBy::Name)
    }

    /// What all of them need, if that is the same.
    fn of_operations(&self, all: &[Operation], by: MappedBy) -> Option<Mapped> {
        let first = *all.first()?;
        let mapped = of_operation(first, by)?;
        let is_same = |it: &Operation| {
            let other = of_operation(*it, by);
            other.is_some_and(|it| (&it.actions, &it.conditional) == (&mapped.actions, &mapped.conditional))
        };
        all.iter().all(is_same).then_some(mapped)
    }

    /// The actions that an answer names.
    fn of_answer(&self, answer: &str) -> Option<Mapped> {
        let mut generator = Generator::new(self.model, self.cloud);
        generator.denied(answer);
        let actions: Vec<String> = generator.generate().reasons.into_iter().map(|it| it.action).collect();
        let title = actions.join(", ");
        (!actions.is_empty()).then_some(Mapped { title, by: MappedBy::Denial, actions, conditional: Vec::new() })
    }
}

/// The services that CTS's word for one may be, which is mostly the code in capitals.
///
/// ```
/// let codes: Vec<&str> = hwc_iam::replay::services_of("IMS").iter().map(|it| it.code()).collect();
/// assert_eq!(codes, ["ims"]);
/// ```
#[must_use]
pub fn services_of(word: &str) -> Vec<Service> {
    let words = [word.to_string(), word.to_lowercase()];
    let codes = words.iter().flat_map(|it| usage::services_of(it));
    let mut all: Vec<Service> = codes.filter_map(Service::from_code_ignore_case).collect();
    all.dedup();
    all
}

/// What an operation needs; nothing, if its page does not state it.
fn of_operation(operation: Operation, by: MappedBy) -> Option<Mapped> {
    // What no page states is not the same as nothing.
    let _ = operation.actions()?;
    let (mut actions, mut conditional) = (Vec::new(), Vec::new());
    for it in operation.requirements() {
        let need = it.need();
        let name = String::from(need.name());
        if it.is_certain() {
            actions.push(name);
        } else {
            let words = need.qualifier().map_or_else(|| String::from("no page says it for certain"), String::from);
            conditional.push((name, words));
        }
    }
    Some(Mapped { title: format!("{operation}"), by, actions, conditional })
}

/// More kinds of traces than are remembered.
const MOST: usize = 1 << 16;
