fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Action": ["ims:images:get"],
            "Resource": ["ims:*:*:image:a"],
            "NotResource": ["ims:*:*:image:b"]
        }]
    });
}
