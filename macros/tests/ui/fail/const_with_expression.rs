fn region() -> String {
    String::from("cn-north-4")
}

const POLICY: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [{
        "Effect": "Allow",
        "Action": ["ims:images:copyCrossRegion"],
        "Condition": { "StringEquals": { "ims:Region": [(region())] } }
    }]
});

fn main() {
    let _ = POLICY;
}
