use hwc_iam::keys;

fn main() {
    let _ = keys::Global::CURRENT_TIME.before([1_659_312_000]);
}
