use hwc_iam::Statement;

fn main() {
    let _ = Statement::allow(["ims:images:list"]);
}
