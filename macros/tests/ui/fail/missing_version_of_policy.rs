fn main() {
    let _ = hwc_iam::policy!({
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
    });
}
