use core::cmp::Ordering;

use super::text::Reading;
use crate::Operator;

/// What an operator compares, without its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparator {
    Text(Reading),
    /// The same, of which no table says whether case counts.
    Affix(Reading),
    Bool,
    Number(Order),
    Date(Order),
    Ip,
    Null,
    NullOrEmpty,
}

/// What an operator compares, as far as classes of values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text(Reading),
    /// The same, of which no table says whether case counts.
    Affix(Reading),
    Bool,
    Number,
    Date,
    Ip,
    /// Only whether the key is there.
    Presence,
}

impl Kind {
    /// Whether texts that differ in case only may be the same.
    pub(super) const fn may_ignore_case(self) -> bool {
        match self {
            Self::Text(it) => it.ignore_case,
            Self::Affix(_) => true,
            Self::Bool | Self::Number | Self::Date | Self::Ip | Self::Presence => false,
        }
    }
}

/// Where the value of the request must stand to that of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    pub(super) const fn holds(self, found: Ordering) -> bool {
        match self {
            Self::Equal => found.is_eq(),
            Self::Less => found.is_lt(),
            Self::LessOrEqual => found.is_le(),
            Self::Greater => found.is_gt(),
            Self::GreaterOrEqual => found.is_ge(),
        }
    }
}

impl Comparator {
    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Text(it) => Kind::Text(it),
            Self::Affix(it) => Kind::Affix(it),
            Self::Bool => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::Date(_) => Kind::Date,
            Self::Ip => Kind::Ip,
            Self::Null | Self::NullOrEmpty => Kind::Presence,
        }
    }

    pub(super) const fn of(operator: Operator) -> Self {
        let literal = Reading::LITERAL;
        match operator {
            Operator::StringEquals
            | Operator::StringNotEquals
            | Operator::StringEqualsAnyOf
            | Operator::StringNotEqualsAnyOf => Self::Text(literal),
            Operator::StringEqualsIgnoreCase
            | Operator::StringNotEqualsIgnoreCase
            | Operator::StringEqualsIgnoreCaseAnyOf
            | Operator::StringNotEqualsIgnoreCaseAnyOf => Self::Text(Reading { ignore_case: true, ..literal }),
            Operator::StringMatch | Operator::StringNotMatch => Self::Text(Reading::PATTERN),
            Operator::StringStartWith | Operator::StringStartWithAnyOf => {
                Self::Affix(Reading { open_end: true, ..literal })
            }
            Operator::StringEndWith | Operator::StringEndWithAnyOf => {
                Self::Affix(Reading { open_start: true, ..literal })
            }
            // A test for a part of the text, whose `*` is no wildcard.
            Operator::StringLike
            | Operator::StringNotLike
            | Operator::StringLikeAnyOf
            | Operator::StringNotLikeAnyOf => Self::Affix(Reading { open_start: true, open_end: true, ..literal }),
            Operator::Bool => Self::Bool,
            Operator::NumberEquals | Operator::NumberNotEquals => Self::Number(Order::Equal),
            Operator::NumberLessThan => Self::Number(Order::Less),
            Operator::NumberLessThanEquals => Self::Number(Order::LessOrEqual),
            Operator::NumberGreaterThan => Self::Number(Order::Greater),
            Operator::NumberGreaterThanEquals => Self::Number(Order::GreaterOrEqual),
            Operator::DateLessThan => Self::Date(Order::Less),
            Operator::DateLessThanEquals => Self::Date(Order::LessOrEqual),
            Operator::DateGreaterThan => Self::Date(Order::Greater),
            Operator::DateGreaterThanEquals => Self::Date(Order::GreaterOrEqual),
            Operator::IpAddress | Operator::NotIpAddress => Self::Ip,
            Operator::Null => Self::Null,
            Operator::IsNullOrEmpty => Self::NullOrEmpty,
        }
    }
}
