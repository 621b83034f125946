//! Decisions, explanations and compilation, for 10 to 10,000 policies of 10 statements, few of which concern the action; and a
//! check that a decision of which nothing is open allocates nothing.

#![expect(clippy::unwrap_used, reason = "a benchmark of policies that are known to be right")]

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use hwc_iam::eval::{Decision, Missing, PolicySet, Request};
use hwc_iam::{Action, Policy, Service};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

mod policies;
use policies::concerned;

fn main() {
    divan::main();
}

const POLICIES: &[usize] = &[1, 10, 100, 1_000, 10_000];

/// Ten statements: most are about one action of another service each, with a resource and a condition.
fn policy(number: usize) -> Policy {
    let others: Vec<Action> = Action::all().filter(|it| it.service().code() != "ims").collect();
    let statements: Vec<String> = (0..10)
        .map(|at| {
            let action = others.get((number * 10 + at * 7) % others.len()).unwrap();
            let service = action.service();
            let action = if at == 9 { format!("{service}:*:get{number}*") } else { action.name().to_owned() };
            let effect = if at % 4 == 3 { "Deny" } else { "Allow" };
            format!(
                r#"{{"Effect":"{effect}","Action":["{action}"],"Resource":["{service}:*:*:*:r{at}*"],"Condition":{{"StringEquals":{{"g:DomainName":["a","b"]}}}}}}"#
            )
        })
        .collect();
    Policy::from_json(&format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, statements.join(","))).unwrap()
}

fn set(policies: usize) -> PolicySet {
    let one = concerned();
    let others = (1..policies).map(|it| (format!("policy {it}"), policy(it)));
    let set = PolicySet::builder().identity("concerned", one);
    others.fold(set, |set, (name, policy)| set.identity(name, policy)).build().unwrap()
}

fn request() -> Request {
    Request::new("ims:images:copyInRegion")
        .principal("iam::0a1b:user:alice")
        .resource("ims:cn-north-4:0a1b:image:7ca68c5b-3d8c-4a3e-8e3a-0a1b2c3d4e5f")
        .key("ims:Encrypted", "false")
        .key("g:DomainName", "b")
        .key("g:MFAPresent", "true")
}

#[divan::bench(args = POLICIES)]
fn decide(bencher: Bencher<'_, '_>, policies: usize) {
    let (set, request) = (set(policies), request());
    assert_eq!(set.decide(&request), Decision::Allow);
    bencher.bench_local(|| black_box(&set).decide(black_box(&request)));
}

/// The same where nothing concerns the action.
#[divan::bench(args = POLICIES)]
fn decide_unconcerned(bencher: Bencher<'_, '_>, policies: usize) {
    let set = set(policies);
    let request = request().action("ims:quotas:get");
    assert_eq!(set.decide(&request), Decision::ImplicitDeny);
    bencher.bench_local(|| black_box(&set).decide(black_box(&request)));
}

#[divan::bench(args = POLICIES)]
fn explain(bencher: Bencher<'_, '_>, policies: usize) {
    let (set, request) = (set(policies), request());
    bencher.bench_local(|| black_box(black_box(&set).explain(black_box(&request))));
}

#[divan::bench]
fn explain_unknown(bencher: Bencher<'_, '_>) {
    let (set, request) = (set(1), request().unknown_key("ims:Encrypted"));
    assert_eq!(set.explain(&request).missing, [Missing::Key("ims:Encrypted".into())]);
    bencher.bench_local(|| black_box(black_box(&set).explain(black_box(&request))));
}

/// The documents are there; only compiling and indexing is measured.
#[divan::bench]
fn compile_ten_statements(bencher: Bencher<'_, '_>) {
    let policy = concerned();
    let builder = || PolicySet::builder().identity("concerned", policy.clone());
    bencher.with_inputs(builder).bench_local_values(|it| it.build().unwrap());
}

#[divan::bench]
fn make_a_request(bencher: Bencher<'_, '_>) {
    bencher.bench_local(request);
}

#[divan::bench]
fn the_same_for_another_action(bencher: Bencher<'_, '_>) {
    let request = request();
    bencher.bench_local(|| black_box(&request).clone().action("ims:images:get"));
}

/// What the figures are about.
#[divan::bench]
fn actions_of_the_catalogue() -> usize {
    Service::all().map(|it| it.actions().count()).sum()
}
