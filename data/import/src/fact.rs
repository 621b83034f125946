//! What two pages say of one thing: the first one's word stands, and of the other what is not known yet.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{
    Action, ConditionKey, Feature, Operation, ResourceType, Role, RoleAction, RoleCode, RoleResource, Source,
};
use hwc_iam_data::shared::words::Cloud;

use super::{join, page, v5};

/// What names the pages that it is from.
pub(super) trait Sourced {
    fn sources(&self) -> &[String];

    fn sources_mut(&mut self) -> &mut Vec<String>;
}

macro_rules! sourced {
    ($($row:ty),+) => {
        $(impl Sourced for $row {
            fn sources(&self) -> &[String] {
                &self.sources
            }

            fn sources_mut(&mut self) -> &mut Vec<String> {
                &mut self.sources
            }
        })+
    };
}

sourced!(Action, ConditionKey, Feature, Operation, ResourceType, Role, RoleAction, RoleCode, RoleResource);

/// A row of a service's file.
pub(super) trait Fact: Sourced + Clone + PartialEq {
    /// Whether both are of one thing.
    fn is_same(&self, other: &Self) -> bool;

    /// The name by which a disagreement on it is found.
    fn name(&self) -> String;

    /// Takes what only a person can say.
    fn keep(&mut self, _old: &Self) {}

    /// Takes what is not known yet; fields on which the two contradict each other stay as they are.
    fn absorb(&mut self, other: &Self) -> Meeting;

    /// Of what contradicts this on another current page, what is not to be called wrong; `is_newer` where the dates of the pages say
    /// that this is the newer.
    fn unite(&mut self, _other: &Self, _is_newer: bool) {}

    /// Whether the other one's word stands, though it is not the first.
    fn yields(&self, _other: &Self) -> bool {
        false
    }

    fn clouds_mut(&mut self) -> Option<&mut Vec<Cloud>> {
        None
    }
}

/// How the words of two pages meet.
#[derive(Default)]
pub(super) struct Meeting {
    /// The fields on which they contradict each other.
    pub(super) differs: Vec<String>,
    /// They say the same of a field.
    pub(super) agrees: bool,
}

impl Meeting {
    /// Of one field, what is not known yet.
    pub(super) fn field<T: Clone + PartialEq>(&mut self, name: &str, first: &mut Stated<T>, more: &Stated<T>) {
        match (&*first, more) {
            (_, Stated::Not) => {}
            (Stated::Not, _) => first.clone_from(more),
            (Stated::As(mine), Stated::As(other)) if mine == other => self.agrees = true,
            _ => self.differs.push(name.to_owned()),
        }
    }
}

/// Two pages that do not say the same of a fact.
pub(super) struct Contradiction {
    pub(super) what: String,
    pub(super) kept: String,
    pub(super) other: String,
}

/// Takes into `first` what `other` says; `first` is the one that is newer or by its name first. `find` knows the pages; what is in
/// `named` was a source of the fact before.
pub(super) fn take<'s, T: Fact>(
    first: &mut T,
    mut other: T,
    named: &[String],
    find: &impl Fn(&str) -> Option<&'s Source>,
) -> Vec<Contradiction> {
    if first.yields(&other) {
        std::mem::swap(first, &mut other);
    }
    let before = first.clone();
    let Meeting { differs, agrees } = first.absorb(&other);
    let is_current = |id: &String| find(id).is_none_or(|it| !it.older);
    if !differs.is_empty() && other.sources().iter().any(is_current) {
        first.unite(&other, is_newer(&before, &other, find));
    }
    let adds = *first != before;
    let clouds_of = |ids: &[String]| ids.iter().filter_map(|it| find(it)).map(|it| it.cloud).collect::<Vec<_>>();
    let clouds = clouds_of(before.sources());
    for id in other.sources() {
        let source = find(id);
        // That the thing is there, a page says whatever else it contradicts.
        let new_cloud = source.is_some_and(|it| !clouds.contains(&it.cloud));
        // An older page is named for what no current one says.
        let outdated = source.is_some_and(|it| it.older) && !adds && !named.contains(id);
        if new_cloud || (!outdated && (differs.is_empty() || agrees || adds)) {
            add_source(first.sources_mut(), id);
        }
    }
    let clouds = clouds_of(first.sources());
    if let Some(place) = first.clouds_mut() {
        *place = clouds;
        place.sort_by_key(|it| it.name());
        place.dedup();
    }
    let kept = before.sources().first().cloned().unwrap_or_default();
    let contradiction = |(field, other): (&String, &String)| {
        let what = if field.is_empty() { first.name() } else { format!("{}: {field}", first.name()) };
        Contradiction { what, kept: kept.clone(), other: other.clone() }
    };
    let current: Vec<&String> = other.sources().iter().filter(|it| is_current(it)).collect();
    // What an older page says otherwise is history.
    differs.iter().flat_map(|field| current.iter().map(move |it| (field, *it))).map(contradiction).collect()
}

/// Whether the dates that the pages print say that one is the newer.
fn is_newer<'s, T: Fact>(one: &T, other: &T, find: &impl Fn(&str) -> Option<&'s Source>) -> bool {
    let newest = |it: &T| {
        let sources = it.sources().iter().filter_map(|it| find(it));
        let dates: Option<Vec<&str>> = sources.map(|it| Some(it.date.get()?.as_str())).collect();
        dates?.into_iter().max()
    };
    newest(one).zip(newest(other)).is_some_and(|(one, other)| one > other)
}

pub(super) fn add_source(sources: &mut Vec<String>, id: &str) {
    if let Err(at) = sources.binary_search_by(|it| it.as_str().cmp(id)) {
        sources.insert(at, id.to_owned());
    }
}

/// Takes what is not known yet.
pub(super) fn fill<T: Clone>(first: &mut Stated<T>, more: &Stated<T>) {
    if first.is_not() {
        first.clone_from(more);
    }
}

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
        v5::absorb(self, other)
    }

    fn unite(&mut self, other: &Self, is_newer: bool) {
        v5::unite(self, other, is_newer);
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
