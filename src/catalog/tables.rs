//! The generated tables.

#![allow(missing_docs, unreachable_pub, reason = "generated rows")]

use crate::shared::index::NameIndex;
#[allow(unused_imports, reason = "which rows there are is a matter of data")]
use crate::shared::tables::*;
#[allow(unused_imports, reason = "which words there are is a matter of data")]
use crate::shared::words::*;

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
