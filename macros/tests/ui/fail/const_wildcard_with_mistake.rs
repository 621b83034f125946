const ALL: hwc_iam::ActionWildcard = hwc_iam::action!("ims:imagse:*");

fn main() {
    let _ = ALL;
}
