//! Puts the catalogue's tables and constants into `OUT_DIR`.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use hwc_iam_data::script;

/// Where the build script of the macros has written them, if it has.
const WRITTEN: &str = "DEP_HWC_IAM_MACROS_0_1_LIBRARY";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    if env::var_os("CARGO_FEATURE_USAGE").is_some() {
        for file in hwc_iam_data::usage_files(env::var_os("CARGO_FEATURE_SDK").is_some()) {
            println!("cargo::rerun-if-changed={}", file.display());
            copy(&file, out)?;
        }
    }
    if let Ok(written) = env::var(WRITTEN) {
        println!("cargo::rerun-if-changed={written}");
        for file in fs::read_dir(written)? {
            copy(&file?.path(), out)?;
        }
    } else if let Some(catalog) = script::catalog() {
        script::library(&catalog, out)?;
    }
    Ok(())
}

/// Without the permissions of the file, which may be read-only.
fn copy(file: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(folder.join(file.file_name().unwrap_or_default()), fs::read(file)?)?)
}
