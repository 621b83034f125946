//! The evaluator, the slow one, and the comparison.

#[path = "../../../tests/eval/agreement.rs"]
mod agreement;
#[path = "../../../tests/eval/generate.rs"]
mod generate;
#[path = "../../../tests/eval/joint.rs"]
mod joint;
#[path = "../../../tests/eval/scenario.rs"]
mod scenario;
#[path = "../../../tests/eval/settled.rs"]
mod settled;
#[path = "../../../tests/eval/slow.rs"]
#[expect(clippy::string_slice, reason = "a panic is an answer")]
mod slow;

use super::Counts;
use crate::random::Random;

/// One with unknown keys.
pub(super) fn scenario(seed: u64) -> Result<Counts, String> {
    let mut random = Random::new(seed);
    loop {
        let scenario = generate::scenario(&mut random);
        if !scenario.unknown.is_empty() {
            agreement::agrees(&scenario);
            let decision = scenario.set().decide(&scenario.request());
            return Ok(vec![(decision.name(), 1), ("unknown keys", scenario.unknown.len() as u64)]);
        }
    }
}

pub(super) fn settles(seed: u64) -> Result<Counts, String> {
    settled::settles(&generate::open_scenario(&mut Random::new(seed))).map(|it| vec![(it, 1)])
}

pub(super) fn joint(seed: u64) -> Result<Counts, String> {
    Ok(vec![(joint::agree(seed)?.verdict.name(), 1)])
}
