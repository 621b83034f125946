#![deny(deprecated)]

fn main() {
    let _ = hwc_iam::action!("ocr:generalTable:getSubscribeUserList");
}
