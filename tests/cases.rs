//! How many cases properties are tried with.

use proptest::prelude::ProptestConfig;

/// As many as `PROPTEST_CASES` says, by default so few. Nothing is written beside the sources.
pub(crate) fn few(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
