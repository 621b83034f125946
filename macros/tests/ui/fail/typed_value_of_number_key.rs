use hwc_iam::keys;

fn main() {
    let _ = keys::Global::MFA_AGE.less_than(["3600"]);
}
