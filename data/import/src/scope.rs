//! Whether a table says that an action can be granted by IAM project and by enterprise project.

use hwc_iam_data::shared::words::Support;

use super::cell::Cell;

/// A cell of a column for one of the two; nothing if it is not understood.
pub(super) fn one(cell: &Cell) -> Option<Support> {
    let texts = cell.parts.iter().filter(|it| !it.note);
    let mut all = Vec::new();
    for part in texts {
        for word in part.text.split(['\u{a0}', '、', ',']).map(str::trim).filter(|it| !it.is_empty()) {
            all.push(word_of(word)?);
        }
    }
    Some(all.into_iter().reduce(Support::join).unwrap_or(Support::NotStated))
}

/// A cell for whether something is allowed, with the words that may stand in brackets behind it.
pub(super) fn qualified(cell: &Cell) -> Option<(Support, Option<String>)> {
    if let Some(plain) = one(cell) {
        return Some((plain, None));
    }
    let text = cell.text();
    let (word, bracket) = text.split_once(['(', '（'])?;
    let qualifier = bracket.strip_suffix([')', '）'])?;
    Some((word_of(word.trim())?, Some(qualifier.trim().to_owned())))
}

/// The two of a column that says both in words.
pub(super) fn both(cell: &Cell) -> Option<(Support, Support)> {
    let text = cell.text().to_lowercase();
    let text = text.trim();
    if text.is_empty() {
        return Some((Support::NotStated, Support::NotStated));
    }
    if matches!(text, "-" | "n/a" | "不涉及") {
        return Some((Support::NotApplicable, Support::NotApplicable));
    }
    let (mut iam, mut enterprise) = (Support::NotStated, Support::NotStated);
    let behind = if text.contains("not supported.") { Support::No } else { Support::Yes };
    let mut mode = behind;
    let mut rest = text;
    let mut understood = false;
    while let Some(it) = rest.chars().next() {
        let taken = WORDS.iter().find(|(word, _)| rest.starts_with(word));
        if let Some((word, meaning)) = taken {
            match meaning {
                Word::Mode(it) => mode = *it,
                Word::Enterprise => enterprise = enterprise.join(mode),
                Word::Project => iam = iam.join(mode),
                Word::Nothing => {}
            }
            understood |= !matches!(meaning, Word::Mode(_));
            rest = rest.get(word.len()..).unwrap_or_default();
        } else {
            rest = rest.get(it.len_utf8()..).unwrap_or_default();
        }
    }
    understood.then_some((iam, enterprise))
}

enum Word {
    Mode(Support),
    Enterprise,
    Project,
    Nothing,
}

const WORDS: &[(&str, Word)] = &[
    ("are not supported", Word::Nothing),
    ("are supported", Word::Nothing),
    ("not supported", Word::Mode(Support::No)),
    ("unsupported", Word::Mode(Support::No)),
    ("不支持", Word::Mode(Support::No)),
    ("supported", Word::Mode(Support::Yes)),
    ("支持", Word::Mode(Support::Yes)),
    // The Chinese pages print the English word behind, in brackets.
    ("企业项目（enterprise project）", Word::Enterprise),
    ("企业项目(enterprise project)", Word::Enterprise),
    ("企业项目", Word::Enterprise),
    ("enterprise project", Word::Enterprise),
    ("enterprise_project", Word::Enterprise),
    ("项目（project）", Word::Project),
    ("项目(project)", Word::Project),
    ("项目", Word::Project),
    ("project", Word::Project),
    ("区域", Word::Nothing),
    ("region", Word::Nothing),
];

fn word_of(word: &str) -> Option<Support> {
    let word = word.to_lowercase();
    Some(match word.trim_end_matches('.') {
        "y" | "yes" | "√" | "✓" | "supported" | "支持" | "是" | "y y" | "√ √" => Support::Yes,
        "x" | "×" | "✗" | "n" | "no" | "not supported" | "unsupported" | "不支持" | "否" | "x x" | "× ×" => {
            Support::No
        }
        "-" | "--" | "n/a" | "不涉及" | "无" => Support::NotApplicable,
        _ => return None,
    })
}
