use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

/// The value of a fact.
///
/// ```
/// use hwc_iam::preflight::Value;
///
/// assert_eq!(Value::from(40_u64).to_string(), "40");
/// assert_eq!(Value::from(["IMS Administrator"]).to_string(), "[`IMS Administrator`]");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `true` or `false`.
    Boolean(bool),
    /// A number from 0 on.
    Number(Number),
    /// One text; a number with its unit, such as `40 GB`, may be given as a text, too.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
}

/// A number as it was given, and how it compares with whole numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole number.
    Whole(u64),
    /// Any other.
    Real(f64),
}

impl Number {
    /// Whether it is at most this; NaN is not.
    #[must_use]
    pub fn is_at_most(self, most: u64) -> bool {
        match self {
            Self::Whole(it) => it <= most,
            Self::Real(it) => it <= most as f64,
        }
    }

    /// Whether it is one from 0 on.
    #[must_use]
    pub fn is_amount(self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Real(it) => it.is_finite() && it >= 0.0,
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_decimal = text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'.' | b'-'));
        let whole = text.parse().map(Self::Whole).ok();
        whole.or_else(|| text.parse().map(Self::Real).ok()).filter(|_| is_decimal)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(it) => it.fmt(f),
            Self::Real(it) => it.fmt(f),
        }
    }
}

impl Value {
    /// It as an error names it.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Boolean(it) => format!("`{it}`"),
            Self::Number(it) => format!("the number `{it}`"),
            Self::Text(it) => format!("the string `{it}`"),
            Self::Texts(_) => "an array".to_string(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(it) => write!(f, "`{it}`"),
            Self::Number(it) => it.fmt(f),
            Self::Text(it) => write!(f, "`{it}`"),
            Self::Texts(all) => {
                let all: Vec<String> = all.iter().map(|it| format!("`{it}`")).collect();
                write!(f, "[{}]", all.join(", "))
            }
        }
    }
}

impl From<bool> for Value {
    fn from(it: bool) -> Self {
        Self::Boolean(it)
    }
}

impl From<u64> for Value {
    fn from(it: u64) -> Self {
        Self::Number(Number::Whole(it))
    }
}

impl From<f64> for Value {
    fn from(it: f64) -> Self {
        Self::Number(Number::Real(it))
    }
}

impl From<&str> for Value {
    fn from(it: &str) -> Self {
        Self::Text(it.into())
    }
}

impl From<String> for Value {
    fn from(it: String) -> Self {
        Self::Text(it)
    }
}

impl From<Vec<String>> for Value {
    fn from(it: Vec<String>) -> Self {
        Self::Texts(it)
    }
}

impl<const N: usize> From<[&str; N]> for Value {
    fn from(it: [&str; N]) -> Self {
        Self::Texts(it.map(String::from).into())
    }
}
