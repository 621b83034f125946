fn main() {
    let _ = hwc_iam::policy_file!("tests/fixtures/policies/there_is_no_such_file.json");
}
