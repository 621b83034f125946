fn main() {
    let _ = hwc_iam::action!("ims:images:lsit");
    let _ = hwc_iam::urn!("ims:*:*:imgae:*");
    hwc_iam::policy!({ "Version": "5.0", "Statement": [] });
}
