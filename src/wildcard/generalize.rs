//! The patterns that a name is an instance of: in each part whole words replaced by one `*`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::shared::name::words;

/// Every pattern with the service as it is and at most one `*` in the type and one in the operation, each in the place of whole
/// words; the name itself is the last.
pub(super) fn generalizations(name: &str) -> Vec<String> {
    let mut parts = name.splitn(3, ':');
    let (Some(code), Some(kind), Some(operation)) = (parts.next(), parts.next(), parts.next()) else {
        return alloc::vec![name.into()];
    };
    let operations = forms(operation);
    forms(kind).iter().flat_map(|kind| operations.iter().map(move |it| format!("{code}:{kind}:{it}"))).collect()
}

fn forms(part: &str) -> Vec<String> {
    let cuts = boundaries(part);
    let mut all = Vec::new();
    for (at, start) in cuts.iter().enumerate() {
        for end in cuts.iter().skip(at) {
            let (Some(before), Some(behind)) = (part.get(..*start), part.get(*end..)) else { continue };
            all.push(format!("{before}*{behind}"));
        }
    }
    all.push(part.into());
    all
}

/// Where words begin and end.
fn boundaries(part: &str) -> Vec<usize> {
    let mut cuts = alloc::vec![0];
    let mut from = 0;
    for word in words(part) {
        let Some(at) = part.get(from..).and_then(|rest| rest.find(word)) else { break };
        if from + at > 0 {
            cuts.push(from + at);
        }
        from += at + word.len();
    }
    cuts.push(part.len());
    cuts.dedup();
    cuts
}

/// How a pattern reads: what comes first in this order is easier to read and matches less that does not exist yet.
pub(super) fn openness(pattern: &str) -> impl Ord + use<> {
    let stars = pattern.bytes().filter(|it| *it == b'*').count();
    let inner = pattern.bytes().filter(|it| *it == b'*').count() - usize::from(pattern.ends_with('*'));
    (stars, inner, core::cmp::Reverse(pattern.len()))
}
