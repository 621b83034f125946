fn main() {
    hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
    } and more);
}
