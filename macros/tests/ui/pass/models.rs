//! Documents of every version as their pages print them.

use hwc_iam::{Version, policy, policy_file, scp};

fn main() {
    // IMS FullAccess and the samples of the user guides.
    let full_access = policy!({
        "Version": "1.1",
        "Statement": [
            { "Effect": "Allow", "Action": ["ims:*:*"] },
            { "Effect": "Allow", "Action": ["KMS:*:*", "OBS:*:*", "ecs:servers:list", "EVS:*:get", "evs:volumes:*"] },
            { "Effect": "Deny", "Action": ["IMS:images:DELETE"], "Condition": { "Bool": { "g:MFAPresent": ["false"] } } },
            { "Effect": "Allow", "NotAction": ["ims:images:list"], "Resource": ["*"] }
        ]
    });
    assert_eq!(full_access.version(), Version::V1_1);
    let role = policy!({
        "Version": "1.0",
        "Statement": [
            { "Effect": "Allow", "Action": ["ims:*:*", "ecs:*:get*", "::Get", "::List", "identity:assume role"] },
            { "Effect": "Deny", "Action": ["*:*:Get*"] }
        ],
        "Depends": [{ "catalog": "BASE", "display_name": "Server Administrator" },]
    });
    assert_eq!(role.depends().len(), 1);
    let assume = policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": [unchecked("iam:agencies:assume")],
            "Resource": { "uri": ["/iam/agencies/07805acaba800fdd4fbdc00b8f888c7c"] }
        }]
    });
    assert_eq!(assume.statements().len(), 1);
    // Another service's resource may stand beside an image's, and its wildcard may mean both.
    let identity = policy!({
        "Version": "5.0",
        "Statement": [
            { "Effect": "Allow", "Action": ["*"] },
            { "Effect": "Allow", "Action": ["ims:*:*", "bms:*:get*", "sts::tagSession"], "Resource": ["*"] },
            { "Effect": "Allow", "Action": ["*:*:list*"], "Resource": ["*"] },
            {
                "Effect": "Allow",
                "Action": ["ims:images:get", "ims:images:updateImage"],
                "Resource": ["ims:cn-north-4:0a1b:image:7ca68c5b-4e2f-4c5a-9d3c-1a2b3c4d5e6f", "obs:*:*:object:my/*"]
            },
            { "Effect": "Allow", "Action": ["ims:images:get"], "Resource": ["ims:*:*:i*:*", "*:*:*:*:*"] },
            { "Effect": "Deny", "NotAction": ["ims:*:*", "ims:quotas:get"], "NotResource": ["ims:*:*:image:*"] },
            { "Effect": "Deny", "Action": ["ims:images:export"], "Resource": ["*"] }
        ]
    });
    assert_eq!(identity.statements().len(), 7);
    let with_conditions = scp!({
        "Version": "5.0",
        "Statement": [
            {
                "Sid": "Statement1",
                "Effect": "Deny",
                "NotAction": ["ims:images:list"],
                "Resource": ["*"],
                "Condition": { "StringNotEqualsIfExists": { "g:RequestedRegion": ["cn-north-4"] } }
            },
            { "Effect": "Deny", "Action": [], "Resource": ["ims:*:*:image:*"] }
        ]
    });
    assert_eq!(with_conditions.statements().len(), 2);
    let files = [
        policy_file!("tests/fixtures/policies/identity.json"),
        policy_file!("tests/fixtures/policies/role_policy.json", identity),
        policy_file!("tests/fixtures/policies/role.json"),
        policy_file!("tests/fixtures/policies/scp.json", scp),
        policy_file!("tests/fixtures/policies/trust.json", trust),
        policy_file!("tests/fixtures/policies/bom.json", identity),
    ];
    assert_eq!(files.len(), 6);
}
