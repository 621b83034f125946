//! The checks of the catalogue itself: each mistake in the YAML is found, in its file and line, with what to do.

use std::fs;
use std::path::{Path, PathBuf};

use hwc_iam_data::load_from;

/// Loads the fixture with `from` replaced by `to` in one file, and returns what is wrong with it.
fn problems(case: &str, file: &str, from: &str, to: &str) -> String {
    let folder = copy_of_the_fixture(case);
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "`{from}` is not in {file}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    load_from(&folder).expect_err("a mistake").to_string()
}

fn copy_of_the_fixture(case: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalog").join(case);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("services")).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalog");
    for file in ["global.yaml", "fixes.yaml", "services/costcenter.yaml", "services/self.yaml"] {
        fs::copy(fixture.join(file), folder.join(file)).unwrap();
    }
    folder
}

const COST_CENTER: &str = "services/costcenter.yaml";

#[track_caller]
fn check(case: &str, file: &str, from: &str, to: &str, wanted: &str) {
    assert_eq!(problems(case, file, from, to), wanted);
}

#[test]
fn the_fixture_is_right() {
    let catalog = load_from(&copy_of_the_fixture("right")).unwrap_or_else(|it| panic!("{it}"));
    assert_eq!(catalog.services.len(), 2);
    let operations: Vec<String> = catalog.services[0].operations.iter().map(|it| it.name()).collect();
    assert_eq!(operations, ["PUT /v1/bills/{bill_id}", "Listing bills", "GET /v1/bills"], "the fix merges two");
}

#[test]
fn an_unknown_field_has_its_line() {
    let found = problems("unknown-field", COST_CENTER, "  permission_only: false", "  permission: false");
    assert!(found.starts_with("services/costcenter.yaml:63: "), "{found}");
    assert!(found.contains("unknown field `permission`"), "{found}");
}

#[test]
fn an_unknown_field_inside_a_list_has_its_line() {
    let found = problems("unknown-inner", COST_CENTER, "    required: false", "    requird: false");
    assert!(found.contains("unknown field `requird`"), "{found}");
    assert!(found.starts_with("services/costcenter.yaml:"), "{found}");
    assert!(!found.starts_with("services/costcenter.yaml:0:"), "{found}");
}

#[test]
fn broken_yaml_has_its_line() {
    let found = problems("broken", COST_CENTER, "  en: Cost Center", "  en: \"Cost Center");
    assert!(found.contains("found unexpected end of stream"), "{found}");
}

#[test]
fn an_unknown_word_lists_the_known_ones() {
    let found = problems("word", COST_CENTER, "access_level: read", "access_level: reed");
    assert!(found.contains("unknown word `reed`, expected one of `list`, `read`"), "{found}");
}

#[test]
fn a_missing_file() {
    let folder = copy_of_the_fixture("missing");
    fs::remove_file(folder.join("global.yaml")).unwrap();
    let found = load_from(&folder).expect_err("a mistake").to_string();
    assert!(found.starts_with("global.yaml:0: cannot be read: "), "{found}");
}

#[test]
fn a_file_that_is_not_utf_8() {
    let folder = copy_of_the_fixture("utf8");
    fs::write(folder.join(COST_CENTER), b"service: \xff").unwrap();
    let found = load_from(&folder).expect_err("a mistake").to_string();
    assert!(found.starts_with("services/costcenter.yaml:0: cannot be read: "), "{found}");
}

#[test]
fn names_and_references() {
    check(
        "order",
        COST_CENTER,
        "- type: bill\n  urn",
        "- type: xbill\n  urn",
        "services/costcenter.yaml:139: `type` must stand before `xbill`; sort the list",
    );
    check(
        "known",
        COST_CENTER,
        "- model: role\n  cloud: otc\n  coverage: page\n  date: not_stated\n",
        "",
        "services/costcenter.yaml:105: an action of otc, of whose actions nothing is `known`; add it there\n\
         services/costcenter.yaml:120: an action of otc, of whose actions nothing is `known`; add it there",
    );
    check(
        "twice",
        COST_CENTER,
        "- name: CostCenter:bill:aGet",
        "- name: CostCenter::showBalance",
        "services/costcenter.yaml:49: `CostCenter::showBalance` stands twice; delete one",
    );
    check(
        "key",
        COST_CENTER,
        "  condition_keys:\n  - CostCenter:Self",
        "  condition_keys:\n  - CostCenter:Slef",
        "services/costcenter.yaml:73: there is no condition key `CostCenter:Slef`; did you mean `CostCenter:Self`?",
    );
    check(
        "type",
        COST_CENTER,
        "  - type: bill\n    required: true\n    condition_keys: []",
        "  - type: bll\n    required: true\n    condition_keys: []",
        "services/costcenter.yaml:86: there is no resource type `bll`; did you mean `bill`?",
    );
    check(
        "alias",
        COST_CENTER,
        "  - costCenter:bill:aGet\n  - costCenter:billA:get",
        "  - costCenter:bill:aSet\n  - costCenter:billA:get",
        "services/costcenter.yaml:75: there is no action `costCenter:bill:aSet`; did you mean `costCenter:bill:aGet`?",
    );
    check(
        "source",
        COST_CENTER,
        "  sources:\n  - otc-actions\nresource_types",
        "  sources:\n  - ocr-actions\nresource_types",
        "services/costcenter.yaml:129: there is no source `ocr-actions`; did you mean `otc-actions`?",
    );
    check(
        "dependency",
        COST_CENTER,
        "  - action: self:*:*",
        "  - action: slef:*:*",
        "services/costcenter.yaml:201: there is no service `slef`; did you mean `self`?",
    );
    check(
        "feature",
        COST_CENTER,
        "  - action: self:*:*\n    qualifier: for one's own bills",
        "  - action: slef:*:*\n    qualifier: for one's own bills",
        "services/costcenter.yaml:270: there is no service `slef`; did you mean `self`?",
    );
    check(
        "path",
        COST_CENTER,
        "  title: A bill\n  sources:\n  - otc-actions",
        "  title: A bill\n  sources:\n  - ocr-actions",
        "services/costcenter.yaml:154: there is no source `ocr-actions`; did you mean `otc-actions`?",
    );
    check(
        "fact",
        COST_CENTER,
        "    - fact: bill.size\n      at_most: 100",
        "    - fact: bill.size\n      is: true",
        "services/costcenter.yaml:331: the fact `bill.size` is a number, which this test does not fit",
    );
    check(
        "qualifier",
        COST_CENTER,
        "- words: only for bills of others",
        "- words: only for bills of other",
        "services/costcenter.yaml:298: there is no qualifier `only for bills of other`; did you mean `only for bills of others`?",
    );
    check(
        "role-of-a-test",
        COST_CENTER,
        "    has_role:\n    - Bill Administrator",
        "    has_role:\n    - Bill Admiinstrator",
        "services/costcenter.yaml:309: there is no role `Bill Admiinstrator`; did you mean `Bill Administrator`?",
    );
    check(
        "roles-of-a-text",
        COST_CENTER,
        "    fact: agency.roles\n    has_role:",
        "    fact: bill.tags\n    has_role:",
        "services/costcenter.yaml:309: the fact `bill.tags` is a strings, which this test does not fit",
    );
    check(
        "operation",
        COST_CENTER,
        "  operations:\n  - PUT /v1/bills/{bill_id}\n  when",
        "  operations:\n  - POST /v1/bills/{bill_id}\n  when",
        "services/costcenter.yaml:318: there is no operation `POST /v1/bills/{bill_id}`; did you mean `PUT /v1/bills/{bill_id}`?",
    );
    check(
        "file",
        "services/self.yaml",
        "service: self",
        "service: other",
        "services/self.yaml:1: the file of service `other` must be called `services/other.yaml`",
    );
}

#[test]
fn two_names_of_one_identifier() {
    check(
        "identifier",
        "fixes.yaml",
        "      name: CostCenter:billA:get\n      constant: BILL_OF_A_GET",
        "      name: CostCenter:billA:get\n      constant: BILL_A_GET",
        "services/costcenter.yaml:97: `CostCenter:billA:get` and `CostCenter:bill:aGet` both become `BILL_A_GET`; \
         give one of them another name by an `identifier` in fixes.yaml",
    );
}

#[test]
fn a_fix_that_fixes_nothing() {
    check(
        "fix",
        "fixes.yaml",
        "operation: PUTT /v1",
        "operation: PUTTT /v1",
        "fixes.yaml:2: it corrects nothing: the page has changed; delete the fix, or correct what it names",
    );
    check(
        "fix-service",
        "fixes.yaml",
        "- service: CostCenter",
        "- service: Cost",
        "fixes.yaml:2: there is no service `Cost`",
    );
}

#[test]
fn every_file_is_as_it_would_be_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/services");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let service: hwc_iam_data::schema::Service = hwc_iam_data::read_yaml(&text).unwrap();
        assert!(hwc_iam_data::write_yaml(&service).unwrap() == text, "{} is not in canonical form", path.display());
    }
}

#[test]
fn what_no_table_could_hold() {
    check(
        "urn",
        COST_CENTER,
        "urn: CostCenter::<account-id>:bill:<bill-id>",
        "urn: CostCenter::<account-id>:bil:<bill-id>",
        "services/costcenter.yaml:133: `CostCenter::<account-id>:bil:<bill-id>` is not a urn of `CostCenter:…:bill:…`",
    );
    check(
        "placeholder",
        COST_CENTER,
        "  - account-id\n  - bill-id",
        "  - account-id\n  - bill",
        "services/costcenter.yaml:134: they must be those of the urn: `account-id`, `bill-id`",
    );
    check(
        "constant",
        "fixes.yaml",
        "      name: CostCenter:billA:get\n      constant: BILL_OF_A_GET",
        "      name: CostCenter:billA:get\n      constant: not an ident",
        "services/costcenter.yaml:97: `not an ident` is no name of a constant; correct it in fixes.yaml",
    );
    check(
        "listed",
        "fixes.yaml",
        "action: CostCenter:bill:lock",
        "action: CostCenter:bill:get",
        "fixes.yaml:11: it corrects nothing: the page has changed; delete the fix, or correct what it names",
    );
}
