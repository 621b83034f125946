use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::env::{Env, Found, LAST_KEY};
use super::layer::Layer;
use super::request::EntryValue;
use super::samples::Looked;
use super::set::PolicySet;
use super::settle::{self, Variable};
use super::smallest::smallest;
use super::statement::CompiledStatement;
use super::truth::Truth;
use super::{Assumption, Decision, Missing, Request};
use crate::{Condition, Effect};

/// A decision and what it comes from.
///
/// ```
/// use hwc_iam::eval::{Missing, PolicySet, Request};
/// use hwc_iam::policy;
///
/// let set = PolicySet::builder()
///     .identity("replicators", policy!({
///         "Version": "5.0",
///         "Statement": [{
///             "Sid": "InRegion",
///             "Effect": "Allow",
///             "Action": ["ims:images:copyInRegion"],
///             "Condition": { "Bool": { "ims:Encrypted": ["false"] } }
///         }]
///     }))
///     .build()?;
/// let request = Request::new("ims:images:copyInRegion");
///
/// let encrypted = request.clone().key("ims:Encrypted", "true");
/// let denied = set.explain(&encrypted);
/// assert_eq!(denied.nearly[0].statement.sid, Some("InRegion"));
/// assert_eq!(denied.nearly[0].failed[0].to_string(), "`Bool` of `ims:Encrypted`: the request has `true`, the policy `false`");
///
/// let perhaps = request.unknown_key("ims:Encrypted");
/// let unknown = set.explain(&perhaps);
/// assert_eq!(unknown.missing, [Missing::Key("ims:Encrypted".into())]);
/// # Ok::<(), hwc_iam::error::PolicySetError>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Explanation<'a> {
    /// The decision, as [`PolicySet::decide`] makes it.
    pub decision: Decision,
    /// What the decision can be once everything is known; one only, if it is known. Where something cannot be looked into (see
    /// [`PolicySet::explain`]), some of these may in truth be impossible.
    pub possible: Vec<Decision>,
    /// The statements that apply.
    pub matched: Vec<StatementRef<'a>>,
    /// The statements that are for the action and do not apply, or of which that is open; and, unless the request is allowed,
    /// those that allow other actions of the service under the same circumstances.
    pub nearly: Vec<NearMiss<'a>>,
    /// The layers in which no `Allow` applies for sure.
    pub without_allow: Vec<Layer>,
    /// The least of the request that, with the assumptions, settles the decision whatever it is; by name.
    pub missing: Vec<Missing>,
    /// The open questions that, with the keys, settle it.
    pub assumptions: Vec<Assumption>,
    /// Whether these are more than the fewest that settle it, as there are more cases than are looked at.
    pub is_cut: bool,
}

/// A statement of a policy of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementRef<'a> {
    /// The layer of its policy.
    pub layer: Layer,
    /// The name of its policy.
    pub policy: &'a str,
    /// Its place in the policy, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<&'a str>,
    /// Its `Effect`.
    pub effect: Effect,
}

/// A statement that does not apply, or may not.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NearMiss<'a> {
    /// The statement.
    pub statement: StatementRef<'a>,
    /// Why it does not apply.
    pub failed: Vec<Failed<'a>>,
    /// Why it may not apply.
    pub open: Vec<Failed<'a>>,
}

/// An element of a statement that does not match, or may not.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Failed<'a> {
    /// `Action` or `NotAction`.
    Action,
    /// `Resource` or `NotResource`.
    Resource,
    /// `Principal` or `NotPrincipal`.
    Principal,
    /// The scope in which the role is granted, or a role that it depends on.
    Grant,
    /// The document of the role, which is unknown.
    Document,
    /// A condition.
    Condition {
        /// As the policy has it.
        condition: &'a Condition,
        /// The values of the request; nothing, if it does not have the key.
        found: Option<Vec<&'a str>>,
        /// Whether it is known which values the request has.
        is_known: bool,
    },
}

impl core::fmt::Display for Failed<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (condition, found, is_known) = match self {
            Self::Action => return f.write_str("the action"),
            Self::Resource => return f.write_str("the resource"),
            Self::Principal => return f.write_str("the principal"),
            Self::Grant => return f.write_str("the scope of the role, or a role that it depends on"),
            Self::Document => return f.write_str("what the role says"),
            Self::Condition { condition, found, is_known } => (condition, found, is_known),
        };
        write!(f, "`{}` of `{}`: the request ", condition.operator(), condition.key())?;
        match found {
            Some(found) => {
                f.write_str("has ")?;
                list(f, found.iter().copied())?;
            }
            None if *is_known => f.write_str("does not have it")?,
            None => f.write_str("may or may not have it")?,
        }
        f.write_str(", the policy ")?;
        list(f, condition.values().iter().map(|it| &**it))
    }
}

fn list<'a>(f: &mut core::fmt::Formatter<'_>, all: impl Iterator<Item = &'a str>) -> core::fmt::Result {
    let mut separator = "";
    for it in all {
        write!(f, "{separator}`{it}`")?;
        separator = ", ";
    }
    if separator.is_empty() { f.write_str("nothing") } else { Ok(()) }
}

/// How many statements are looked at for their action alone, and how many of them are shown.
const MOST_LOOKED_AT: usize = 256;
const MOST_SHOWN: usize = 8;

impl PolicySet {
    /// The decision on a request and what it comes from.
    ///
    /// What is unknown is split into cases: every assumption into its two settings, every unknown key into its absence and the
    /// values that the policies tell apart. The values are of the type that a page gives the key, or else of the type that the
    /// operators compare; there are several of them where a page says so, and where no page says and the policies put a
    /// qualifier on the key. So an unknown decision is one that can differ, except where a case cannot be looked into: an unknown
    /// key that stands in a variable, that is compared as of two types or with a text that has a variable, or that may have
    /// several values of more than six kinds; an unknown principal, resource or account; or more than 4,096 cases. There the
    /// decision may be called unknown although it could not differ; it is never called known when it can. What else must be
    /// known where a key stands in a variable is found by trying values, those of two keys that are compared with one another
    /// together, in at most 2,048 cases. With more of them, or more than 512 cases otherwise, everything that is open is named,
    /// and not the fewest, which [`Explanation::is_cut`] says.
    #[must_use]
    pub fn explain<'a>(&'a self, request: &'a Request) -> Explanation<'a> {
        let env = Env::new(request, self.assumptions(), &[]);
        let votes = self.votes_of_all(&env);
        let (hits, votes) = votes;
        let decision = self.judge(&votes, &env).decision();
        let mut found = Explanation {
            decision,
            possible: alloc::vec![decision],
            matched: Vec::new(),
            nearly: Vec::new(),
            without_allow: self.layers().filter(|it| self.vote(&votes, true, *it) != Truth::Yes).collect(),
            missing: Vec::new(),
            assumptions: Vec::new(),
            is_cut: false,
        };
        if decision == Decision::Unknown {
            self.settle(request, &mut found);
        }
        for (place, action, applies) in &hits {
            let Some(statement) = self.statements.get(*place) else { continue };
            if *applies == Truth::Yes {
                found.matched.extend(self.refer(statement));
            } else {
                found.nearly.extend(self.near_miss(statement, *action, &env));
            }
        }
        if found.decision != Decision::Allow {
            self.add_other_actions(&hits, &env, &mut found.nearly);
        }
        found
    }

    fn settle<'a>(&'a self, request: &'a Request, found: &mut Explanation<'a>) {
        let cases = settle::cases(self, request);
        found.decision = cases.decision();
        found.possible.clone_from(&cases.possible);
        found.possible.sort_unstable();
        if found.decision != Decision::Unknown {
            return;
        }
        // What hangs on a key that cannot be split hides what else must be known.
        let looked = Looked::default();
        let sampled = cases.has_opaque().then(|| settle::sampled(self, request, &looked));
        let sampled = sampled.filter(|it| it.possible.len() > 1);
        let (mut named, mut is_cut) = smallest(sampled.as_ref().unwrap_or(&cases));
        if cases.has_opaque() {
            let (settling, is_also_cut) = settle::settling(self, request, &looked, named);
            (named, is_cut) = (settling, is_cut || is_also_cut);
        }
        found.is_cut = is_cut;
        for it in named {
            match it {
                Variable::Key(place) => {
                    let count = if place < LAST_KEY { 1 } else { usize::MAX };
                    let these = request.context.iter().skip(place).take(count);
                    let unknown = these.filter(|it| matches!(it.value, EntryValue::Unknown));
                    found.missing.extend(unknown.map(|it| Missing::Key(it.key.name().into())));
                }
                Variable::Subject(it) => found.missing.push(it.missing()),
                Variable::Assumption(it) => found.assumptions.push(it),
            }
        }
        found.missing.sort_by_cached_key(Missing::to_string);
        found.missing.dedup();
    }

    fn near_miss<'a>(&'a self, statement: &'a CompiledStatement, action: Truth, env: &Env<'a>) -> Option<NearMiss<'a>> {
        let mut miss = NearMiss { statement: self.refer(statement)?, failed: Vec::new(), open: Vec::new() };
        let mut add = |holds: Truth, what: Failed<'a>| match holds {
            Truth::No => miss.failed.push(what),
            Truth::Open => miss.open.push(what),
            Truth::Yes => {}
        };
        add(action, Failed::Action);
        add(statement.resources.as_ref().map_or(Truth::Yes, |it| it.holds(env)), Failed::Resource);
        add(statement.principals.as_ref().map_or(Truth::Yes, |it| it.holds(env)), Failed::Principal);
        add(statement.grant.map_or(Truth::Yes, |it| self.grants().is_effective(it, env)), Failed::Grant);
        add(if statement.is_known { Truth::Yes } else { Truth::Open }, Failed::Document);
        let conditions = self.conditions(statement);
        for (test, condition) in statement.tests.iter().zip(conditions) {
            let holds = test.holds(env);
            if holds != Truth::Yes {
                let (found, is_known) = match env.find(&test.key.id) {
                    Found::One(it) => (Some(alloc::vec![it]), true),
                    Found::Many(all) => (Some(all.iter().map(String::as_str).collect()), true),
                    Found::Absent => (None, true),
                    Found::Open => (None, false),
                };
                add(holds, Failed::Condition { condition, found, is_known });
            }
        }
        Some(miss)
    }

    /// Statements that allow other actions of the service under the same circumstances.
    fn add_other_actions<'a>(&'a self, hits: &[(usize, Truth, Truth)], env: &Env<'a>, nearly: &mut Vec<NearMiss<'a>>) {
        let name = &*env.request.action.name;
        let Some(service) = name.find(':').and_then(|at| name.get(..=at)) else { return };
        let others = self.statements.iter().take(MOST_LOOKED_AT).enumerate().filter(|(place, it)| {
            it.effect == Effect::Allow
                && hits.binary_search_by_key(place, |(it, ..)| *it).is_err()
                && !it.excludes_actions
                && it.actions.iter().any(|it| it.is_of(service))
                && it.applies(Truth::Yes, self.grants(), env) == Truth::Yes
        });
        nearly.extend(others.take(MOST_SHOWN).filter_map(|(_, it)| {
            let statement = self.refer(it)?;
            Some(NearMiss { statement, failed: alloc::vec![Failed::Action], open: Vec::new() })
        }));
    }

    pub(super) fn refer(&self, statement: &CompiledStatement) -> Option<StatementRef<'_>> {
        let document = self.documents.get(statement.document)?;
        let sid = document.policy.statements().get(statement.place)?.sid();
        Some(StatementRef {
            layer: document.layer,
            policy: &document.name,
            statement: statement.place,
            sid,
            effect: statement.effect,
        })
    }

    fn conditions(&self, statement: &CompiledStatement) -> &[Condition] {
        let document = self.documents.get(statement.document);
        let written = document.and_then(|it| it.policy.statements().get(statement.place));
        written.map_or(&[], |it| it.conditions())
    }
}
