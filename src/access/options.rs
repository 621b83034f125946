use crate::eval::Assumptions;

/// What a comparison may cost, and how open questions are answered.
///
/// ```
/// use hwc_iam::access::Options;
/// use hwc_iam::eval::{Assumption, Assumptions, Setting};
///
/// let options = Options {
///     steps: 100_000_000,
///     assumptions: Assumptions::default().with(Assumption::ActionCase, Setting::No),
/// };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The steps of the whole comparison, reading the policies included; when they are spent, the answer is unknown. A million
    /// takes in the order of a tenth of a second.
    pub steps: u64,
    /// How open questions are answered.
    pub assumptions: Assumptions,
}

impl Default for Options {
    fn default() -> Self {
        Self { steps: 10_000_000, assumptions: Assumptions::default() }
    }
}
