//! The dimension of actions: all names of the form that a model has.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::cause::Cause;
use super::pattern::Pattern;
use crate::classes::Glob;
use crate::eval::{Assumption, Assumptions, Setting, is_action_of_other_model};
use crate::shared::pattern;
use crate::{Action, ActionPattern, Model, Service};

/// How names of actions are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    model: Model,
    /// Whether all are in lower case.
    ignores_case: bool,
}

impl Names {
    pub(super) fn of(model: Model, assumptions: Assumptions) -> Self {
        let is_yes = assumptions.get(Assumption::ActionCase) == Setting::Yes;
        Self { model, ignores_case: model == Model::RolePolicy || is_yes }
    }

    /// All names of the form that the model has.
    pub(super) fn universe(self) -> Vec<Glob> {
        let (two, three) = (Glob::pattern_of_parts("?*:?*"), Glob::pattern_of_parts("?*:*:?*"));
        match self.model {
            Model::IdentityPolicy => [three].into(),
            Model::RolePolicy => [two, three].into(),
        }
    }

    /// A name as the patterns are read.
    pub(super) fn read(self, name: &str) -> Cow<'_, str> {
        if self.ignores_case { name.to_ascii_lowercase().into() } else { name.into() }
    }

    /// The name as the catalogue spells it: of names that differ in case only, the one that is sure to be of this model.
    pub(super) fn spelled(self, name: String) -> String {
        let is_other =
            self.model == Model::IdentityPolicy && self.ignores_case && is_action_of_other_model(&name, self.model);
        match is_other.then(|| known_in_any_case(&name)).flatten() {
            Some(it) => it.name().into(),
            None => name,
        }
    }

    /// Whether it is an action of the other model, in whatever case.
    pub(super) fn is_of_other_model(self, name: &str) -> bool {
        is_action_of_other_model(name, self.model)
            && !(self.model == Model::IdentityPolicy && self.ignores_case && known_in_any_case(name).is_some())
    }

    /// What an action of a policy matches. It is open whether it does where case is all that differs, if `has_open_case`.
    pub(super) fn patterns(self, action: &ActionPattern, has_open_case: bool) -> Vec<Pattern> {
        let written = action.as_str();
        let lower = if self.ignores_case { written.to_ascii_lowercase() } else { String::from(written) };
        let text = lower.as_str();
        if text == "*" {
            return [Pattern { glob: Glob::pattern(text), needs: Vec::new() }].into();
        }
        let need = Cause::Assumption;
        let mut all = alloc::vec![Pattern { glob: Glob::pattern_of_parts(text), needs: Vec::new() }];
        if pattern::is_pattern(text) && text.bytes().filter(|it| *it == b':').count() < 2 {
            all.push(Pattern { glob: Glob::pattern(text), needs: [need(Assumption::ShortActionPattern)].into() });
        }
        if has_open_case {
            let glob = Glob::pattern_of_parts(text).ignoring_case();
            all.push(Pattern { glob, needs: [need(Assumption::ActionCase)].into() });
        }
        if self.model == Model::RolePolicy {
            // What matches a name of the one service is for the same name of the other, too.
            let twins = all.iter().flat_map(|it| {
                let of = |from, to| it.glob.behind(from).into_iter().map(move |rest| Glob::literal(to).then(&rest));
                let twins = of("iam:", "identity:").chain(of("identity:", "iam:"));
                let needs = it.needs.iter().cloned().chain([need(Assumption::IdentityIsIam)]);
                let needs: Vec<Cause> = needs.collect();
                let twins = twins.filter(|twin| !it.glob.covers(twin));
                twins.map(|glob| Pattern { glob, needs: needs.clone() }).collect::<Vec<_>>()
            });
            let twins: Vec<Pattern> = twins.collect();
            all.extend(twins);
            if let Some(operation) = text.strip_prefix("::") {
                let glob = Glob::pattern(&alloc::format!("*:*:{operation}"));
                all.push(Pattern { glob, needs: [need(Assumption::EmptyActionPart)].into() });
            }
        }
        all
    }

    /// Whether it can count if case does: not where all patterns are in lower case, as then a name in another case is in the
    /// class of one that has other characters there; unless it can have no others.
    pub(super) fn case_counts(self, action: &ActionPattern) -> bool {
        let text = action.as_str();
        self.model == Model::IdentityPolicy
            && (text.bytes().any(|it| it.is_ascii_uppercase() || it == b'?')
                || !pattern::is_pattern(text) && is_action_of_other_model(text, self.model))
    }
}

fn known_in_any_case(name: &str) -> Option<Action> {
    let service = Service::of_name(name)?;
    service.actions().find(|it| it.name().eq_ignore_ascii_case(name))
}
