//! Whoever finds out what `missing_keys` and `assumptions` name gets an answer, whatever that is; and nothing less is enough.

use proptest::prelude::*;

use super::generate::open_scenario;
use super::settled::settles;
use crate::cases::few;
use crate::random::Random;

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..few(24) })]

    #[test]
    fn with_every_value_that_matters(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        for _ in 0..4 {
            settles(&open_scenario(&mut random)).map_err(TestCaseError::fail)?;
        }
    }
}
