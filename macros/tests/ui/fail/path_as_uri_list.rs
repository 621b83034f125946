fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copy"],
            "Resource": { "uri": (vec!["/iam/agencies/0a1b"]) }
        }]
    });
}
