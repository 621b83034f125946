fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:get"],
            "Resource": { "uri": ["/iam/agencies/0a1b"] }
        }]
    });
}
