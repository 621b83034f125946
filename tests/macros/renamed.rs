//! The macros in another crate, where the library has another name.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::ROOT;

const MANIFEST: &str = r#"
[package]
name = "renamed"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
iam = { package = "hwc-iam", path = "@ROOT@" }

[workspace]
"#;

const POLICY: &str = r#"{
  "Version": "5.0",
  "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }]
}
"#;

const LIBRARY: &str = r#"
//! Nothing of this crate is called as the macros might expect.
#![no_implicit_prelude]
#![deny(warnings, unused_qualifications)]

/// These have the names that an expansion might mean.
#[allow(dead_code, missing_docs)]
mod names {
    pub mod core {}
    pub mod std {}
    pub mod hwc_iam {}
    pub enum Option {}
    pub enum String {}
    pub enum Some {}
    pub enum None {}
}
#[allow(unused_imports)]
use names::*;

/// A policy.
pub const IDENTITY: ::iam::Policy = ::iam::policy!({
    "Version": "5.0",
    "Statement": [{
        "Sid": "Replicate",
        "Effect": "Allow",
        "Action": ["ims:images:copyInRegion", Ims::IMAGES_GET, "ims:images:get*", unchecked("ims:images:new")],
        "Resource": ["ims:*:*:image:*"],
        "Condition": { "ForAnyValue:StringEqualsIfExists": { "g:TagKeys": ["env"], "g:ResourceTag/env": "test" } }
    }]
});

/// A policy of the role model.
pub static ROLE: ::iam::Policy = ::iam::policy!({
    "Version": "1.0",
    "Statement": [{ "Effect": "Allow", "Action": ["ims:*:*"] }],
    "Depends": [{ "catalog": "BASE", "display_name": "Tenant Guest" }]
});

/// A service control policy.
pub const SCP: ::iam::Policy = ::iam::scp!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Deny", "Action": ["ims:images:export"] }]
});

/// A trust policy.
pub const TRUST: ::iam::Policy = ::iam::trust_policy!({
    "Version": "5.0",
    "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["service.IMS"] }, "Action": ["sts:agencies:assume"] }]
});

/// A policy in a file of this package.
pub const FILE: ::iam::Policy = ::iam::policy_file!("policy.json");

/// An action.
pub const ACTION: ::iam::Action = ::iam::action!("ims:images:list");

/// A pattern of actions.
pub const WILDCARD: ::iam::ActionWildcard = ::iam::action!("ims:images:*");

/// A pattern of resources.
pub const URN: ::iam::UrnPattern = ::iam::urn!("ims:*:*:image:*");

/// A policy with expressions.
#[must_use]
pub fn replicate(region: &str) -> ::iam::Policy {
    ::iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Sid": (region),
            "Effect": "Allow",
            "Action": [(ACTION)],
            "Condition": {
                "StringEquals": { "ims:Region": [(region)] },
                "Bool": { "g:MFAPresent": [(true)] },
                "NumberLessThan": { "g:MFAAge": [(5_u32)] }
            }
        }]
    })
}

/// A macro of this crate around one of the library's.
#[macro_export]
macro_rules! allow {
    ($($action:literal),+) => {
        ::iam::policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": [$($action),+] }] })
    };
}

/// A policy by that macro.
pub const WRAPPED: ::iam::Policy = allow!("ims:images:list", "ims:quotas:get");
"#;

#[test]
fn the_library_may_have_another_name() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("renamed");
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), MANIFEST.replace("@ROOT@", ROOT)).unwrap();
    fs::write(folder.join("policy.json"), POLICY).unwrap();
    fs::write(folder.join("src/lib.rs"), LIBRARY).unwrap();
    fs::copy(Path::new(ROOT).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--target-dir"])
        .arg(folder.join("target"))
        .current_dir(&folder)
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
