//! The expansions pass the strictest lints of a user, and mean the same whatever names are in scope.
#![deny(warnings, missing_docs, unreachable_pub, unused_qualifications, unsafe_code, unused_braces, unused_parens)]
#![deny(non_upper_case_globals, unused, let_underscore_drop, single_use_lifetimes, elided_lifetimes_in_paths)]

#[allow(dead_code)]
mod names {
    pub(crate) enum Option {}
    pub(crate) enum Cow {}
    pub(crate) enum Policy {}
    pub(crate) enum Ims {}
    pub(crate) const LIST: u8 = 5;
}
#[allow(unused_imports)]
use names::*;

const LIST_TWICE: hwc_iam::Policy = hwc_iam::policy!({
    "Version": "5.0",
    "Statement": [
        { "Effect": "Allow", "Action": [Ims::IMAGES_LIST, "ims:images:list"] },
        { "Effect": "Deny", "Action": [Ims::IMAGES_LIST], "Condition": { "Bool": { "g:MFAPresent": "false" } } }
    ]
});

fn main() {
    let region = "cn-north-4";
    let policy = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyCrossRegion"],
            "Condition": { "StringEquals": { "ims:Region": [(region)] }, "NumberEquals": { "g:MFAAge": [(LIST)] } }
        }]
    });
    assert_eq!(policy.statements().len() + LIST_TWICE.statements().len(), 3);
    let _ = hwc_iam::action!("ims:images:list");
}
