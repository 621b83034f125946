//! The names that an expansion uses inside are no names of the user's, and the user's constants may stand anywhere.

use hwc_iam::{Action, Policy, action, policy};

const LIST: Action = action!("ims:images:list");

const POLICY: Policy = policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Action": [LIST] }]
});

struct Config;

impl Config {
    const LIST: Action = action!("ims:images:list");
    const POLICY: Policy = policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": [Config::LIST, Self::LIST, self::LIST] }]
    });
}

mod inner {
    pub const POLICY: hwc_iam::Policy = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": [super::LIST, super::Config::LIST, crate::LIST] }]
    });
}

fn main() {
    assert_eq!(Config::POLICY, inner::POLICY);
    assert_eq!(POLICY.to_string(), Config::POLICY.to_string());
}
