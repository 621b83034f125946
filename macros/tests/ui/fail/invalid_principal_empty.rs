fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "IAM": [""], "Identity_provider": [""] },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
