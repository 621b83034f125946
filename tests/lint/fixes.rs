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

/// Taking out a statement that allows, or one that is there twice, is proved by a look at it alone, however many there are.
#[test]
fn every_repeated_statement_is_mended() {
    for effect in ["Allow", "Deny"] {
        let statement = format!(r#"{{"Effect":"{effect}","Action":["ims:images:list"],"Resource":["*"]}}"#);
        let other = r#"{"Effect":"Allow","Action":["ims:images:get"]}"#;
        let text = format!(
            r#"{{"Version":"5.0","Statement":[{} , {other}]}}{}"#,
            vec![statement; 400].join(" , "),
            " ".repeat(100_000)
        );
        let findings = lint::check(&Document::read(text.clone(), PolicyKind::Identity));
        let repeats: Vec<_> = findings.iter().filter(|it| it.rule().name() == "repeated_statement").collect();
        assert_eq!(repeats.iter().map(|it| 1 + it.more()).sum::<usize>(), 399);
        let fixes: Vec<_> = repeats.iter().filter_map(|it| it.fix()).collect();
        assert_eq!(fixes.len(), repeats.len(), "{effect}");
        for fix in fixes.iter().step_by(40) {
            let mended = Document::read(fix.apply(&text).unwrap(), PolicyKind::Identity);
            assert_eq!(mended.policy().unwrap().statements().len(), 400);
        }
    }
}

/// A statement that denies is left where no other one is the same, and the only one is never taken out.
#[test]
fn what_denies_alone_is_left() {
    let deny = |action: &str| format!(r#"{{"Effect":"Deny","Action":["{action}"]}}"#);
    let texts = [
        format!(r#"{{"Version":"5.0","Statement":[{},{}]}}"#, deny("ims:images:share"), deny("ims:images:list")),
        format!(r#"{{"Version":"5.0","Statement":{}}}"#, deny("ims:images:list")),
    ];
    for text in texts {
        let findings = lint::check(&Document::read(text, PolicyKind::Identity));
        let takes_out = |it: &&lint::Finding| it.fix().is_some_and(|it| it.edits.iter().any(|it| it.text.is_empty()));
        assert_eq!(findings.iter().find(takes_out).map(|it| it.message().to_owned()), None);
    }
}

/// A text that is not JSON is mended otherwise.
#[test]
#[cfg(feature = "files")]
fn other_languages_have_no_such_fix() {
    use hwc_iam::files::{self, Language};
    let statement = r#"{Effect: Allow, Action: ["ims:images:list"]}"#;
    let text = format!(r#"{{Version: "5.0", Statement: [{statement}, {statement}]}}"#);
    let mut rules = Vec::new();
    files::each(Language::Yaml, text, None, &mut |found| {
        for it in lint::check(found.document()) {
            assert!(it.fix().is_none(), "{}", it.message());
            rules.push(it.rule().name());
        }
    })
    .unwrap();
    assert!(rules.contains(&"repeated_statement"), "{rules:?}");
}
