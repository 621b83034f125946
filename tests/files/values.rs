//! The table of values by the public documentation.

use hwc_iam::files::evaluate;

#[test]
fn functions_do_what_their_documentation_says() {
    let mut wrong = Vec::new();
    let rows = rows();
    assert!(rows.len() >= 300, "{}", rows.len());
    for (line, expression, expected) in rows {
        let found = evaluate(expression, "").unwrap_or_else(|it| panic!("line {line}: {expression}: {it}"));
        let is_right = match expected {
            "?" => found.unknown().iter().any(|it| it.starts_with("terraform would refuse it: ")),
            _ => found.json() == Some(expected),
        };
        if !is_right {
            wrong.push(format!(
                "line {line}: {expression}\n  is {}, not {expected} {:?}",
                found.partial(),
                found.unknown()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A value that is printed is read again as itself.
#[test]
fn a_printed_value_is_that_value() {
    for (line, _, expected) in rows().into_iter().filter(|it| it.2 != "?") {
        // Terraform's strings have two escapes that JSON has not, and not the slash.
        let literal = expected.replace("${", "$${").replace("%{", "%%{");
        let found = evaluate(&literal, "").unwrap_or_else(|it| panic!("line {line}: {literal}: {it}"));
        assert_eq!(found.json(), Some(expected), "line {line}");
        let quoted = serde_json::to_string(expected).unwrap().replace("${", "$${").replace("%{", "%%{");
        let found = evaluate(&format!("jsondecode({quoted})"), "").unwrap();
        assert_eq!(found.json(), Some(expected), "line {line}: {quoted}");
    }
}

pub(super) fn rows() -> Vec<(usize, &'static str, &'static str)> {
    let lines = include_str!("values.txt").lines().enumerate();
    let rows = lines.filter(|(_, it)| !it.is_empty() && !it.starts_with('#'));
    let part = |(at, it): (usize, &'static str)| {
        let (expression, value) = it.rsplit_once(" => ").unwrap_or_else(|| panic!("line {}: {it}", at + 1));
        (at + 1, expression, value)
    };
    rows.map(part).collect()
}
