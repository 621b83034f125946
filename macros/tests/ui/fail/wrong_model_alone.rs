fn main() {
    let _ = hwc_iam::action!("ims:images:delete");
}
