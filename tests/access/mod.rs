//! The comparison of policies: cases with their verdicts, and random policies against the evaluator.

mod cases;

use hwc_iam::Policy;

pub(crate) fn read(statements: &str) -> Policy {
    let text = format!(r#"{{"Version":"5.0","Statement":[{statements}]}}"#);
    Policy::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
