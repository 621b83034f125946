fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }],
        "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }]
    });
}
