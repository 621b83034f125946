//! What is unknown makes nothing else of what is known.

use hwc_iam::files::evaluate;
use proptest::prelude::*;

use super::values::rows;

/// Every part of every expression of the table is made unknown: what is still known is what it was.
#[test]
fn an_unknown_part_changes_nothing_that_is_known() {
    let mut wrong = Vec::new();
    for (line, expression, expected) in rows() {
        for (start, end) in parts(expression) {
            let open = format!("{}var.unknown{}", &expression[..start], &expression[end..]);
            let Ok(found) = evaluate(&open, "variable \"unknown\" {}") else { continue };
            let fits = if expected == "?" { found.json().is_none() } else { agrees(found.partial(), expected) };
            // Where something stands in a set, a sorted list or a map is not known before all of it is; and quotes in templates are
            // too much for the simple reading.
            let is_ordered = !["set", "sort", "keys", "values", "distinct"].iter().any(|it| expression.contains(it));
            if !fits && is_ordered && !found.partial().ends_with("\u{fffd}}") && !expression.contains("%{") {
                wrong.push(format!("line {line}: {open} is {}, and may be {expected}", found.partial()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The places of literals, brackets and calls, by a slow and simple reading.
fn parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut open = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((at, it)) = rest.next() {
        match it {
            '"' => {
                let mut end = at + 1;
                while let Some((next, it)) = rest.next() {
                    end = next + it.len_utf8();
                    match it {
                        '\\' => drop(rest.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                if !text[at..end].contains("${") && !text[at..end].contains("%{") {
                    parts.push((at, end));
                }
            }
            '[' | '(' | '{' => open.push(at),
            ']' | ')' | '}' => {
                let Some(start) = open.pop() else { continue };
                let name = text[..start].rfind(|it: char| !it.is_ascii_alphanumeric()).map_or(0, |it| it + 1);
                parts.push((if it == ')' { name } else { start }, at + 1));
            }
            _ if it.is_ascii_alphanumeric() => {
                let mut end = at + 1;
                while let Some((next, _)) = rest.next_if(|it| it.1.is_ascii_alphanumeric() || it.1 == '.') {
                    end = next + 1;
                }
                let is_value = matches!(&text[at..end], "true" | "false" | "null") || it.is_ascii_digit();
                if is_value {
                    parts.push((at, end));
                }
            }
            _ => {}
        }
    }
    parts
}

/// Whether a value with unknown parts may be this one.
fn agrees(partial: &str, whole: &str) -> bool {
    // What is unknown in a list may be no item at all.
    let pattern = partial.replace(",\u{fffd}", "\u{fffd}").replace("\u{fffd},", "\u{fffd}");
    let mut pieces = pattern.split('\u{fffd}');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = whole.strip_prefix(first) else { return false };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

/// Lists of texts, in the ways in which people write them.
fn list(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("[]".to_owned()),
        prop::collection::vec("[a-c]{0,2}", 0..3).prop_map(|all| format!("{all:?}")),
        Just("local.names".to_owned()),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let inner = list(depth - 1);
    prop_oneof![
        leaf,
        (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("concat({one}, {other})")),
        (flag(depth - 1), inner.clone(), inner.clone())
            .prop_map(|(it, one, other)| format!("({it} ? {one} : {other})")),
        inner.clone().prop_map(|it| format!("[for x in {it} : \"<${{x}}>\"]")),
        (inner.clone(), flag(depth - 1)).prop_map(|(it, flag)| format!("[for x in {it} : x if {flag}]")),
        inner.clone().prop_map(|it| format!("compact({it})")),
        inner.clone().prop_map(|it| format!("flatten([{it}, [\"z\"]])")),
        inner.clone().prop_map(|it| format!("reverse({it})")),
        inner.clone().prop_map(|it| format!("formatlist(\"%s!\", {it})")),
        inner.clone().prop_map(|it| format!("split(\"/\", join(\"/\", {it}))")),
        inner
            .clone()
            .prop_map(|it| format!("try({it}[0], \"none\") == \"none\" ? [\"none\"] : {it}"))
            .prop_map(|it| format!("({it})")),
        inner.clone().prop_map(|it| format!("{it}[*]")),
        inner.prop_map(|it| format!("coalescelist({it}, [\"y\"])")),
    ]
    .boxed()
}

fn flag(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![Just("true".to_owned()), Just("false".to_owned()), Just("local.on".to_owned())];
    if depth == 0 {
        return leaf.boxed();
    }
    let (lists, flags) = (list(depth - 1), flag(depth - 1));
    prop_oneof![
        leaf,
        lists.clone().prop_map(|it| format!("contains({it}, \"a\")")),
        lists.clone().prop_map(|it| format!("(length({it}) > 1)")),
        lists.clone().prop_map(|it| format!("can({it}[1])")),
        lists.prop_map(|it| format!("(join(\"\", {it}) == \"a\")")),
        (flags.clone(), flags.clone()).prop_map(|(one, other)| format!("({one} && {other})")),
        (flags.clone(), flags.clone()).prop_map(|(one, other)| format!("({one} || {other})")),
        flags.prop_map(|it| format!("!{it}")),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_same_of_expressions_that_nobody_wrote(text in list(3), seed in any::<prop::sample::Index>()) {
        let known = "locals {\n  names = [\"a\", \"b\"]\n  on = true\n}\nvariable \"unknown\" {}\n";
        let whole = evaluate(&text, known).unwrap();
        let places = parts(&text);
        if places.is_empty() {
            return Ok(());
        }
        let (start, end) = places[seed.index(places.len())];
        let open = format!("{}var.unknown{}", &text[..start], &text[end..]);
        if let (Ok(found), Some(whole)) = (evaluate(&open, known), whole.json()) {
            prop_assert!(agrees(found.partial(), whole), "{open} is {}, and may be {whole}", found.partial());
        }
    }
}
