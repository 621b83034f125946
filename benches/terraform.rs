//! Modules of Terraform: read, evaluated and checked, on two threads.

use std::collections::BTreeMap;
use std::thread;

use hwc_iam::files::{Module, ModuleOptions};
use hwc_iam::lint;

fn main() {
    divan::main();
}

/// A thousand modules of twenty resources each, in the forms in which people write policies. The aim is 2 s.
#[divan::bench(sample_count = 5)]
fn thousand_modules(bencher: divan::Bencher<'_, '_>) {
    let tree = tree();
    bencher.bench(|| {
        thread::scope(|scope| {
            let half = |from: usize| {
                let tree = &tree;
                move || (from..MODULES).step_by(2).map(|it| check(tree, &format!("m{it}"))).sum::<usize>()
            };
            let other = scope.spawn(half(1));
            let found = half(0)() + other.join().unwrap_or_default();
            assert_eq!(found, MODULES * RESOURCES);
        });
    });
}

/// Without the linter: what the language costs.
#[divan::bench(sample_count = 5)]
fn one_module(bencher: divan::Bencher<'_, '_>) {
    let tree = tree();
    bencher.bench(|| Module::read(&tree, "m0", &ModuleOptions::default()).policies().len());
}

fn check(tree: &BTreeMap<String, String>, folder: &str) -> usize {
    let module = Module::read(tree, folder, &ModuleOptions::default());
    module.policies().iter().for_each(|it| drop(divan::black_box(lint::check(it.document()))));
    module.policies().len()
}

fn tree() -> BTreeMap<String, String> {
    let forms = [
        "jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = local.read }] })",
        "jsonencode({ Version = \"5.0\", Statement = concat([{ Effect = \"Allow\", Action = [for it in var.verbs : \"ims:images:${it}\"] }], var.more) })",
        "jsonencode({ Version = \"5.0\", Statement = [merge(local.base, { Action = distinct(concat(local.read, [\"ims:images:get\"])) })] })",
        "<<-E\n    {\"Version\": \"5.0\", \"Statement\": [%{ for i, it in local.read }%{ if i > 0 },%{ endif }{\"Effect\": \"Allow\", \"Action\": [\"${it}\"]}%{ endfor }]}\n  E",
    ];
    let mut tree = BTreeMap::new();
    for module in 0..MODULES {
        let resource = |it: usize| {
            let form = forms.get(it % forms.len()).copied().unwrap_or_default();
            format!(
                "resource \"huaweicloud_identity_policy\" \"p{it}\" {{\n  name = \"p{it}\"\n  policy_document = {form}\n}}\n"
            )
        };
        tree.insert(format!("m{module}/main.tf"), (0..RESOURCES).map(resource).collect());
        let names = "locals {\n  read = [\"ims:images:list\", \"ims:images:get\"]\n  base = { Effect = \"Allow\" }\n}\nvariable \"more\" {}\nvariable \"verbs\" {\n  default = [\"list\", \"get\"]\n}\n";
        tree.insert(format!("m{module}/names.tf"), names.to_owned());
    }
    tree
}

const MODULES: usize = 1000;
const RESOURCES: usize = 20;
