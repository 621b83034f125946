fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Condition": {
                "StringEquals": { "ims:Region": [(5)] }
            }
        }]
    });
}
