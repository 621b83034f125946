use hwc_iam::keys;

fn main() {
    let _ = keys::Global::USER_NAME.any().equals(["me"]);
}
