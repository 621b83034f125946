fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Services": ["service.IMS"], "AWS": ["0a1b"] },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
