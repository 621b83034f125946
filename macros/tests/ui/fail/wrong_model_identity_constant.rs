fn main() {
    let _ = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": [Ims::IMAGES_COPY_IN_REGION]
        }]
    });
}
