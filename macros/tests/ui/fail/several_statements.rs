fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [
            { "Effect": "Allow", "Action": ["ims:images:lsit"] },
            { "Effect": "Deny", "Action": ["ims:images:exprot"] },
            { "Effect": "Deny", "Actions": ["ims:images:export"] }
        ]
    });
}
