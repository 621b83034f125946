fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "service.IMS" },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
