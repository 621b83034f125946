//! The code that the build script makes, pretty-printed for review: of IMS, and of a fixture with every feature of the schema.

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

fn review(name: &str, catalog: &Catalog) {
    for (file, code) in library_files(catalog, Detail::All).unwrap() {
        let syntax = syn::parse_file(&code).unwrap_or_else(|it| panic!("{file}: {it}"));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots/generated");
        settings.set_prepend_module_to_snapshot(false);
        let file = file.trim_end_matches(".rs");
        settings.bind(|| insta::assert_snapshot!(format!("{name}__{file}"), prettyplease::unparse(&syntax)));
    }
}
