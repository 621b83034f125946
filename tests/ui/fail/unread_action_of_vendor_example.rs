#![deny(deprecated)]

fn main() {
    let _ = hwc_iam::scp!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Action": ["evs:volumes:create"]
        }]
    });
}
