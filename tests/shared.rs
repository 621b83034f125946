//! Second opinions on what the library and the macros share: slow, obvious versions, and random inputs.

use hwc_iam::variable::{Part, parts};
use hwc_iam::{pattern, suggest, urn, value, variable};
use hwc_iam_data::shared::index::NameIndex;
use proptest::prelude::*;

/// What `*` and `?` mean, by trying everything.
pub(crate) fn slow_matches(pattern: &[char], text: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['*', rest @ ..] => (0..=text.len()).any(|it| slow_matches(rest, &text[it..])),
        ['?', rest @ ..] => !text.is_empty() && slow_matches(rest, &text[1..]),
        [it, rest @ ..] => text.first() == Some(it) && slow_matches(rest, &text[1..]),
    }
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_matcher_is_right(pattern in "[ab*?é]{0,8}", text in "[abé*]{0,10}") {
        prop_assert_eq!(pattern::matches(&pattern, &text), slow_matches(&chars(&pattern), &chars(&text)));
    }

    #[test]
    fn case_is_all_that_is_ignored(pattern in "[aA*?b]{0,6}", text in "[aAbB]{0,8}") {
        let lower = (pattern.to_lowercase(), text.to_lowercase());
        prop_assert_eq!(pattern::matches_ignore_case(&pattern, &text), pattern::matches(&lower.0, &lower.1));
    }

    #[test]
    fn an_escaped_text_is_the_text(text in any::<String>()) {
        let escaped = variable::escape(&text);
        let back: String = parts(&escaped)
            .map(|it| match it {
                Part::Text(text) => text.to_owned(),
                Part::Escaped(it) => it.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        prop_assert_eq!(&back, &text);
        let without_escapes = escaped.replace("${*}", "").replace("${?}", "");
        prop_assert!(!pattern::is_pattern(&without_escapes));
    }

    #[test]
    fn no_text_breaks_the_readers(text in any::<String>()) {
        let all: Vec<Part<'_>> = parts(&text).collect();
        prop_assert!(text.is_empty() || !all.is_empty());
        let _ = (urn::split(&text), value::date(&text), value::ip_range(&text));
        let _ = suggest::nearest(&text, ["ims", "obs"]);
    }

    #[test]
    fn the_parts_of_a_urn_are_its_text(text in "[a${}:*]{0,16}") {
        if let Some(parts) = urn::split(&text) {
            prop_assert_eq!(parts.join(":"), text);
        } else {
            let variable = text.contains("${");
            prop_assert!(variable || text.matches(':').count() < 4);
        }
    }

    #[test]
    fn the_nearest_name_is_never_further_than_another(name in "[a-cA]{1,8}", others in prop::collection::vec("[a-cA]{1,8}", 1..5)) {
        if let Some(same) = others.iter().find(|it| it.eq_ignore_ascii_case(&name)) {
            prop_assert_eq!(suggest::nearest(&name, others.iter().map(String::as_str)), Some(same.as_str()));
        } else if let Some(near) = suggest::nearest(&name, others.iter().map(String::as_str)) {
            let best = others.iter().map(|it| distance(&name, it)).min().unwrap();
            prop_assert_eq!(distance(&name, near), best);
        } else {
            prop_assert!(others.iter().all(|it| distance(&name, it) > (name.len() / 3).max(1) * 2));
        }
    }

    #[test]
    fn the_index_is_a_map(names in prop::collection::hash_set("[a-c:]{0,20}", 0..200), other in "[a-c:]{0,20}") {
        let names: Vec<String> = names.into_iter().collect();
        let places = names.iter().enumerate().map(|(at, it)| (it.as_str(), (at >> 4) as u16, (at & 15) as u16));
        let (marks, places) = NameIndex::fill(places.collect::<Vec<_>>().into_iter());
        let index = NameIndex { marks: marks.leak(), places: places.leak() };
        let is_it = |name: &str, service: u16, row: u16| names[usize::from(service << 4 | row)] == name;
        for (at, name) in names.iter().enumerate() {
            let found = index.find(name, |service, row| is_it(name, service, row));
            prop_assert_eq!(found, Some(((at >> 4) as u16, (at & 15) as u16)));
        }
        let found = index.find(&other, |service, row| is_it(&other, service, row));
        prop_assert_eq!(found.is_some(), names.contains(&other));
    }

    #[test]
    fn every_day_has_its_second(days in -700_000_i64..2_900_000) {
        let (mut year, mut month, mut day, mut left) = (1970_i64, 1, 1, days);
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = |year, month| match month { 2 => if leap(year) { 29 } else { 28 }, 4 | 6 | 9 | 11 => 30, _ => 31 };
        while left < 0 { year -= 1; left += if leap(year) { 366 } else { 365 }; }
        while left >= if leap(year) { 366 } else { 365 } { left -= if leap(year) { 366 } else { 365 }; year += 1; }
        while left >= length(year, month) { left -= length(year, month); month += 1; }
        day += left;
        let text = format!("{year:04}-{month:02}-{day:02}T01:02:03Z");
        prop_assume!((0..=9999).contains(&year));
        prop_assert_eq!(value::date(&text), Some((days * 86_400 + 3723, 0)), "{}", text);
    }
}

/// Optimal string alignment, as the textbook has it.
/// Twice the number of letters to change; half of it where only their case does.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (chars(a), chars(b));
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = match (i, j) {
                (0, _) => 2 * j,
                (_, 0) => 2 * i,
                _ => {
                    let is_same = a[i - 1].eq_ignore_ascii_case(&b[j - 1]);
                    let cost = usize::from(a[i - 1] != b[j - 1]) + usize::from(!is_same);
                    let mut best = (table[i - 1][j - 1] + cost).min(table[i - 1][j] + 2).min(table[i][j - 1] + 2);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 2);
                    }
                    best
                }
            };
        }
    }
    table[a.len()][b.len()]
}

#[test]
fn a_pattern_of_stars_takes_no_time() {
    let pattern = "*a".repeat(1000);
    let text = "a".repeat(20_000) + "b";
    assert!(!pattern::matches(&pattern, &text));
}

#[test]
fn dates() {
    let cases = [
        ("2022-08-01T00:00:00Z", Some((1_659_312_000, 0))),
        ("2022-08-01", Some((1_659_312_000, 0))),
        ("2022-08-01T02:00+02:00", Some((1_659_312_000, 0))),
        ("2022-08-01T02:00:00+0200", Some((1_659_312_000, 0))),
        ("2022-08-01 00:00:00.5", Some((1_659_312_000, 500_000_000))),
        ("2022-08-01T00:00:00.50000000000Z", Some((1_659_312_000, 500_000_000))),
        ("2022-08-01T00:00:00.1234567891Z", None),
        ("2024-02-29", Some((1_709_164_800, 0))),
        ("2023-02-29", None),
        ("2022-13-01", None),
        ("2022-08-32", None),
        ("2022-08-01T24:00:00Z", None),
        ("2022-08-01T00:60:00Z", None),
        ("2022-08-01T00:00:00", Some((1_659_312_000, 0))),
        ("2022-08-01T00:00:00ZZ", None),
        ("2022-08-01T", None),
        ("2022-8-1", None),
        ("+022-08-01", None),
        ("tomorrow", None),
        ("", None),
    ];
    for (text, wanted) in cases {
        assert_eq!(value::date(text), wanted, "{text}");
    }
    // It is a date all the same.
    assert!(value::is_value(hwc_iam::ValueType::Date, "2022-08-01T00:00:00.1234567891Z"));
}

#[test]
fn addresses() {
    for good in ["10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "2001:db8::/32", "10.0.0.1/8"] {
        assert!(value::ip_range(good).is_some(), "{good}");
    }
    for bad in ["10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "::/129", "10.0.0.256", "", "10.0.0.0/8/8"] {
        assert!(value::ip_range(bad).is_none(), "{bad}");
    }
}

#[test]
fn variables() {
    let variable = |key, default: Option<&str>| Part::Variable { key, default: default.map(str::to_owned) };
    let cases = [
        ("${g:UserName}", vec![variable("g:UserName", None)]),
        ("${ g:UserName , 'a''b' }", vec![variable("g:UserName", Some("a'b"))]),
        ("${g:UserName,''}", vec![variable("g:UserName", Some(""))]),
        ("${g:UserName, '}'}x", vec![variable("g:UserName", Some("}")), Part::Text("x")]),
        ("a${*}${?}${$}", vec![Part::Text("a"), Part::Escaped('*'), Part::Escaped('?'), Part::Escaped('$')]),
        ("a$b{c}", vec![Part::Text("a$b{c}")]),
        ("x${", vec![Part::Text("x"), Part::Malformed("${")]),
        ("${}", vec![Part::Malformed("${}")]),
        ("${a b}", vec![Part::Malformed("${a b}")]),
        ("${a, b}", vec![Part::Malformed("${a, b}")]),
        ("${a, 'b}", vec![Part::Malformed("${a, 'b}")]),
        ("${a, 'b' c}", vec![Part::Malformed("${a, 'b' c}")]),
    ];
    for (text, wanted) in cases {
        assert_eq!(parts(text).collect::<Vec<_>>(), wanted, "{text}");
    }
}

#[test]
fn urns() {
    assert_eq!(urn::split("a:b:c:d:e:f"), Some(["a", "b", "c", "d", "e:f"]));
    assert_eq!(urn::split("a:b:c:d:${g:X, ':'}"), Some(["a", "b", "c", "d", "${g:X, ':'}"]));
    assert_eq!(urn::split("a:${g:X}:c:d:e"), Some(["a", "${g:X}", "c", "d", "e"]));
    assert_eq!(urn::split("a:b:c:d"), None);
    assert_eq!(urn::split("sms::x:server:*"), Some(["sms", "", "x", "server", "*"]));
}
