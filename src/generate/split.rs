//! A policy that is too large as several.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::Generated;
use crate::{Actions, Limit, Model, Policy, Resources, Statement};

/// What the policies of a model may have.
#[derive(Debug, Clone, Copy)]
struct Limits {
    characters: usize,
    statements: usize,
    actions: usize,
}

impl Limits {
    /// The lowest that a documentation states.
    fn of(model: Model) -> Self {
        let lowest = |counts: &str| {
            let all = Limit::all().filter(|it| it.model() == model && it.counts() == counts);
            all.filter_map(|it| usize::try_from(it.max()).ok()).min().unwrap_or(usize::MAX)
        };
        Self {
            characters: lowest("characters of a policy"),
            statements: lowest("statements of a policy"),
            actions: lowest("actions of a policy"),
        }
    }

    fn allow(self, statements: &[Statement], policy: &Policy) -> bool {
        let actions = statements.iter().map(|it| actions(it).len()).sum::<usize>();
        let characters = || policy.with_statements(statements.to_vec()).to_string().chars().count();
        statements.len() <= self.statements && actions <= self.actions && characters() <= self.characters
    }
}

impl Generated {
    /// The policies as they can be created: each within the limits that a documentation states for its model, of characters (white space
    /// is not counted), of statements and of actions. Together they allow the same. For identity policies no page that was read states
    /// how large one may be; whoever knows it from the account's quota gives it as `characters`.
    ///
    /// ```
    /// use hwc_iam::generate::Generator;
    /// use hwc_iam::{Cloud, Model};
    ///
    /// let mut generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
    /// generator.call("POST /v1/cloudimages/{image_id}/copy");
    /// generator.call("GET /v2/cloudimages");
    /// let generated = generator.generate();
    /// assert_eq!((generated.parts(None).len(), generated.parts(Some(150)).len()), (1, 2));
    /// ```
    #[must_use]
    pub fn parts(&self, characters: Option<usize>) -> Vec<Policy> {
        let mut limits = Limits::of(self.model);
        limits.characters = limits.characters.min(characters.unwrap_or(usize::MAX));
        self.policy.iter().chain(&self.global_policy).flat_map(|it| split(it, limits)).collect()
    }
}

fn split(policy: &Policy, limits: Limits) -> Vec<Policy> {
    if limits.allow(policy.statements(), policy) {
        return Vec::from([policy.clone()]);
    }
    let mut parts: Vec<Vec<Statement>> = Vec::new();
    for statement in policy.statements() {
        place(statement, policy, limits, &mut parts);
    }
    parts.into_iter().map(|it| policy.with_statements(it)).collect()
}

/// Puts a statement into the last part, or else halves of it; what is one action on one resource can only be in a part of its own.
fn place(statement: &Statement, policy: &Policy, limits: Limits, parts: &mut Vec<Vec<Statement>>) {
    if let Some(last) = parts.last_mut() {
        last.push(statement.clone());
        if limits.allow(last, policy) {
            return;
        }
        last.pop();
    }
    match halves(statement).filter(|_| !limits.allow(core::slice::from_ref(statement), policy)) {
        Some(halves) => halves.iter().for_each(|it| place(it, policy, limits, parts)),
        None => parts.push(Vec::from([statement.clone()])),
    }
}

fn halves(statement: &Statement) -> Option<[Statement; 2]> {
    let all = actions(statement);
    if all.len() > 1 {
        let (one, other) = all.split_at_checked(all.len() / 2)?;
        return Some([one, other].map(|it| statement.with_actions(it.to_vec())));
    }
    let Some(Resources::These(urns)) = statement.resources() else { return None };
    let (one, other) = urns.split_at_checked(urns.len() / 2).filter(|it| !it.0.is_empty())?;
    Some([one, other].map(|it| statement.with_resources(it.to_vec())))
}

fn actions(statement: &Statement) -> &[crate::ActionPattern] {
    let (Actions::These(all) | Actions::AllBut(all)) = statement.actions();
    all
}
