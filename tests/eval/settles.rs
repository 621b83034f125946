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

/// Where what was named did not settle it: unknown keys in the variables of others, in chains of three, too, sets of several values,
/// types of keys, dates that are compared with long texts, too.
#[test]
fn where_it_was_wrong_once() {
    let seeds = [
        189, 424_600, 424_605, 424_647, 425_036, 425_123, 8_100_099, 8_100_218, 8_100_744, 8_100_745, 8_101_210,
        8_101_288, 9_000_475, 20_004_250, 20_005_966, 20_006_912, 20_008_620, 20_008_625, 20_009_350, 20_009_479,
        30_003_653, 30_010_902, 30_011_208, 30_012_389, 30_013_315, 50_000_120, 50_010_570,
    ];
    for seed in seeds {
        let settled = settles(&open_scenario(&mut Random::new(seed)));
        assert!(settled.is_ok(), "{seed}: {settled:?}");
    }
}
