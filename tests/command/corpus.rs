//! The policies of the documentation's pages, where they are at hand: `HWC_IAM_CORPUS=/path/to/corpus`; and those that the
//! catalogue itself has.

use std::path::{Path, PathBuf};

use hwc_iam::{Document, Policy, PolicyKind, Role};

/// What every policy that can be told does: written and read again it is the same, and so it is laid out.
fn survives(text: &str, name: &str) {
    let document = Document::read(text, PolicyKind::Identity);
    let Some(policy) = document.policy() else { return };
    let written = Policy::from_json(&policy.to_string()).unwrap();
    assert_eq!(written.to_string(), policy.to_string(), "{name}");
    assert_eq!(Policy::from_json(&policy.to_json_pretty()).as_ref(), Ok(&written), "{name}");
    let formatted = document.format().unwrap();
    assert_eq!(Policy::from_json(&formatted).as_ref(), Ok(policy), "{name}");
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&formatted), json(text), "{name}");
}

#[test]
fn documents_of_roles_survive() {
    let mut count = 0;
    for role in Role::all() {
        let Some(document) = role.document() else { continue };
        assert!(Policy::from_json(document).is_ok(), "{}: {document}", role.name());
        survives(document, role.name());
        count += 1;
    }
    assert!(count > 0, "some are known");
}

#[test]
fn policies_of_pages_survive() {
    let Some(corpus) = std::env::var_os("HWC_IAM_CORPUS") else { return };
    let mut pages = Vec::new();
    walk(Path::new(&corpus), &mut pages);
    let mut count = 0;
    for page in pages {
        let text = String::from_utf8_lossy(&std::fs::read(&page).unwrap()).into_owned();
        for policy in policies(&text) {
            survives(policy, &page.display().to_string());
            if let Ok(json) = serde_json::from_str(policy) {
                super::schema::agrees(&json);
            }
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

fn walk(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, pages) } else { pages.push(path) }
    }
}

/// The objects with a `Statement` that stand in a text as they are.
fn policies(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for (at, _) in text.match_indices("\"Statement\"") {
        let mut depth = 0;
        let start = text.get(..at).unwrap().char_indices().rev().find(|(_, it)| {
            depth += i32::from(matches!(it, '}' | ']')) - i32::from(matches!(it, '{' | '['));
            depth < 0
        });
        let Some((start, '{')) = start else { continue };
        let mut depth = 0;
        let rest = text.get(start..).unwrap();
        let end = rest.char_indices().find(|(_, it)| {
            depth += i32::from(matches!(it, '{' | '[')) - i32::from(matches!(it, '}' | ']'));
            depth == 0
        });
        if let Some((end, _)) = end {
            all.push(rest.get(..=end).unwrap());
        }
    }
    all
}
