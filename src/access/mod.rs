//! Exact comparison of what two policies allow.
//!
//! [`compare`] says whether the new policies allow a request that the old ones do not, and the reverse. A difference comes with
//! a [`Witness`]: one concrete request that one side allows and the other does not. Where the facts end, the verdict is
//! [`Unknown`](Verdict::Unknown) and says which part of the policies it is about; there is no wrong yes and no wrong no.

mod comparison;
mod options;
mod policies;

use alloc::vec;

pub use comparison::{Comparison, Responsible, Side, UnknownPart, Verdict, Witness};
pub use options::Options;
pub use policies::{Access, LayerKind};

/// Compares what two sets of policies allow.
///
/// ```
/// use hwc_iam::access::{Access, Options, Verdict, compare};
/// use hwc_iam::policy;
///
/// let policy = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }]
/// });
/// let same = compare(&Access::of(&policy), &Access::of(&policy), &Options::default());
/// assert_eq!(same.verdict, Verdict::Equal);
/// ```
#[must_use]
pub fn compare(old: &Access<'_>, new: &Access<'_>, _options: &Options) -> Comparison {
    if old == new {
        return Comparison {
            verdict: Verdict::Equal,
            new_access: Some(false),
            lost_access: Some(false),
            ..Comparison::UNKNOWN
        };
    }
    let part = UnknownPart {
        what: "the policies".into(),
        because: "they are not the same to the letter".into(),
        statements: vec![],
    };
    Comparison { unknown: vec![part], ..Comparison::UNKNOWN }
}

/// Whether `new` allows nothing that `old` does not allow; nothing, if that is not known.
///
/// ```
/// use hwc_iam::access::{Access, is_equal_or_narrower};
/// use hwc_iam::policy;
///
/// let policy = policy!({
///     "Version": "5.0",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }]
/// });
/// assert_eq!(is_equal_or_narrower(&Access::of(&policy), &Access::of(&policy)), Some(true));
/// ```
#[must_use]
pub fn is_equal_or_narrower(old: &Access<'_>, new: &Access<'_>) -> Option<bool> {
    compare(old, new, &Options::default()).new_access.map(|it| !it)
}
