//! Policies as values: what `policy!` and the builder make, and how they are written as JSON.

mod action_pattern;
pub(crate) mod bucket;
mod builder;
mod check;
mod condition;
mod document;
mod json;
mod kind;
mod layout;
mod lower;
mod principal;
mod statement;
mod text;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

pub use action_pattern::{ActionPattern, ActionWildcard};
pub use builder::{ActionName, IdentityPolicies, RolePolicies, StatementBuilder};
pub use condition::{Condition, ConditionOperator, KeyName};
pub use document::{Document, DocumentProblem, Position};
#[cfg(any(feature = "report", all(feature = "files", feature = "lint")))]
pub(crate) use json::string;
#[cfg(feature = "files")]
pub(crate) use kind::{is_of_s3, kind_of};
pub use principal::{Principal, Principals};
pub use statement::{Actions, Resources, Statement};
#[cfg(feature = "files")]
pub(crate) use text::Text;

use crate::error::{InvalidPolicyError, ReadPolicyError};
use crate::{PolicyKind, Version};

/// A policy document.
///
/// Made by [`policy!`](crate::policy!), which checks it while compiling, or by [`Policy::new`] from typed statements. It prints as
/// canonical JSON: the elements in the documentation's order, every list sorted and without repetitions.
///
/// ```
/// use hwc_iam::{Policy, Statement, actions::Ims, keys, resources};
///
/// let policy = Policy::new([
///     Statement::allow([Ims::IMAGES_COPY_IN_REGION])
///         .on([resources::Ims::IMAGE.any()])
///         .when(keys::Ims::ENCRYPTED.is(false)),
/// ])?;
/// assert_eq!(
///     policy.to_string(),
///     r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:copyInRegion"],"Resource":["ims:*:*:image:*"],"Condition":{"Bool":{"ims:Encrypted":["false"]}}}]}"#,
/// );
/// # Ok::<(), hwc_iam::error::InvalidPolicyError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Policy {
    version: Version,
    statements: Cow<'static, [Statement]>,
    depends: Cow<'static, [Dependency]>,
}

impl Policy {
    /// A policy of typed statements; its version follows from the model of their actions.
    ///
    /// ```compile_fail
    /// use hwc_iam::{Policy, Statement, actions, role_actions};
    ///
    /// // The actions of the two models cannot stand in one policy.
    /// Policy::new([
    ///     Statement::allow([actions::Ims::IMAGES_LIST]),
    ///     Statement::allow([role_actions::Ims::IMAGES_LIST]),
    /// ]);
    /// ```
    ///
    /// # Errors
    ///
    /// What types cannot rule out: an invalid date or address, a duplicate key under one operator, a resource that an action does
    /// not take, and whatever else [`policy!`](crate::policy!) refuses.
    pub fn new<M: builder::Versioned>(
        statements: impl IntoIterator<Item = StatementBuilder<M>>,
    ) -> Result<Self, InvalidPolicyError> {
        let statements: Vec<Statement> = statements.into_iter().map(StatementBuilder::finish).collect();
        let policy = Self { version: M::VERSION, statements: Cow::Owned(statements), depends: Cow::Borrowed(&[]) };
        policy.check(PolicyKind::Identity)?;
        Ok(policy)
    }

    /// Reads a policy from JSON. Names that the catalogue does not know are carried as they are written, and one string in the
    /// place of an array is read as that array; [`Document`] lists everything that is wrong with a text.
    ///
    /// ```
    /// use hwc_iam::Policy;
    ///
    /// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": "new:thing:burn" }] }"#;
    /// let policy = Policy::from_json(text)?;
    /// assert_eq!(
    ///     policy.to_string(),
    ///     r#"{"Version":"5.0","Statement":[{"Effect":"Deny","Action":["new:thing:burn"]}]}"#,
    /// );
    /// # Ok::<(), hwc_iam::error::ReadPolicyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The JSON is broken, or a part of the policy cannot be told: an element or operator that does not exist, one that stands
    /// twice or is missing, a value of another type.
    pub fn from_json(text: &str) -> Result<Self, ReadPolicyError> {
        let document = Document::read(text, PolicyKind::Identity);
        document.policy().cloned().ok_or_else(|| ReadPolicyError::of(&document))
    }

    /// Checks it as a policy of this kind: needed where a value was an expression, which the macro cannot see.
    ///
    /// ```
    /// use hwc_iam::{PolicyKind, policy};
    ///
    /// let address = String::from("10.0.0.0/33");
    /// let policy = policy!({
    ///     "Version": "5.0",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": ["ims:images:list"],
    ///         "Condition": { "IpAddress": { "g:SourceIp": [(address)] } }
    ///     }]
    /// });
    /// let error = policy.check(PolicyKind::Identity).unwrap_err();
    /// assert_eq!(error.to_string(), "statement 0: `10.0.0.0/33` is not a value of type ip");
    /// ```
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn check(&self, kind: PolicyKind) -> Result<(), InvalidPolicyError> {
        check::problems(self, kind)
    }

    /// Of parts that the caller answers for, as `policy!` does.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(
        version: Version,
        statements: Cow<'static, [Statement]>,
        depends: Cow<'static, [Dependency]>,
    ) -> Self {
        Self { version, statements, depends }
    }

    /// The same with these statements.
    #[cfg(feature = "generate")]
    pub(crate) fn with_statements(&self, statements: Vec<Statement>) -> Self {
        Self { statements: Cow::Owned(statements), ..self.clone() }
    }

    /// Its `Version`.
    #[must_use]
    pub const fn version(&self) -> Version {
        self.version
    }

    /// Its statements in order.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The roles that a role depends on.
    #[must_use]
    pub fn depends(&self) -> &[Dependency] {
        &self.depends
    }

    /// Canonical JSON over several lines, for people.
    ///
    /// ```
    /// let policy = hwc_iam::policy!({
    ///     "Version": "5.0",
    ///     "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"] }]
    /// });
    /// assert_eq!(policy.to_json_pretty().lines().count(), 11);
    /// ```
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        json::pretty(self)
    }
}

/// Canonical JSON on one line.
impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        json::compact(self, f)
    }
}

/// A role that a role depends on: without it, it has no effect.
///
/// ```
/// let role = hwc_iam::policy!({
///     "Version": "1.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }],
///     "Depends": [{ "catalog": "OBS", "display_name": "Tenant Administrator" }]
/// });
/// assert_eq!(role.depends()[0].display_name(), "Tenant Administrator");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency {
    catalog: Cow<'static, str>,
    display_name: Cow<'static, str>,
}

impl Dependency {
    /// Of parts that the caller answers for, as `policy!` does.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_parts(catalog: Cow<'static, str>, display_name: Cow<'static, str>) -> Self {
        Self { catalog, display_name }
    }

    /// The service that the role belongs to.
    #[must_use]
    pub fn catalog(&self) -> &str {
        &self.catalog
    }

    /// Its name.
    #[must_use]
    pub fn display_name(&self) -> &str {
        &self.display_name
    }
}
