//! One value of each class that numbers, dates and addresses of policies tell apart: each bound itself, and one between each two.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::net::{IpAddr, Ipv4Addr};

use crate::shared::value;

/// Seconds since 1970 and the nanoseconds behind them.
pub(super) type Instant = (i64, u32);

/// The numbers themselves, one between each two neighbours, one below and one above all.
pub(super) fn numbers(mut cuts: Vec<&str>) -> Vec<String> {
    let compare = |a: &str, b: &str| value::compare_numbers(a, b).unwrap_or(Ordering::Equal);
    cuts.sort_by(|a, b| compare(a, b));
    cuts.dedup_by(|a, b| compare(a, b).is_eq());
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else { return [String::from("1")].into() };
    let places = cuts.iter().filter_map(|it| it.split_once('.')).map(|(_, part)| part.len()).max().unwrap_or(0);
    let mut out = Vec::new();
    out.extend(near(first, -1).filter(|it| compare(it, first).is_lt()).or_else(|| Some(beside(first, places, true))));
    out.extend(near(last, 1).filter(|it| compare(it, last).is_gt()).or_else(|| Some(beside(last, places, false))));
    for pair in cuts.windows(2) {
        let [low, high] = pair else { continue };
        let is_between = |it: &String| compare(it, low).is_gt() && compare(it, high).is_lt();
        out.extend(near(low, 1).filter(is_between).or_else(|| Some(beside(low, places, false))));
    }
    out.extend(cuts.into_iter().map(String::from));
    out
}

/// A whole number near this one, which reads better than one that is only a little more or less.
fn near(number: &str, step: i64) -> Option<String> {
    let whole = number.split_once('.').map_or(number, |it| it.0);
    Some(whole.parse::<i64>().ok()?.checked_add(step)?.to_string())
}

/// A little less, or more, than a number: by less than what any two with so many decimal places differ by.
fn beside(number: &str, places: usize, is_less: bool) -> String {
    let size = number.trim_start_matches('-');
    let is_negative = value::compare_numbers(number, "0").is_some_and(Ordering::is_lt);
    let is_zero = value::compare_numbers(number, "0").is_some_and(Ordering::is_eq);
    let sign = if is_negative || is_zero && is_less { "-" } else { "" };
    let (whole, part) = size.split_once('.').unwrap_or((size, ""));
    if is_zero || is_negative == is_less {
        // Further from zero.
        return format!("{sign}{whole}.{part:0<places$}1");
    }
    // Nearer to zero: the last place, which is one more than all have, is a nine behind one less.
    let mut digits: Vec<u8> = format!("{whole}{part:0<places$}").into_bytes();
    for it in digits.iter_mut().rev() {
        if *it == b'0' {
            *it = b'9';
        } else {
            *it -= 1;
            break;
        }
    }
    let digits: String = digits.into_iter().map(char::from).collect();
    let (whole, part) = digits.split_at_checked(whole.len()).unwrap_or((&digits, ""));
    format!("{sign}{whole}.{part}9")
}

/// The dates themselves, one between each two neighbours, one before and one behind all.
pub(super) fn dates(mut cuts: Vec<Instant>) -> Vec<String> {
    cuts.sort_unstable();
    cuts.dedup();
    let Some((first, last)) = cuts.first().copied().zip(cuts.last().copied()) else {
        return ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00"].map(String::from).into();
    };
    const DAY: i64 = 86_400;
    let before = date((first.0 - DAY, 0)).or_else(|| date(previous(first)));
    let behind = date((last.0 + DAY, 0)).or_else(|| date(next(last)));
    let between = cuts.windows(2).filter_map(|pair| {
        let [low, high] = pair else { return None };
        let middle = (low.0 + (high.0 - low.0) / 2, 0);
        let it = if middle > *low && middle < *high { middle } else { next(*low) };
        if it < *high { date(it) } else { None }
    });
    let between: Vec<String> = between.collect();
    let all = before.into_iter().chain(behind).chain(between).chain(cuts.into_iter().filter_map(date));
    let all: Vec<String> = all.collect();
    // Without a zone they are compared in their own way.
    let without_zone = all.iter().filter_map(|it| it.strip_suffix('Z')).map(String::from).collect::<Vec<_>>();
    all.into_iter().chain(without_zone).collect()
}

const fn next((seconds, nanos): Instant) -> Instant {
    if nanos == 999_999_999 { (seconds + 1, 0) } else { (seconds, nanos + 1) }
}

const fn previous((seconds, nanos): Instant) -> Instant {
    if nanos == 0 { (seconds - 1, 999_999_999) } else { (seconds, nanos - 1) }
}

/// An instant as a date; an offset reaches those of the first and last day that no date in UTC does.
fn date(instant: Instant) -> Option<String> {
    const FURTHEST: i64 = 86_340;
    value::date_text(instant).or_else(|| {
        let at = |seconds, offset| {
            let text = value::date_text((seconds, instant.1))?;
            Some(format!("{}{offset}", text.strip_suffix('Z')?))
        };
        at(instant.0 - FURTHEST, "-23:59").or_else(|| at(instant.0 + FURTHEST, "+23:59"))
    })
}

/// The first address of each range and the first one behind it, for both versions; and the very first.
pub(super) fn addresses(mut ranges: Vec<(IpAddr, u8)>) -> Vec<String> {
    // An address of version 4 that is written as one of version 6 compares with ranges of version 4 in its own way.
    ranges.push((Ipv4Addr::UNSPECIFIED.to_ipv6_mapped().into(), 96));
    value::ip_boundaries(ranges).iter().map(ToString::to_string).collect()
}
