//! Writes the tables that the macros ask into `OUT_DIR`; and beside them what `hwc-iam` includes, so that the YAML is read once.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use hwc_iam_data::{emit, script};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(catalog) = script::catalog() else { return Ok(()) };
    let folder = env::var("OUT_DIR")?;
    let folder = Path::new(&folder);
    emit::macros(&catalog, folder)?;
    let library = folder.join("library");
    fs::create_dir_all(&library)?;
    script::library(&catalog, &library)?;
    // The build script of `hwc-iam` is told by the name in `links`.
    println!("cargo::metadata=library={}", library.display());
    Ok(())
}
