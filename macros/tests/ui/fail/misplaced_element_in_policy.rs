fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Effect": "Allow",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
    });
}
