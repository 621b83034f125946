use hwc_iam::keys;

fn main() {
    let _ = keys::Ims::REGION.less_than([5]);
}
