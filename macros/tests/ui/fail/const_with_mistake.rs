const POLICY: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lsit"] }]
});

static SCP: hwc_iam::Policy = hwc_iam::scp!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Deny", "Action": ["ims:images:exprot"] }]
});

const ACTION: hwc_iam::Action = hwc_iam::action!("ims:images:gte");

const URN: hwc_iam::UrnPattern = hwc_iam::urn!("ims:*:*:imgae:*");

fn main() {
    let _ = (POLICY, &SCP, ACTION, URN);
}
