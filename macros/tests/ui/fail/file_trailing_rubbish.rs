fn main() {
    let _ = hwc_iam::policy_file!("tests/fixtures/policies/identity.json", identity, scp);
}
