//! What a file of the importer would have in scope if the library were not `no_std`.

pub(super) use std::prelude::rust_2024::*;
pub(super) use std::{format, vec};
