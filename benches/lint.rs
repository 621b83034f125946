//! Reading and linting policies of the shape that parliament was measured with: a statement of three actions, one of them a
//! pattern, a resource and a condition.

use std::fmt::Write;
use std::hint::black_box;

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use hwc_iam::{Document, PolicyKind, lint};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn policy(statements: usize) -> String {
    let mut out = String::from("{\n  \"Version\": \"5.0\",\n  \"Statement\": [");
    for at in 0..statements {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            out,
            r#"{comma}
    {{
      "Sid": "Images{at}",
      "Effect": "Allow",
      "Action": ["ims:images:get", "ims:images:export", "ims:images:update*"],
      "Resource": ["ims:cn-north-4:*:image:image-{at}"],
      "Condition": {{ "Bool": {{ "g:MFAPresent": ["true"] }}, "StringEquals": {{ "g:ResourceTag/owner": ["team-{at}"] }} }}
    }}"#
        );
    }
    out + "\n  ]\n}\n"
}

fn lint(text: &str) -> usize {
    lint::check(&Document::read(text, PolicyKind::Identity)).len()
}

#[divan::bench(args = [1, 10, 100, 1000])]
fn statements(bencher: Bencher<'_, '_>, count: usize) {
    let text = policy(count);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lint(black_box(&text)));
}

/// Each statement has two items that others cover, and is there once more: each fix is proved.
#[divan::bench(args = [10, 100])]
fn statements_with_fixes(bencher: Bencher<'_, '_>, count: usize) {
    let statement = r#"
    { "Effect": "Allow", "Action": ["ims:images:list", "ims:images:get", "ims:images:get*"], "Resource": ["ims:*:*:image:*", "ims:*:*:image:a"] }"#;
    let statements = vec![statement; count].join(",");
    let text = format!("{{ \"Version\": \"5.0\", \"Statement\": [{statements}\n  ] }}\n");
    bencher.counter(BytesCount::of_str(&text)).bench(|| lint(black_box(&text)));
}

#[divan::bench(args = [10, 100])]
fn reading_alone(bencher: Bencher<'_, '_>, count: usize) {
    let text = policy(count);
    bencher.counter(BytesCount::of_str(&text)).bench(|| Document::read(black_box(&*text), PolicyKind::Identity));
}

/// 50 MB; `max alloc` says how much memory it takes.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn fifty_megabytes(bencher: Bencher<'_, '_>) {
    let text = policy(50_000_000 / (policy(1001).len() - policy(1000).len()));
    bencher.counter(BytesCount::of_str(&text)).bench(|| lint(black_box(&text)));
}

/// 50 MB of patterns for services that a `*` names, each another one.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn fifty_megabytes_of_patterns(bencher: Bencher<'_, '_>) {
    let actions: String = (0..1_700_000).map(|it| format!(",\"*:images:get*{it:x}*{it:x}*\"")).collect();
    let text =
        format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["ims:images:get"{actions}]}}]}}"#);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lint(black_box(&text)));
}

/// 50 MB of misspelt actions.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn fifty_megabytes_of_mistakes(bencher: Bencher<'_, '_>) {
    let actions: String = (0..2_000_000).map(|it| format!(",\"ims:images:gte{it:x}\"")).collect();
    let text =
        format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["ims:images:get"{actions}]}}]}}"#);
    bencher.counter(BytesCount::of_str(&text)).bench(|| lint(black_box(&text)));
}
