//! `unchecked("…")` wherever the catalogue is asked.

use hwc_iam::policy;

const NEW: hwc_iam::Policy = policy!({
    "Version": "5.0",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [unchecked("new:thing:do"), unchecked("new:*"), unchecked("ims:images:copy")],
            "Resource": [unchecked("new"), unchecked("ims:*:*:thing:*"), unchecked("a:${")],
            "Condition": {
                "StringEquals": { unchecked("new:Key"): ["a", unchecked("${new:Variable}")] },
                "Bool": { "ims:Encrypted": unchecked("maybe"), unchecked("g:UserName"): "true" }
            }
        },
        { "Effect": "Deny", "NotAction": [unchecked("new:thing:do")], "NotResource": [unchecked("new")] }
    ]
});

const OF_THE_ROLE_MODEL: hwc_iam::Policy = policy!({
    "Version": "1.1",
    "Statement": [{
        "Effect": "Allow",
        "Action": [unchecked("new")],
        "Resource": { "uri": [unchecked("/iam/agencies/0a1b")] }
    }]
});

const TRUST: hwc_iam::Policy = hwc_iam::trust_policy!({
    "Version": "5.0",
    "Statement": [{
        "Sid": unchecked("new"),
        "Effect": "Allow",
        "Principal": { "Service": [unchecked("new")] },
        "Action": [unchecked("new")]
    }]
});

fn main() {
    assert_eq!(NEW.statements().len() + OF_THE_ROLE_MODEL.statements().len() + TRUST.statements().len(), 4);
}
