fn main() {
    let _ = hwc_iam::scp!({
        "Version": "1.1",
        "Statement": [{ "Effect": "Deny", "Action": ["ims:images:list"] }]
    });
}
