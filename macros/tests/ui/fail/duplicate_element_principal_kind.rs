fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "IAM": ["0a1b"], "IAM": ["2c3d"] },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
