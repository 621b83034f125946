fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.0",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }],
        "Depends": [{ "catalogue": "BASE", "display_name": "Tenant Guest" }]
    });
}
