fn main() {
    let _ = hwc_iam::urn!("ims:*:*:imaeg:*");
}
