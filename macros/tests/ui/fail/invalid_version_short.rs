fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5",
        "Statement": [{ "Effect": "Deny", "Action": ["ims:images:list"] }]
    });
}
