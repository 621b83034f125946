fn main() {
    hwc_iam::policy_file!(policy);
}
