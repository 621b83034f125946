//! What a text must look like to be a value of some type.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::words::ValueType;

/// Whether `text` is a value of this type.
///
/// ```
/// use hwc_iam::{ValueType, value::is_value};
///
/// assert!(is_value(ValueType::Date, "2022-08-01T00:00:00Z"));
/// assert!(!is_value(ValueType::Date, "tomorrow"));
/// assert!(is_value(ValueType::Ip, "10.0.0.0/8"));
/// ```
#[must_use]
pub fn is_value(kind: ValueType, text: &str) -> bool {
    match kind {
        ValueType::String => true,
        // Operators ignore case unless something else is said of them.
        ValueType::Boolean => ["true", "false"].iter().any(|it| text.eq_ignore_ascii_case(it)),
        ValueType::Number => number(text).is_some(),
        ValueType::Date => instant(text).is_some(),
        ValueType::Ip => ip_range(text).is_some(),
    }
}

/// How a value of this type looks, for people.
#[must_use]
pub const fn example(kind: ValueType) -> &'static str {
    match kind {
        ValueType::String => "a text",
        ValueType::Boolean => "`true` or `false`",
        ValueType::Number => "a decimal number such as `3600`",
        ValueType::Date => "a date and time such as `2022-08-01T00:00:00Z`",
        ValueType::Ip => "an address or a range such as `10.0.0.0/8`",
    }
}

/// The seconds since 1970-01-01T00:00:00Z and the nanoseconds behind them of a date and time of ISO 8601: a date, and
/// behind `T` or a blank a time with or without seconds and fraction, then `Z` or an offset; without either it is UTC. Nothing
/// also for parts of a nanosecond: no document says if they count.
///
/// ```
/// assert_eq!(hwc_iam::value::date("1970-01-02T00:00:00+01:00"), Some((82_800, 0)));
/// assert_eq!(hwc_iam::value::date("2023-02-29T00:00:00Z"), None);
/// ```
#[must_use]
pub fn date(text: &str) -> Option<(i64, u32)> {
    instant(text).filter(|it| !it.is_finer).map(|it| (it.seconds, it.nanos))
}

struct Instant {
    seconds: i64,
    nanos: u32,
    /// Whether there are parts of a nanosecond behind it.
    is_finer: bool,
}

fn instant(text: &str) -> Option<Instant> {
    let mut rest = text;
    let year = digits(&mut rest, 4)?;
    // The basic format has no hyphens and colons.
    let is_basic = eat(&mut rest, "-").is_none();
    let separator = |text| if is_basic { "" } else { text };
    let month = digits(&mut rest, 2)?;
    let day = eat(&mut rest, separator("-")).and_then(|()| digits(&mut rest, 2))?;
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return None;
    }
    let days = days_since_epoch(year, month, day);
    if rest.is_empty() {
        return Some(Instant { seconds: days * 86_400, nanos: 0, is_finer: false });
    }
    eat(&mut rest, "T").or_else(|| eat(&mut rest, " "))?;
    let hour = digits(&mut rest, 2)?;
    let minute = eat(&mut rest, separator(":")).and_then(|()| digits(&mut rest, 2))?;
    let mut second = 0;
    let (mut nanos, mut is_finer) = (0, false);
    let has_second =
        if is_basic { rest.starts_with(|it: char| it.is_ascii_digit()) } else { eat(&mut rest, ":").is_some() };
    if has_second {
        second = digits(&mut rest, 2)?;
        if eat(&mut rest, ".").is_some() {
            (nanos, is_finer) = fraction(&mut rest)?;
        }
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = offset(&mut rest)?;
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset;
    rest.is_empty().then_some(Instant { seconds, nanos, is_finer })
}

/// Whether a text that [`date`] reads says in which zone it is.
///
/// ```
/// use hwc_iam::value::has_zone;
///
/// assert!(has_zone("2022-08-01T00:00:00Z") && has_zone("20220801T0000+0800"));
/// assert!(!has_zone("2022-08-01T00:00:00") && !has_zone("2022-08-01"));
/// ```
#[must_use]
pub fn has_zone(date: &str) -> bool {
    date.split_once(['T', ' ']).is_some_and(|(_, time)| time.contains(['Z', '+', '-']))
}

/// What [`date`] reads as these, in UTC; nothing, if the year has not four digits.
///
/// ```
/// use hwc_iam::value::{date, date_text};
///
/// assert_eq!(date_text((82_800, 0)).as_deref(), Some("1970-01-01T23:00:00Z"));
/// assert_eq!(date_text((i64::MAX, 0)), None);
/// ```
#[must_use]
pub fn date_text((seconds, nanos): (i64, u32)) -> Option<String> {
    if nanos > 999_999_999 {
        return None;
    }
    // Howard Hinnant's `civil_from_days`.
    let days = seconds.div_euclid(86_400) + 719_468;
    let second = seconds.rem_euclid(86_400);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let part = if nanos == 0 { String::new() } else { format!(".{nanos:09}") };
    let text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{part}Z");
    (date(&text) == Some((seconds, nanos))).then_some(text)
}

/// An address and how many of its bits count: all, or the number after the `/`.
///
/// ```
/// let (address, bits) = hwc_iam::value::ip_range("10.0.0.0/8").unwrap();
/// assert_eq!((address.to_string().as_str(), bits), ("10.0.0.0", 8));
/// ```
#[must_use]
pub fn ip_range(text: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = match bits {
        None => most,
        Some(bits) if bits.bytes().all(|it| it.is_ascii_digit()) => bits.parse().ok()?,
        Some(_) => return None,
    };
    (bits <= most).then_some((address, bits))
}

/// Whether it is a range whose address is not its first one, such as `10.0.0.77/24`.
///
/// ```
/// use hwc_iam::value::has_host_bits;
///
/// assert!(has_host_bits("10.0.0.77/24"));
/// assert!(!has_host_bits("10.0.0.0/24") && !has_host_bits("10.0.0.77"));
/// ```
#[must_use]
pub fn has_host_bits(range: &str) -> bool {
    match ip_range(range) {
        Some((IpAddr::V4(it), bits)) => it.to_bits().checked_shl(bits.into()).is_some_and(|it| it != 0),
        Some((IpAddr::V6(it), bits)) => it.to_bits().checked_shl(bits.into()).is_some_and(|it| it != 0),
        None => false,
    }
}

/// How two decimal numbers of any length compare, exactly; nothing, if one of them is not a number.
///
/// ```
/// use core::cmp::Ordering;
///
/// assert_eq!(hwc_iam::value::compare_numbers("-0.10", "-0.1"), Some(Ordering::Equal));
/// assert_eq!(hwc_iam::value::compare_numbers("10", "9"), Some(Ordering::Greater));
/// assert_eq!(hwc_iam::value::compare_numbers("10", "1e1"), None);
/// ```
#[must_use]
pub fn compare_numbers(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (number(a)?, number(b)?);
    let size = |it: Decimal<'_>, other: Decimal<'_>| {
        it.whole.len().cmp(&other.whole.len()).then_with(|| (it.whole, it.part).cmp(&(other.whole, other.part)))
    };
    Some(match (a.is_negative, b.is_negative) {
        (false, false) => size(a, b),
        (true, true) => size(b, a),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Where ranges begin and what is behind their ends, of both versions, sorted; with the very first addresses, so that between
/// two neighbours every address is in the same ranges.
///
/// ```
/// use hwc_iam::value::{ip_boundaries, ip_range};
///
/// let all: Vec<String> = ip_boundaries(ip_range("10.1.2.3/8")).iter().map(ToString::to_string).collect();
/// assert_eq!(all, ["0.0.0.0", "10.0.0.0", "11.0.0.0", "::"]);
/// ```
#[must_use]
pub fn ip_boundaries(ranges: impl IntoIterator<Item = (IpAddr, u8)>) -> Vec<IpAddr> {
    let mut all = vec![IpAddr::V4(Ipv4Addr::UNSPECIFIED), IpAddr::V6(Ipv6Addr::UNSPECIFIED)];
    for (address, bits) in ranges {
        match address {
            IpAddr::V4(it) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
                let first = it.to_bits() & mask;
                all.push(Ipv4Addr::from_bits(first).into());
                all.extend((first | !mask).checked_add(1).map(|it| IpAddr::from(Ipv4Addr::from_bits(it))));
            }
            IpAddr::V6(it) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or(0);
                let first = it.to_bits() & mask;
                all.push(Ipv6Addr::from_bits(first).into());
                all.extend((first | !mask).checked_add(1).map(|it| IpAddr::from(Ipv6Addr::from_bits(it))));
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether an address is in a range, both of which [`ip_range`] reads; nothing, if `address` is not a single address, `range` is
/// not a range, or only one of them is of version 4 where the other one maps such an address to version 6.
///
/// ```
/// use hwc_iam::value::is_in_range;
///
/// assert_eq!(is_in_range("10.1.2.3", "10.0.0.0/8"), Some(true));
/// assert_eq!(is_in_range("2001:db8::1", "10.0.0.0/8"), Some(false));
/// assert_eq!(is_in_range("::ffff:10.1.2.3", "10.0.0.0/8"), None);
/// assert_eq!(is_in_range("10.1.2.0/24", "2001:db8::/32"), None);
/// ```
#[must_use]
pub fn is_in_range(address: &str, range: &str) -> Option<bool> {
    is_range_within(ip_range(address)?, ip_range(range)?)
}

/// The same of what [`ip_range`] has read.
#[doc(hidden)]
#[must_use]
pub fn is_range_within((address, bits): (IpAddr, u8), (range, prefix): (IpAddr, u8)) -> Option<bool> {
    if bits != if address.is_ipv4() { 32 } else { 128 } {
        return None;
    }
    match (address, range) {
        (IpAddr::V4(address), IpAddr::V4(range)) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
            Some((u32::from(address) ^ u32::from(range)) & mask == 0)
        }
        (IpAddr::V6(address), IpAddr::V6(range)) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix)).unwrap_or(0);
            Some((u128::from(address) ^ u128::from(range)) & mask == 0)
        }
        (IpAddr::V6(mapped), IpAddr::V4(_)) | (IpAddr::V4(_), IpAddr::V6(mapped)) => {
            mapped.to_ipv4_mapped().is_none().then_some(false)
        }
    }
}

/// A number without the zeros that say nothing.
#[derive(Clone, Copy)]
struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    part: &'a str,
}

fn number(text: &str) -> Option<Decimal<'_>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let all_digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    if !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let is_zero = whole.is_empty() && part.is_empty();
    Some(Decimal { is_negative: digits.len() < text.len() && !is_zero, whole, part })
}

fn eat(rest: &mut &str, wanted: &str) -> Option<()> {
    *rest = rest.strip_prefix(wanted)?;
    Some(())
}

fn digits(rest: &mut &str, count: usize) -> Option<i64> {
    let (number, behind) = rest.split_at_checked(count)?;
    if !number.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    *rest = behind;
    number.parse().ok()
}

/// The nanoseconds, and whether there is more.
fn fraction(rest: &mut &str) -> Option<(u32, bool)> {
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(len)?;
    *rest = behind;
    if number.is_empty() {
        return None;
    }
    let mut digits = number.bytes();
    let nanos = (0..9).fold(0, |sum, _| sum * 10 + digits.next().map_or(0, |it| u32::from(it - b'0')));
    Some((nanos, digits.any(|it| it != b'0')))
}

fn offset(rest: &mut &str) -> Option<i64> {
    if rest.is_empty() || eat(rest, "Z").is_some() {
        return Some(0);
    }
    let sign = eat(rest, "+").map(|()| 1).or_else(|| eat(rest, "-").map(|()| -1))?;
    let hour = digits(rest, 2)?;
    let _ = eat(rest, ":");
    let minute = digits(rest, 2)?;
    (hour <= 23 && minute <= 59).then_some(sign * (hour * 3600 + minute * 60))
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Howard Hinnant's `days_from_civil`: years begin in March, so that the leap day is the last of a year.
const fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
