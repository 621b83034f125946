fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Alow", "Action": [unchecked("a:b:c", "d:e:f")] }]
        } {
    });
}
