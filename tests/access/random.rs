//! Laws of the comparison on random policies. `PROPTEST_CASES=100000` makes it a long run.

use hwc_iam::Policy;
use hwc_iam::access::{Access, Comparison, ContextValue, Options, Verdict, Witness, compare};
use hwc_iam::eval::{Assumptions, Decision, PolicySet, Request};
use proptest::prelude::*;

use super::generated::{Alphabet, Random, answered};

fn diff(old: &Policy, new: &Policy) -> Comparison {
    compare(&Access::of(old), &Access::of(new), &Options::default())
}

/// Whether the request is allowed, if that is certain.
fn is_allowed(set: &PolicySet, request: &Request) -> Option<bool> {
    set.decide(request).is_allowed().or_else(|| {
        let possible = set.explain(request).possible;
        (!possible.contains(&Decision::Allow)).then_some(false)
    })
}

fn asked(it: &Witness) -> Request {
    let mut request = Request::new(&it.action);
    if let Some(name) = &it.resource {
        request = request.resource(name);
    }
    it.context.iter().fold(request, |request, (key, value)| match value {
        ContextValue::One(it) => request.key(key, it),
        ContextValue::Many(all) => request.keys(key, all.iter().cloned()),
    })
}

/// Two policies, of which the second is often the first with a change, and a third one.
fn policies(seed: u64) -> (Random, Alphabet, [Policy; 3]) {
    let mut random = Random::new(seed);
    let alphabet = Alphabet::new(&mut random);
    let old = alphabet.policy(&mut random);
    let is_change = random.chance(50);
    let new = if is_change { alphabet.change(&old, &mut random) } else { alphabet.policy(&mut random) };
    let third = alphabet.change(&new, &mut random);
    (random, alphabet, [old, new, third])
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..ProptestConfig::default() })]

    /// The evaluator agrees with every witness, and no request contradicts a verdict, whatever the answers to the questions that
    /// were open: with both models, sessions, levels, and every assumption answered in either way or not.
    #[test]
    fn no_request_contradicts_a_verdict(seed: u64) {
        let mut random = Random::new(seed);
        let alphabet = Alphabet::new(&mut random);
        let old = alphabet.side(&mut random);
        let is_change = random.chance(60);
        let new = if is_change { alphabet.change_side(&old, &mut random) } else { alphabet.side(&mut random) };
        let answers = random.pick(&[0, 0, 50, 100]);
        let open = answered(&mut random, Assumptions::default(), answers);
        let found = compare(&old.access(), &new.access(), &Options { assumptions: open, ..Options::default() });
        let told = || format!("{old:?}\n{new:?}\n{open:?}\n{found:?}");
        for part in &found.unknown {
            let is_ours = ["the comparison itself", "the policies together"].contains(&part.what.as_str());
            prop_assert!(!is_ours, "{}", told());
        }
        let (of_old, of_new) = (old.set().assuming(open), new.set().assuming(open));
        for (witness, allowing, other) in [(&found.witness, &of_new, &of_old), (&found.lost, &of_old, &of_new)] {
            let Some(it) = witness else { continue };
            let request = asked(it);
            prop_assert_eq!(is_allowed(allowing, &request), Some(true), "{:?} {}", it, told());
            prop_assert_eq!(is_allowed(other, &request), Some(false), "{:?} {}", it, told());
        }
        for _ in 0..6 {
            let closed = answered(&mut random, open, 100);
            let (of_old, of_new) = (old.set().assuming(closed), new.set().assuming(closed));
            for _ in 0..50 {
                let request = alphabet.request(&mut random);
                match (is_allowed(&of_old, &request), is_allowed(&of_new, &request)) {
                    (Some(false), Some(true)) => prop_assert_ne!(found.new_access, Some(false), "{:?} {:?} {}", request, closed, told()),
                    (Some(true), Some(false)) => prop_assert_ne!(found.lost_access, Some(false), "{:?} {:?} {}", request, closed, told()),
                    _ => {}
                }
            }
        }
    }

    /// Reflexive, the same after writing and reading, and the reverse when the sides are swapped. The evaluator never
    /// disagrees, and the budget suffices.
    #[test]
    fn laws_of_two(seed: u64) {
        let (_, _, [old, new, _]) = policies(seed);
        prop_assert_eq!(diff(&old, &old).verdict, Verdict::Equal, "{}", old);
        let again = Policy::from_json(&old.to_string()).unwrap();
        prop_assert_eq!(diff(&old, &again).verdict, Verdict::Equal, "{}", old);
        let (there, back) = (diff(&old, &new), diff(&new, &old));
        prop_assert_eq!((there.new_access, there.lost_access), (back.lost_access, back.new_access), "{} {}", old, new);
        let reversed = match there.verdict {
            Verdict::Narrower => Verdict::Broader,
            Verdict::Broader => Verdict::Narrower,
            it => it,
        };
        prop_assert_eq!(back.verdict, reversed, "{} {}", old, new);
        for part in there.unknown.iter().chain(&back.unknown) {
            let is_ours = ["the comparison itself", "the policies together"].contains(&part.what.as_str());
            prop_assert!(!is_ours, "{:?} {} {}", part, old, new);
        }
    }

    /// What is within what is within something is within that, too.
    #[test]
    fn transitive(seed: u64) {
        let (_, _, [first, second, third]) = policies(seed);
        let is_within = |outer: &Policy, inner: &Policy| diff(outer, inner).new_access == Some(false);
        if is_within(&first, &second) && is_within(&second, &third) {
            prop_assert_ne!(diff(&first, &third).new_access, Some(true), "{} {} {}", first, second, third);
        }
    }
}
