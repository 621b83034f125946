fn main() {
    hwc_iam::policy!(["Version", "5.0"]);
}
