use alloc::vec;
use alloc::vec::Vec;

use crate::{Dependency, Policy, Statement, Version};

/// Policies that apply together, in layers: a request is allowed if each layer allows it and no statement of any denies it.
///
/// ```
/// use hwc_iam::access::{Access, LayerKind};
/// use hwc_iam::{policy, scp};
///
/// let identity = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }]
/// });
/// let no_export = scp!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"] }]
/// });
/// let both = Access::of(&identity).under(LayerKind::Scp, [&no_export]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access<'a> {
    pub(super) layers: Vec<Layer<'a>>,
}

/// What the policies of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LayerKind {
    /// Identity policies, or roles and policies of the role/policy model.
    Identity,
    /// The service control policies of one level of the organization.
    Scp,
    /// The policies of a session.
    Session,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layer<'a> {
    pub(super) kind: LayerKind,
    pub(super) policies: Vec<Document<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document<'a> {
    pub(super) version: Version,
    pub(super) statements: Vec<&'a Statement>,
    /// Without which a role has no effect.
    pub(super) depends: &'a [Dependency],
}

impl<'a> Document<'a> {
    pub(super) fn of(policy: &'a Policy) -> Self {
        Self { version: policy.version(), statements: policy.statements().iter().collect(), depends: policy.depends() }
    }
}

impl<'a> Access<'a> {
    /// What one policy allows.
    #[must_use]
    pub fn of(policy: &'a Policy) -> Self {
        Self::of_all([policy])
    }

    /// What several policies of one principal allow together.
    #[must_use]
    pub fn of_all(policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        Self { layers: vec![Layer::new(LayerKind::Identity, policies)] }
    }

    /// What these statements would allow if they were a policy.
    ///
    /// ```
    /// use hwc_iam::access::{Access, is_equal_or_narrower};
    ///
    /// let policy = hwc_iam::policy!({
    ///     "Version": "5.0",
    ///     "Statement": [
    ///         { "Effect": "Allow", "Action": ["ims:images:get"] },
    ///         { "Effect": "Allow", "Action": ["ims:images:get"] }
    ///     ]
    /// });
    /// let [first, second] = policy.statements() else { unreachable!() };
    /// let version = policy.version();
    /// let (first, second) = (Access::of_statements(version, [first]), Access::of_statements(version, [second]));
    /// assert_eq!(is_equal_or_narrower(&first, &second), Some(true), "so the second is not needed");
    /// ```
    #[must_use]
    pub fn of_statements(version: Version, statements: impl IntoIterator<Item = &'a Statement>) -> Self {
        let document = Document { version, statements: statements.into_iter().collect(), depends: &[] };
        Self { layers: vec![Layer { kind: LayerKind::Identity, policies: vec![document] }] }
    }

    /// The same under another layer, which has to allow, too.
    #[must_use]
    pub fn under(mut self, kind: LayerKind, policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        self.layers.push(Layer::new(kind, policies));
        self
    }
}

impl<'a> Access<'a> {
    pub(super) fn documents(&self) -> impl Iterator<Item = &Document<'a>> {
        self.layers.iter().flat_map(|it| &it.policies)
    }
}

impl<'a> Layer<'a> {
    fn new(kind: LayerKind, policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        Self { kind, policies: policies.into_iter().map(Document::of).collect() }
    }
}
