//! The date that a page prints on itself.

/// What stands before it.
const WORDS: [&str; 4] = ["Updated on ", "Last updated on ", "更新时间", "发布日期"];

/// `Updated on 2025-11-06 GMT+08:00`, `更新时间：2025-11-06`
pub(super) fn printed(text: &str) -> Option<String> {
    let places = WORDS.into_iter().flat_map(|word| text.match_indices(word));
    places.filter_map(|(at, word)| text.get(at + word.len()..)).find_map(|rest| {
        let rest = rest.trim_start_matches([':', '：', ' ', '*', '\u{a0}']);
        let date = rest.get(..10)?;
        let digits =
            |range: std::ops::Range<usize>| date.get(range).is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
        let is_date = digits(0..4) && digits(5..7) && digits(8..10) && date.matches('-').count() == 2;
        is_date.then(|| date.to_owned())
    })
}
