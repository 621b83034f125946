fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": ["IMS", "service.", "service.a b"] },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
