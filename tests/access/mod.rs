//! The comparison of policies: cases with their verdicts, random policies against the evaluator, and the worst policies.

mod attack;
mod brute;
mod cases;
mod command;
mod dimensions;
mod generated;
#[cfg(feature = "lint")]
mod mended;
mod pair;
mod random;
mod worst;

use hwc_iam::Policy;

fn read(statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"5.0","Statement":[{statements}]}}"#);
    Policy::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
