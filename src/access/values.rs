//! One value of each class that numbers, dates and addresses of policies tell apart.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::shared::value;

/// The numbers themselves, one between each two neighbours, one below and one above all. Nothing, if one is too long.
pub(super) fn numbers<'a>(cuts: impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
    let mut all =
        cuts.filter(|it| value::compare_numbers(it, it).is_some()).map(decimal).collect::<Option<Vec<_>>>()?;
    let digits = all.iter().map(|it| it.1).max().unwrap_or(0).checked_add(1)?;
    let scale = |(number, places): (i128, u32)| number.checked_mul(10_i128.checked_pow(digits - places)?);
    let one = 10_i128.checked_pow(digits)?;
    all.sort_unstable();
    let mut cuts = all.into_iter().map(scale).collect::<Option<Vec<_>>>()?;
    cuts.sort_unstable();
    cuts.dedup();
    let text = |it: i128| {
        let (sign, it) = if it < 0 { ("-", it.unsigned_abs()) } else { ("", it.unsigned_abs()) };
        let one = one.unsigned_abs();
        let part = format!("{:0width$}", it % one, width = digits as usize);
        let part = part.trim_end_matches('0');
        let point = if part.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{part}", it / one)
    };
    let between = |low: i128, high: i128| {
        // A whole number reads better where there is one.
        let whole = low.checked_div_euclid(one)?.checked_add(1)?.checked_mul(one)?;
        if whole < high { Some(whole) } else { Some(low.checked_add((high.checked_sub(low)?) / 2)?) }
    };
    let Some((first, last)) = cuts.first().zip(cuts.last()) else { return Some(alloc::vec!["1".into()]) };
    let mut found = alloc::vec![first.checked_sub(one)?];
    for pair in cuts.windows(2) {
        if let [low, high] = pair {
            found.push(between(*low, *high)?);
        }
    }
    found.push(last.checked_add(one)?);
    found.extend(&cuts);
    found.sort_unstable();
    Some(found.into_iter().map(text).collect())
}

/// The digits as a whole number, and how many stand behind the point.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = part.trim_end_matches('0');
    Some((format!("{whole}{part}").parse().ok()?, u32::try_from(part.len()).ok()?))
}

/// The dates themselves, one between each two neighbours, one before and one behind all.
pub(super) fn dates<'a>(cuts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut cuts: Vec<(i64, u32)> = cuts.filter_map(value::date).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let Some((first, last)) = cuts.first().zip(cuts.last()) else {
        return alloc::vec!["2026-01-01T00:00:00Z".into()];
    };
    const DAY: i64 = 86_400;
    let mut found = alloc::vec![(first.0 - DAY, 0), (last.0 + DAY, 0)];
    for pair in cuts.windows(2) {
        if let [low, high] = pair {
            let step = high.0 - low.0;
            found.push(if step > 1 { (low.0 + step / 2, 0) } else { (low.0, low.1 + 1) });
        }
    }
    found.extend(&cuts);
    found.sort_unstable();
    found.dedup();
    // What cannot be written as a date is none.
    found.into_iter().filter_map(value::date_text).collect()
}

/// The first address of each range and the first one behind it, for both versions; and the very first.
pub(super) fn addresses<'a>(ranges: impl Iterator<Item = &'a str>) -> Vec<String> {
    value::ip_boundaries(ranges.filter_map(value::ip_range)).iter().map(ToString::to_string).collect()
}
