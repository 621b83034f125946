fn main() {
    let _ = hwc_iam::action!("list");
}
