//! Huawei's authorization schema: in and out again, and beside a page.

use std::fs;

use hwc_iam_data::Stated;
use hwc_iam_import::{Page, export, import};

use super::{folder, global, page, read, service};

fn schema() -> Page {
    Page { path: "schemas/shade.json".into(), bytes: fs::read(folder().join("shade.json")).unwrap(), ..Page::default() }
}

#[test]
fn it_comes_out_as_it_went_in() {
    let page = schema();
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    let import = import(&[page], &[], &global());

    assert_eq!(import.report.pages[0].unread, []);
    assert_eq!(export(service(&import, "shade")).unwrap(), text);
}

#[test]
fn several_services_are_a_list_or_an_object() {
    let text = String::from_utf8(schema().bytes).unwrap();
    let other = text.replace("shade:", "blind:");
    for both in [format!("[{text},{other}]"), format!("{{\"blind\":{other},\"shade\":{text}}}")] {
        let import = import(&[Page { bytes: both.into(), ..schema() }], &[], &global());
        assert_eq!(export(service(&import, "shade")).unwrap(), text);
        assert_eq!(export(service(&import, "blind")).unwrap(), other);
    }
}

#[test]
fn a_schema_over_a_page_says_who_says_what() {
    let pages = read(&["hwc/shades/shade_v5.txt"]).services;
    let import = import(&[schema()], &pages, &global());
    let said: Vec<_> = import.report.schemas.iter().map(|it| (it.action.as_str(), it.said)).collect();

    let expected = [
        ("shade:shades:colour", "contradicted"),
        ("shade:shades:create", "page"),
        ("shade:shades:iron", "schema"),
        ("shade:shades:list", "both"),
        ("shade:shades:paint", "page"),
    ];
    assert_eq!(said, expected);
    let colour = service(&import, "shade").actions.iter().find(|it| it.name == "shade:shades:colour").unwrap();
    assert_eq!(colour.aliases.get().unwrap(), &["shade:shades:paint"], "the schema is the better source");
    assert_eq!(colour.permission_only, Stated::As(false));
    let paint = service(&import, "shade").actions.iter().any(|it| it.name == "shade:shades:paint");
    assert!(paint, "what only the page says stays");
}

#[test]
fn a_schema_with_a_page_in_one_run_is_the_same() {
    let pages = [schema(), page("hwc/shades/shade_v5.txt")];
    let import = import(&pages, &[], &global());

    assert_eq!(import.report.schemas.len(), 5);
    assert!(import.report.disagreements.iter().any(|it| it.what == "shade:shades:colour: aliases"));
}

#[test]
fn a_field_that_is_not_known_is_said() {
    let text = String::from_utf8(schema().bytes).unwrap().replace("\"version\"", "\"edition\"");
    let import = import(&[Page { bytes: text.into(), ..schema() }], &[], &global());

    assert_eq!(import.report.pages[0].unread[0].why, "unknown field `edition`");
}
