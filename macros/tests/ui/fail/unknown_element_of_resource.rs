fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": [unchecked("iam:agencies:assume")],
            "Resource": { "urn": ["/iam/agencies/0a1b"] }
        }]
    });
}
