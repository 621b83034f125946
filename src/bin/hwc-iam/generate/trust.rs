//! The trust policy of an agency.

use hwc_iam::{Model, Policy, PolicyKind};
use serde_json::{Value, json};

use crate::failure::{Failure, Result};

/// The policy that lets an account, or a service, assume an agency.
pub(super) fn policy(principal: &str, model: Model) -> Result<Value> {
    if model == Model::RolePolicy {
        let what = "agencies of the role/policy model have no trust policy; their account is an argument of the agency";
        return Err(Failure::at("--assumed-by", what));
    }
    let is_account = principal.len() == 32 && principal.bytes().all(|it| it.is_ascii_hexdigit());
    let principals = match principal.strip_prefix("service.") {
        Some(_) => json!({ "Service": [principal] }),
        None if is_account => json!({ "IAM": [principal] }),
        None => {
            return Err(Failure::at(
                "--assumed-by",
                format!("`{principal}` is neither an account's id nor `service.` and a code"),
            ));
        }
    };
    let policy = json!({
        "Version": "5.0",
        "Statement": [{ "Effect": "Allow", "Action": ["sts:agencies:assume"], "Principal": principals }],
    });
    let read = Policy::from_json(&policy.to_string()).map_err(|it| Failure::at("--assumed-by", it))?;
    read.check(PolicyKind::Trust).map_err(|it| Failure::at("--assumed-by", it))?;
    Ok(policy)
}
