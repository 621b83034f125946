//! Numbers as decimals, so that what is printed is what was meant.

use alloc::format;
use alloc::string::{String, ToString};
use core::cmp::Ordering;

/// A decimal number: `digits` divided by ten as often as `scale` says, with no zero behind the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    pub(super) const fn whole(digits: i128) -> Self {
        Self { digits, scale: 0 }
    }

    /// The number that a text is, in a form that Terraform and JSON have; nothing if it has too many digits.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.strip_prefix('+').unwrap_or(exponent).parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (sign, number) = number.strip_prefix('-').map_or((1, number), |it| (-1, it));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) || number.ends_with('.') {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        if digits == 0 {
            return Some(Self::whole(0));
        }
        Self::of(sign * digits, scale)
    }

    /// With a scale that may be negative.
    fn of(mut digits: i128, mut scale: i32) -> Option<Self> {
        while scale < 0 {
            digits = digits.checked_mul(10)?;
            scale += 1;
        }
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        let scale = u32::try_from(scale).ok()?;
        (scale <= FINEST).then_some(Self { digits, scale })
    }

    /// As a whole number, if it is one.
    pub(super) fn to_whole(self) -> Option<i128> {
        (self.scale == 0).then_some(self.digits)
    }

    /// As a place in a list.
    pub(super) fn to_index(self) -> Option<usize> {
        self.to_whole().and_then(|it| usize::try_from(it).ok())
    }

    pub(super) fn negated(self) -> Option<Self> {
        Some(Self { digits: self.digits.checked_neg()?, ..self })
    }

    pub(super) fn add(self, other: Self) -> Option<Self> {
        let (one, other, scale) = self.aligned(other)?;
        Self::of(one.checked_add(other)?, scale)
    }

    pub(super) fn multiply(self, other: Self) -> Option<Self> {
        let scale = i32::try_from(self.scale + other.scale).ok()?;
        Self::of(self.digits.checked_mul(other.digits)?, scale)
    }

    /// Nothing also where the quotient does not end.
    pub(super) fn divide(self, other: Self) -> Option<Self> {
        let (mut one, other, _) = self.aligned(other)?;
        let mut scale = 0;
        while one.checked_rem(other)? != 0 {
            one = one.checked_mul(10)?;
            scale += 1;
        }
        Self::of(one.checked_div(other)?, scale)
    }

    /// What is left of a division, with the sign of what is divided.
    pub(super) fn remainder(self, other: Self) -> Option<Self> {
        let (one, other, scale) = self.aligned(other)?;
        Self::of(one.checked_rem(other)?, scale)
    }

    pub(super) const fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Both with the same scale.
    fn aligned(self, other: Self) -> Option<(i128, i128, i32)> {
        let scale = self.scale.max(other.scale);
        let raise = |it: Self| 10_i128.checked_pow(scale - it.scale).and_then(|by| it.digits.checked_mul(by));
        Some((raise(self)?, raise(other)?, i32::try_from(scale).ok()?))
    }

    /// Nothing if they are too far apart to be compared exactly.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let (one, other, _) = self.aligned(other)?;
        Some(one.cmp(&other))
    }
}

impl core::fmt::Display for Decimal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let scale = self.scale as usize;
        let digits: String = self.digits.unsigned_abs().to_string();
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at_checked(digits.len() - scale).unwrap_or((&digits, ""));
        let sign = if self.digits < 0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// The most digits behind the point.
const FINEST: u32 = 36;
