fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.0",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }],
        "Depends": ["Tenant Guest"]
    });
}
