//! A discouraged action warns and compiles; `unchecked` and `allow` are quiet.
#![deny(warnings)]

const UNCHECKED: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Action": [unchecked("ims:images:share")] }]
});

#[allow(deprecated)]
const ALLOWED: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Action": ["ims:images:share"] }]
});

fn main() {
    assert_eq!(UNCHECKED.to_string(), ALLOWED.to_string());
}
