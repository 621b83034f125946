//! What the library and the macros share to the letter; see `data/src/shared/`.

#![allow(
    dead_code,
    missing_docs,
    unused_imports,
    unreachable_pub,
    reason = "the macros use parts that the library does not, and what is public of these is public elsewhere"
)]

include!(concat!(env!("OUT_DIR"), "/shared.rs"));
