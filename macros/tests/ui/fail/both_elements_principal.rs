fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Principal": { "IAM": ["0a1b"] },
            "NotPrincipal": { "IAM": ["2c3d"] },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
