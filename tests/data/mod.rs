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
    for file in ["global.yaml", "pages.tsv", "fixes.yaml", "services/costcenter.yaml", "services/self.yaml"] {
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
    assert!(found.starts_with("services/costcenter.yaml:20: "), "{found}");
    assert!(found.contains("unknown field `permission`"), "{found}");
}

#[test]
fn an_unknown_field_inside_a_list_has_its_line() {
    let found = problems("unknown-inner", COST_CENTER, "type: type, required: false", "type: type, requird: false");
    assert!(found.contains("unknown field `requird`"), "{found}");
    assert!(found.starts_with("services/costcenter.yaml:23: "), "{found}");
    let (from, to) = ("{role: Bill Viewer, qualifier: in", "{role: Bill Viewer, qualifer: in");
    let found = problems("unknown-need", COST_CENTER, from, to);
    assert!(found.starts_with("services/costcenter.yaml:105: "), "{found}");
}

#[test]
fn broken_yaml_has_its_line() {
    let found = problems("broken", COST_CENTER, "  title: Viewing a bill\n", "  title: \"Viewing a bill\n");
    assert!(found.contains("did not find expected key at line"), "{found}");
}

#[test]
fn an_unknown_word_lists_the_known_ones() {
    let found = problems("word", COST_CENTER, "access_level: read", "access_level: reed");
    assert!(found.contains("unknown word `reed`, expected one of `list`, `read`"), "{found}");
    assert!(found.starts_with("services/costcenter.yaml:19: "), "{found}");
    let found = problems("word-of-a-service", COST_CENTER, "level: global", "level: glob");
    assert!(found.starts_with("services/costcenter.yaml:3: "), "{found}");
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
        "- {type: bill, urn",
        "- {type: xbill, urn",
        "services/costcenter.yaml:51: `type` must be before `xbill`; sort the list",
    );
    check(
        "known",
        COST_CENTER,
        "- {model: role, cloud: otc, coverage: page}\n",
        "",
        "services/costcenter.yaml:42: an action of otc, of whose actions nothing is `known`; add it there\nservices/costcenter.yaml:47: an action of otc, of whose actions nothing is `known`; add it there",
    );
    check(
        "twice",
        COST_CENTER,
        "- name: CostCenter:bill:aGet",
        "- name: CostCenter::showBalance",
        "services/costcenter.yaml:10: duplicate `CostCenter::showBalance`; delete one",
    );
    check(
        "sources",
        COST_CENTER,
        "  sources: [hwc-actions, otc-actions]",
        "  sources: [otc-actions, hwc-actions]",
        "services/costcenter.yaml:47: `hwc-actions` must be before `otc-actions`; sort the list",
    );
    check(
        "sources-twice",
        COST_CENTER,
        "type: ip, multivalued: false, sources: [hwc-actions]}",
        "type: ip, multivalued: false, sources: [hwc-actions, hwc-actions]}",
        "services/costcenter.yaml:65: duplicate `hwc-actions`; delete one",
    );
    check(
        "key",
        COST_CENTER,
        "  condition_keys: [CostCenter:Self]",
        "  condition_keys: [CostCenter:Slef]",
        "services/costcenter.yaml:24: there is no condition key `CostCenter:Slef`; did you mean `CostCenter:Self`?",
    );
    check(
        "type",
        COST_CENTER,
        "[{type: bill, required: true, condition_keys: []}]",
        "[{type: bll, required: true, condition_keys: []}]",
        "services/costcenter.yaml:30: there is no resource type `bll`; did you mean `bill`?",
    );
    check(
        "alias",
        COST_CENTER,
        "[costCenter:bill:aGet, costCenter:billA:get]",
        "[costCenter:bill:aSet, costCenter:billA:get]",
        "services/costcenter.yaml:25: there is no action `costCenter:bill:aSet`; did you mean `costCenter:bill:aGet`?",
    );
    check(
        "source",
        COST_CENTER,
        "title: Viewing a bill, sources: [otc-actions]",
        "title: Viewing a bill, sources: [ocr-actions]",
        "services/costcenter.yaml:48: there is no source `ocr-actions`; did you mean `otc-actions`?",
    );
    check(
        "dependency",
        COST_CENTER,
        "services in the bill}, self:*:*]",
        "services in the bill}, slef:*:*]",
        "services/costcenter.yaml:89: there is no service `slef`; did you mean `self`?",
    );
    check(
        "feature",
        COST_CENTER,
        "{action: self:*:*, qualifier: for one's own bills}",
        "{action: slef:*:*, qualifier: for one's own bills}",
        "services/costcenter.yaml:119: there is no service `slef`; did you mean `self`?",
    );
    check(
        "path",
        COST_CENTER,
        "  title: A bill\n  sources: [otc-actions]",
        "  title: A bill\n  sources: [ocr-actions]",
        "services/costcenter.yaml:58: there is no source `ocr-actions`; did you mean `otc-actions`?",
    );
    check(
        "fact",
        COST_CENTER,
        "{fact: bill.size, at_most: 100}",
        "{fact: bill.size, is: true}",
        "services/costcenter.yaml:148: the fact `bill.size` has type `number`; the test needs `boolean`",
    );
    check(
        "qualifier",
        COST_CENTER,
        "- {words: only for bills of others,",
        "- {words: only for bills of other,",
        "services/costcenter.yaml:129: there is no qualifier `only for bills of other`; did you mean `only for bills of others`?",
    );
    check(
        "role-of-a-test",
        COST_CENTER,
        "has_role: [Bill Administrator]",
        "has_role: [Bill Admiinstrator]",
        "services/costcenter.yaml:135: there is no role `Bill Admiinstrator`; did you mean `Bill Administrator`?",
    );
    check(
        "roles-of-a-text",
        COST_CENTER,
        "{fact: agency.roles, has_role:",
        "{fact: bill.tags, has_role:",
        "services/costcenter.yaml:135: the fact `bill.tags` has type `strings`; the test needs `roles`",
    );
    check(
        "operation",
        COST_CENTER,
        "operations: [\"PUT /v1/bills/{bill_id}\"]\n  when",
        "operations: [\"POST /v1/bills/{bill_id}\"]\n  when",
        "services/costcenter.yaml:140: there is no operation `POST /v1/bills/{bill_id}`; did you mean `PUT /v1/bills/{bill_id}`?",
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
        "name: CostCenter:billA:get, constant: BILL_OF_A_GET",
        "name: CostCenter:billA:get, constant: BILL_A_GET",
        "services/costcenter.yaml:35: `CostCenter:billA:get` and `CostCenter:bill:aGet` both become `BILL_A_GET`; \
         give one of them another name by an `identifier` in fixes.yaml",
    );
}

#[test]
fn a_fix_that_fixes_nothing() {
    check(
        "fix",
        "fixes.yaml",
        "\"PUTT /v1",
        "\"PUTTT /v1",
        "fixes.yaml:6: no match: the page has changed; update or delete this correction",
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
fn the_table_of_pages_is_checked() {
    let check = |case, from, to, wanted| check(case, "pages.tsv", from, to, wanted);
    check(
        "header",
        "\tkind\t",
        "\tKind\t",
        "pages.tsv:1: the header must be `id cloud kind page title language date sha256 age`",
    );
    check("cells", "\tGrammar\ten", "\tGrammar", "pages.tsv:2: 8 cells, but the header has 9");
    check(
        "cloud",
        "hwc-actions\thwc",
        "hwc-actions\thcw",
        "pages.tsv:3: unknown word `hcw`, expected one of `hwc`, `otc`",
    );
    check(
        "id",
        "otc-actions\totc",
        "hwc-actions\totc",
        "pages.tsv:4: duplicate `hwc-actions`; give one of the two pages another id",
    );
    check(
        "sorted",
        "hwc-actions\thwc",
        "z-actions\thwc",
        "pages.tsv:4: `otc-actions` must be before `z-actions`; sort the table",
    );
    check(
        "address",
        "https://example.com/costcenter",
        "https://example.com/grammar",
        "pages.tsv:3: `grammar` and `hwc-actions` are the same page; delete one",
    );
    let more = "Grammar\ten\t2025-01-02\t-\t-\ngrammar-2\thwc\tpage\thttps://example.com/2\tMore\ten\t-\t-\t-\n";
    check(
        "unused",
        "Grammar\ten\t2025-01-02\t-\t-\n",
        more,
        "pages.tsv:3: nothing names the page `grammar-2`; delete it",
    );
}

#[test]
fn a_file_that_its_name_would_hide() {
    let folder = copy_of_the_fixture("ending");
    fs::rename(folder.join("services/self.yaml"), folder.join("services/self.yml")).unwrap();
    let found = load_from(&folder).expect_err("a mistake").to_string();
    assert_eq!(found, "services/self.yml:0: its name must end with `.yaml`; rename it");
}

#[test]
fn a_fix_of_a_field_names_what_the_page_says() {
    let fix = "{method: {model: v5";
    let with = |was: &str| {
        format!("{{field: {{name: CostCenter:bill:set, field: access_level, was: {was}, now: tagging}}}}\n  - {fix}")
    };
    let folder = copy_of_the_fixture("field");
    let path = folder.join("fixes.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen(fix, &with("write"), 1)).unwrap();
    let catalog = load_from(&folder).unwrap_or_else(|it| panic!("{it}"));
    let action = catalog.services[0].actions.iter().find(|it| it.name == "CostCenter:bill:set").unwrap();
    assert_eq!(action.access_level.get().map(|it| it.name()), Some("tagging"));

    let no_match = "fixes.yaml:6: no match: the page has changed; update or delete this correction";
    check("field-was", "fixes.yaml", fix, &with("read"), no_match);
    let of = |operation: &str, was: &str| {
        let fields = format!("operation: {operation}, field: title, was: {was}, now: not_stated");
        format!("{{operation: {{model: role, cloud: otc, {fields}}}}}\n  - {fix}")
    };
    let path = folder.join("fixes.yaml");
    fs::write(&path, text.replacen(fix, &of("GET /v1/bills", "Listing bills"), 1)).unwrap();
    let catalog = load_from(&folder).unwrap_or_else(|it| panic!("{it}"));
    let bills = catalog.services[0].operations.iter().find(|it| it.name() == "GET /v1/bills").unwrap();
    assert!(bills.title.is_not(), "nobody knows what is right");
    check("operation-was", "fixes.yaml", fix, &of("GET /v1/bills", "Bills"), no_match);
    check("operation-of-nothing", "fixes.yaml", fix, &of("GET /v1/x", "Listing bills"), no_match);

    let need = "{need: {model: v5, cloud: hwc, operation: x, text: y}}\n  - {method: {model: v5";
    check("need-of-nothing", "fixes.yaml", fix, need, "fixes.yaml:6: it must have exactly one of `action` and `role`");
}

#[test]
fn every_file_is_as_it_would_be_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let catalog = hwc_iam_data::read_folder(&folder).unwrap_or_else(|it| panic!("{it}"));
    for (file, text) in hwc_iam_data::write_files(&catalog.services, &catalog.global).unwrap() {
        assert!(fs::read_to_string(folder.join(&file)).unwrap() == text, "{file} is not in canonical form");
    }
}

#[test]
fn what_no_table_could_hold() {
    check(
        "urn",
        COST_CENTER,
        "urn: CostCenter::<account-id>:bill:<bill-id>",
        "urn: CostCenter::<account-id>:bil:<bill-id>",
        "services/costcenter.yaml:50: `CostCenter::<account-id>:bil:<bill-id>` is not a urn of `CostCenter:…:bill:…`",
    );
    check(
        "constant",
        "fixes.yaml",
        "name: CostCenter:billA:get, constant: BILL_OF_A_GET",
        "name: CostCenter:billA:get, constant: not an ident",
        "services/costcenter.yaml:35: `not an ident` cannot be the name of a constant; correct it in fixes.yaml",
    );
    check(
        "listed",
        "fixes.yaml",
        "action: CostCenter:bill:lock",
        "action: CostCenter:bill:get",
        "fixes.yaml:11: no match: the page has changed; update or delete this correction",
    );
}

/// A bracket is a letter wherever no value begins.
#[test]
fn brackets_within_words_open_nothing() {
    let many = "{[".repeat(2000);
    for text in [format!("a: b{many}\n"), format!("- a:{many}\n- 'b {many}'\n"), format!("a: \"b {many}\"\n")] {
        assert!(hwc_iam_data::read_yaml::<serde_json::Value>(&text).is_ok(), "{}", text.get(..20).unwrap());
    }
    for text in [
        format!("a: {}", "[".repeat(2000)),
        format!("- &b !t {}", "[".repeat(2000)),
        "{\"a\":".repeat(2000),
        "{a:".repeat(2000),
        "- [\n".repeat(2000),
        format!("a:\n  {}", "[ ".repeat(2000)),
        format!("--- {}", "[{a: ".repeat(1000)),
    ] {
        let error = hwc_iam_data::read_yaml::<serde_json::Value>(&text).unwrap_err().to_string();
        assert!(error.contains("brackets are open"), "{}: {error}", text.get(..20).unwrap());
    }
}

/// Marks that say something within brackets only.
#[test]
fn what_begins_like_a_key_is_written_in_quotes() {
    let value = serde_json::json!([{ "a": ":b", "c": "?d", "e": "-f", ":g": "h:i" }]);
    let text = hwc_iam_data::write_yaml(&serde_json::json!({ "rows": value })).unwrap();
    let again: serde_json::Value = hwc_iam_data::read_yaml(&text).unwrap();
    assert_eq!(again["rows"], value, "{text}");
}

/// Lists in lists and members take the most memory for their text.
#[test]
fn values_of_yaml_are_counted_by_all_that_opens_one() {
    for text in ["- ".repeat(120_000), "k: 1\n".repeat(60_000), "- a: 1\n".repeat(60_000), "? a\n".repeat(90_000)] {
        let error = hwc_iam_data::read_yaml::<serde_json::Value>(&text).unwrap_err().to_string();
        assert_eq!(error, "the yaml has more than 100000 values", "{}", text.get(..20).unwrap());
    }
    let minus = format!("a: [{}1]\n", "-1, ".repeat(90_000));
    assert!(hwc_iam_data::read_yaml::<serde_json::Value>(&minus).is_ok());
}
