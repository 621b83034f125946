//! Asks the evaluator what both sides say to a request before anybody is told of it.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Access;
use super::comparison::Side;
use super::compile::Compiled;
use super::policies::{Layer, LayerKind};
use super::search::Found;
use crate::error::PolicySetError;
use crate::eval::{Assumption, Assumptions, Decision, GrantScope, PolicySet, Request, Value};
use crate::{Model, Policy};

/// Both sides as the evaluator has them.
pub(super) struct Replay {
    sides: Result<[PolicySet; 2], PolicySetError>,
}

/// What the evaluator says of a difference.
pub(super) enum Replayed {
    /// It is one.
    Differs,
    /// It hangs on these questions.
    Open(Vec<Assumption>),
    /// It is none: one of the two is wrong.
    Disagrees(String),
}

impl Replay {
    pub(super) fn new(old: &Access<'_>, new: &Access<'_>, assumptions: Assumptions) -> Self {
        let both = || Ok([set(old, assumptions)?, set(new, assumptions)?]);
        Self { sides: both() }
    }

    pub(super) fn of(&self, found: &Found, compiled: &Compiled<'_>, allowing: Side) -> Replayed {
        let request = request(found, compiled);
        let sides = match &self.sides {
            Ok(it) => it,
            Err(error) => {
                return Replayed::Disagrees(alloc::format!("the evaluator does not take the policies: {error}"));
            }
        };
        let mut open = Vec::new();
        let mut differs = true;
        for (side, set) in [Side::Old, Side::New].into_iter().zip(sides) {
            let (decision, asked) = set.decide_noting(&request);
            match decision.is_allowed() {
                Some(is_allowed) if is_allowed != (side == allowing) => differs = false,
                Some(_) => {}
                None => open.extend(asked),
            }
            if decision == Decision::Unknown && open.is_empty() {
                return Replayed::Disagrees("the evaluator finds open what the comparison did not".to_string());
            }
        }
        match (differs, open.is_empty()) {
            (true, true) => Replayed::Differs,
            (true, false) => Replayed::Open(open),
            (false, _) => Replayed::Disagrees(alloc::format!("the evaluator decides `{}` otherwise", found.action)),
        }
    }

    /// Whether the evaluator is sure of the difference.
    pub(super) fn differs(&self, found: &Found, compiled: &Compiled<'_>, allowing: Side) -> bool {
        matches!(self.of(found, compiled, allowing), Replayed::Differs)
    }

    /// The statements of a side that apply, by the places of their documents and their own.
    pub(super) fn applying(&self, found: &Found, compiled: &Compiled<'_>, side: Side) -> Vec<(usize, usize)> {
        let set = self.sides.as_ref().ok().and_then(|it| it.get(side as usize));
        set.map(|it| it.applying(&request(found, compiled))).unwrap_or_default()
    }
}

fn set(access: &Access<'_>, assumptions: Assumptions) -> Result<PolicySet, PolicySetError> {
    let mut set = PolicySet::builder().assumptions(assumptions);
    for Layer { kind, policies } in &access.layers {
        let policies = policies.iter().map(|it| {
            let statements: Vec<_> = it.statements.iter().map(|it| (*it).clone()).collect();
            Policy::checked(it.version, Cow::Owned(statements), Cow::Borrowed(&[]))
        });
        set = match kind {
            LayerKind::Identity => policies.fold(set, |set, it| match it.version().model() {
                Model::IdentityPolicy => set.identity("", it),
                Model::RolePolicy => set.role("", it, GrantScope::All),
            }),
            LayerKind::Scp => set.scp_level(policies.map(|it| ("", it))),
            LayerKind::Session => policies.fold(set, |set, it| set.session("", it)),
        };
    }
    set.build()
}

fn request(found: &Found, compiled: &Compiled<'_>) -> Request {
    let mut request = Request::new(&found.action);
    if let Some(name) = &found.resource {
        request = request.resource(name);
    }
    for (key, value) in &found.keys {
        let Some(name) = compiled.keys.get(*key).map(|it| it.name.as_str()) else { continue };
        request = match value {
            Value::Absent => request,
            Value::One(it) => request.key(name, it),
            Value::Many(all) => request.keys(name, all.iter().cloned()),
        };
    }
    request
}
