//! Every macro in a `const` and a `static`, at the top and inside functions.

const READ: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list", "ims:quotas:get"], "Resource": ["*"] }]
});

static SCP: hwc_iam::Policy = hwc_iam::scp!({
    "Version": "5.0",
    "Statement": { "Effect": "Deny", "Action": ["ims:images:export"] }
});

static TRUST: hwc_iam::Policy = hwc_iam::trust_policy!({
    "Version": "5.0",
    "Statement": [{
        "Effect": "Allow",
        "Principal": { "Service": ["service.IMS"], "IAM": ["0a1b"] },
        "Action": ["sts:agencies:assume", "sts::tagSession"]
    }]
});

const FILE: hwc_iam::Policy = hwc_iam::policy_file!("tests/fixtures/policies/identity.json");
const ACTION: hwc_iam::Action = hwc_iam::action!("ims:images:list");
const WILDCARD: hwc_iam::ActionWildcard = hwc_iam::action!("ims:images:*");
const URN: hwc_iam::UrnPattern = hwc_iam::urn!("ims:*:*:image:*");

const ALL: [&hwc_iam::Policy; 2] = [&READ, &FILE];

struct Embedded;

impl Embedded {
    const POLICY: hwc_iam::Policy = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": [Ims::IMAGES_LIST] }]
    });
}

fn main() {
    const INNER: hwc_iam::Policy = hwc_iam::policy!({
        "Version": "1.1",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copy"] }]
    });
    let all = [&READ, &SCP, &TRUST, &FILE, ALL[0], &INNER, &Embedded::POLICY];
    assert!(all.iter().all(|it| it.statements().len() == 1));
    assert!(WILDCARD.matches(ACTION));
    assert_eq!(URN.as_str(), "ims:*:*:image:*");
}
