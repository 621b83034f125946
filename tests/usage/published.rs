//! Minimum policies that the makers of programs publish, beside those that are generated for what the programs call. Each file has the
//! calls, then `allowed`, then the actions that the makers allow in the role/policy model. Facts of
//! huaweicloud/huaweicloud-csi-driver (pkg/evs/services, docs/iam-policies.md at 06c6079) and of
//! kubernetes-sigs/cloud-provider-huaweicloud (pkg and cmd as `generate --sdk` reads them, docs/iam-policy.md).

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use hwc_iam::access::{Access, Options, Verdict, compare};
use hwc_iam::generate::{Called, Generated};
use hwc_iam::usage::services_of;
use hwc_iam::{Model, RoleAction, expand};

use super::generator;

fn read(name: &str) -> (Vec<String>, Vec<String>) {
    let path = format!("{}/tests/usage/published/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    let (calls, allowed) = text.split_once("allowed\n").unwrap();
    let lines = |it: &str| it.lines().map(str::to_owned).collect();
    (lines(calls), lines(allowed))
}

fn generated(calls: &[String]) -> Generated {
    let mut generator = generator(Model::RolePolicy);
    for it in calls {
        let parts: Vec<&str> = it.split(' ').collect();
        generator.called(&Called::new(parts[0], &services_of(parts[0]), parts[1], parts[2]));
    }
    generator.generate()
}

/// What both have, what only one has, and of what nobody knows what it needs.
fn compared(name: &str) -> String {
    let (calls, allowed) = read(name);
    let generated = generated(&calls);
    let ours: BTreeSet<String> = generated.reasons.iter().map(|it| it.action.clone()).collect();
    let theirs: BTreeSet<String> =
        allowed.iter().flat_map(|it| expand::<RoleAction>([it.as_str()])).map(|it| it.name().to_owned()).collect();
    let mut out = String::new();
    for it in &ours {
        let place = if theirs.contains(it) { "both" } else { "only ours" };
        writeln!(out, "{place}: {it}").unwrap();
    }
    for it in &allowed {
        let names = expand::<RoleAction>([it.as_str()]);
        let used = names.iter().filter(|it| ours.contains(it.name())).count();
        if used == 0 || used < names.len() {
            writeln!(out, "only theirs: {it}: {used} of {} actions are needed", names.len()).unwrap();
        }
    }
    generated.unresolved.iter().for_each(|it| writeln!(out, "not known: {}", it.what).unwrap());
    out
}

/// Theirs has every action of EVS, and others that no page of a call asks for.
#[test]
fn what_differs_from_the_policy_of_the_csi_driver() {
    insta::assert_snapshot!(compared("csi-driver"));
}

/// Theirs has every action of ELB and EIP, and reads much that the program does not call.
#[test]
fn what_differs_from_the_policy_of_the_cloud_provider() {
    insta::assert_snapshot!(compared("cloud-provider"));
}

/// A policy is never broader than what its calls need one by one.
#[test]
fn together_they_allow_what_each_needs() {
    for name in ["csi-driver", "cloud-provider"] {
        let (calls, _) = read(name);
        let whole = generated(&calls);
        let parts: Vec<_> = calls.iter().map(|it| generated(std::slice::from_ref(it))).collect();
        let parts: Vec<_> = parts.iter().flat_map(|it| it.policy.iter().chain(&it.global_policy)).collect();
        let whole: Vec<_> = whole.policy.iter().chain(&whole.global_policy).collect();
        let found = compare(&Access::of_all(whole), &Access::of_all(parts), &Options::default());
        assert_eq!(found.verdict, Verdict::Equal, "{name}");
    }
}
