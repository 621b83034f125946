fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Condition": {
                "IpAddress": { "g:SourceIp": "10.0.0.0/33" }
            }
        }]
    });
}
