use alloc::vec;
use alloc::vec::Vec;

use crate::policy::bucket;
use crate::{Dependency, Policy, Statement, Version};

/// Policies that apply together: a request is allowed if what the principal has allows it, and each level of the organization,
/// and the session, and no statement of any denies it.
///
/// ```
/// use hwc_iam::access::Access;
/// use hwc_iam::{policy, scp};
///
/// let identity = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }]
/// });
/// let full = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["*"] }] });
/// let no_export = scp!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"] }]
/// });
/// let access = Access::of(&identity).scp_level([&full, &no_export]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access<'a> {
    /// Identity policies, or roles and policies of the role/policy model: one of them has to allow.
    pub(super) identity: Vec<Document<'a>>,
    /// The service control policies of each level: of each one has to allow.
    pub(super) levels: Vec<Vec<Document<'a>>>,
    /// The policies of the session, if there are any: whether one or all of them have to allow is an open question.
    pub(super) sessions: Vec<Document<'a>>,
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

    pub(super) fn is_of_bucket(&self) -> bool {
        !self.statements.is_empty() && self.statements.iter().all(|it| bucket::is_statement(it))
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
        Self::of_documents(policies.into_iter().map(Document::of).collect())
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
        Self::of_documents(vec![Document { version, statements: statements.into_iter().collect(), depends: &[] }])
    }

    /// The same under one more level of the organization, with these service control policies.
    #[must_use]
    pub fn scp_level(mut self, policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        self.levels.push(policies.into_iter().map(Document::of).collect());
        self
    }

    /// The same in a session with these policies, beside those that it has already.
    ///
    /// ```
    /// use hwc_iam::access::{Access, Options, Verdict, compare};
    /// use hwc_iam::policy;
    ///
    /// let full = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["*"] }] });
    /// let get = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }] });
    /// let one = Access::of(&full).session([&get]);
    /// let two = Access::of(&full).session([&get, &full]);
    /// assert_eq!(compare(&one, &two, &Options::default()).verdict, Verdict::Unknown, "must both allow, or one?");
    /// ```
    #[must_use]
    pub fn session(mut self, policies: impl IntoIterator<Item = &'a Policy>) -> Self {
        self.sessions.extend(policies.into_iter().map(Document::of));
        self
    }

    pub(super) const fn of_documents(identity: Vec<Document<'a>>) -> Self {
        Self { identity, levels: Vec::new(), sessions: Vec::new() }
    }

    /// In the order in which they are numbered.
    pub(super) fn documents(&self) -> impl Iterator<Item = &Document<'a>> {
        self.identity.iter().chain(self.levels.iter().flatten()).chain(&self.sessions)
    }
}
