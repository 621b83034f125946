fn main() {
    let _ = hwc_iam::trust_policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": ["service.IMS"] },
            "Action": ["sts:agencies:assume"]
        }]
    });
}
