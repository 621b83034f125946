//! The operators of OBS's bucket policies, which policies of the role model take for the keys of OBS, too: usermanual-obs/obs_03_0155.

use crate::words::ValueType;

/// An operator with its short form, what it compares, and the one of identity policies that compares in the same way; there is none for
/// the equality of dates.
#[derive(Debug)]
pub struct BucketOperator {
    /// Its name.
    pub name: &'static str,
    /// Its short form.
    pub short: &'static str,
    /// What it compares.
    pub compares: ValueType,
    /// The operator of identity policies.
    pub same: Option<&'static str>,
}

/// The operator with this name or short form, in whatever case.
#[must_use]
pub fn operator(name: &str) -> Option<&'static BucketOperator> {
    OPERATORS.iter().find(|it| [it.name, it.short].iter().any(|it| it.eq_ignore_ascii_case(name)))
}

/// Whether a condition key is one of OBS.
#[must_use]
pub fn is_key(name: &str) -> bool {
    name.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("obs:"))
}

/// Whether a condition key of a policy is a key of bucket policies with `obs:` before it.
#[must_use]
pub fn is_bucket_key(name: &str) -> bool {
    let key = name.get(4..).filter(|_| is_key(name)).map(without_header);
    key.is_some_and(|key| KEYS.iter().any(|it| it.0.eq_ignore_ascii_case(key)))
}

/// A key without the beginning that some pages print before it.
#[must_use]
pub fn without_header(key: &str) -> &str {
    key.strip_prefix("x-obs-").or_else(|| key.strip_prefix("x-amz-")).unwrap_or(key)
}

/// The condition keys of the page on parameters of bucket policies.
pub const KEYS: [(&str, ValueType); 14] = [
    ("CurrentTime", ValueType::Date),
    ("EpochTime", ValueType::Number),
    ("Referer", ValueType::String),
    ("SecureTransport", ValueType::Boolean),
    ("SourceIp", ValueType::Ip),
    ("UserAgent", ValueType::String),
    ("acl", ValueType::String),
    ("copy-source", ValueType::String),
    ("delimiter", ValueType::String),
    ("max-keys", ValueType::Number),
    ("metadata-directive", ValueType::String),
    ("prefix", ValueType::String),
    ("server-side-encryption", ValueType::String),
    ("versionId", ValueType::String),
];

/// All of them.
pub const OPERATORS: [BucketOperator; 21] = [
    row("StringEquals", "streq", ValueType::String, Some("StringEquals")),
    row("StringNotEquals", "strneq", ValueType::String, Some("StringNotEquals")),
    row("StringEqualsIgnoreCase", "streqi", ValueType::String, Some("StringEqualsIgnoreCase")),
    row("StringNotEqualsIgnoreCase", "strneqi", ValueType::String, Some("StringNotEqualsIgnoreCase")),
    row("StringLike", "strl", ValueType::String, Some("StringMatch")),
    row("StringNotLike", "strnl", ValueType::String, Some("StringNotMatch")),
    row("NumericEquals", "numeq", ValueType::Number, Some("NumberEquals")),
    row("NumericNotEquals", "numneq", ValueType::Number, Some("NumberNotEquals")),
    row("NumericLessThan", "numlt", ValueType::Number, Some("NumberLessThan")),
    row("NumericLessThanEquals", "numlteq", ValueType::Number, Some("NumberLessThanEquals")),
    row("NumericGreaterThan", "numgt", ValueType::Number, Some("NumberGreaterThan")),
    row("NumericGreaterThanEquals", "numgteq", ValueType::Number, Some("NumberGreaterThanEquals")),
    row("DateEquals", "dateeq", ValueType::Date, None),
    row("DateNotEquals", "dateneq", ValueType::Date, None),
    row("DateLessThan", "datelt", ValueType::Date, Some("DateLessThan")),
    row("DateLessThanEquals", "datelteq", ValueType::Date, Some("DateLessThanEquals")),
    row("DateGreaterThan", "dategt", ValueType::Date, Some("DateGreaterThan")),
    row("DateGreaterThanEquals", "dategteq", ValueType::Date, Some("DateGreaterThanEquals")),
    row("Bool", "Bool", ValueType::Boolean, Some("Bool")),
    row("IpAddress", "IpAddress", ValueType::Ip, Some("IpAddress")),
    row("NotIpAddress", "NotIpAddress", ValueType::Ip, Some("NotIpAddress")),
];

const fn row(
    name: &'static str,
    short: &'static str,
    compares: ValueType,
    same: Option<&'static str>,
) -> BucketOperator {
    BucketOperator { name, short, compares, same }
}
