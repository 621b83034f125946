//! Messages of the linter keep the convention that those of the macros keep.

use std::fs;
use std::path::Path;

use hwc_iam::lint::Rule;

use super::example;

/// What is wrong with a line of a message, by the convention.
pub(crate) fn complaint(line: &str) -> Option<&'static str> {
    let outside: Vec<&str> = line.split('`').step_by(2).collect();
    let in_words = |it: &str| outside.iter().flat_map(|it| it.split_whitespace()).any(|word| word.starts_with(it));
    let names = ["ims:", "g:", "IAM", "Service", "Sid", "Effect", "Version", "Statement", "Principal", "Depends"];
    let more_names =
        ["Action", "NotAction", "Resource", "NotResource", "Condition", "String", "Bool", "Number", "Date"];
    let starts = |it: char| it.is_lowercase() || it == '`';
    let is_out = |it: &&str| WORDS_THAT_ARE_OUT.iter().any(|word| it.replace("there is no ", "").contains(word));
    let complaints = [
        (outside.iter().any(is_out), "not plain English"),
        (line.is_empty(), "nothing, or no `help: `"),
        (!line.starts_with(starts) && !line.starts_with("Huawei Cloud "), "no lower case at the start"),
        (line.ends_with(['.', '!', ' ']), "it ends like a sentence"),
        (line.matches('`').count() % 2 != 0, "an open backtick"),
        (line.contains("``"), "nothing between backticks"),
        (names.into_iter().chain(more_names).any(in_words), "a name without backticks"),
        (outside.iter().any(|it| it.contains(['\'', '"'])), "another quotation mark than the backtick"),
        (line.contains("did you mean") && !line.contains("`?"), "a suggestion without its name"),
        (outside.iter().any(|it| it.contains(" a ip ")), "the wrong article"),
    ];
    complaints.into_iter().find_map(|(is_so, complaint)| is_so.then_some(complaint))
}

/// What nobody would say so; "is not an X", "duplicate" and the exact verb say it better.
pub(crate) const WORDS_THAT_ARE_OUT: [&str; 18] = [
    " is no ",
    " are no ",
    " stands ",
    "hardly",
    "looks so",
    "for nothing",
    "whomever",
    "can not",
    "for itself",
    ", too",
    "as it stands",
    "speaks of",
    "wants",
    "mend it",
    "nobody",
    "just so",
    "hangs on",
    "whom ",
];

/// What people read at length: outside of the examples.
#[test]
fn pages_keep_the_convention() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/hwc-iam/forms");
    let forms = fs::read_dir(forms).unwrap().map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
    let pages: Vec<String> = Rule::ALL.iter().map(|it| it.docs().to_owned()).chain(forms).collect();
    assert!(pages.len() > Rule::ALL.len());
    let mut complaints = Vec::new();
    for page in &pages {
        for line in page.split("```").step_by(2).flat_map(str::lines) {
            let found = WORDS_THAT_ARE_OUT.iter().find(|it| line.replace("there is no ", "").contains(*it));
            complaints.extend(found.map(|it| format!("{}: `{it}`: {line}", page.lines().next().unwrap_or_default())));
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn messages_keep_the_convention() {
    let mut complaints = Vec::new();
    for rule in Rule::ALL {
        let is_out = WORDS_THAT_ARE_OUT.iter().find(|it| rule.summary().contains(*it));
        complaints.extend(is_out.map(|it| format!("{}: `{it}`: {}", rule.name(), rule.summary())));
        for it in example(rule).0.findings_of(rule) {
            let fix = it.fix().map(|it| it.title.clone());
            for line in [Some(it.message()), it.help(), fix.as_deref()].into_iter().flatten() {
                complaints.extend(complaint(line).map(|it| format!("{}: {it}: {line}", rule.name())));
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// What is not in the catalogue may be too new for it.
#[test]
fn what_is_unknown_has_a_date() {
    let of_data = [
        "unknown_action",
        "unknown_key",
        "unknown_operator",
        "unknown_region",
        "unknown_resource_type",
        "unknown_service",
        "unmatched_pattern",
        "unread_action",
        "unread_key",
    ];
    for name in of_data {
        let rule = Rule::from_name(name).unwrap();
        for it in example(rule).0.findings_of(rule) {
            assert!(
                it.message().contains(" (data of 20") || it.message().ends_with(" (data without a date)"),
                "{}",
                it.message()
            );
        }
    }
}
