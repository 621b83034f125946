#![deny(deprecated)]

fn main() {
    let _ = hwc_iam::Statement::allow([hwc_iam::actions::Ims::IMAGES_SHARE]);
}
