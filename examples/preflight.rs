//! Can Alice copy this image to another region, now? What she is granted, what is known of the image and of the agency, and what
//! the documentation asks for, in one answer.
//!
//! `cargo run --example preflight`

use std::error::Error;

use hwc_iam::eval::{PolicySet, Request};
use hwc_iam::preflight::{Facts, Preflight};
use hwc_iam::{Cloud, Model, Operation, policy};

fn main() -> Result<(), Box<dyn Error>> {
    let call = "POST https://ims.cn-north-4.myhuaweicloud.com/v1/cloudimages/7ca68c5b/cross_region_copy";
    let found = Operation::resolve(call, Model::IdentityPolicy, Cloud::HuaweiCloud)?;
    let copy = found.first().ok_or("no page has this operation")?.operation();

    let granted = policy!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copyCrossRegion"] }]
    });
    let alice = PolicySet::builder().identity("replicators", granted).build()?;
    let request = Request::new("ims:images:copyCrossRegion").resource("ims:cn-north-4:0a1b:image:7ca68c5b");
    let facts = Facts::new(copy)
        .with("image.size", "40 GB")?
        .with("image.encrypted", false)?
        .with("image.full_ecs", false)?
        .with("agency.roles_in_source_region", ["IMS Administrator"])?;

    let report = Preflight::new(copy, &facts).check(&alice, &request);
    print!("{report}");
    Ok(())
}
