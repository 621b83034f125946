//! What an existing file says that no page of this run says: facts of other pages, and what only a person can transcribe.

use std::collections::BTreeSet;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, ConditionKey, Operation, ResourceType, Role, RoleAction, Service};
use hwc_iam_data::shared::words::{Coverage, Support};

use super::merge;
use super::prelude::*;

/// Carries over into `new` what `old` has and the pages `read` in this run cannot say.
pub(super) fn carry(new: &mut Service, old: Service, read: &BTreeSet<String>) {
    fill(&mut new.titles.en, old.titles.en);
    fill(&mut new.titles.zh, old.titles.zh);
    fill(&mut new.level, old.level);
    fill(&mut new.schema_version, old.schema_version);
    fill(&mut new.role_resource_types, old.role_resource_types);
    new.coverage.v5 = more(new.coverage.v5, old.coverage.v5);
    new.coverage.role = more(new.coverage.role, old.coverage.role);
    facts(&mut new.actions, old.actions, read);
    facts(&mut new.role_actions, old.role_actions, read);
    facts(&mut new.resource_types, old.resource_types, read);
    facts(&mut new.operations, old.operations, read);
    facts(&mut new.roles, old.roles, read);
    if let Stated::As(old) = old.condition_keys {
        let mut keys = if let Stated::As(it) = std::mem::take(&mut new.condition_keys) { it } else { vec![] };
        let before = keys.len() + old.len();
        facts(&mut keys, old, read);
        new.condition_keys = if keys.is_empty() && before > 0 { Stated::Not } else { Stated::As(keys) };
    }
    new.facts = old.facts;
    new.constraints = old.constraints;
    new.left_out = old.left_out;
    // The sources that nothing names any more go at the end of the run.
    let known: BTreeSet<String> = new.sources.iter().map(|it| it.id.clone()).collect();
    new.sources.extend(old.sources.into_iter().filter(|it| !known.contains(&it.id)));
}

fn more(one: Coverage, other: Coverage) -> Coverage {
    let all = [Coverage::None, Coverage::Mentioned, Coverage::Page];
    all.into_iter().rfind(|it| *it == one || *it == other).unwrap_or(one)
}

fn fill<T>(new: &mut Stated<T>, old: Stated<T>) {
    if new.is_not() {
        *new = old;
    }
}

trait Fact {
    fn is_same(&self, other: &Self) -> bool;
    fn sources(&mut self) -> &mut Vec<String>;
    /// Takes what only a person can say; and, where `others` say the fact, too, all that is not known.
    fn absorb(&mut self, old: Self, others: bool);
}

fn facts<T: Fact>(new: &mut Vec<T>, old: Vec<T>, read: &BTreeSet<String>) {
    for mut fact in old {
        let mut left = std::mem::take(fact.sources());
        left.retain(|it| !read.contains(it));
        match new.iter_mut().find(|it| it.is_same(&fact)) {
            Some(found) => {
                found.absorb(fact, !left.is_empty());
                left.iter().for_each(|it| merge::add_source(found.sources(), it));
            }
            None if !left.is_empty() => {
                *fact.sources() = left;
                new.push(fact);
            }
            None => {}
        }
    }
}

impl Fact for Action {
    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, old: Self, others: bool) {
        fill(&mut self.permission_only, old.permission_only);
        if others {
            fill(&mut self.title, old.title);
            fill(&mut self.title_zh, old.title_zh);
            fill(&mut self.access_level, old.access_level);
            fill(&mut self.resources, old.resources);
            fill(&mut self.condition_keys, old.condition_keys);
            fill(&mut self.aliases, old.aliases);
            self.clouds.extend(old.clouds);
        }
    }
}

impl Fact for RoleAction {
    fn is_same(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(&other.name)
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, old: Self, others: bool) {
        if !others {
            return;
        }
        fill(&mut self.title, old.title);
        for scope in old.scopes {
            let take = |mine: &mut Support, other| {
                if *mine == Support::NotStated {
                    *mine = other;
                }
            };
            match self.scopes.iter_mut().find(|it| it.cloud == scope.cloud) {
                Some(mine) => {
                    take(&mut mine.iam_project, scope.iam_project);
                    take(&mut mine.enterprise_project, scope.enterprise_project);
                }
                None => self.scopes.push(scope),
            }
        }
        self.clouds.extend(old.clouds);
    }
}

impl Fact for ResourceType {
    fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, _: Self, _: bool) {}
}

impl Fact for ConditionKey {
    fn is_same(&self, other: &Self) -> bool {
        self.key == other.key
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, old: Self, others: bool) {
        // Descriptions are prose; a person says them in a few words.
        fill(&mut self.title, old.title);
        if others {
            fill(&mut self.kind, old.kind);
            fill(&mut self.multivalued, old.multivalued);
        }
    }
}

impl Fact for Operation {
    fn is_same(&self, other: &Self) -> bool {
        merge::key(self) == merge::key(other)
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, old: Self, others: bool) {
        if others {
            fill(&mut self.title, old.title);
            fill(&mut self.actions, old.actions);
            fill(&mut self.dependencies, old.dependencies);
        }
    }
}

impl Fact for Role {
    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name && self.cloud == other.cloud
    }

    fn sources(&mut self) -> &mut Vec<String> {
        &mut self.sources
    }

    fn absorb(&mut self, old: Self, others: bool) {
        self.formerly = self.formerly.take().or(old.formerly);
        fill(&mut self.document, old.document);
        if others {
            fill(&mut self.title, old.title);
            fill(&mut self.dependencies, old.dependencies);
        }
    }
}
