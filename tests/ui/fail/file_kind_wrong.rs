fn main() {
    hwc_iam::policy_file!("tests/fixtures/policies/scp.json");
}
