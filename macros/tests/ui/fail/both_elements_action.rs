fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Action": ["ims:images:list"],
            "NotAction": ["ims:images:get"]
        }]
    });
}
