//! What a repository of Terraform needs, and traces read.

use std::collections::BTreeMap;
use std::hint::black_box;

use divan::Bencher;
use hwc_iam::files::{ModuleOptions, UsedIn};
use hwc_iam::generate::Generator;
use hwc_iam::replay::{Mapper, Trace};
use hwc_iam::usage::{Answers, Phase, Table, Terraform};
use hwc_iam::{Cloud, Model};

fn main() {
    divan::main();
}

/// A thousand resources of sixty types, with the proof: the aim is a second.
#[divan::bench(args = [100, 1_000])]
fn terraform_with_proof(bencher: Bencher<'_, '_>, count: usize) {
    let kinds: Vec<&str> = Table::terraform().names().filter(|it| !it.starts_with("data.")).step_by(29).collect();
    let text: String = (0..count)
        .zip(kinds.iter().cycle())
        .map(|(at, kind)| format!("resource \"{kind}\" \"r{at}\" {{ region = \"cn-north-4\" }}\n"))
        .collect();
    let files = BTreeMap::from([(String::from("main.tf"), text)]);
    bencher.counter(count).bench(|| {
        let used = UsedIn::read(black_box(&files), "", &ModuleOptions::default()).used;
        let found = Terraform::of(&used, Cloud::HuaweiCloud, Phase::Apply, &Answers::default());
        let generator = Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
        found.calls.generate(generator).0.proof()
    });
}

/// One trace, read and mapped; the aim is 10^7 in a minute on two cores, 12 µs each.
#[divan::bench]
fn read_and_map_a_trace(bencher: Bencher<'_, '_>) {
    let text = r#"{"service_type":"IMS","trace_name":"copyImageInRegion","code":"200","time":1660927593570,
        "user":{"name":"alice","domain":{"name":"acme"}},"source_ip":"10.0.0.1","resource_type":"image"}"#;
    let mut mapper = Mapper::new(Model::IdentityPolicy, Cloud::HuaweiCloud);
    bencher.counter(1_usize).bench_local(|| {
        let trace: Trace<'_> = serde_json::from_str(black_box(text)).unwrap_or_default();
        mapper.map(&trace)
    });
}
