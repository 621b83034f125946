//! A policy that is too large as several, which allow the same.

use hwc_iam::access::{Access, Options, Verdict, compare};
use hwc_iam::generate::Generated;
use hwc_iam::usage::{Answers, Phase, Terraform};
use hwc_iam::{Actions, Cloud, Model, Policy};

use super::{configuration, generator};

fn large(model: Model) -> Generated {
    let kinds =
        ["compute_instance", "rds_instance", "cce_cluster", "obs_bucket", "elb_loadbalancer", "vpc", "identity_user"];
    let text: String = kinds.iter().map(|it| format!("resource \"huaweicloud_{it}\" \"a\" {{}}\n")).collect();
    let found = Terraform::of(&configuration(&text), Cloud::HuaweiCloud, Phase::Apply, &Answers::default());
    found.calls.generate(generator(model)).0
}

fn characters(it: &Policy) -> usize {
    it.to_json_pretty().chars().filter(|it| !it.is_whitespace()).count()
}

fn action_count(it: &Policy) -> usize {
    let of = |it: &Actions| match it {
        Actions::These(all) | Actions::AllBut(all) => all.len(),
    };
    it.statements().iter().map(|it| of(it.actions())).sum()
}

fn is_same(generated: &Generated, parts: &[Policy]) -> bool {
    let whole: Vec<&Policy> = generated.policy.iter().chain(&generated.global_policy).collect();
    compare(&Access::of_all(whole), &Access::of_all(parts), &Options::default()).verdict == Verdict::Equal
}

#[test]
fn parts_are_within_limits_and_allow_the_same() {
    let identity = large(Model::IdentityPolicy);
    assert_eq!(identity.parts(None).len(), 1, "no page states how large it may be");
    for size in [400, 900, 2000] {
        let parts = identity.parts(Some(size));
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|it| characters(it) <= size), "{size}: {parts:?}");
        assert!(is_same(&identity, &parts), "{size}");
    }
    let role = large(Model::RolePolicy);
    let parts = role.parts(None);
    assert!(role.policy.iter().any(|it| action_count(it) > 100) == (parts.len() > 2), "{}", parts.len());
    for it in &parts {
        assert!(it.statements().len() <= 8 && action_count(it) <= 100 && characters(it) <= 6144);
    }
    assert!(is_same(&role, &parts));
    let parts = role.parts(Some(500));
    assert!(parts.iter().all(|it| characters(it) <= 500) && is_same(&role, &parts));
}
