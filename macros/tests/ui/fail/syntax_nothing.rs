fn main() {
    hwc_iam::policy!();
}
