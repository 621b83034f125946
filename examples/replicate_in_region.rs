//! A policy that lets its holder replicate images within a region, and nothing else.
//!
//! Change one letter of an action and build again: the compiler points at it and names the right one.

use hwc_iam::{Policy, policy};

const REPLICATE: Policy = policy!({
    "Version": "5.0",
    "Statement": [
        {
            "Sid": "Replicate",
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Resource": ["ims:*:*:image:*"],
            "Condition": { "Bool": { "ims:Encrypted": ["false"] } }
        },
        {
            "Sid": "CreateTheCopy",
            "Effect": "Allow",
            "Action": ["ims:serverImages:create", "ims:images:getJob"]
        }
    ]
});

fn main() {
    println!("{}", REPLICATE.to_json_pretty());
}
