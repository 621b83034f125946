//! The catalogue behind `hwc-iam`: what the documentation of Huawei Cloud and Open Telekom Cloud says of services, actions,
//! resources, condition keys and operations, as YAML, with its checks and the generator of the typed tables.
//!
//! Build scripts call [`script`]; nothing of this crate is in a program that uses `hwc-iam`.

extern crate alloc;

mod catalog;
mod check;
mod coverage;
mod derive;
pub mod emit;
mod files;
mod fix;
mod lists;
mod load;
mod locate;
mod need;
mod pages;
mod place;
mod problem;
#[allow(missing_docs, reason = "a field without a comment is the word of the pages")]
pub mod schema;
pub mod script;
mod stated;
mod word;
mod write;
mod yaml;

pub use catalog::Catalog;
pub use derive::current;
pub use hwc_iam_core as shared;
pub use load::{files, is_service_code, load, load_from, read_folder, usage_files, write_files, write_service};
pub use pages::Address;
pub use place::{Step, yaml_place};
pub use problem::{Problem, Problems};
pub use serde_yaml::Error as YamlError;
pub use stated::Stated;
pub use write::write_yaml;
pub use yaml::read_yaml;
