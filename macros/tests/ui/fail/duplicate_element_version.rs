fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Version": "1.1",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
    });
}
