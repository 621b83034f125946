fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Version": "5.0",
            "Effect": "Allow",
            "Action": ["ims:images:list"]
        }]
    });
}
