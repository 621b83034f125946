fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Comment": "who may list images",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
    });
}
