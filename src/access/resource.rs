//! The dimension of resources: names of five parts, names of fewer, and no name at all.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::cause::{Cause, Causes};
use super::numbered::Numbered;
use super::pattern::Pattern;
use super::space::Space;
use super::stance::Stance;
use crate::classes::{Budget, Class, Glob, Spent, Token};
use crate::eval::{Assumption, Truth};
use crate::shared::{pattern, urn, variable};
use crate::{Model, Resources};

#[derive(Debug)]
pub(super) struct ResourceSpace {
    names: Space,
    /// The names with fewer parts, which only patterns with fewer parts match.
    short_names: Space,
    has_short_names: bool,
    lists: Numbered<ResourceList>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct ResourceList {
    name: usize,
    short_name: usize,
    /// Whether a request without a resource is in it, and why that is open.
    without: (Truth, Option<Cause>),
}

/// A resource of a class of them, if it is one; and for each list that was asked about whether it is in it.
#[derive(Debug, Clone)]
pub(super) struct ResourcePoint {
    pub(super) name: Option<String>,
    pub(super) truths: Vec<Truth>,
}

impl ResourceSpace {
    pub(super) fn new() -> Self {
        let any = |class| vec![Token::Run(class)];
        let mut tokens = Vec::new();
        for _ in 0..4 {
            tokens.extend(any(Class::InPart));
            tokens.push(Token::Char(':'));
        }
        tokens.extend(any(Class::Any));
        Self {
            names: Space::new(vec![Glob::of(tokens)]),
            // `*` is the same as no name.
            short_names: Space::new(vec![Glob::of(any(Class::Any))])
                .without(|it| urn::split(it).is_some() || it == "*"),
            has_short_names: false,
            lists: Numbered::default(),
        }
    }

    /// The number of this list. Nothing, if it is for every resource.
    pub(super) fn list(&mut self, resources: &Resources, model: Model) -> Option<usize> {
        let (all, is_negated) = match resources {
            Resources::These(all) | Resources::Uris(all) => (all, false),
            Resources::AllBut(all) => (all, true),
        };
        if is_negated && all.is_empty() || !is_negated && all.iter().any(|it| it == "*") {
            return None;
        }
        let everything = |needs: &[Cause]| Pattern { glob: Glob::pattern("*"), needs: needs.to_vec() };
        // Their numbers and not the patterns: those of a long list would be in memory twice.
        let (mut names, mut short_names) = (Vec::new(), Vec::new());
        let mut without = (if is_negated { Truth::Yes } else { Truth::No }, None);
        if all.is_empty() {
            let cause = Cause::Assumption(Assumption::EmptyListRestrictsNothing);
            names.push(self.names.pattern(everything(core::slice::from_ref(&cause))));
            short_names.push(self.short_names.pattern(everything(core::slice::from_ref(&cause))));
            without = (Truth::Open, Some(cause));
        }
        for text in all.iter() {
            if text == "*" {
                names.push(self.names.pattern(everything(&[])));
                short_names.push(self.short_names.pattern(everything(&[])));
                without = (Truth::No, None);
                continue;
            }
            let variable = variable_in(text).then(|| Cause::Variable(alloc::format!("\"{text}\"")));
            if let (true, Some(cause)) = (is_negated, &variable) {
                // Where the variable has no value it is open whether the others count.
                names.push(self.names.pattern(everything(core::slice::from_ref(cause))));
                short_names.push(self.short_names.pattern(everything(core::slice::from_ref(cause))));
                if without.0 == Truth::Yes {
                    without = (Truth::Open, Some(cause.clone()));
                }
                continue;
            }
            match urn::split(text) {
                Some(_) => {
                    let glob = Glob::urn(text, model == Model::RolePolicy);
                    let needs = variable.into_iter().collect();
                    names.extend(glob.map(|glob| self.names.pattern(Pattern { glob, needs })));
                }
                None => {
                    self.has_short_names = true;
                    let is_wild = pattern::is_pattern(text);
                    let short = is_wild.then_some(Cause::Assumption(Assumption::ShortResourcePattern));
                    let needs = variable.into_iter().chain(short).collect();
                    let pattern = Pattern { glob: Glob::value(text, true), needs };
                    names.push(self.names.pattern(pattern.clone()));
                    short_names.push(self.short_names.pattern(pattern));
                }
            }
        }
        let list = ResourceList {
            name: self.names.list_of(is_negated, names),
            short_name: self.short_names.list_of(is_negated, short_names),
            without,
        };
        Some(self.lists.number(list))
    }

    /// Whether surely every resource of the second list is in the first.
    pub(super) fn covers(&self, outer: usize, inner: usize, budget: &mut Budget) -> Result<bool, Spent> {
        if outer == inner {
            return Ok(true);
        }
        let (Some(outer), Some(inner)) = (self.lists.get(outer), self.lists.get(inner)) else { return Ok(false) };
        Ok((inner.without.0 == Truth::No || outer.without.0 == Truth::Yes)
            && self.names.covers(outer.name, inner.name, budget)?
            && self.short_names.covers(outer.short_name, inner.short_name, budget)?)
    }

    /// One point of each class that the lists `asked` for tell apart among the resources in all `required` lists.
    pub(super) fn points(
        &self,
        required: &[usize],
        asked: &[usize],
        stance: Stance,
        causes: &mut Causes,
        budget: &mut Budget,
    ) -> Result<Vec<ResourcePoint>, Spent> {
        let (required, asked) = (self.lists.of(required), self.lists.of(asked));
        let names = |all: &[&ResourceList]| all.iter().map(|it| it.name).collect::<Vec<_>>();
        let points = self.names.points(&names(&required), &names(&asked), stance, causes, budget)?;
        let mut all: Vec<_> =
            points.into_iter().map(|it| ResourcePoint { name: Some(it.text), truths: it.truths }).collect();
        if self.has_short_names {
            let names = |all: &[&ResourceList]| all.iter().map(|it| it.short_name).collect::<Vec<_>>();
            let points = self.short_names.points(&names(&required), &names(&asked), stance, causes, budget)?;
            let short = points.into_iter().map(|it| ResourcePoint { name: Some(it.text), truths: it.truths });
            all.extend(short);
        }
        let mut without = |list: &&ResourceList| match &list.without {
            (Truth::Open, Some(cause)) => stance.settle(cause).unwrap_or_else(|| {
                causes.add(cause);
                Truth::Open
            }),
            (truth, _) => *truth,
        };
        let required: Vec<Truth> = required.iter().map(&mut without).collect();
        if required.iter().all(|it| stance.may_be(*it)) {
            all.push(ResourcePoint { name: None, truths: asked.iter().map(without).collect() });
        }
        Ok(all)
    }
}

fn variable_in(text: &str) -> bool {
    use variable::Part;
    variable::parts(text).any(|it| matches!(it, Part::Variable { .. } | Part::Malformed(_)))
}
