//! What the build scripts of `hwc-iam` and of its macros do.

use std::env;
use std::io;
use std::path::Path;

use crate::catalog::Catalog;
use crate::emit::{self, Detail};
use crate::load::{files, load};

const WITHOUT_SOURCES: &str = "HWC_IAM_WITHOUT_SOURCES";
const SITE: &str = "HWC_IAM_SITE";

/// The catalogue. The script runs again where a file of it changes, and every mistake in one is an error of the build.
#[must_use]
pub fn catalog() -> Option<Catalog> {
    for file in files() {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    let read = load();
    read.map_err(|it| it.to_string().lines().for_each(|it| println!("cargo::error={it}"))).ok()
}

/// Writes what `hwc-iam` includes, as the environment asks for it.
///
/// # Errors
///
/// As of [`emit::library`].
pub fn library(catalog: &Catalog, folder: &Path) -> io::Result<()> {
    // Set where every byte counts and the pages are at hand, as on the reference site; not for anybody else.
    println!("cargo::rerun-if-env-changed={WITHOUT_SOURCES}");
    let detail = if env::var_os(WITHOUT_SOURCES).is_some() { Detail::Facts } else { Detail::All };
    // Where the documentation finds the reference site.
    println!("cargo::rerun-if-env-changed={SITE}");
    emit::library(catalog, folder, detail, env::var(SITE).ok().as_deref())
}
