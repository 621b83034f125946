/// What a comparison may cost.
///
/// ```
/// use hwc_iam::access::Options;
///
/// let thorough = Options { steps: 100_000_000, ..Options::default() };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The steps of the search for one difference; when they are spent, the answer is unknown.
    pub steps: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { steps: 5_000_000 }
    }
}
