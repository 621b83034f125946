//! A condition with many ranges, which is looked up and not compared one by one, says what the slow evaluator does.

use std::collections::BTreeMap;

use hwc_iam::Policy;
use proptest::prelude::*;

use super::scenario::{Scenario, Value};
use super::slow::{decisions, runs};
use crate::cases::few;

fn range() -> impl Strategy<Value = String> {
    let small = any::<(u8, u8)>().prop_map(|(a, b)| [10, a % 4, b % 4, 0]);
    prop_oneof![
        4 => (small, 0..=32_u8).prop_map(|(it, bits)| {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or(0);
            format!("{}/{bits}", std::net::Ipv4Addr::from_bits(u32::from_be_bytes(it) & mask))
        }),
        2 => (0..4_u16, 20..48_u8).prop_map(|(it, bits)| {
            let mask = u128::MAX << (128 - bits);
            format!("{}/{bits}", std::net::Ipv6Addr::from_bits((0x2001_0db8 << 96 | u128::from(it) << 90) & mask))
        }),
        1 => Just(String::from("::ffff:10.1.0.0/112")),
        1 => Just(String::from("10.1.2.0")),
    ]
}

const ADDRESSES: &[&str] = &[
    "10.0.0.0",
    "10.1.2.0",
    "10.1.2.255",
    "10.3.3.1",
    "9.255.255.255",
    "11.0.0.0",
    "255.255.255.255",
    "0.0.0.0",
    "2001:db8::",
    "2001:db8:40::1",
    "2001:db7::",
    "::ffff:10.1.2.3",
    "::",
    "10.1.0.0/16",
    "nowhere",
    "",
];

proptest! {
    #![proptest_config(few(64))]

    #[test]
    fn are_compared_as_by_the_slow_evaluator(all in prop::collection::vec(range(), 9..20), host_bits in 0..20) {
        let mut all = all;
        // One of which it is open what it says: then they are compared one by one.
        if host_bits == 0 {
            all.push("10.0.0.77/8".into());
        }
        for operator in ["IpAddress", "NotIpAddress", "ForAllValues:IpAddress"] {
            let text = format!(
                r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["ims:images:list"],"Condition":{{"{operator}":{{"g:SourceIp":{all:?}}}}}}}]}}"#
            );
            for address in ADDRESSES {
                let scenario = Scenario {
                    identity: vec![Policy::from_json(&text).unwrap()],
                    action: "ims:images:list".into(),
                    context: BTreeMap::from([("g:SourceIp".into(), Value::One((*address).into()))]),
                    ..Scenario::default()
                };
                let slow = decisions(&runs(&scenario, &BTreeMap::new()));
                let possible = scenario.set().explain(&scenario.request()).possible;
                prop_assert_eq!(possible, slow.into_iter().collect::<Vec<_>>(), "{} of {}", address, text);
            }
        }
    }
}
