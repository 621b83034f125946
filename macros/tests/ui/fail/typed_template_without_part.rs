use hwc_iam::keys;

fn main() {
    let _ = keys::Global::RESOURCE_TAG.equals(["test"]);
}
