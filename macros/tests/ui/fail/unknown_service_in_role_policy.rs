fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["IIMS:images:list"]
        }]
    });
}
