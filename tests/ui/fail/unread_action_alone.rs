#![deny(deprecated)]

fn main() {
    let _ = hwc_iam::action!("evs:volumes:create");
}
