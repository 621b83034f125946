fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0"
    });
}
