//! Each dimension on its own, densely: around every bound and between, no request contradicts a verdict, whatever the answers to
//! the questions that it leaves open. `PROPTEST_CASES=10000` makes it a long run.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hwc_iam::Policy;
use hwc_iam::access::{Access, Options, compare};
use hwc_iam::eval::{Assumptions, Decision, Request};
use hwc_iam::value::{date, date_text, ip_range};
use proptest::test_runner::Config;

use super::generated::{Side, answered};
use crate::random::Random;

/// What the statements of a case may say, and the requests that are asked.
struct Dimension {
    version: &'static str,
    /// What stands in a statement besides its `Effect`.
    parts: Vec<String>,
    requests: Vec<Request>,
}

impl Dimension {
    fn policy(&self, random: &mut Random) -> Policy {
        let count = 1 + random.below(3);
        let mut all: Vec<String> = (0..count)
            .map(|_| {
                let effect = if random.chance(60) { "Allow" } else { "Deny" };
                format!(r#"{{"Effect":"{effect}",{}}}"#, random.pick(&self.parts))
            })
            .collect();
        if random.chance(40) {
            all.push(r#"{"Effect":"Allow","Action":["*"]}"#.into());
        }
        let text = format!(r#"{{"Version":"{}","Statement":[{}]}}"#, self.version, all.join(","));
        Policy::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }
}

#[track_caller]
fn check(dimension: impl Fn(&mut Random) -> Dimension) {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { 150 };
    let (mut known, mut differ) = (0, 0);
    for seed in 0..u64::from(cases) {
        let mut random = Random::new(seed);
        let dimension = dimension(&mut random);
        let (old, new) = (dimension.policy(&mut random), dimension.policy(&mut random));
        let open = answered(&mut random, Assumptions::default(), 50);
        let closed = answered(&mut random, open, 100);
        let ask =
            |assumptions| compare(&Access::of(&old), &Access::of(&new), &Options { assumptions, ..Options::default() });
        let (in_all, in_one) = (ask(open), ask(closed));
        let told = || format!("seed {seed}\n{old}\n{new}\n{open:?}\n{closed:?}");
        for part in in_all.unknown.iter().chain(&in_one.unknown) {
            let is_ours = ["the comparison itself", "the policies together"].contains(&part.what.as_str());
            assert!(!is_ours, "{part:?} {}", told());
        }
        let (of_old, of_new) =
            (Side::of(old.clone()).set().assuming(closed), Side::of(new.clone()).set().assuming(closed));
        for request in &dimension.requests {
            let decisions = [of_old.decide(request), of_new.decide(request)];
            let [old, new] = decisions.map(|it| it == Decision::Allow);
            if decisions.contains(&Decision::Unknown) || old == new {
                continue;
            }
            differ += 1;
            for (found, of) in [(&in_all, "whatever the answers"), (&in_one, "with these answers")] {
                let is_there = if new { found.new_access } else { found.lost_access };
                assert!(is_there != Some(false), "{of}: {decisions:?} {request:?} {found:?} {}", told());
            }
        }
        known += usize::from(in_one.new_access.is_some() && in_one.lost_access.is_some());
    }
    println!("{cases} pairs, {known} known, {differ} requests that differ");
    assert!(known * 2 > cases as usize && differ > 0, "{known} known, {differ} differ");
}

/// Conditions of these operators and values on a key.
fn conditions(key: &str, operators: &[&str], values: &[String], random: &mut Random) -> Vec<String> {
    let one = |random: &mut Random| {
        let values: Vec<String> = (0..1 + random.below(2)).map(|_| quoted(&random.pick(values))).collect();
        let if_exists = if random.chance(20) { "IfExists" } else { "" };
        (format!("{}{if_exists}", random.pick(operators)), format!(r#"{{"{key}":[{}]}}"#, values.join(",")))
    };
    let part = |random: &mut Random| {
        let (first, second) = (one(random), one(random));
        let mut each = vec![format!("{:?}:{}", first.0, first.1)];
        if first.0 != second.0 && random.chance(40) {
            each.push(format!("{:?}:{}", second.0, second.1));
        }
        if random.chance(20) {
            each.push(format!(r#""Null":{{"{key}":["{}"]}}"#, random.pick(&["true", "false"])));
        }
        format!(r#""Action":["ims:images:get"],"Condition":{{{}}}"#, each.join(","))
    };
    (0..6).map(|_| part(random)).collect()
}

/// Requests with each of these values, with none and with several.
fn requests(key: &str, values: impl IntoIterator<Item = String>, is_many: bool) -> Vec<Request> {
    let all: BTreeSet<String> = values.into_iter().collect();
    let request = Request::new("ims:images:get");
    let mut out = vec![request.clone()];
    out.extend(all.iter().map(|it| request.clone().key(key, it)));
    if is_many {
        out.push(request.clone().keys(key, [""; 0]));
        for one in &all {
            out.extend([1, 2].map(|count| request.clone().keys(key, vec![one.clone(); count])));
            out.extend(all.iter().take(8).map(|it| request.clone().keys(key, [one.clone(), it.clone()])));
        }
    }
    out
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

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

/// A list of names for an element that may be negated.
fn element(name: &str, values: &[&str], random: &mut Random) -> String {
    let not = if random.chance(40) { "Not" } else { "" };
    let all: Vec<String> = (0..1 + random.below(3)).map(|_| quoted(random.pick(values))).collect();
    format!(r#""{not}{name}":[{}]"#, all.join(","))
}

/// With names in other cases, and names that only the other model has: `ims:images:delete` and `sts::*` of roles.
#[test]
fn actions_of_both_models_in_every_case() {
    let patterns = [
        "*",
        "ims:*:*",
        "IMS:*:*",
        "ims:images:*",
        "ims:images:get",
        "ims:Images:get",
        "ims:images:GET",
        "ims:images:copy*",
        "ims:images:copyInRegion",
        "ims:images:copyinregion",
        "ims:images:copy",
        "ims:images:delete",
        "ims:images:del?te",
        "ims:images:*e",
        "*:*:get",
        "a:b:?",
        "a:b:c",
        "A:b:c",
        "a:*",
        "*c",
        "sts::*",
        "ims:images:g?t",
        "ims:images:?et",
    ];
    let asked = [
        "ims:images:get",
        "IMS:images:get",
        "ims:Images:get",
        "ims:images:GET",
        "ims:images:GeT",
        "ims:images:copyInRegion",
        "ims:images:copyinregion",
        "ims:images:COPYINREGION",
        "ims:images:copy",
        "ims:images:Copy",
        "ims:images:delete",
        "ims:images:Delete",
        "ims:images:deleteImage",
        "ims:images:list",
        "ims:images:x",
        "a:b:c",
        "A:b:c",
        "a:b:C",
        "a:b:d",
        "a:x:c",
        "a::c",
        "z:z:z",
        "ims:images:getx",
        "ims:images:xet",
        "ims:images:copyx",
        "x:y:get",
        "sts::tagSession",
        "iam:users:createUser",
        "ims:images:\u{e000}",
    ];
    let of_roles =
        ["identity:*", "identity:*:*", "iam:*:*", "ia*:*:get*", "i*", "::get", "identity:users:?et", "*m:users:*"];
    let asked_of_roles = [
        "identity:users:get",
        "iam:users:get",
        "identity:users",
        "iam:users",
        "iam:users:getUser",
        "identity:roles:list",
        "ims:get",
        "iam:get",
        "iam:images:get",
        "identity:a:get",
    ];
    for version in ["5.0", "1.0"] {
        check(|random| {
            let usable: Vec<&str> = match version {
                "5.0" => patterns.into(),
                _ => patterns.into_iter().chain(of_roles).chain(of_roles).collect(),
            };
            let parts = (0..6).map(|_| element("Action", &usable, random)).collect();
            let asked = asked.iter().chain(&asked_of_roles);
            Dimension { version, parts, requests: asked.map(|it| Request::new(it)).collect() }
        });
    }
}

/// Roles ignore the case of the service.
#[test]
fn resources_of_both_models() {
    let patterns = [
        "*",
        "obs:*:*:object:*",
        "OBS:*:*:object:*",
        "obs:*:*:object:b/?",
        "obs:r:a:object:b/k",
        "*:*:*:*:*",
        "o?s:*:*:*:b",
        "obs:*:*:bucket:*",
        "obs*",
        "OBS*",
        "*k",
        "obs:*:*:object:b/\u{212a}",
        "obs:*:*:object:a:b",
    ];
    let names = [
        "obs:r:a:object:b/k",
        "OBS:r:a:object:b/k",
        "Obs:r:a:object:b/x",
        "obs:r:a:object:b",
        "obs:r:a:bucket:b",
        "oBs:r:a:bucket:b",
        "obs::::",
        "x:r:a:object:b/k",
        "obs",
        "obsk",
        "OBSk",
        "k",
        "",
        "y",
        "*",
        "obs:r:a:object",
        "obs:r:a:object:a:b",
        "obs:r:a:object:b/\u{212a}",
    ];
    for version in ["5.0", "1.1"] {
        check(|random| {
            let part = |random: &mut Random| match version {
                "5.0" => format!(r#""Action":["*"],{}"#, element("Resource", &patterns, random)),
                _ => {
                    let of: Vec<String> = (0..1 + random.below(3)).map(|_| quoted(random.pick(&patterns))).collect();
                    format!(r#""Action":["*"],"Resource":[{}]"#, of.join(","))
                }
            };
            let parts = (0..6).map(|_| part(random)).collect();
            let request = Request::new("obs:object:getObject");
            let named = names.iter().map(|it| request.clone().resource(it));
            Dimension { version, parts, requests: named.chain([request.clone()]).collect() }
        });
    }
}
