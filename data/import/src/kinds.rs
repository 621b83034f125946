//! What each kind of fact says of the same thing on several pages.

use hwc_iam_data::schema::{
    Action, ConditionKey, Feature, Operation, ResourceType, Role, RoleAction, RoleCode, RoleResource,
};
use hwc_iam_data::shared::words::Cloud;

use super::fact::{Fact, Meeting, fill};
use super::{action, join, page};

impl Fact for Action {
    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn clouds_mut(&mut self) -> Option<&mut Vec<Cloud>> {
        Some(&mut self.clouds)
    }

    fn keep(&mut self, old: &Self) {
        fill(&mut self.permission_only, &old.permission_only);
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        action::absorb(self, other)
    }

    fn unite(&mut self, other: &Self, is_newer: bool) {
        action::unite(self, other, is_newer);
    }
}

impl Fact for RoleAction {
    fn is_same(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(&other.name)
    }

    fn name(&self) -> String {
        self.name.clone()
    }

    fn clouds_mut(&mut self) -> Option<&mut Vec<Cloud>> {
        Some(&mut self.clouds)
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        // English is what constants are documented in.
        if self.title.get().is_none_or(|it| page::is_chinese(it))
            && other.title.get().is_some_and(|it| !page::is_chinese(it))
        {
            self.title.clone_from(&other.title);
        }
        fill(&mut self.title, &other.title);
        for scope in &other.scopes {
            match self.scopes.iter_mut().find(|it| it.cloud == scope.cloud) {
                Some(mine) => {
                    mine.iam_project = mine.iam_project.or(scope.iam_project);
                    mine.enterprise_project = mine.enterprise_project.or(scope.enterprise_project);
                }
                None => self.scopes.push(scope.clone()),
            }
        }
        Meeting::default()
    }
}

impl Fact for ResourceType {
    fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    fn name(&self) -> String {
        format!("resource type {}", self.kind)
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        let mut meeting = Meeting::default();
        meeting.field("urn", &mut self.urn, &other.urn);
        meeting
    }
}

impl Fact for ConditionKey {
    fn is_same(&self, other: &Self) -> bool {
        self.key.eq_ignore_ascii_case(&other.key)
    }

    fn name(&self) -> String {
        self.key.clone()
    }

    /// Descriptions are prose; a person says them in a few words.
    fn keep(&mut self, old: &Self) {
        fill(&mut self.title, &old.title);
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        fill(&mut self.title, &other.title);
        fill(&mut self.title_zh, &other.title_zh);
        self.models.extend(&other.models);
        self.models.sort_unstable();
        self.models.dedup();
        let mut meeting = Meeting::default();
        meeting.field("type", &mut self.kind, &other.kind);
        meeting.field("multivalued", &mut self.multivalued, &other.multivalued);
        meeting
    }
}

impl Fact for Operation {
    /// One path may be that of several APIs, which have different names.
    fn is_same(&self, other: &Self) -> bool {
        if (self.model, self.cloud) != (other.model, other.cloud) {
            return false;
        }
        let shared = self.names.iter().any(|it| other.names.contains(it));
        let compatible = shared || self.names.is_empty() || other.names.is_empty();
        match (self.path.get(), other.path.get()) {
            (Some(path), Some(of)) => compatible && path == of && self.method == other.method,
            (None, None) => compatible && self.title == other.title && self.method == other.method,
            _ => shared,
        }
    }

    fn name(&self) -> String {
        Self::name(self)
    }

    fn marks(&self) -> Vec<String> {
        let place = self.path.get().or(self.title.get()).cloned().unwrap_or_default();
        self.names.iter().cloned().chain([place]).collect()
    }

    /// That nothing is needed is a weaker word than what is: renderings lose tables, and older pages had none.
    fn yields(&self, other: &Self) -> bool {
        let none = |it: &Self| it.actions.get().is_some_and(Vec::is_empty);
        none(self) && other.actions.get().is_some_and(|it| !it.is_empty())
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        join::absorb(self, other)
    }
}

impl Fact for Role {
    fn is_same(&self, other: &Self) -> bool {
        self.name == other.name && self.cloud == other.cloud
    }

    fn name(&self) -> String {
        format!("role {}", self.name)
    }

    fn keep(&mut self, old: &Self) {
        self.formerly = self.formerly.take().or_else(|| old.formerly.clone());
        fill(&mut self.document, &old.document);
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        if self.operations.is_empty() {
            self.operations.clone_from(&other.operations);
        }
        let names = |it: &Self| {
            let mut all: Option<Vec<String>> =
                it.dependencies.get().map(|it| it.iter().map(|it| it.name().to_owned()).collect());
            all.iter_mut().for_each(|it| it.sort());
            all.iter_mut().for_each(|it| it.dedup());
            all
        };
        let mut meeting = Meeting {
            agrees: !self.operations.is_empty() && self.operations == other.operations,
            ..Meeting::default()
        };
        if self.kind != other.kind {
            meeting.differs.push(String::from("kind"));
        }
        if names(self).zip(names(other)).is_some_and(|it| it.0 != it.1) {
            meeting.differs.push(String::from("dependencies"));
        }
        if meeting.differs.is_empty() {
            fill(&mut self.dependencies, &other.dependencies);
            fill(&mut self.title, &other.title);
            fill(&mut self.document, &other.document);
        }
        meeting
    }
}

impl Fact for Feature {
    fn is_same(&self, other: &Self) -> bool {
        self.order() == other.order()
    }

    fn name(&self) -> String {
        format!("feature {}", self.feature)
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        let mut meeting = Meeting::default();
        meeting.field("needs", &mut self.needs, &other.needs);
        meeting
    }
}

impl Fact for RoleCode {
    fn is_same(&self, other: &Self) -> bool {
        self.order() == other.order()
    }

    fn name(&self) -> String {
        format!("code {}", self.code)
    }

    fn absorb(&mut self, _other: &Self) -> Meeting {
        Meeting::default()
    }
}

impl Fact for RoleResource {
    fn is_same(&self, other: &Self) -> bool {
        self.order() == other.order()
    }

    fn name(&self) -> String {
        format!("path {}", self.path)
    }

    fn absorb(&mut self, other: &Self) -> Meeting {
        fill(&mut self.title, &other.title);
        Meeting::default()
    }
}
