#![deny(deprecated)]

fn main() {
    hwc_iam::policy_file!("tests/fixtures/policies/discouraged.json");
}
