#![deny(deprecated)]

/// An example of the vendor's documentation, of a service of which pages of single APIs were read.
fn main() {
    let policy = hwc_iam::scp!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Action": ["evs:volumes:create"]
        }]
    });
    assert_eq!(policy.statements().len(), 1);
}
