//! The macros under the library's own path, so that they work under whatever name the library has.

/// A policy checked at compile time: an identity policy (`"5.0"`), or a policy (`"1.1"`) or role (`"1.0"`) of the
/// role/policy model.
///
/// Takes the JSON of the policy, verbatim as IAM takes it, and yields a [`Policy`](crate::Policy). Two things may be Rust:
///
/// * where an action stands, a path to its constant: `Ims::IMAGES_LIST` of [`actions`](crate::actions), or of
///   [`role_actions`](crate::role_actions) in a policy of that model;
/// * where a resource or a value stands, an expression in parentheses. It is data: its `*`, `?` and `$` stand for themselves,
///   unless it is a [`Pattern`](crate::Pattern) or a [`UrnPattern`](crate::UrnPattern).
///
/// Without expressions the policy can be a `const` or a `static`.
///
/// ```
/// use hwc_iam::{Policy, policy};
///
/// const READ_IMAGES: Policy = policy!({
///     "Version": "5.0",
///     "Statement": [{
///         "Effect": "Allow",
///         "Action": [Ims::IMAGES_LIST, "ims:quotas:get"],
///         "Resource": ["*"]
///     }]
/// });
///
/// let region = "cn-north-4";
/// let replicate = policy!({
///     "Version": "5.0",
///     "Statement": [{
///         "Effect": "Allow",
///         "Action": ["ims:images:copyCrossRegion"],
///         "Resource": ["ims:*:*:image:*"],
///         "Condition": { "StringEquals": { "ims:Region": [(region)] } }
///     }]
/// });
/// ```
///
/// # Errors
///
/// Every mistake is a compiler error on its own literal, all of one call at once.
///
/// ```compile_fail
/// hwc_iam::policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copyInRegoin"] }]
/// });
/// ```
///
/// What the catalogue does not know yet is written `unchecked("service:type:operation")`, for actions, keys, resources and values.
///
/// ```
/// let policy = hwc_iam::policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": [unchecked("ims:images:deleteTags")] }]
/// });
/// ```
#[macro_export]
macro_rules! policy {
    ($($policy:tt)*) => { $crate::__private::macros::policy!([$crate] $($policy)*) };
}

/// A service control policy of an organization, checked like [`policy!`] and for what such a policy does not take.
///
/// ```
/// let no_export = hwc_iam::scp!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"], "Resource": ["*"] }]
/// });
/// ```
///
/// ```compile_fail
/// hwc_iam::scp!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:export"], "Resource": ["*"] }]
/// });
/// ```
#[macro_export]
macro_rules! scp {
    ($($policy:tt)*) => { $crate::__private::macros::scp!([$crate] $($policy)*) };
}

/// The trust policy of an agency, checked like [`policy!`] and for its principals.
///
/// ```
/// let for_ims = hwc_iam::trust_policy!({
///     "Version": "5.0",
///     "Statement": [{
///         "Effect": "Allow",
///         "Principal": { "Service": ["service.IMS"] },
///         "Action": ["sts:agencies:assume"]
///     }]
/// });
/// ```
///
/// ```compile_fail
/// hwc_iam::trust_policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["IMS"] }, "Action": ["sts:agencies:assume"] }]
/// });
/// ```
#[macro_export]
macro_rules! trust_policy {
    ($($policy:tt)*) => { $crate::__private::macros::trust_policy!([$crate] $($policy)*) };
}

/// A policy in a JSON file, checked like [`policy!`]; the path is relative to the package that names it. The kind may follow the path:
/// `identity`, which is the default, `scp` or `trust`; and so may `unchecked("name", …)`, for names that the catalogue does not have.
/// The crate is compiled again when the file changes.
///
/// ```
/// let policy = hwc_iam::policy_file!("tests/fixtures/replicate.json");
/// assert_eq!(policy.statements().len(), 1);
/// ```
///
/// ```compile_fail
/// hwc_iam::policy_file!("tests/fixtures/there_is_no_such_file.json");
/// ```
#[macro_export]
macro_rules! policy_file {
    ($($file:tt)*) => { $crate::__private::macros::policy_file!([$crate] $($file)*) };
}

/// An action of identity policies: an [`Action`](crate::Action), or an [`ActionWildcard`](crate::ActionWildcard) if there is a wildcard.
///
/// ```
/// use hwc_iam::{action, actions::Ims};
///
/// assert_eq!(action!("ims:images:list"), Ims::IMAGES_LIST);
/// assert!(action!("ims:images:get*").matches(Ims::IMAGES_GET_TAGS));
/// ```
///
/// ```compile_fail
/// hwc_iam::action!("ims:images:lsit");
/// ```
#[macro_export]
macro_rules! action {
    ($($name:tt)*) => { $crate::__private::macros::action!([$crate] $($name)*) };
}

/// A pattern of URNs whose service and resource type exist: a [`UrnPattern`](crate::UrnPattern).
///
/// ```
/// use hwc_iam::{UrnPattern, urn};
///
/// const IMAGES: UrnPattern = urn!("ims:cn-north-4:*:image:*");
/// ```
///
/// ```compile_fail
/// hwc_iam::urn!("ims:cn-north-4:*:imgae:*");
/// ```
#[macro_export]
macro_rules! urn {
    ($($urn:tt)*) => { $crate::__private::macros::urn!([$crate] $($urn)*) };
}
