fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": ["service.IMS"] },
            "Action": ["ims:images:list"]
        }]
    });
}
