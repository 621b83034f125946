//! Texts, read and compared character by character.

#[cfg(feature = "access")]
use hwc_iam::ValueType;

/// Five parts; a colon in `${…}` is none between them.
pub(super) fn urn(text: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let all: Vec<char> = text.chars().collect();
    for (at, it) in all.iter().enumerate() {
        match it {
            '{' if at > 0 && all[at - 1] == '$' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ':' if depth == 0 && parts.len() < 5 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(*it);
    }
    (parts.len() == 5).then_some(parts)
}

/// What stands behind `${`: key, default, and what follows.
pub(super) fn variable(text: &str) -> Option<(String, Option<String>, String)> {
    let end = text.find([',', '}'])?;
    let key = text[..end].trim().to_owned();
    if key.is_empty() || key.contains([' ', '{', '\'', '$']) {
        return None;
    }
    if text[end..].starts_with('}') {
        return Some((key, None, text[end + 1..].to_owned()));
    }
    let quoted = text[end + 1..].trim_start().strip_prefix('\'')?;
    let chars: Vec<char> = quoted.chars().collect();
    let mut default = String::new();
    let mut at = 0;
    loop {
        match (chars.get(at)?, chars.get(at + 1)) {
            ('\'', Some('\'')) => {
                default.push('\'');
                at += 2;
            }
            ('\'', _) => break,
            (it, _) => {
                default.push(*it);
                at += 1;
            }
        }
    }
    let behind: String = chars[at + 1..].iter().collect();
    Some((key, Some(default), behind.trim_start().strip_prefix('}')?.to_owned()))
}

pub(super) fn like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<(char, bool)> = pattern.chars().map(|it| (it, true)).collect();
    matches(&pattern, text, false)
}

/// Each character of the pattern with whether it may be a wildcard.
pub(super) fn matches(pattern: &[(char, bool)], text: &str, ignore_case: bool) -> bool {
    pub(super) fn rest(pattern: &[(char, bool)], text: &[char], ignore_case: bool) -> bool {
        match pattern {
            [] => text.is_empty(),
            [('*', true), behind @ ..] => (0..=text.len()).any(|it| rest(behind, &text[it..], ignore_case)),
            [('?', true), behind @ ..] => !text.is_empty() && rest(behind, &text[1..], ignore_case),
            [(it, _), behind @ ..] => {
                let same = |found: &char| found == it || ignore_case && found.eq_ignore_ascii_case(it);
                text.first().is_some_and(same) && rest(behind, &text[1..], ignore_case)
            }
        }
    }
    rest(pattern, &text.chars().collect::<Vec<_>>(), ignore_case)
}

/// Whether a page that says of a key that it has this type allows the text as a value.
#[cfg(feature = "access")]
pub(in super::super) fn is_of(kind: ValueType, text: &str) -> bool {
    match kind {
        ValueType::String => true,
        ValueType::Boolean => boolean(text).is_some(),
        ValueType::Number => number(text).is_some(),
        ValueType::Date => seconds(text).is_some(),
        ValueType::Ip => address(text, text).is_some(),
    }
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    text.to_ascii_lowercase().parse().ok()
}

/// In billionths.
pub(super) fn number(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let value: i128 = format!("{whole}{part:0<9}").parse().unwrap();
    Some(if text.starts_with('-') { -value } else { value })
}

/// Of `YYYY-MM-DDThh:mm:ss` with `Z` or an offset, or neither.
pub(super) fn seconds(text: &str) -> Option<i64> {
    if text.len() < 19 || !text.is_ascii() {
        return None;
    }
    let field = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    let (year, month, day) = (field(0, 4)?, field(5, 7)?, field(8, 10)?);
    let leap = |it: i64| it % 4 == 0 && (it % 100 != 0 || it % 400 == 0);
    let mut days: i64 = (1970..year).map(|it| if leap(it) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    days += lengths[..usize::try_from(month).ok()? - 1].iter().sum::<i64>() + day - 1;
    let offset = match &text[19..] {
        "" | "Z" => 0,
        it => {
            let minutes = it[1..3].parse::<i64>().ok()? * 60 + it[4..6].parse::<i64>().ok()?;
            if it.starts_with('-') { -minutes * 60 } else { minutes * 60 }
        }
    };
    Some(days * 86_400 + field(11, 13)? * 3600 + field(14, 16)? * 60 + field(17, 19)? - offset)
}

pub(super) fn has_host_bits(range: &str) -> bool {
    let Some((base, count)) = range.split_once('/') else { return false };
    let zeros = |bits: String| bits.chars().skip(count.parse().unwrap()).any(|it| it == '1');
    match base.parse() {
        Ok(std::net::IpAddr::V4(it)) => zeros(format!("{:032b}", u32::from(it))),
        Ok(std::net::IpAddr::V6(it)) => zeros(format!("{:0128b}", u128::from(it))),
        Err(_) => false,
    }
}

pub(super) fn address(found: &str, range: &str) -> Option<bool> {
    let bits = |text: &str| -> Option<String> {
        Some(match text.parse().ok()? {
            std::net::IpAddr::V4(it) => format!("{:032b}", u32::from(it)),
            std::net::IpAddr::V6(it) => format!("{:0128b}", u128::from(it)),
        })
    };
    let (base, count) = range.split_once('/').map_or((range, None), |(base, count)| (base, Some(count)));
    let (found, base) = (bits(found)?, bits(base)?);
    let count: usize = count.map_or(Some(base.len()), |it| it.parse().ok())?;
    if count > base.len() {
        return None;
    }
    // Whether `::ffff:10.1.2.3` is in `10.0.0.0/8` no page says.
    let is_mapped = |it: &str| it.len() == 128 && it[..96].trim_start_matches('0') == "1".repeat(16);
    if found.len() != base.len() && (is_mapped(&found) || is_mapped(&base)) {
        return None;
    }
    Some(found.len() == base.len() && found[..count] == base[..count])
}
