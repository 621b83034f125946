fn main() {
    let _ = hwc_iam::scp!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Deny",
            "Action": ["ims:images:export"],
            "NotResource": ["ims:*:*:image:public"]
        }]
    });
}
