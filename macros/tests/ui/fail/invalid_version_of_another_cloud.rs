fn main() {
    let _ = hwc_iam::policy!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Deny", "Action": ["ims:images:list"] }]
    });
}
