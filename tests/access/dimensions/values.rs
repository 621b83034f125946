//! Values of condition keys.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hwc_iam::value::{date, date_text, ip_range};

use super::{Dimension, check, conditions, requests, strings};

const TEXT_OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringMatch",
    "StringNotMatch",
    "StringStartWith",
    "StringEndWith",
];

/// Letters whose lower and upper forms differ in number, that have three forms, or that no change of case leads to.
const LETTERS: &[&str] = &[
    "İ", "i", "ı", "ß", "ẞ", "ss", "ᾀ", "ᾈ", "ǆ", "ǅ", "ǈ", "ǉ", "ǲ", "k", "\u{212a}", "å", "\u{212b}", "ω",
    "\u{2126}", "ϴ", "θ", "σ", "ς", "ſ", "S", "Ꭰ", "ა", "ᏸ", "ŉ", "ǰ",
];

#[test]
fn texts_of_every_case() {
    // All forms of the letters, and of what stands beside them.
    let forms = |it: &str| {
        let (lower, upper) = (it.to_lowercase(), it.to_uppercase());
        let same: Vec<String> = ('\0'..=char::MAX)
            .filter(|other| it.chars().count() == 1 && other.to_lowercase().to_string() == lower)
            .map(String::from)
            .collect();
        [vec![it.to_string(), upper.to_lowercase(), lower.to_uppercase(), lower, upper], same].concat()
    };
    let all: Vec<(&str, Vec<String>)> = LETTERS.iter().map(|it| (*it, forms(it))).collect();
    check(|random| {
        let (letter, forms) = random.pick(&all);
        let mut values = forms.clone();
        values.extend([format!("{letter}*"), format!("*{letter}"), format!("a{letter}"), "*".into(), "a*".into()]);
        let asked = forms.iter().flat_map(|it| [it.clone(), format!("a{it}"), format!("A{it}"), format!("{it}b")]);
        let asked: Vec<String> = asked.chain(strings(&["", "a", "b", "x"])).collect();
        let key = random.pick(&["g:UserName", "x:s", "g:TagKeys"]);
        let is_many = key != "g:UserName";
        let operators = if key == "g:TagKeys" { &TEXT_OPERATORS[..2] } else { TEXT_OPERATORS };
        Dimension {
            version: "5.0",
            parts: conditions(key, operators, &values, random),
            requests: requests(key, asked, is_many),
        }
    });
}

#[test]
fn dates_to_the_last_instant() {
    let bounds = [
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.000000001Z",
        "2026-01-01T00:00:00.5Z",
        "2026-01-01T00:00:00.999999999Z",
        "2026-01-01T00:00:01Z",
        "2026-01-01T00:00:01.000000005Z",
        "2026-01-01T08:00:00+08:00",
        "2025-12-31T23:59:59.999999999Z",
        "9999-12-31T12:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59.999999999-23:59",
        "9999-12-31T23:59:00-23:59",
        "9999-12-31T23:59:59",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.5",
        "2026-01-02",
        "0000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+23:59",
        "0000-01-01T00:00:00.000000001+23:59",
    ];
    let mut asked = BTreeSet::new();
    for (seconds, nanos) in bounds.iter().filter_map(|it| date(it)) {
        let nano = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        for step in [0, 1, 2, 1_000_000, 1_000_000_000, 43_200_000_000_000, 86_400_000_000_000] {
            for it in [nano - step, nano + step] {
                let it = ((it.div_euclid(1_000_000_000)) as i64, it.rem_euclid(1_000_000_000) as u32);
                asked.extend(date_text(it));
                asked.extend(date_text(it).map(|it| it.trim_end_matches('Z').into()));
                // Beyond what UTC can write.
                let shifted = |by: i64, sign| {
                    let text = date_text((it.0 - by, it.1))?;
                    Some(format!("{}{sign}23:59", text.trim_end_matches('Z')))
                };
                asked.extend(shifted(86_340, "-").or_else(|| shifted(-86_340, "+")));
            }
        }
    }
    check(|random| {
        let operators = ["DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"];
        let key = random.pick(&["g:CurrentTime", "x:d"]);
        let more = if key == "x:d" { strings(&["", "soon", "1"]) } else { Vec::new() };
        Dimension {
            version: "5.0",
            parts: conditions(key, &operators, &strings(&bounds), random),
            requests: requests(key, asked.iter().cloned().chain(more), key == "x:d" && random.chance(10)),
        }
    });
}

#[test]
fn addresses_of_both_versions() {
    let ranges = [
        "10.0.0.0/8",
        "10.1.0.0/16",
        "10.1.2.3",
        "10.1.2.3/16",
        "2001:db8::1/32",
        "0.0.0.0/0",
        "255.255.255.255",
        "128.0.0.0/1",
        "::/0",
        "::ffff:0:0/96",
        "::ffff:10.0.0.0/104",
        "::ffff:10.1.2.3",
        "::fffe:0:0/95",
        "2001:db8::/32",
        "ffff::/16",
        "8000::/1",
    ];
    let mut asked: BTreeSet<IpAddr> = BTreeSet::new();
    for (address, bits) in ranges.iter().filter_map(|it| ip_range(it)) {
        match address {
            IpAddr::V4(it) => {
                let last = it.to_bits() | u32::MAX.checked_shr(bits.into()).unwrap_or(0);
                for at in [it.to_bits(), last].into_iter().flat_map(|it| [it.wrapping_sub(1), it, it.wrapping_add(1)]) {
                    let it = Ipv4Addr::from_bits(at);
                    asked.extend([IpAddr::from(it), it.to_ipv6_mapped().into(), it.to_ipv6_compatible().into()]);
                }
            }
            IpAddr::V6(it) => {
                let last = it.to_bits() | u128::MAX.checked_shr(bits.into()).unwrap_or(0);
                let around =
                    [it.to_bits(), last].into_iter().flat_map(|it| [it.wrapping_sub(1), it, it.wrapping_add(1)]);
                asked.extend(around.map(|it| IpAddr::from(Ipv6Addr::from_bits(it))));
            }
        }
    }
    check(|random| {
        let key = random.pick(&["g:SourceIp", "x:ip"]);
        let more =
            if key == "x:ip" { strings(&["", "localhost", "10.0.0.0/8", "::/0", "10.0.0.0/33"]) } else { vec![] };
        Dimension {
            version: "5.0",
            parts: conditions(key, &["IpAddress", "NotIpAddress"], &strings(&ranges), random),
            requests: requests(key, asked.iter().map(ToString::to_string).chain(more), key == "x:ip"),
        }
    });
}

#[test]
fn numbers_as_decimal_texts() {
    let long = "340282366920938463463374607431768211456000000000000000000.5";
    let bounds = ["0", "-0", "1", "1.0", "01", "1.5", "-1", "-1.25", "10", "0.1", "0.10001", "-0.1", long];
    let near = [
        "-2",
        "-1.26",
        "-1.2500001",
        "-1.25",
        "-1.24",
        "-1.1",
        "-1",
        "-0.5",
        "-0.1",
        "-0.00001",
        "0",
        "-0.0",
        "0.00001",
        "0.1",
        "0.10000999",
        "0.10001",
        "0.100010001",
        "0.9999999",
        "1",
        "1.0000001",
        "1.49",
        "1.5",
        "1.51",
        "2",
        "9",
        "9.99",
        "10",
        "10.001",
        "11",
        long,
        "340282366920938463463374607431768211456000000000000000000.49",
        "340282366920938463463374607431768211456000000000000000000.51",
        "9223372036854775807",
        "99999999999999999999",
    ];
    check(|random| {
        let operators = [
            "NumberEquals",
            "NumberNotEquals",
            "NumberLessThan",
            "NumberLessThanEquals",
            "NumberGreaterThan",
            "NumberGreaterThanEquals",
        ];
        let key = random.pick(&["g:MFAAge", "x:n"]);
        let more = if key == "x:n" { strings(&["", "many", "1e1", "+1", "1."]) } else { Vec::new() };
        Dimension {
            version: "5.0",
            parts: conditions(key, &operators, &strings(&bounds), random),
            requests: requests(key, strings(&near).into_iter().chain(more), key == "x:n" && random.chance(30)),
        }
    });
}

#[test]
fn booleans_in_every_spelling() {
    check(|random| {
        let key = random.pick(&["g:MFAPresent", "x:b"]);
        let operators = ["Bool", "Bool", "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringMatch"];
        let values = strings(&["true", "false", "True", "FALSE", "t*", "maybe"]);
        let more = if key == "x:b" { strings(&["", "maybe", "t", "truee"]) } else { Vec::new() };
        let asked = strings(&["true", "false", "True", "TRUE", "tRue", "False", "FALSE"]);
        let operators = if key == "x:b" { &operators[..] } else { &operators[..1] };
        let values = if key == "x:b" { &values[..] } else { &values[..2] };
        Dimension {
            version: "5.0",
            parts: conditions(key, operators, values, random),
            requests: requests(key, asked.into_iter().chain(more), key == "x:b"),
        }
    });
}
