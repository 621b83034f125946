use hwc_iam::{Statement, actions::Ims};

fn main() {
    let _ = Statement::allow([Ims::IMAGES_GET]).on(["ims:*:*:image:*"]);
}
