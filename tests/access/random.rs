//! Laws of the comparison on random policies. `PROPTEST_CASES=100000` makes it a long run.

use hwc_iam::Policy;
use hwc_iam::access::{Access, Comparison, Options, Verdict, compare};
use proptest::prelude::*;

use super::generated::Alphabet;
use super::pair::agree;
use crate::random::Random;

fn diff(old: &Policy, new: &Policy) -> Comparison {
    compare(&Access::of(old), &Access::of(new), &Options::default())
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

    #[test]
    fn no_request_contradicts_a_verdict(seed: u64) {
        let seen = agree(seed).map_err(TestCaseError::fail)?;
        prop_assert!(!seen.is_cut, "the comparison of {} gave up: {:?}", seed, seen.verdict);
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

#[cfg(feature = "lint")]
proptest! {
    #![proptest_config(crate::cases::few(32))]

    /// Whatever the answers to open questions.
    #[test]
    fn no_fix_widens(seed: u64) {
        super::mended::narrow(seed).map_err(TestCaseError::fail)?;
    }
}
