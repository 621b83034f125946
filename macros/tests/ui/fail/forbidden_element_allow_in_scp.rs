fn main() {
    let _ = hwc_iam::scp!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:export"],
            "Resource": ["*"]
        }]
    });
}
