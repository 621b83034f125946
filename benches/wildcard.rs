//! Between patterns and actions.

use std::hint::black_box;

use divan::Bencher;
use hwc_iam::{Action, RoleAction, Service, expand, shrink};

fn main() {
    divan::main();
}

#[divan::bench]
fn expand_the_catalogue(bencher: Bencher<'_, '_>) {
    bencher.bench(|| (expand::<RoleAction>([black_box("*")]), expand::<Action>([black_box("*")])));
}

#[divan::bench]
fn expand_the_catalogue_by_names(bencher: Bencher<'_, '_>) {
    bencher.bench(|| expand::<RoleAction>([black_box("*:*:*")]));
}

#[divan::bench(args = ["ims:*:get*", "ims:images:*", "vpc:*:get*", "vpc:subnets:create", "dli:*:*"])]
fn expand_one(bencher: Bencher<'_, '_>, pattern: &str) {
    bencher.bench(|| expand::<RoleAction>([black_box(pattern)]));
}

/// Every other action of the service with most of them.
#[divan::bench]
fn shrink_half_of_the_largest_service(bencher: Bencher<'_, '_>) {
    let largest = Service::all().max_by_key(|it| it.role_actions().count());
    let half: Vec<RoleAction> = largest.into_iter().flat_map(Service::role_actions).step_by(2).collect();
    bencher.bench(|| shrink(black_box(half.clone())));
}

#[divan::bench]
fn shrink_the_reads_of_ims(bencher: Bencher<'_, '_>) {
    let reads = expand::<Action>(["ims:*:get*", "ims:*:list*", "ims:*:show*"]);
    bencher.bench(|| shrink(black_box(reads.clone())));
}
