const ACTIONS: [&str; 1] = ["ims:images:list"];

fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ACTIONS
        }]
    });
}
