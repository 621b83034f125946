//! Which permissions a program needs, by the APIs that it calls: of Terraform's provider, of the vendor's SDKs, of its command line.
//!
//! The tables say which API each resource of the provider and each operation of the SDKs calls; `data/usage/README.md` says where they
//! are from; source code is read with the feature `sdk`. What is read is turned into calls, and a [`Generator`](crate::generate::Generator) turns those into a policy.

mod calls;
mod phase;
mod questions;
#[cfg(feature = "sdk")]
mod source;
mod table;
mod terraform;

pub use calls::{Call, Calls, Does, Place};
pub use phase::Phase;
pub use questions::{Answers, Question};
#[cfg(feature = "sdk")]
pub use source::{SdkOperation, SdkOperations, SourceCode, SourceLanguage, UnreadCode};
pub use table::{Api, Table, services_of};
pub use terraform::{Kind, ProviderUse, Terraform};
