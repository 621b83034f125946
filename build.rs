//! Writes the catalogue's tables and constants into `OUT_DIR`.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use hwc_iam_data::emit::{self, Detail};

const WITHOUT_SOURCES: &str = "HWC_IAM_WITHOUT_SOURCES";
const SITE: &str = "HWC_IAM_SITE";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    for file in hwc_iam_data::files() {
        println!("cargo::rerun-if-changed={}", file.display());
    }
    if env::var_os("CARGO_FEATURE_USAGE").is_some() {
        for file in hwc_iam_data::usage_files(env::var_os("CARGO_FEATURE_SDK").is_some()) {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = file.file_name().unwrap_or_default();
            fs::write(Path::new(&env::var("OUT_DIR")?).join(name), fs::read(&file)?)?;
        }
    }
    // Set where every byte counts and the pages are at hand, as on the reference site; not for anybody else.
    println!("cargo::rerun-if-env-changed={WITHOUT_SOURCES}");
    let detail = if env::var_os(WITHOUT_SOURCES).is_some() { Detail::Facts } else { Detail::All };
    // Where the documentation finds the reference site.
    println!("cargo::rerun-if-env-changed={SITE}");
    let site = env::var(SITE).ok();
    match hwc_iam_data::load() {
        Ok(catalog) => emit::library(&catalog, Path::new(&env::var("OUT_DIR")?), detail, site.as_deref())?,
        Err(problems) => problems.to_string().lines().for_each(|it| println!("cargo::error={it}")),
    }
    Ok(())
}
