use hwc_iam::keys;

fn main() {
    let _ = keys::Ims::ENCRYPTED.equals(["false"]);
}
