fn main() {
    let _ = hwc_iam::scp!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Principal": { "IAM": ["0a1b"] },
            "NotPrincipal": { "IAM": ["2c3d"] },
            "Action": ["ims:images:export"]
        }]
    });
}
