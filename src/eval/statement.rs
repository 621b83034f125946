use alloc::vec::Vec;

use super::action::{ActionText, of_model};
use super::condition::Test;
use super::env::{Env, Subject};
use super::grant::Grants;
use super::key_id::KeyId;
use super::principal::PrincipalTest;
use super::resource::ResourceTest;
use super::text::Text;
use super::truth::Truth;
use crate::policy::bucket;
use crate::{Actions, Effect, Model, Statement};

/// A compiled statement.
#[derive(Debug, Clone)]
pub(super) struct CompiledStatement {
    /// The place of its document, and its own there.
    pub(super) document: usize,
    pub(super) place: usize,
    pub(super) effect: Effect,
    pub(super) model: Model,
    /// Which of the groups of statements it belongs to that are judged together.
    pub(super) group: u32,
    /// The place of the grant without which it has no effect.
    pub(super) grant: Option<usize>,
    /// Whether anybody knows what it says.
    pub(super) is_known: bool,
    pub(super) excludes_actions: bool,
    pub(super) actions: Vec<ActionText>,
    pub(super) resources: Option<ResourceTest>,
    pub(super) principals: Option<PrincipalTest>,
    pub(super) tests: Vec<Test>,
}

impl CompiledStatement {
    pub(super) fn new(statement: &Statement, model: Model, document: usize, place: usize, group: u32) -> Self {
        let (actions, excludes_actions) = match statement.actions() {
            Actions::These(all) => (all, false),
            Actions::AllBut(all) => (all, true),
        };
        let is_of_bucket = bucket::is_statement(statement);
        Self {
            document,
            place,
            effect: statement.effect(),
            model,
            group,
            grant: None,
            is_known: true,
            excludes_actions,
            actions: actions.iter().map(|it| ActionText::new(it, model, is_of_bucket)).collect(),
            resources: statement.resources().and_then(|it| ResourceTest::new(it, model)),
            principals: statement.principals().map(PrincipalTest::new),
            tests: statement.conditions().iter().map(|it| Test::new(it, model)).collect(),
        }
    }

    /// The keys of its conditions and variables; one may be there several times.
    pub(super) fn keys(&self) -> impl Iterator<Item = &KeyId> {
        let texts = self.resources.iter().flat_map(|it| it.texts());
        let operands = self.tests.iter().flat_map(|it| &it.operands).map(|it| it.text());
        let variables = texts.chain(operands).flat_map(Text::variables).map(|it| &it.id);
        variables.chain(self.tests.iter().map(|it| &it.key.id))
    }

    /// Whether its `Action` or `NotAction` is for the request's action.
    pub(super) fn is_for_action(&self, env: &Env<'_>) -> Truth {
        let action = &env.request.action;
        let named = Truth::any(self.actions.iter().map(|it| it.names(action, env)));
        let by_name = if self.excludes_actions { named.not() } else { named };
        of_model(by_name, action, self.model, env)
    }

    /// Whether it applies, where this is known of its action.
    pub(super) fn applies(&self, action: Truth, grants: Grants<'_>, env: &Env<'_>) -> Truth {
        let mut holds = action;
        let mut and = |next: &dyn Fn() -> Truth| {
            if holds != Truth::No {
                holds = holds.and(next());
            }
        };
        and(&|| self.resources.as_ref().map_or(Truth::Yes, |it| it.holds(env)));
        and(&|| self.principals.as_ref().map_or(Truth::Yes, |it| it.holds(env)));
        and(&|| Truth::all(self.tests.iter().map(|it| it.holds(env))));
        and(&|| self.grant.map_or(Truth::Yes, |it| grants.is_effective(it, env)));
        and(&|| if self.is_known { Truth::Yes } else { env.lacks(Subject::Roles) });
        holds
    }
}
