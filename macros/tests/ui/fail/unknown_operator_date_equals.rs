fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Condition": {
                "DateEquals": { "g:CurrentTime": "2022-08-01T00:00:00Z" }
            }
        }]
    });
}
