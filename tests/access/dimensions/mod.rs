//! Each dimension on its own, densely: around every bound and between, no request contradicts a verdict, whatever the answers to
//! the questions that it leaves open. `PROPTEST_CASES=10000` makes it a long run.

mod names;
mod values;

use std::collections::BTreeSet;

use hwc_iam::Policy;
use hwc_iam::access::{Access, Options, compare};
use hwc_iam::eval::{Assumptions, Decision, Request};
use proptest::test_runner::Config;

use super::generated::{Side, answered};
use crate::random::Random;

/// What the statements of a case may say, and the requests that are asked.
struct Dimension {
    version: &'static str,
    /// What stands in a statement besides its `Effect`.
    parts: Vec<String>,
    requests: Vec<Request>,
}

impl Dimension {
    fn policy(&self, random: &mut Random) -> Policy {
        let count = 1 + random.below(3);
        let mut all: Vec<String> = (0..count)
            .map(|_| {
                let effect = if random.chance(60) { "Allow" } else { "Deny" };
                format!(r#"{{"Effect":"{effect}",{}}}"#, random.pick(&self.parts))
            })
            .collect();
        if random.chance(40) {
            all.push(r#"{"Effect":"Allow","Action":["*"]}"#.into());
        }
        let text = format!(r#"{{"Version":"{}","Statement":[{}]}}"#, self.version, all.join(","));
        Policy::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }
}

#[track_caller]
fn check(dimension: impl Fn(&mut Random) -> Dimension) {
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { 150 };
    let (mut known, mut differ) = (0, 0);
    for seed in 0..u64::from(cases) {
        let mut random = Random::new(seed);
        let dimension = dimension(&mut random);
        let (old, new) = (dimension.policy(&mut random), dimension.policy(&mut random));
        let open = answered(&mut random, Assumptions::default(), 50);
        let closed = answered(&mut random, open, 100);
        let ask =
            |assumptions| compare(&Access::of(&old), &Access::of(&new), &Options { assumptions, ..Options::default() });
        let (in_all, in_one) = (ask(open), ask(closed));
        let told = || format!("seed {seed}\n{old}\n{new}\n{open:?}\n{closed:?}");
        for part in in_all.unknown.iter().chain(&in_one.unknown) {
            let is_ours = ["the comparison itself", "the policies together"].contains(&part.what.as_str());
            assert!(!is_ours, "{part:?} {}", told());
        }
        let (of_old, of_new) =
            (Side::of(old.clone()).set().assuming(closed), Side::of(new.clone()).set().assuming(closed));
        for request in &dimension.requests {
            let decisions = [of_old.decide(request), of_new.decide(request)];
            let [old, new] = decisions.map(|it| it == Decision::Allow);
            if decisions.contains(&Decision::Unknown) || old == new {
                continue;
            }
            differ += 1;
            for (found, of) in [(&in_all, "whatever the answers"), (&in_one, "with these answers")] {
                let is_there = if new { found.new_access } else { found.lost_access };
                assert!(is_there != Some(false), "{of}: {decisions:?} {request:?} {found:?} {}", told());
            }
        }
        known += usize::from(in_one.new_access.is_some() && in_one.lost_access.is_some());
    }
    println!("{cases} pairs, {known} known, {differ} requests that differ");
    assert!(known * 2 > cases as usize && differ > 0, "{known} known, {differ} differ");
}

/// Conditions of these operators and values on a key.
fn conditions(key: &str, operators: &[&str], values: &[String], random: &mut Random) -> Vec<String> {
    let one = |random: &mut Random| {
        let values: Vec<String> = (0..1 + random.below(2)).map(|_| quoted(&random.pick(values))).collect();
        let if_exists = if random.chance(20) { "IfExists" } else { "" };
        (format!("{}{if_exists}", random.pick(operators)), format!(r#"{{"{key}":[{}]}}"#, values.join(",")))
    };
    let part = |random: &mut Random| {
        let (first, second) = (one(random), one(random));
        let mut each = vec![format!("{:?}:{}", first.0, first.1)];
        if first.0 != second.0 && random.chance(40) {
            each.push(format!("{:?}:{}", second.0, second.1));
        }
        if random.chance(20) {
            each.push(format!(r#""Null":{{"{key}":["{}"]}}"#, random.pick(&["true", "false"])));
        }
        format!(r#""Action":["ims:images:get"],"Condition":{{{}}}"#, each.join(","))
    };
    (0..6).map(|_| part(random)).collect()
}

/// Requests with each of these values, with none and with several.
fn requests(key: &str, values: impl IntoIterator<Item = String>, is_many: bool) -> Vec<Request> {
    let all: BTreeSet<String> = values.into_iter().collect();
    let request = Request::new("ims:images:get");
    let mut out = vec![request.clone()];
    out.extend(all.iter().map(|it| request.clone().key(key, it)));
    if is_many {
        out.push(request.clone().keys(key, [""; 0]));
        for one in &all {
            out.extend([1, 2].map(|count| request.clone().keys(key, vec![one.clone(); count])));
            out.extend(all.iter().take(8).map(|it| request.clone().keys(key, [one.clone(), it.clone()])));
        }
    }
    out
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}
