use alloc::vec::Vec;

use super::env::Env;
use super::layer::Layer;
use super::set::PolicySet;
use super::statement::CompiledStatement;
use super::truth::Truth;
use super::votes::Votes;
use super::{Decision, Request, StatementRef, settle};
use crate::Effect;

impl PolicySet {
    /// Whether the request is allowed.
    ///
    /// Does not allocate unless something is open.
    #[must_use]
    pub fn decide(&self, request: &Request) -> Decision {
        self.decide_at_once(request).unwrap_or_else(|| self.decide_open(request))
    }

    /// The decision, unless something is open: settling that takes far longer.
    pub(crate) fn decide_at_once(&self, request: &Request) -> Option<Decision> {
        let decision = self.verdict(&Env::new(request, self.assumptions, &[])).decision();
        (decision != Decision::Unknown).then_some(decision)
    }

    /// The decision on a request that is not decided at once.
    pub(crate) fn decide_open(&self, request: &Request) -> Decision {
        settle::decide(self, request)
    }

    /// The decision on a request, and the first statement that decides it by itself: a `Deny`, or an `Allow` of what is granted to
    /// the principal or of the resource policy without which, and the other grants, it would not be allowed.
    ///
    /// There is none where no statement allows it, where it is unknown or only settled by looking into each case, where it takes
    /// several statements, and where it is allowed without any, as to the root user.
    ///
    /// ```
    /// use hwc_iam::eval::{Decision, PolicySet, Request};
    /// use hwc_iam::policy;
    ///
    /// let set = PolicySet::builder()
    ///     .identity("readers", policy!({
    ///         "Version": "5.0",
    ///         "Statement": [
    ///             { "Effect": "Allow", "Action": ["ims:images:list"] },
    ///             { "Effect": "Deny", "Action": ["ims:images:export"] }
    ///         ]
    ///     }))
    ///     .build()?;
    /// let (decision, statement) = set.deciding(&Request::new("ims:images:export"));
    /// assert_eq!((decision, statement.unwrap().statement), (Decision::ExplicitDeny, 1));
    /// assert_eq!(set.deciding(&Request::new("ims:images:get")), (Decision::ImplicitDeny, None));
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    #[must_use]
    pub fn deciding(&self, request: &Request) -> (Decision, Option<StatementRef<'_>>) {
        let (decision, place) = self.deciding_place(request);
        (decision, place.and_then(|it| self.statements.get(it)).and_then(|it| self.refer(it)))
    }

    /// The same with the place of the statement among all of them.
    fn deciding_place(&self, request: &Request) -> (Decision, Option<usize>) {
        self.deciding_at_once(request).unwrap_or_else(|| (self.decide_open(request), None))
    }

    /// The same, unless something is open, as [`PolicySet::decide_at_once`] has it.
    pub(crate) fn deciding_at_once(&self, request: &Request) -> Option<(Decision, Option<usize>)> {
        let env = Env::new(request, self.assumptions, &[]);
        let (applying, votes) = self.votes_of_all(&env);
        let applying: Vec<usize> = applying.iter().filter(|it| it.2 == Truth::Yes).map(|(place, ..)| *place).collect();
        let decides = |without: &Votes, statement: &CompiledStatement, decision| {
            let mut votes = *without;
            votes.cast(statement.effect == Effect::Allow, statement.group, Truth::Yes);
            self.judge(&votes, &env).decision() == decision
        };
        let decision = self.judge(&votes, &env).decision();
        let (effect, without) = match decision {
            Decision::Unknown => return None,
            Decision::ImplicitDeny => return Some((decision, None)),
            Decision::ExplicitDeny => (Effect::Deny, votes.without_denies()),
            Decision::Allow => {
                let granting = [Layer::Identity, Layer::Role, Layer::Resource];
                let without = granting.iter().fold(votes, |votes, it| votes.without_allows(it.group(self.levels)));
                (Effect::Allow, without)
            }
        };
        if self.judge(&without, &env).decision() == decision {
            return Some((decision, None));
        }
        let candidates = applying.into_iter().filter(|it| {
            self.statements.get(*it).is_some_and(|it| {
                let is_granting = it.effect == Effect::Deny || (it.group as usize) < Layer::ALWAYS_THERE;
                it.effect == effect && is_granting && decides(&without, it, decision)
            })
        });
        Some((decision, candidates.min()))
    }
}
