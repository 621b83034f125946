use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Assumption::{
    EmptyListRestrictsNothing, FailedVariableSparesTheRest, ShortResourcePattern, VariableOutsideLastPart,
};
use super::env::{Env, Subject};
use super::request::RequestedResource;
use super::text::{Match, Matches, Reading, Text};
use super::truth::Truth;
use crate::shared::{pattern, urn};
use crate::{Model, Resources};

/// The compiled `Resource` or `NotResource` of a statement.
#[derive(Debug, Clone)]
pub(super) struct ResourceTest {
    is_negated: bool,
    model: Model,
    /// Those that match one last part only and have no variable, sorted by that part: of logs there are many.
    of_one_id: Vec<(Box<str>, ResourcePattern)>,
    patterns: Vec<ResourcePattern>,
}

#[derive(Debug, Clone)]
enum ResourcePattern {
    All,
    Parts {
        has_variable: bool,
        parts: Box<[Text; 5]>,
    },
    /// What has fewer parts.
    Whole {
        text: Text,
        is_wild: bool,
    },
}

impl ResourceTest {
    /// Nothing, if it is for every resource.
    pub(super) fn new(resources: &Resources, model: Model) -> Option<Self> {
        let (all, is_negated): (&[Cow<'static, str>], bool) = match resources {
            Resources::These(all) | Resources::Uris(all) => (all, false),
            Resources::AllBut(all) => (all, true),
        };
        if !is_negated && all.iter().any(|it| it == "*") {
            return None;
        }
        let (mut of_one_id, mut patterns): (Vec<(Box<str>, _)>, Vec<_>) = (Vec::new(), Vec::new());
        for pattern in all.iter().map(|it| ResourcePattern::new(it)) {
            match pattern.only_id() {
                Some(it) => of_one_id.push((it.into(), pattern)),
                None => patterns.push(pattern),
            }
        }
        of_one_id.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(Self { is_negated, model, of_one_id, patterns })
    }

    pub(super) fn holds(&self, env: &Env<'_>) -> Truth {
        if self.patterns.is_empty() && self.of_one_id.is_empty() {
            return env.choose(EmptyListRestrictsNothing, Truth::Yes, Truth::of(self.is_negated));
        }
        let mut found = Matches { any: Truth::No, failed: Truth::No };
        for pattern in self.of_id(&env.request.resource).chain(&self.patterns) {
            let it = pattern.matches(&env.request.resource, self.model, env);
            found.any = found.any.or(it.any);
            found.failed = found.failed.or(it.failed);
            if found.any == Truth::Yes && !self.is_negated {
                return Truth::Yes;
            }
        }
        if !self.is_negated {
            return found.any;
        }
        let holds = found.any.not();
        env.choose(FailedVariableSparesTheRest, holds, holds.and(found.failed.not()))
    }

    /// Those for one last part that can match the resource: all others do not, whatever else is known.
    fn of_id(&self, resource: &RequestedResource) -> impl Iterator<Item = &ResourcePattern> {
        let all = self.of_one_id.as_slice();
        let found = match resource {
            RequestedResource::Named(name, Some(parts)) => {
                let id = parts.id(name);
                let start = all.partition_point(|(it, _)| **it < *id);
                let count = all.get(start..).unwrap_or_default().partition_point(|(it, _)| **it == *id);
                all.get(start..start + count)
            }
            RequestedResource::Named(_, None) | RequestedResource::None => None,
            // To each of them it is the same.
            RequestedResource::Unknown => all.get(..1),
        };
        found.unwrap_or_default().iter().map(|it| &it.1)
    }

    /// The texts of each of its patterns.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &[Text]> {
        self.of_one_id.iter().map(|it| &it.1).chain(&self.patterns).map(ResourcePattern::texts)
    }

    /// The texts of all its patterns.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Text> {
        self.patterns().flatten()
    }
}

impl ResourcePattern {
    fn new(text: &str) -> Self {
        if text == "*" {
            return Self::All;
        }
        match urn::split(text) {
            Some(parts) => {
                let parts = parts.map(Text::new);
                Self::Parts { has_variable: parts.iter().any(Text::has_variable), parts: Box::new(parts) }
            }
            None => Self::Whole { text: Text::new(text), is_wild: pattern::is_pattern(text) },
        }
    }

    /// The only last part that it matches, if there is one and it has no variable elsewhere.
    fn only_id(&self) -> Option<&str> {
        let Self::Parts { has_variable: false, parts } = self else { return None };
        let [.., Text::Plain(id)] = &**parts else { return None };
        Some(id)
    }

    fn texts(&self) -> &[Text] {
        match self {
            Self::All => &[],
            Self::Parts { parts, .. } => &**parts,
            Self::Whole { text, .. } => core::slice::from_ref(text),
        }
    }

    fn matches(&self, resource: &RequestedResource, model: Model, env: &Env<'_>) -> Matches {
        let is = |any| Matches { any, failed: Truth::No };
        let (name, parts) = match (self, resource) {
            (Self::All, _) => return is(Truth::Yes),
            (_, RequestedResource::Unknown) => {
                self.texts().iter().for_each(|it| it.note_variables(env));
                return is(env.lacks(Subject::Resource));
            }
            (_, RequestedResource::None) => return self.of_nothing(model, env),
            (_, RequestedResource::Named(name, parts)) => (name, parts),
        };
        match self {
            Self::All => is(Truth::Yes),
            Self::Whole { text, is_wild } => {
                let mut found = Matches::of(core::iter::once(part(text, name, Reading::PATTERN, false, model, env)));
                if *is_wild && found.any != Truth::No {
                    found.any = found.any.and(env.ask(ShortResourcePattern));
                }
                found
            }
            Self::Parts { has_variable, parts: patterns } => {
                let mut found = Matches { any: Truth::Yes, failed: Truth::No };
                let mut named = parts.iter().flat_map(|it| it.each(name));
                for (at, pattern) in patterns.iter().enumerate() {
                    let Some(name) = named.next() else {
                        found.any = Truth::No;
                        let it =
                            Matches::of(core::iter::once(part(pattern, "", Reading::PATTERN, at == 4, model, env)));
                        found.failed = found.failed.or(it.failed);
                        continue;
                    };
                    // The role/policy model's own samples write `OBS:` for `obs:`.
                    let ignore_case = at == 0 && model == Model::RolePolicy;
                    let reading = Reading { ignore_case, ..Reading::PATTERN };
                    let it = Matches::of(core::iter::once(part(pattern, name, reading, at == 4, model, env)));
                    found.any = found.any.and(it.any);
                    found.failed = found.failed.or(it.failed);
                    if found.any == Truth::No && !has_variable {
                        break;
                    }
                }
                found
            }
        }
    }

    /// Nothing that names some resource is for a request without one; its variables may fail nonetheless.
    fn of_nothing(&self, model: Model, env: &Env<'_>) -> Matches {
        let (texts, last): (&[Text], _) = match self {
            Self::All | Self::Parts { has_variable: false, .. } => (&[], None),
            Self::Parts { has_variable: true, parts } => (&**parts, Some(4)),
            Self::Whole { text, .. } => (core::slice::from_ref(text), None),
        };
        let each = texts.iter().enumerate();
        let each = each.map(|(at, it)| part(it, "", Reading::PATTERN, last == Some(at), model, env));
        Matches { any: Truth::No, failed: Matches::of(each).failed }
    }
}

/// Whether a part of a resource matches; `is_last` says whether variables work there in both models.
fn part(text: &Text, name: &str, reading: Reading, is_last: bool, model: Model, env: &Env<'_>) -> Match {
    if is_last || model == Model::IdentityPolicy || !text.has_variable() {
        return text.matches(name, reading, env);
    }
    match env.ask(VariableOutsideLastPart) {
        Truth::Yes => text.matches(name, reading, env),
        Truth::No => Match::Failed,
        Truth::Open => Match::MayFail,
    }
}
