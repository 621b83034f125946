use hwc_iam::{Policy, Statement, actions, role_actions};

fn main() {
    let _ = Policy::new([
        Statement::allow([actions::Ims::IMAGES_LIST]),
        Statement::allow([role_actions::Ims::IMAGES_LIST]),
    ]);
}
