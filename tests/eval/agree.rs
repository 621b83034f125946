//! The two evaluators agree.

use proptest::prelude::*;

use super::agreement::agrees;
use super::generate::scenario;
use crate::random::Random;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    /// Four scenarios for each of `PROPTEST_CASES`.
    #[test]
    fn with_the_slow_evaluator(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        for _ in 0..4 {
            agrees(&scenario(&mut random));
        }
    }

    /// The same without unknown keys, which is cheap: a hundred for each of `PROPTEST_CASES`.
    #[test]
    fn with_the_slow_evaluator_where_every_key_is_known(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        for _ in 0..100 {
            let mut scenario = scenario(&mut random);
            scenario.unknown.clear();
            agrees(&scenario);
        }
    }

    /// And with the comparison.
    #[cfg(feature = "access")]
    #[test]
    fn with_the_slow_evaluator_and_the_comparison(seed in any::<u64>()) {
        super::joint::agree(seed).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn where_they_disagreed_once() {
    let mut random = Random::new(17_096_882_232_473_632_439);
    (0..4).for_each(|_| agrees(&scenario(&mut random)));
}

/// The request had a time that is not a date, of which the comparison does not speak.
#[cfg(feature = "access")]
#[test]
fn where_the_comparison_was_asked_for_what_no_page_allows() {
    super::joint::agree(6_416_000_222_748_561_684).unwrap();
}
