fn main() {
    let _ = hwc_iam::policy!({
        "Version": Version::V5_0,
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lsit"] }]
    });
}
