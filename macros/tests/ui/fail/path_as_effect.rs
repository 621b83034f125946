const EFFECT: hwc_iam::Effect = hwc_iam::Effect::Allow;

fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": EFFECT,
            "Action": ["ims:images:list"]
        }]
    });
}
