//! From a call to its operation.

use std::hint::black_box;

use divan::Bencher;
use hwc_iam::{Cloud, Model, Operation};

fn main() {
    divan::main();
}

#[divan::bench(args = [
    "POST /v1/cloudimages/7ca68c5b-2bd0-4bf6-9cf3-2d2bdd4d1bb3/copy",
    "GET /v2.1/0a1b/servers/7ca68c5b-2bd0-4bf6-9cf3-2d2bdd4d1bb3/os-interface",
    "GET /v9/there/is/no/such/thing",
])]
fn one_call(bencher: Bencher<'_, '_>, call: &str) {
    bencher.bench(|| Operation::resolve(black_box(call), Model::RolePolicy, Cloud::HuaweiCloud));
}
