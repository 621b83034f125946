//! Second opinions: what one pattern covers, by all the texts that there are.

use hwc_iam::pattern::{covers, matches};
use proptest::prelude::*;

/// Every text of up to five letters.
fn texts() -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..5 {
        let end = all.len();
        for at in from..end {
            for letter in ["a", "b", "c"] {
                let longer = format!("{}{letter}", all[at]);
                all.push(longer);
            }
        }
        from = end;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_covered_matches_no_more(outer in "[ab*?]{0,5}", inner in "[ab*?]{0,5}") {
        if covers(&outer, &inner) {
            for text in texts() {
                prop_assert!(!matches(&inner, &text) || matches(&outer, &text), "{} {} {}", outer, inner, text);
            }
        }
    }

    #[test]
    fn a_text_is_covered_as_it_is_matched(outer in "[ab*?]{0,5}", text in "[ab]{0,5}") {
        prop_assert_eq!(covers(&outer, &text), matches(&outer, &text));
    }
}
