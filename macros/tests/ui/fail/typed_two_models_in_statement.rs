use hwc_iam::{Statement, actions, role_actions};

fn main() {
    let _ = Statement::allow([actions::Ims::IMAGES_LIST]).and([role_actions::Ims::IMAGES_COPY]);
}
