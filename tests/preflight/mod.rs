//! Preflight: facts, constraints, what an operation needs, and the answer.

mod constraints;
mod facts;
mod grants;
mod needs;
#[cfg(feature = "generate")]
mod requirements;

use hwc_iam::eval::Decision;
use hwc_iam::preflight::{Decided, Facts, Preflight, Report};
use hwc_iam::{Cloud, Model, Operation};

/// `METHOD /path` of Huawei Cloud in identity policies.
fn operation(name: &str) -> Operation {
    operation_of(name, Model::IdentityPolicy, Cloud::HuaweiCloud)
}

fn operation_of(name: &str, model: Model, cloud: Cloud) -> Operation {
    let (method, path) = name.split_once(' ').unwrap();
    Operation::find(method, path, model, cloud).unwrap_or_else(|| panic!("no {name} of {model} and {cloud}"))
}

fn cross_region_copy() -> Operation {
    operation("POST /v1/cloudimages/{image_id}/cross_region_copy")
}

fn allow(_: &str) -> Decided {
    Decided::new(Decision::Allow, "allowed")
}

fn deny(_: &str) -> Decided {
    Decided::new(Decision::ImplicitDeny, "denied")
}

/// With everything allowed.
fn allowed(operation: Operation, facts: &Facts) -> Report {
    Preflight::new(operation, facts).decide(allow)
}
