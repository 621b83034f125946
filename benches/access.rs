//! Comparisons of 10 with 20 and of 100 with 100 statements of three dimensions: equal ones, one with a statement less, and ones
//! that have little to do with each other. The processor's time per comparison, as other programs share the machine; and what the
//! worst policies take until the budget is spent.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark of policies that are known to be right")]

use std::hint::black_box;
use std::time::Instant;

use divan::Bencher;
use hwc_iam::access::{Access, Options, compare};
use hwc_iam::{Action, Policy};

fn main() {
    worst();
    divan::main();
}

/// Xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % count
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// Three actions, some of them patterns; two resources; a condition.
fn statement(random: &mut Random, names: &[&str]) -> String {
    let actions: Vec<String> = (0..3)
        .map(|_| {
            let name = random.pick(names);
            let parts: Vec<&str> = name.split(':').collect();
            match random.below(4) {
                0 => format!(r#""{}:{}:*""#, parts[0], parts[1]),
                1 => format!(r#""{}:*:{}*""#, parts[0], parts[2].chars().take(3).collect::<String>()),
                _ => format!("{name:?}"),
            }
        })
        .collect();
    let resources: Vec<String> = (0..2)
        .map(|_| {
            let region = random.pick(&["cn-north-4", "cn-east-3", "*", "cn-*"]);
            let kind = random.pick(&["image", "instance", "*"]);
            format!(r#""ims:{region}:*:{kind}:{}""#, random.pick(&["*", "prod-*", "dev-?-*"]))
        })
        .collect();
    let condition = random.pick(&[
        r#""IpAddress":{"g:SourceIp":["10.0.0.0/8","192.168.0.0/16"]}"#,
        r#""StringMatch":{"g:UserName":["a*"]}"#,
        r#""StringMatch":{"g:UserName":["admin-*"]}"#,
        r#""Bool":{"g:MFAPresent":["true"]}"#,
        r#""DateGreaterThan":{"g:CurrentTime":["2026-01-01T00:00:00Z"]}"#,
    ]);
    format!(
        r#"{{"Effect":"{}","Action":[{}],"Resource":[{}],"Condition":{{{condition}}}}}"#,
        if random.below(4) == 0 { "Deny" } else { "Allow" },
        actions.join(","),
        resources.join(",")
    )
}

fn statements(seed: u64, count: usize) -> Vec<String> {
    let names: Vec<&str> = Action::all().map(Action::name).filter(|it| it.starts_with("ims:")).collect();
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    (0..count).map(|_| statement(&mut random, &names)).collect()
}

fn policy(statements: &[String]) -> Policy {
    Policy::from_json(&format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, statements.join(","))).unwrap()
}

/// The second policy of a pair.
#[derive(Debug, Clone, Copy)]
enum Second {
    /// The same statements in another order, some of them twice.
    Same,
    /// The same without the first.
    OneLess,
    /// Others.
    Unrelated,
}

fn pairs(old: usize, new: usize, second: Second) -> Vec<(Policy, Policy)> {
    let pair = |seed| {
        let all = statements(seed, old);
        let other: Vec<String> = match second {
            Second::Same => all.iter().rev().cycle().take(new.max(old)).cloned().collect(),
            Second::OneLess => all.iter().skip(1).cycle().take(new).cloned().collect(),
            Second::Unrelated => statements(seed + 1000, new),
        };
        (policy(&all), policy(&other))
    };
    (1..=20).map(pair).collect()
}

const SECONDS: [Second; 3] = [Second::Same, Second::OneLess, Second::Unrelated];

fn each(bencher: Bencher<'_, '_>, pairs: &[(Policy, Policy)]) {
    bencher.counter(divan::counter::ItemsCount::new(pairs.len())).bench_local(|| {
        for (old, new) in pairs {
            black_box(compare(&Access::of(old), &Access::of(new), &Options::default()));
        }
    });
}

/// Twenty pairs.
#[divan::bench(args = SECONDS)]
fn ten_with_twenty(bencher: Bencher<'_, '_>, second: Second) {
    each(bencher, &pairs(10, 20, second));
}

/// Twenty pairs.
#[divan::bench(args = SECONDS, sample_count = 5)]
fn a_hundred_with_a_hundred(bencher: Bencher<'_, '_>, second: Second) {
    each(bencher, &pairs(100, 100, second));
}

/// What the worst policies take: the budget bounds each direction.
fn worst() {
    let allow = |rest: String| format!(r#"{{"Effect":"Allow","Action":["*"],{rest}}}"#);
    let marks = "?".repeat(40);
    let tail = |letter: char| allow(format!(r#""Resource":["s:r:a:t:*{letter}{marks}"]"#));
    let stars = |at: usize| format!(r#""Resource":["s:r:a:t:*k{at}*"],"Condition":{{"Bool":{{"x:b{at}":["true"]}}}}"#);
    let names: Vec<String> = (0..40).map(|it| format!(r#""s:r:a:t:*k{it}*""#)).collect();
    let cases = [
        ("exponential automaton", vec![tail('a')], vec![tail('b')]),
        (
            "subsets of 40 patterns",
            vec![allow(format!(r#""Resource":[{}]"#, names.join(",")))],
            (0..40).map(|it| allow(stars(it))).collect(),
        ),
    ];
    for (name, old, new) in cases {
        let (old, new) = (policy(&old), policy(&new));
        let start = Instant::now();
        let found = compare(&Access::of(&old), &Access::of(&new), &Options::default());
        println!("{name}: {} in {:?}", found.verdict.name(), start.elapsed());
    }
}
