use hwc_iam::import::import;
use hwc_iam_data::schema::Service;
use hwc_iam_data::shared::words::{Cloud, Coverage};

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
    services.iter().map(|it| hwc_iam::import::to_yaml(it).unwrap()).collect()
}

#[test]
fn the_newer_page_wins_and_the_older_one_keeps_what_only_it_says() {
    let import = read(&["hwc/lamps/lamp_0001.md", "hwc/lamps/lamp_0001@0123abcd.md"]);
    let lamp = service(&import, "lamp");

    let on = operation(lamp, Cloud::HuaweiCloud, "POST /v1/lamps/{lamp_id}/on");
    assert_eq!(needs(&on.actions), ["lamp:bulbs:use (仅自带灯泡需要)", "lamp:switches:turn"]);
    let candles = lamp.role_actions.iter().find(|it| it.name == "lamp:candles:use").unwrap();
    assert_eq!(candles.sources, ["hwc-lamps-lamp-0001-0123abcd"]);
    let disagreement = &import.report.disagreements[0];
    assert_eq!(
        (disagreement.kept.as_str(), disagreement.other.as_str()),
        ("hwc-lamps-lamp-0001", "hwc-lamps-lamp-0001-0123abcd")
    );
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

    assert_eq!(power.coverage.role, Coverage::Mentioned);
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
