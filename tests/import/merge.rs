use hwc_iam_data::Stated;
use hwc_iam_data::schema::Service;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model};
use hwc_iam_import::{Origin, Page, import};

use super::{global, needs, operation, page, read, service};

const ALL: &[&str] = &[
    "hwc/lamps/lamp_0001.md",
    "hwc/lamps/lamp_0001@0123abcd.md",
    "hwc/lamps/lamp_0002.md",
    "hwc/shades/shade_0001.html",
    "hwc/shades/shade_v5.txt",
    "otc/lamps/permissions.rst",
    "otc/lamps/switches.rst",
];

fn yaml(services: &[Service]) -> String {
    services.iter().map(|it| hwc_iam_import::to_yaml(it).unwrap()).collect()
}

#[test]
fn the_newer_page_wins_and_the_older_one_keeps_what_only_it_says() {
    let import = read(&["hwc/lamps/lamp_0001.md", "hwc/lamps/lamp_0001@0123abcd.md"]);
    let lamp = service(&import, "lamp");

    let on = operation(lamp, Cloud::HuaweiCloud, "POST /v1/lamps/{lamp_id}/on");
    assert_eq!(needs(&on.actions), ["lamp:bulbs:use (仅自带灯泡需要)", "lamp:switches:turn"]);
    let candles = lamp.role_actions.iter().find(|it| it.name == "lamp:candles:use").unwrap();
    assert_eq!(candles.sources, ["hwc-lamps-lamp-0001-0123abcd"]);
    assert_eq!(import.report.disagreements, [], "what an older page says otherwise is history");
    assert_eq!(on.sources, ["hwc-lamps-lamp-0001"], "an older page is named where no current one says it");
}

/// Two pages that are both current.
fn two(of: &str, from: &str, to: &str) -> [Page; 2] {
    let first = page(of);
    let text = String::from_utf8(first.bytes.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    [Page { path: "other/page.md".into(), bytes: text.replace(from, to).into(), ..first.clone() }, first]
}

#[test]
fn the_other_word_on_a_urn_or_a_key_is_no_source_of_the_first() {
    let path = "hwc/shades/shade_v5.txt";
    let pages = two(path, "shade:<region>:<account-id>:shade:", "shade::<account-id>:shade:");
    let import = import(&pages, &[], &global());
    let shade = service(&import, "shade");
    let kind = shade.resource_types.iter().find(|it| it.kind == "shade").unwrap();
    let [kept] = kind.sources.as_slice() else { panic!("{:?}", kind.sources) };
    let other = if kept == "hwc-other-page" { "hwc-shades-shade-v5" } else { "hwc-other-page" };
    let said: Vec<_> =
        import.report.disagreements.iter().map(|it| (it.what.as_str(), it.kept.as_str(), it.other.as_str())).collect();
    assert_eq!(said, [("resource type shade: urn", kept.as_str(), other)]);
    assert_eq!(shade.disagreements.len(), 1, "it is in the file");
    for page in pages {
        let again = hwc_iam_import::import(&[page], &import.services, &global());
        assert_eq!(again.report.changes, []);
        assert_eq!(again.report.disagreements, import.report.disagreements);
    }
}

#[test]
fn a_page_is_its_address_and_not_its_name() {
    let of = |folder: &str, from: &str, to: &str| {
        let mut page = page("hwc/lamps/lamp_0001.md");
        page.bytes = String::from_utf8(page.bytes).unwrap().replace(from, to).into();
        page.path = format!("{folder}/api/permissions.md");
        page
    };
    let pages = [of("a", "", ""), of("b", "lamp:bulbs:use", "lamp:tubes:use")];
    let import = import(&pages, &[], &global());
    let lamp = service(&import, "lamp");
    let sources: Vec<(&str, bool)> = lamp.sources.iter().map(|it| (it.id.as_str(), it.older)).collect();
    assert_eq!(sources, [("hwc-api-permissions", false), ("hwc-b-api-permissions", false)]);
    let tubes = lamp.role_actions.iter().find(|it| it.name == "lamp:tubes:use").unwrap();
    assert_eq!(tubes.sources, ["hwc-b-api-permissions"], "each fact has the page that says it");
    for page in pages {
        assert_eq!(hwc_iam_import::import(&[page], &import.services, &global()).report.changes, []);
    }
}

#[test]
fn clouds_stay_apart() {
    let import = read(ALL);
    let lamp = service(&import, "lamp");

    assert_eq!(operation(lamp, Cloud::OpenTelekomCloud, "POST /v1/lamps/{lamp_id}/on").sources, ["otc-lamps-switches"]);
    let turn = lamp.role_actions.iter().find(|it| it.name == "lamp:switches:turn").unwrap();
    assert_eq!(turn.clouds, [Cloud::HuaweiCloud, Cloud::OpenTelekomCloud]);
}

#[test]
fn what_is_only_named_is_mentioned() {
    let import = read(ALL);
    let power = service(&import, "power");

    assert_eq!(power.coverage(Model::RolePolicy), Coverage::Mentioned);
    assert_eq!(power.role_actions[0].name, "power:meters:get");
}

#[test]
fn the_order_of_pages_is_nothing() {
    let mut pages: Vec<_> = ALL.iter().map(|it| page(it)).collect();
    let forwards = import(&pages, &[], &global());
    pages.reverse();
    let backwards = import(&pages, &[], &global());

    assert_eq!(yaml(&forwards.services), yaml(&backwards.services));
}

#[test]
fn again_changes_nothing_and_one_page_changes_nothing() {
    let first = read(ALL);
    for again in [ALL, &["hwc/shades/shade_v5.txt"], &["otc/lamps/permissions.rst"]] {
        let pages: Vec<_> = again.iter().map(|it| page(it)).collect();
        let second = import(&pages, &first.services, &global());
        assert_eq!(second.report.changes, [], "{again:?}");
    }
}

#[test]
fn a_page_alone_is_of_the_service_that_it_was_of() {
    let said = |path: &str| {
        let page = page(path);
        Page { origin: Origin { service: Some("lp".into()), ..page.origin.clone() }, ..page }
    };
    let first = import(&["otc/lamps/permissions.rst", "otc/lamps/switches.rst"].map(said), &[], &global());
    let second = import(&[said("otc/lamps/permissions.rst")], &first.services, &global());
    assert_eq!(second.report.changes, []);
}

#[test]
fn a_page_that_contradicts_is_a_source_of_the_operations_that_only_it_lists() {
    let mut other = page("otc/lamps/permissions.rst");
    let text = String::from_utf8(other.bytes).unwrap().replace("Tenant Guest", "Light Viewer");
    other.bytes = text.split(".. table:: **Table 2**").next().unwrap().into();
    other.path = "otc/lamps/another.rst".into();
    let pages = [other, page("otc/lamps/permissions.rst"), page("otc/lamps/switches.rst")];
    let first = import(&pages, &[], &global());

    let role = service(&first, "lamp").roles.iter().find(|it| it.name == "Lamp Administrator").unwrap();
    assert_eq!(needs(&role.dependencies), ["Light Viewer (in the same project)"]);
    assert_eq!(role.operations.len(), 2);
    assert_eq!(role.sources, ["otc-lamps-another", "otc-lamps-permissions"]);
    for page in pages {
        let again = import(std::slice::from_ref(&page), &first.services, &global());
        assert_eq!(again.report.changes, [], "{}", page.path);
    }
}

#[test]
fn what_a_person_wrote_stays() {
    let mut services = read(ALL).services;
    let shade = services.iter_mut().find(|it| it.service == "shade").unwrap();
    let left_out = "source: hwc-shades-shade-v5\nwhat: the introduction\nwhy: prose\n";
    shade.left_out.push(hwc_iam_data::read_yaml(left_out).unwrap());
    let fact = "fact: shade.torn\ntype: boolean\ntitle: whether the shade is torn\n";
    shade.facts.push(hwc_iam_data::read_yaml(fact).unwrap());
    let before = yaml(&services);

    let pages: Vec<_> = ALL.iter().map(|it| page(it)).collect();
    assert_eq!(yaml(&import(&pages, &services, &global()).services), before);
}

#[test]
fn a_removed_row_is_a_breaking_change() {
    let services = read(ALL).services;
    let mut page = page("hwc/shades/shade_0001.html");
    let text = String::from_utf8(page.bytes).unwrap().replace("shade:shades:fold", "shade:shades:crease");
    page.bytes = text.into();
    let changes = import(&[page], &services, &global()).report.changes;

    let found: Vec<_> = changes.iter().map(|it| (it.kind, it.what, it.name.as_str(), it.breaking)).collect();
    assert!(found.contains(&("removed", "role_action", "shade:shades:fold", true)), "{found:?}");
    assert!(found.contains(&("added", "role_action", "shade:shades:crease", false)), "{found:?}");
}

/// A page lists all actions of its own service, and of others those that it happens to need.
#[test]
fn only_the_service_of_a_page_is_listed_by_it() {
    let table = |name: &str, title: &str, rows: &[&str]| {
        let rows: String = rows.iter().map(|it| format!("| {it} | does it | write | - | - | - |\n")).collect();
        let head = "| Action | Description | Access Level | Resource Type | Condition Key | Alias |\n|---|---|---|---|---|---|\n";
        Page { path: name.into(), bytes: format!("# {title}\n\n{head}{rows}").into(), ..Page::default() }
    };
    let coverage = |pages: &[Page], code: &str| {
        let import = import(pages, &[], &global());
        let found = import.services.into_iter().find(|it| it.service == code).unwrap();
        (found.coverage(Model::IdentityPolicy), found.titles.en)
    };
    let lamp =
        table("lamp/list.md", "Lamps", &["lamp:lamps:on", "lamp:lamps:off", "meter:meters:read", "meter:meters:list"]);
    assert_eq!(coverage(std::slice::from_ref(&lamp), "lamp").0, Coverage::Page);
    assert_eq!(coverage(std::slice::from_ref(&lamp), "meter").0, Coverage::Apis);
    // Most rows of the page of lights are actions of lamps, whose page this is not.
    let light = table("api-light/Permission.md", "Lights", &["lamp:lamps:on", "lamp:lamps:off", "light:lights:on"]);
    assert_eq!(coverage(std::slice::from_ref(&light), "lamp"), (Coverage::Apis, Stated::Not));
    let unnamed = table("a/b.md", "Rooms", &["lamp:lamps:on", "lamp:lamps:off", "light:lights:on"]);
    assert_eq!(coverage(&[unnamed], "lamp").0, Coverage::Page);
}

/// The prefix is spelt as identity policies spell it, whatever single pages do.
#[test]
fn two_spellings_of_a_prefix_are_one_service() {
    let block = |page: &str, action: &str| {
        format!("= {page} | en | - | A - B{page} | GET /v1/{page}\n{action} | read | - | - | - | -\n")
    };
    let text = block("a", "lamp:lamps:get") + &block("b", "Lamp::list") + &block("c", "lamp:lamps:count");
    let page = Page { path: "transcripts/lamp.txt".into(), bytes: text.into(), ..Page::default() };
    let import = import(&[page], &[], &global());
    let codes: Vec<&str> = import.services.iter().map(|it| it.service.as_str()).collect();
    assert_eq!(codes, ["lamp"]);
    let names: Vec<&str> = import.services[0].actions.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Lamp::list", "lamp:lamps:count", "lamp:lamps:get"], "each name as its page prints it");
}
