//! Policies that are made to take long: each has an answer, or says that the budget is spent.

use std::time::Instant;

use hwc_iam::access::{Access, Comparison, Options, Verdict, compare};

use super::read;

/// With little to spend, so that the test is short; the answer must be right, or that it is spent.
#[track_caller]
fn check(old: &str, new: &str, wanted: Verdict) {
    let (old, new) = (read(old), read(new));
    let compared = |steps| {
        let start = Instant::now();
        let found = compare(&Access::of(&old), &Access::of(&new), &Options { steps, ..Options::default() });
        println!("{steps} steps: {} in {:?}", found.verdict.name(), start.elapsed());
        found
    };
    for steps in [0, 100, 10_000, 300_000] {
        let found: Comparison = compared(steps);
        let is_spent = found.unknown.iter().any(|it| it.what == "the policies together");
        assert!(found.verdict == wanted || is_spent, "{found:?}");
    }
}

fn statement(effect: &str, rest: &str) -> String {
    format!(r#"{{"Effect":"{effect}",{rest}}}"#)
}

fn joined(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(",")
}

/// The determinisation of `*a????…` has a state for each subset.
#[test]
fn a_pattern_whose_automaton_is_exponential() {
    let marks = "?".repeat(40);
    let on = |id: String| statement("Allow", &format!(r#""Action":["*"],"Resource":["s:r:a:t:{id}"]"#));
    check(&on(format!("*a{marks}")), &on(format!("*b{marks}")), Verdict::Incomparable);
}

/// As many classes as there are subsets of the patterns.
#[test]
fn many_patterns_with_a_star_on_both_sides() {
    let names = joined(40, |at| format!(r#""s:r:a:t:*k{at}*""#));
    let all = statement("Allow", &format!(r#""Action":["*"],"Resource":[{names}]"#));
    let each = joined(40, |at| {
        statement(
            "Allow",
            &format!(r#""Action":["*"],"Resource":["s:r:a:t:*k{at}*"],"Condition":{{"Bool":{{"x:b{at}":["true"]}}}}"#),
        )
    });
    check(&all, &each, Verdict::Narrower);
}

#[test]
fn many_stars() {
    let stars = |letter: char| format!("s:r:a:t:{}", format!("*{letter}").repeat(60));
    let on = |id: String| statement("Allow", &format!(r#""Action":["*"],"Resource":["{id}"]"#));
    check(&on(stars('a')), &on(stars('b')), Verdict::Incomparable);
}

/// Clauses of three literals over booleans that cannot all hold: a question of satisfiability.
#[test]
fn many_keys_that_hang_together() {
    let clause = |at: usize| {
        let key = |nth: usize| {
            format!(r#""x:b{}":["{}"]"#, (at * (nth + 3) * 7 + nth * nth * 5 + at) % 24 + 24 * nth, at >> nth & 1 == 1)
        };
        statement("Deny", &format!(r#""Action":["*"],"Condition":{{"Bool":{{{},{},{}}}}}"#, key(0), key(1), key(2)))
    };
    let all = statement("Allow", r#""Action":["*"]"#);
    check(&all, &format!("{all},{}", joined(100, clause)), Verdict::Narrower);
}

/// Sets of values of which each statement asks for another one.
#[test]
fn many_sets_of_values() {
    let any = |at: usize| {
        statement(
            "Allow",
            &format!(r#""Action":["*"],"Condition":{{"ForAnyValue:StringEquals":{{"g:TagKeys":["k{at}"]}}}}"#),
        )
    };
    let all = |at: usize| {
        statement(
            "Deny",
            &format!(r#""Action":["*"],"Condition":{{"ForAllValues:StringEquals":{{"g:TagKeys":["k{at}"]}}}}"#),
        )
    };
    let (old, new) = (joined(30, any), format!("{},{}", joined(30, any), joined(30, all)));
    check(&old, &new, Verdict::Narrower);
}

/// A hundred statements on each side, every one of which overlaps with every other one.
#[test]
fn a_hundred_statements_that_overlap() {
    let one = |at: usize, letter: char| {
        statement(
            if at.is_multiple_of(3) { "Deny" } else { "Allow" },
            &format!(
                r#""Action":["*:*:*{letter}{}*"],"Resource":["*:*{at}*:*:*:*"],"Condition":{{"StringMatch":{{"g:UserName":["*{at}*"]}}}}"#,
                at % 10
            ),
        )
    };
    let (old, new) = (joined(100, |it| one(it, 'a')), joined(100, |it| one(it, 'b')));
    check(&old, &new, Verdict::Incomparable);
}

#[test]
fn many_levels() {
    let level = |at: usize| {
        read(&format!(
            "{},{}",
            statement("Allow", &format!(r#""Action":["*:*:*{at}*"]"#)),
            statement("Allow", r#""Action":["*:*:*x"]"#)
        ))
    };
    let levels: Vec<_> = (0..30).map(level).collect();
    let full = read(&statement("Allow", r#""Action":["*"]"#));
    let under = |count: usize| levels.iter().take(count).fold(Access::of(&full), |access, it| access.scp_level([it]));
    let found = compare(&under(29), &under(30), &Options { steps: 300_000, ..Options::default() });
    let is_spent = found.unknown.iter().any(|it| it.what == "the policies together");
    assert!(found.new_access == Some(false) || is_spent, "{found:?}");
}

/// Reading the policies is part of the comparison; of the same policies nothing need be read.
#[test]
fn reading_is_in_the_budget() {
    let all = joined(3_000, |at| statement("Allow", &format!(r#""Action":["x:t:a{at}"]"#)));
    let (old, new) = (read(&all), read(&format!("{all},{}", statement("Deny", r#""Action":["x:t:a"]"#))));
    let few = Options { steps: 1_000, ..Options::default() };
    let found = compare(&Access::of(&old), &Access::of(&new), &few);
    assert!(found.unknown.iter().any(|it| it.what == "the policies together"), "{found:?}");
    assert!(hwc_iam::access::blast_radius(&Access::of(&old), &Access::of(&new), &few).is_none());
    let again = read(&all);
    let nothing = Options { steps: 0, ..Options::default() };
    assert_eq!(compare(&Access::of(&old), &Access::of(&again), &nothing).verdict, Verdict::Equal);
}

/// Each of thousands of ranges is compared with each bound of the others.
#[test]
fn thousands_of_ranges() {
    let ranges = |bits: usize| joined(4_000, |at| format!(r#""{}.{}.0.0/{bits}""#, at / 256, at % 256));
    let within = |bits| {
        statement(
            "Allow",
            &format!(r#""Action":["x:t:a"],"Condition":{{"IpAddress":{{"g:SourceIp":[{}]}}}}"#, ranges(bits)),
        )
    };
    check(&within(16), &within(17), Verdict::Narrower);
}
