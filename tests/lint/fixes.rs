//! Fixes that are offered, and what a policy grants after them.

use hwc_iam::lint::{self, Edit};
use hwc_iam::{Document, PolicyKind};

/// Every item twice, more often than findings are shown: each has a fix that is proved without a comparison.
#[test]
fn many_repeats_are_mended() {
    let actions: Vec<String> = (0..2100).map(|at| format!("\"x:y:a{}\"", at / 2)).collect();
    let text = format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":[{}]}}]}}"#, actions.join(","));
    let findings = lint::check(&Document::read(text.clone(), PolicyKind::Identity));
    let repeats: Vec<_> = findings.iter().filter(|it| it.rule().name() == "repeated_item").collect();
    let fixes = repeats.iter().filter_map(|it| it.fix()).collect::<Vec<_>>();
    assert!(fixes.len() > 300, "{} of {}", fixes.len(), repeats.len());
    let mut edits: Vec<Edit> = fixes.into_iter().flat_map(|it| it.edits.clone()).collect();
    edits.sort_by_key(|it| it.span.start);
    edits.dedup();
    let mut mended = text;
    for it in edits.iter().rev() {
        mended.replace_range(it.span.start as usize..it.span.end as usize, &it.text);
    }
    assert!(Document::read(mended, PolicyKind::Identity).policy().is_some());
}
