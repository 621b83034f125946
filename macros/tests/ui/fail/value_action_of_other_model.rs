fn main() {
    let copy = hwc_iam::role_actions::Ims::IMAGES_COPY;
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": [(copy)]
        }]
    });
}
