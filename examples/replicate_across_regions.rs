//! A policy for replicating images across regions, made from typed parts for regions that are known at run time, with what
//! the documentation says of the operation: what it needs and what must hold for it to work.
//!
//! `cargo run --example replicate_across_regions cn-north-4 cn-east-3`

use std::env;
use std::error::Error;

use hwc_iam::{Cloud, Model, Operation, Pattern, Policy, Statement, actions::Ims, keys, resources};

fn main() -> Result<(), Box<dyn Error>> {
    let regions: Vec<String> = env::args().skip(1).collect();
    let [source, destination] = match regions.as_slice() {
        [] => ["cn-north-4", "cn-east-3"],
        [source, destination] => [source.as_str(), destination.as_str()],
        _ => return Err("expected two regions: the source and the destination".into()),
    };
    let policy = Policy::new([
        Statement::allow([Ims::IMAGES_COPY_CROSS_REGION])
            .sid("Replicate")
            .on([resources::Ims::IMAGE.urn(source, Pattern::ANY, Pattern::ANY)?])
            .when(keys::Ims::REGION.equals([destination])),
        Statement::allow([Ims::IMAGES_GET_JOB]).sid("Watch"),
    ])?;
    println!("{}", policy.to_json_pretty());

    let path = "/v1/cloudimages/{image_id}/cross_region_copy";
    let operation = Operation::find("POST", path, Model::IdentityPolicy, Cloud::HuaweiCloud);
    for constraint in operation.into_iter().flat_map(Operation::constraints) {
        println!("{}: {}", constraint.kind(), constraint.title());
    }
    Ok(())
}
