//! Decisions on columns, with ten statements about the action: texts of which each row has others, and dictionaries.

#![expect(clippy::unwrap_used, reason = "a benchmark of policies that are known to be right")]

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, BooleanArray, DictionaryArray, RecordBatch, StringArray};
use divan::Bencher;
use divan::counter::ItemsCount;
use hwc_iam::arrow::BatchOptions;
use hwc_iam::eval::PolicySet;

mod policies;
use policies::concerned;

fn main() {
    divan::main();
}

const ROWS: usize = 1 << 18;
const THREADS: &[usize] = &[1, 2];

fn set() -> PolicySet {
    PolicySet::builder().identity("concerned", concerned()).build().unwrap()
}

fn action(row: usize) -> &'static str {
    ["ims:images:copyInRegion", "ims:images:get", "ims:images:list", "ecs:cloudServers:list"]
        .get(row % 4)
        .copied()
        .unwrap_or_default()
}

fn of(columns: [(&str, ArrayRef); 5]) -> RecordBatch {
    RecordBatch::try_from_iter(columns).unwrap()
}

fn encrypted() -> ArrayRef {
    Arc::new((0..ROWS).map(|it| Some(it % 3 == 0)).collect::<BooleanArray>())
}

fn texts() -> RecordBatch {
    let of_rows = |text: &dyn Fn(usize) -> String| -> ArrayRef {
        Arc::new((0..ROWS).map(|it| Some(text(it))).collect::<StringArray>())
    };
    of([
        ("action", of_rows(&|it| action(it).into())),
        ("principal", of_rows(&|it| format!("iam::0a1b:user:u{}", it % 1000))),
        ("resource", of_rows(&|it| format!("ims:cn-north-4:0a1b:image:7ca68c5b-3d8c-4a3e-8e3a-{it:012x}"))),
        ("ims:Encrypted", encrypted()),
        ("g:DomainName", of_rows(&|it| if it % 5 == 0 { "c" } else { "b" }.into())),
    ])
}

fn dictionaries() -> RecordBatch {
    let of_rows = |text: &dyn Fn(usize) -> String| -> ArrayRef {
        let all: Vec<String> = (0..ROWS).map(text).collect();
        Arc::new(all.iter().map(|it| &**it).collect::<DictionaryArray<Int32Type>>())
    };
    of([
        ("action", of_rows(&|it| action(it).into())),
        ("principal", of_rows(&|it| format!("iam::0a1b:user:u{}", it % 20))),
        ("resource", of_rows(&|it| format!("ims:cn-north-4:0a1b:image:{}", it % 100))),
        ("ims:Encrypted", encrypted()),
        ("g:DomainName", of_rows(&|it| if it % 5 == 0 { "c" } else { "b" }.into())),
    ])
}

fn bench(bencher: Bencher<'_, '_>, batch: &RecordBatch, options: &BatchOptions) {
    let set = set();
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| set.decide_batch(batch, options).unwrap());
}

#[divan::bench(args = THREADS)]
fn decide_texts(bencher: Bencher<'_, '_>, threads: usize) {
    bench(bencher, &texts(), &BatchOptions::default().threads(threads));
}

#[divan::bench(args = THREADS)]
fn decide_texts_with_statements(bencher: Bencher<'_, '_>, threads: usize) {
    bench(bencher, &texts(), &BatchOptions::default().threads(threads).statements());
}

#[divan::bench(args = THREADS)]
fn decide_dictionaries(bencher: Bencher<'_, '_>, threads: usize) {
    bench(bencher, &dictionaries(), &BatchOptions::default().threads(threads));
}

/// What audit traces say: few rows say something else than one before.
#[divan::bench(args = THREADS)]
fn decide_texts_with_unknown_keys(bencher: Bencher<'_, '_>, threads: usize) {
    let batch = texts().project(&[0, 4]).unwrap();
    let options = BatchOptions::default().threads(threads).unknown("resource").unknown("ims:Encrypted");
    bench(bencher, &batch, &options);
}
