// The checks of a policy that must hold for it to mean anything. They ask the catalogue and nothing else; what the pages
// do not state, they do not judge.
//
// Who makes a tree by hand gives each node a number of its own as its span: with a type for it, all of this would be compiled anew
// in every crate that checks.

use alloc::vec::Vec;

use super::checker::{Actions, Checker, STATEMENT};
use super::shape::{POLICY_ELEMENTS, STATEMENT_ELEMENTS};
use crate::problem::{Mistake, Problem, Wanted};
use crate::read::Span;
use crate::tables::Tables;
use crate::tree::{JsonKind, Member, Node, Value};
use crate::words::{Effect, PolicyKind, Version};

/// Every mistake in `policy`, in the order of the text.
#[must_use]
pub fn check(policy: &Node<Span>, kind: PolicyKind, tables: &'static Tables) -> Vec<Problem<Span>> {
    let mut checker = Checker::new(tables, kind, None);
    checker.policy(policy);
    checker.problems
}

/// Every mistake in a text that was read: `broken` in its JSON, and the others in `policy`.
#[must_use]
pub fn check_all(
    policy: Option<&Node<Span>>,
    broken: Vec<Problem<Span>>,
    kind: PolicyKind,
    tables: &'static Tables,
) -> Vec<Problem<Span>> {
    let mut problems = broken;
    // What is missing from a broken text may be there, only not where it could be found.
    let is_whole = problems.is_empty();
    let counts = |it: &Problem<Span>| match it.mistake {
        _ if it.mistake.is_absence() => is_whole,
        // What is not known yet may be what belongs there.
        Mistake::WrongType { found, .. } => found != JsonKind::Expression,
        _ => true,
    };
    problems.extend(policy.into_iter().flat_map(|it| check(it, kind, tables)).filter(counts));
    // They are kept with the policy, and thousands of policies may be there at once.
    problems.shrink_to_fit();
    problems
}

/// Whether all of a policy can be told, which takes no look at the catalogue's names.
#[must_use]
pub fn can_be_told(policy: &Node<Span>, kind: PolicyKind, tables: &'static Tables) -> bool {
    let mut checker = Checker { steps: None, suggestions: 0, ..Checker::new(tables, kind, None) };
    checker.policy(policy);
    !checker.problems.iter().any(|it| it.mistake.is_structural())
}

/// Every mistake in a single name or pattern of actions.
#[must_use]
pub fn check_action(name: &str, span: Span, version: Version, tables: &'static Tables) -> Vec<Problem<Span>> {
    let mut checker = Checker::new(tables, PolicyKind::Identity, Some(version));
    checker.action(name, span, &mut Actions::default());
    checker.problems
}

/// Every mistake in a single URN or pattern of URNs.
#[must_use]
pub fn check_urn(text: &str, span: Span, tables: &'static Tables) -> Vec<Problem<Span>> {
    let mut checker = Checker::new(tables, PolicyKind::Identity, Some(Version::V5_0));
    checker.resource(text, span, Version::V5_0);
    checker.problems
}

const POLICY: &str = "the policy";

impl Checker {
    fn policy(&mut self, policy: &Node<Span>) {
        match self.kind {
            PolicyKind::Bucket => return self.bucket(policy),
            PolicyKind::Topic => return,
            _ => {}
        }
        let Some(members) = self.object("a policy", policy) else { return };
        self.is_open = matches!(policy.value, Value::Open(_));
        let belongs = |name: &str| STATEMENT_ELEMENTS.contains(&name).then_some("a statement");
        let get = self.elements(members, POLICY, &POLICY_ELEMENTS, belongs);
        match get("Version") {
            Some(version) => self.policy_version(&version.value),
            None => self.report_missing(Mistake::MissingVersion { place: POLICY }, policy.span),
        }
        if let Some(depends) = get("Depends") {
            self.depends(depends);
        }
        let Some(statements) = get("Statement") else {
            self.report_missing(Mistake::MissingStatement { place: POLICY }, policy.span);
            return;
        };
        match &statements.value.value {
            Value::Array(all) if all.is_empty() => self.empty("`Statement`", statements.value.span),
            Value::Array(all) => all.iter().for_each(|it| self.statement(it)),
            Value::Object(_) | Value::Open(_) if self.kind == PolicyKind::Scp => self.statement(&statements.value),
            _ => self.wrong_type("`Statement`", Wanted::Objects, &statements.value),
        }
    }

    fn policy_version(&mut self, node: &Node<Span>) {
        let Some(found) = self.literal("`Version`", node) else { return };
        let version = Version::from_name(found).filter(|it| match self.kind {
            PolicyKind::Identity => true,
            PolicyKind::Scp | PolicyKind::Trust | PolicyKind::Endpoint => *it == Version::V5_0,
            PolicyKind::Bucket | PolicyKind::Topic => false,
            PolicyKind::Role => *it != Version::V5_0,
        });
        if version.is_none() {
            self.report(node.span, Mistake::InvalidVersion { found: found.into(), kind: self.kind });
        }
        self.version = version;
    }

    fn statement(&mut self, node: &Node<Span>) {
        let Some(members) = self.object("a statement", node) else { return };
        self.is_open = matches!(node.value, Value::Open(_));
        let belongs = |name: &str| POLICY_ELEMENTS.contains(&name).then_some("the policy");
        let get = self.elements(members, STATEMENT, &STATEMENT_ELEMENTS, belongs);
        if let Some(sid) = get("Sid") {
            self.string("`Sid`", &sid.value);
        }
        let effect = match get("Effect") {
            Some(effect) => self.effect(&effect.value),
            None => {
                self.missing("`Effect`", STATEMENT, node.span);
                None
            }
        };
        self.kind_of_statement(&get, effect, node.span);
        let element = self.one_of(&get, "Action", "NotAction", node.span);
        let mut actions = element.map(|it| self.actions(it)).unwrap_or_default();
        let count = element.map_or(0, |it| if let Value::Array(all) = &it.value.value { all.len() } else { 1 });
        let is_there = element.is_some() || !self.is_open;
        actions.are_all_known = is_there && count == actions.exact.len() + actions.matched.len();
        if let (Some(resource), Some(other)) = (get("Resource"), get("NotResource")) {
            self.both(resource, other);
        }
        for element in [get("Resource"), get("NotResource")].into_iter().flatten() {
            self.resources(element, &actions);
        }
        if let Some(condition) = get("Condition") {
            self.condition(condition, &actions);
        }
    }

    pub(super) fn effect(&mut self, node: &Node<Span>) -> Option<Effect> {
        let found = self.literal("`Effect`", node)?;
        let effect = Effect::from_name(found);
        if effect.is_none() {
            self.report(node.span, Mistake::InvalidEffect { found: found.into() });
        }
        effect
    }

    /// The one of two elements that is there; a mistake if it is both or neither.
    pub(super) fn one_of<'a>(
        &mut self,
        get: &impl Fn(&str) -> Option<&'a Member<Span>>,
        one: &'static str,
        other: &'static str,
        span: Span,
    ) -> Option<&'a Member<Span>> {
        match (get(one), get(other)) {
            (Some(first), Some(second)) => {
                self.both(first, second);
                None
            }
            (None, None) => {
                let name = match one {
                    "Action" => "`Action` or `NotAction`",
                    "Resource" => "`Resource` or `NotResource`",
                    _ => "`Principal` or `NotPrincipal`",
                };
                self.missing(name, STATEMENT, span);
                None
            }
            (first, second) => first.or(second),
        }
    }
}
