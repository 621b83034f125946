//! The names that an expansion uses inside are no names of the user's.

const LIST: hwc_iam::Action = hwc_iam::action!("ims:images:list");

const POLICY: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Action": [LIST] }]
});

fn main() {
    assert_eq!(POLICY.statements().len(), 1);
}
