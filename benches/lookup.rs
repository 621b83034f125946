//! From a name to its row: the catalogue's perfect hash against the standard library's map and a sorted slice.

#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "a benchmark of known names")]

use std::collections::HashMap;
use std::hint::black_box;

use divan::Bencher;
use hwc_iam::Action;

fn main() {
    divan::main();
}

fn hits() -> Vec<&'static str> {
    Action::all().map(Action::name).collect()
}

/// As long as names are, with a service that exists.
fn misses() -> Vec<String> {
    hits().iter().map(|it| format!("{}s", &it[..it.len() - 1])).collect()
}

fn map() -> HashMap<&'static str, Action> {
    Action::all().map(|it| (it.name(), it)).collect()
}

fn slice() -> Vec<(&'static str, Action)> {
    let mut all: Vec<_> = Action::all().map(|it| (it.name(), it)).collect();
    all.sort_unstable();
    all
}

fn each<T>(bencher: Bencher<'_, '_>, names: &[T], find: impl Fn(&str) -> Option<Action>)
where
    T: AsRef<str> + Sync,
{
    bencher.counter(divan::counter::ItemsCount::new(names.len())).bench_local(|| {
        for name in names {
            black_box(find(black_box(name.as_ref())));
        }
    });
}

#[divan::bench]
fn hit_catalogue(bencher: Bencher<'_, '_>) {
    each(bencher, &hits(), Action::from_name);
}

#[divan::bench]
fn hit_hash_map(bencher: Bencher<'_, '_>) {
    let map = map();
    each(bencher, &hits(), |it| map.get(it).copied());
}

#[divan::bench]
fn hit_sorted_slice(bencher: Bencher<'_, '_>) {
    let slice = slice();
    each(bencher, &hits(), |it| slice.binary_search_by_key(&it, |it| it.0).ok().map(|at| slice[at].1));
}

#[divan::bench]
fn miss_catalogue(bencher: Bencher<'_, '_>) {
    each(bencher, &misses(), Action::from_name);
}

#[divan::bench]
fn miss_hash_map(bencher: Bencher<'_, '_>) {
    let map = map();
    each(bencher, &misses(), |it| map.get(it).copied());
}

#[divan::bench]
fn miss_sorted_slice(bencher: Bencher<'_, '_>) {
    let slice = slice();
    each(bencher, &misses(), |it| slice.binary_search_by_key(&it, |it| it.0).ok().map(|at| slice[at].1));
}
