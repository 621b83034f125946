use hwc_iam::keys;

fn main() {
    let _ = keys::Global::SOURCE_IP.is_in([10]);
}
