fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["obs:object:GetObject"],
            "Resource": ["obs:*:*:bucket:logs"]
        }]
    });
}
