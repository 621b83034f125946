//! Everything that an operation needs, with how certain that is.

use alloc::vec::Vec;

use super::{Need, NeedKind, Operation};
use crate::Model;
use crate::shared::pattern;

/// Who says that an operation needs something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RequiredBy {
    /// The page of the operation, of the operation itself.
    Operation,
    /// The page of the operation, of what its actions depend on.
    Dependency,
    /// The page of another operation, of an action that this one depends on.
    OtherOperation,
}

/// One thing that an operation needs, and who says so.
#[derive(Debug, Clone, Copy)]
pub struct Requirement {
    need: Need,
    by: RequiredBy,
    is_restricted: bool,
}

impl Requirement {
    /// What is needed. Where it depends on an action, [`Need::of_action`] is that.
    #[must_use]
    pub const fn need(&self) -> Need {
        self.need
    }

    /// Who says so.
    #[must_use]
    pub const fn by(&self) -> RequiredBy {
        self.by
    }

    /// Whether it is an action that a table lists and that the operation's own page requires unconditionally, here or in another
    /// column.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.need.kind() == NeedKind::Action
            && self.by != RequiredBy::OtherOperation
            && !self.is_restricted
            && !self.need.is_unlisted()
            && !pattern::is_pattern(self.need.name())
    }
}

impl Operation {
    /// Everything that it needs: its actions, what those depend on, and in turn what that depends on, as the pages of other
    /// operations say. What depends on an action comes behind it.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Model, Operation, RequiredBy};
    ///
    /// let path = "/v1/cloudimages/{image_id}/copy";
    /// let copy = Operation::find("POST", path, Model::RolePolicy, Cloud::OpenTelekomCloud).unwrap();
    /// let all = copy.requirements();
    /// assert_eq!((all[0].need().name(), all[0].by()), ("ims:images:copy", RequiredBy::Operation));
    /// assert!(all.iter().any(|it| it.need().name() == "kms:*:*" && !it.is_certain()));
    /// ```
    #[must_use]
    pub fn requirements(self) -> Vec<Requirement> {
        let mut all = self.own_requirements();
        let mut at = 0;
        while let Some(it) = all.get(at).map(|it| it.need) {
            at += 1;
            let name = it.name();
            let same = |other: &str| is_same(self.model(), other, name);
            let is_first = all.iter().position(|it| same(it.need.name())) == Some(at - 1);
            // What the page of the operation says of the action counts here.
            let is_told = all.iter().any(|it| {
                it.by == RequiredBy::Operation && same(it.need.name()) || it.need.of_action().is_some_and(same)
            });
            if it.kind() == NeedKind::Action && is_first && !is_told {
                let more = dependencies_elsewhere(self, name);
                all.extend(more.map(|need| Requirement { need, by: RequiredBy::OtherOperation, is_restricted: false }));
            }
        }
        all
    }

    /// What its own page says.
    pub(crate) fn own_requirements(self) -> Vec<Requirement> {
        let actions: Vec<Need> = self.actions().into_iter().flatten().collect();
        let dependencies: Vec<Need> = self.dependencies().into_iter().flatten().collect();
        let restricted: Vec<&str> = actions.iter().filter(|it| it.qualifier().is_some()).map(|it| it.name()).collect();
        let of = |by| {
            let restricted = &restricted;
            move |need: Need| {
                let is_restricted = need.qualifier().is_some() || restricted.contains(&need.name());
                Requirement { need, by, is_restricted }
            }
        };
        let actions = actions.iter().copied().map(of(RequiredBy::Operation));
        actions.chain(dependencies.into_iter().map(of(RequiredBy::Dependency))).collect()
    }
}

/// What an action depends on where other operations have it.
fn dependencies_elsewhere(operation: Operation, action: &str) -> impl Iterator<Item = Need> {
    let (model, cloud) = (operation.model(), operation.cloud());
    let others = Operation::all().filter(move |it| it.model() == model && it.cloud() == cloud && *it != operation);
    let rows = others.filter_map(Operation::dependencies).flatten();
    rows.filter(move |it| it.of_action().is_some_and(|it| is_same(model, it, action)))
}

/// Whether two names are of one action: in the role/policy model their case does not count.
pub(crate) fn is_same(model: Model, one: &str, other: &str) -> bool {
    match model {
        Model::IdentityPolicy => one == other,
        Model::RolePolicy => one.eq_ignore_ascii_case(other),
    }
}
