//! The macros of `hwc-iam`. They are reached through that crate, whose wrappers pass the path to itself as first argument, so
//! that they work under whatever name it has.

extern crate alloc;

mod file;
mod input;
mod lower;
mod policy;
mod report;
#[allow(unused_imports, reason = "which rows there are is a matter of data")]
mod tables {
    use crate::shared::index::NameIndex;
    use crate::shared::tables::*;
    use crate::shared::words::*;

    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}
mod single;
#[cfg(test)]
mod tests;

use hwc_iam_core as shared;
use proc_macro::TokenStream;
use shared::words::PolicyKind;

/// See `hwc_iam::policy!`.
#[doc(hidden)]
#[proc_macro]
pub fn policy(input: TokenStream) -> TokenStream {
    policy::expand(input.into(), PolicyKind::Identity).into()
}

/// See `hwc_iam::scp!`.
#[doc(hidden)]
#[proc_macro]
pub fn scp(input: TokenStream) -> TokenStream {
    policy::expand(input.into(), PolicyKind::Scp).into()
}

/// See `hwc_iam::trust_policy!`.
#[doc(hidden)]
#[proc_macro]
pub fn trust_policy(input: TokenStream) -> TokenStream {
    policy::expand(input.into(), PolicyKind::Trust).into()
}

/// See `hwc_iam::policy_file!`.
#[doc(hidden)]
#[proc_macro]
pub fn policy_file(input: TokenStream) -> TokenStream {
    file::expand(input.into()).into()
}

/// See `hwc_iam::action!`.
#[doc(hidden)]
#[proc_macro]
pub fn action(input: TokenStream) -> TokenStream {
    single::action(input.into()).into()
}

/// See `hwc_iam::urn!`.
#[doc(hidden)]
#[proc_macro]
pub fn urn(input: TokenStream) -> TokenStream {
    single::urn(input.into()).into()
}
