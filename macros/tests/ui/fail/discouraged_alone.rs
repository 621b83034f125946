#![deny(deprecated)]

fn main() {
    let _ = hwc_iam::action!("ims:images:share");
}
