//! The code that the build scripts make, pretty-printed for review: of IMS, and of a fixture with every feature of the schema.

use std::path::Path;

use hwc_iam_data::Catalog;
use hwc_iam_data::emit::{Detail, library_files};

#[test]
fn code_of_ims() {
    let mut catalog = hwc_iam_data::load().expect("the data is checked when the library is built");
    catalog.services.retain(|it| it.service == "ims");
    review("ims", &catalog);
}

#[test]
fn code_of_the_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalog");
    let catalog = hwc_iam_data::load_from(&folder).unwrap_or_else(|it| panic!("{it}"));
    review("fixture", &catalog);
}

#[test]
fn every_constant_links_to_the_site_whose_address_is_known() {
    let mut catalog = hwc_iam_data::load().expect("the data is checked when the library is built");
    catalog.services.retain(|it| it.service == "ims");
    let files = library_files(&catalog, Detail::All, Some("https://iam.example.com/reference/")).unwrap();
    for (file, code) in files.iter().filter(|(file, _)| CONSTANTS.contains(file)) {
        let links = |page: &str| code.matches(&format!("](<https://iam.example.com/reference/{page}>)")).count();
        let constants = code.matches("pub const ").count();
        let of_keys = if *file == "keys.rs" { catalog.global.condition_keys.len() } else { 0 };
        assert_eq!((links("services/ims.html"), links("keys.html")), (constants - of_keys, of_keys), "{file}");
        assert!(constants > of_keys, "{file}");
    }
}

/// Under another name cargo hands nothing on: the YAML would be read twice.
#[test]
fn the_build_scripts_agree_on_a_name_of_this_version() {
    let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), "_", env!("CARGO_PKG_VERSION_MINOR"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let links = format!("\nlinks = \"hwc_iam_macros_{version}\"\n");
    assert!(read("macros/Cargo.toml").contains(&links), "{links}");
    let told = format!("\"DEP_HWC_IAM_MACROS_{version}_LIBRARY\"");
    assert!(read("build.rs").contains(&told), "{told}");
    assert!(read("macros/build.rs").contains("cargo::metadata=library="));
}

const CONSTANTS: [&str; 4] = ["actions.rs", "keys.rs", "resources.rs", "role_actions.rs"];

fn review(name: &str, catalog: &Catalog) {
    for (file, code) in library_files(catalog, Detail::All, None).unwrap() {
        let syntax = syn::parse_file(&code).unwrap_or_else(|it| panic!("{file}: {it}"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/generated");
        settings.set_prepend_module_to_snapshot(false);
        let file = file.trim_end_matches(".rs");
        settings.bind(|| insta::assert_snapshot!(format!("{name}__{file}"), prettyplease::unparse(&syntax)));
    }
}
