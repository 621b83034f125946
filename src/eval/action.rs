use alloc::boxed::Box;

use super::Assumption::{ActionCase, ActionOfOtherModel, EmptyActionPart, IdentityIsIam, ShortActionPattern};
use super::env::Env;
use super::request::RequestedAction;
use super::truth::Truth;
use crate::shared::pattern;
use crate::{ActionPattern, Model};

/// A name or pattern of actions in a policy of one model.
#[derive(Debug, Clone)]
pub(super) struct ActionText {
    text: Box<str>,
    model: Model,
    /// Whether a part is empty that may stand for any, which roles have.
    has_open_part: bool,
    /// Whether its case is known not to count.
    ignores_case: bool,
}

/// Whether a statement of this model is for an action that its `Action` or `NotAction` is for by name.
pub(super) fn of_model(by_name: Truth, action: &RequestedAction, model: Model, env: &Env<'_>) -> Truth {
    if by_name != Truth::No && action.is_of_other_model_than(model) {
        by_name.and(env.ask(ActionOfOtherModel))
    } else {
        by_name
    }
}

impl ActionText {
    pub(super) fn new(pattern: &ActionPattern, model: Model, is_of_bucket: bool) -> Self {
        let text = pattern.as_str();
        // The middle part of an action may be empty: `sts::tagSession`.
        let has_open_part = model == Model::RolePolicy && text.starts_with("::");
        let ignores_case = model == Model::RolePolicy || is_of_bucket;
        Self { text: text.into(), model, has_open_part, ignores_case }
    }

    /// What a name must begin with that it matches, in lower case, and whether there is nothing else that it matches.
    pub(super) fn key(&self) -> (Box<str>, bool) {
        if self.has_open_part {
            return ("".into(), false);
        }
        let end = self.text.find(['*', '?']);
        let prefix = end.and_then(|it| self.text.get(..it)).unwrap_or(&self.text);
        (prefix.to_ascii_lowercase().into(), end.is_none())
    }

    /// Whether it begins with this, whatever the case.
    pub(super) fn is_of(&self, service: &str) -> bool {
        self.text.get(..service.len()).is_some_and(|it| it.eq_ignore_ascii_case(service))
    }

    pub(super) fn matches(&self, action: &RequestedAction, env: &Env<'_>) -> Truth {
        of_model(self.names(action, env), action, self.model, env)
    }

    /// Whether it names the action, of whichever model that is.
    pub(super) fn names(&self, action: &RequestedAction, env: &Env<'_>) -> Truth {
        if *self.text == *action.name {
            Truth::Yes
        } else if pattern::matches_ignore_case(&self.text, &action.name) {
            self.but_for_form(&action.name, env)
        } else if self.has_open_part && self.matches_any_service(&action.name) {
            env.ask(EmptyActionPart)
        } else if let Some(twin) = action.twin.as_ref().filter(|it| self.names_twin(it)) {
            self.but_for_form(twin, env).and(env.ask(IdentityIsIam))
        } else {
            Truth::No
        }
    }

    fn names_twin(&self, twin: &str) -> bool {
        self.model == Model::RolePolicy && pattern::matches_ignore_case(&self.text, twin)
    }

    /// Whether a pattern that matches in some case does so by what is documented.
    fn but_for_form(&self, name: &str, env: &Env<'_>) -> Truth {
        let colons = |text: &str| text.bytes().filter(|it| *it == b':').count();
        let mut holds = Truth::Yes;
        if *self.text != *"*" && colons(&self.text) != colons(name) {
            holds = env.ask(ShortActionPattern);
        }
        if !self.ignores_case && !pattern::matches(&self.text, name) {
            holds = holds.and(env.ask(ActionCase));
        }
        holds
    }

    fn matches_any_service(&self, name: &str) -> bool {
        let operations = self.text.splitn(3, ':').nth(2).zip(name.splitn(3, ':').nth(2));
        operations.is_some_and(|(pattern, name)| pattern::matches_ignore_case(pattern, name))
    }
}
