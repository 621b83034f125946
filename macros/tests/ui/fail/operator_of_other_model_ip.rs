fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:list"],
            "Condition": {
                "IpAddress": { "g:SourceIp": "10.0.0.0/8" }
            }
        }]
    });
}
