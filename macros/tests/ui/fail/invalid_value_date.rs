fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Condition": {
                "DateLessThan": { "g:CurrentTime": ["2023-02-29T00:00:00Z", "tomorrow"] }
            }
        }]
    });
}
