//! Asks the evaluator what both sides say to a request before anybody is told of it.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Access;
use super::comparison::Side;
use super::compile::Sides;
use super::policies::Document;
use super::search::Found;
use crate::Policy;
use crate::error::PolicySetError;
use crate::eval::{Assumption, Assumptions, Decision, PolicySet, Request, Value};

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

    pub(super) fn of(&self, found: &Found, compiled: &Sides<'_>, allowing: Side) -> Replayed {
        let request = request(found, compiled);
        let sides = match &self.sides {
            Ok(it) => it,
            Err(error) => {
                return Replayed::Disagrees(alloc::format!("the evaluator does not take the policies: {error}"));
            }
        };
        let (mut differs, mut is_open) = (true, false);
        let mut open = Vec::new();
        for (side, set) in [Side::Old, Side::New].into_iter().zip(sides) {
            let explained = set.explain(&request);
            let mut allowed = explained.possible.iter().map(|it| *it == Decision::Allow);
            // Which of two ways to be denied does not matter.
            match (allowed.clone().any(|it| it), allowed.all(|it| it)) {
                (true, false) => {
                    is_open = true;
                    open.extend(explained.assumptions);
                }
                (is_allowed, _) => differs &= is_allowed == (side == allowing),
            }
        }
        match (differs, is_open) {
            (true, false) => Replayed::Differs,
            (true, true) => Replayed::Open(open),
            (false, _) => Replayed::Disagrees(alloc::format!("the evaluator decides `{}` otherwise", found.action)),
        }
    }

    /// Whether the evaluator is sure of the difference.
    pub(super) fn differs(&self, found: &Found, compiled: &Sides<'_>, allowing: Side) -> bool {
        let request = request(found, compiled);
        let Ok(sides) = &self.sides else { return false };
        let mut sides = [Side::Old, Side::New].into_iter().zip(sides);
        sides.all(|(side, set)| match set.decide(&request).is_allowed() {
            // Which of two ways to be denied does not matter.
            None => side != allowing && !set.explain(&request).possible.contains(&Decision::Allow),
            Some(is_allowed) => is_allowed == (side == allowing),
        })
    }

    /// The statements of a side that apply, by the places of their documents and their own.
    pub(super) fn applying(&self, found: &Found, compiled: &Sides<'_>, side: Side) -> Vec<(usize, usize)> {
        let Some(set) = self.sides.as_ref().ok().and_then(|it| it.get(side as usize)) else { return Vec::new() };
        let request = request(found, compiled);
        let matched = set.explain(&request).matched;
        matched.into_iter().filter_map(|it| Some((it.policy.parse().ok()?, it.statement))).collect()
    }
}

fn set(access: &Access<'_>, assumptions: Assumptions) -> Result<PolicySet, PolicySetError> {
    let mut set = PolicySet::builder().assumptions(assumptions);
    // By the place of a document it is found again.
    let mut names = (0..).map(|it: usize| it.to_string());
    let policy = |it: &Document<'_>| {
        let statements: Vec<_> = it.statements.iter().map(|it| (*it).clone()).collect();
        Policy::from_parts(it.version, Cow::Owned(statements), Cow::Borrowed(&[]))
    };
    let mut named = |all: &[Document<'_>]| names.by_ref().zip(all.iter().map(policy)).collect::<Vec<_>>();
    for (name, it) in named(&access.identity) {
        set = set.granted(name, it);
    }
    for level in &access.levels {
        set = set.scp_level(named(level));
    }
    for (name, it) in named(&access.sessions) {
        set = set.session(name, it);
    }
    set.build()
}

fn request(found: &Found, compiled: &Sides<'_>) -> Request {
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
