//! Policies of least privilege, and from one model to the other.

use std::hint::black_box;

use divan::Bencher;
use hwc_iam::generate::{Generated, Generator};
use hwc_iam::migrate::{Options, migrate};
use hwc_iam::{Cloud, Model, Policy};

fn main() {
    divan::main();
}

fn generate(model: Model, cloud: Cloud, call: &str) -> Generated {
    let mut generator = Generator::new(model, cloud);
    generator.call(call);
    generator.generate()
}

const COPY: &str = "POST /v1/cloudimages/7ca68c5b/copy";

#[divan::bench(args = [Cloud::HuaweiCloud, Cloud::OpenTelekomCloud])]
fn generate_for_a_copy(bencher: Bencher<'_, '_>, cloud: Cloud) {
    bencher.bench(|| generate(Model::RolePolicy, black_box(cloud), COPY));
}

/// Fifteen actions, each left out once.
#[divan::bench]
fn prove_fifteen_actions(bencher: Bencher<'_, '_>) {
    let generated = generate(Model::RolePolicy, Cloud::OpenTelekomCloud, COPY);
    bencher.bench(|| black_box(&generated).proof());
}

/// A log of calls that differ in their ids, with the proof: the time is to grow as their number does.
#[divan::bench(args = [500, 1_000, 2_000, 4_000])]
fn traces_with_proof(bencher: Bencher<'_, '_>, count: usize) {
    let line = |it| {
        format!("{{\"method\":\"GET\",\"uri\":\"https://ims.cn-north-4.myhuaweicloud.com/v2/images/{it:032x}\"}}\n")
    };
    let log: String = (0..count).map(line).collect();
    bencher.counter(count).bench(|| {
        let mut generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
        generator.traces(black_box(&log));
        generator.generate().proof()
    });
}

#[divan::bench(args = ["ims:images:copy", "ims:*:*", "*"])]
fn migrate_one_statement(bencher: Bencher<'_, '_>, action: &str) {
    let text = format!(r#"{{ "Version": "1.1", "Statement": [{{ "Effect": "Allow", "Action": ["{action}"] }}] }}"#);
    let old = Policy::from_json(&text).ok();
    bencher.bench(|| old.as_ref().map(|it| migrate(black_box(it), Options::default())));
}
