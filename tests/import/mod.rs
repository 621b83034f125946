//! Pages in every layout, made up for the purpose, and what is to be read in them.

mod bytes;
mod changes;
mod command;
mod corpus;
mod layouts;
mod merge;
mod renderings;
mod schema;
mod transcripts;

use std::fs;
use std::path::{Path, PathBuf};

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Global, Need, Operation, Service};
use hwc_iam_data::shared::words::Cloud;
use hwc_iam_import::{Import, Origin, Page, import};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

/// A page of the fixtures.
fn page(path: &str) -> Page {
    let bytes = fs::read(folder().join("pages").join(path)).unwrap();
    let cloud = if path.starts_with("otc") { Cloud::OpenTelekomCloud } else { Cloud::HuaweiCloud };
    let origin = Origin { cloud: Some(cloud), older: path.contains('@'), ..Origin::default() };
    Page { path: path.to_owned(), bytes, origin }
}

fn read(paths: &[&str]) -> Import {
    let pages: Vec<Page> = paths.iter().map(|it| page(it)).collect();
    import(&pages, &[], &global())
}

/// The global keys that the fixtures name.
fn global() -> Global {
    let text = "condition_keys:\n- key: g:EnterpriseProjectId\n  type: string\n  multivalued: false\n  sources: []\n\
                operators: []\nregions: []\nlimits: []\n";
    hwc_iam_data::read_yaml(text).unwrap()
}

fn service<'a>(import: &'a Import, code: &str) -> &'a Service {
    import.services.iter().find(|it| it.service == code).unwrap()
}

fn operation<'a>(service: &'a Service, cloud: Cloud, name: &str) -> &'a Operation {
    let all = || service.operations.iter().filter(|it| it.cloud == cloud);
    all()
        .find(|it| it.name() == name)
        .unwrap_or_else(|| panic!("{name} in {:?}", all().map(Operation::name).collect::<Vec<_>>()))
}

/// Needs as a person would write them down.
fn needs(list: &Stated<Vec<Need>>) -> Vec<String> {
    let write = |it: &Need| {
        let of = it.of_action.as_ref().map(|it| format!("{it} > ")).unwrap_or_default();
        let qualifier = it.qualifier.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
        format!("{of}{}{qualifier}", it.name())
    };
    list.get().map_or_else(|| vec![String::from("not stated")], |it| it.iter().map(write).collect())
}

/// `line: why` of everything on a page that was not understood.
fn unread(import: &Import, page: &str) -> Vec<String> {
    let page = import.report.pages.iter().find(|it| it.page == page).unwrap();
    page.unread.iter().map(|it| format!("{}: {}", it.line, it.why)).collect()
}
