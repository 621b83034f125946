fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Sid": ["one", "two"],
            "Effect": "Allow",
            "Action": ["ims:images:list"]
        }]
    });
}
