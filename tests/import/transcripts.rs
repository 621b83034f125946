//! Facts of pages of single APIs, as somebody has transcribed them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use hwc_iam_data::Stated;
use hwc_iam_data::schema::SourceKind;
use hwc_iam_data::shared::words::{Cloud, Coverage, Model, RoleKind};
use hwc_iam_import::{Import, Page, import};

use super::{global, needs, operation, service};

const LAMPS: &str = "\
= api-lamp/TurnOn.html | en | 2031-01-02 | Turning On a Lamp - TurnOn | POST /v5/lamps/{lamp_id}/on ; PUT /v5/lamps/{lamp_id}
lamp:lamps:turnOn | Write | lamp* | g:EnterpriseProjectId | lamp:switches:turn | power:meters:get
+ | room | -
+ | - | lamp:Colour
= api-lamp/TurnOff.html | en | 2031-01-02 | Turning Off a Lamp - TurnOff | PUT /v5/lamps/{lamp_id}
lamp::turnOff | Write | - | - | ? | -
= api-lamp/ListLamps.html | en | 2031-03-04 | Listing Lamps - ListLamps | GET /v5/lamps
none
= api-lamp/ListLamps_old.html | en | 2030-03-04 | Listing Lamps - ListLamps | GET /v5/lamps
lamp:lamps:list | List | lamp* | lamp:Size ? | - | -
";

fn read(text: &str) -> Import {
    import(&[Page { path: "transcripts/lamp.txt".into(), bytes: text.into(), ..Page::default() }], &[], &global())
}

#[test]
fn a_block_is_a_source_and_its_lists_have_three_states() {
    let import = read(LAMPS);
    assert_eq!(import.report.pages[0].unread, []);
    let lamp = service(&import, "lamp");
    assert_eq!(lamp.coverage(Model::IdentityPolicy), Coverage::Apis, "there may be more actions");
    let source = lamp.sources.iter().find(|it| it.id == "hwc-api-lamp-turnon").unwrap();
    assert_eq!(source.page, "https://support.huaweicloud.com/api-lamp/TurnOn.html");
    assert_eq!((source.kind, source.date.get().map(String::as_str)), (SourceKind::Transcript, Some("2031-01-02")));

    let on = lamp.actions.iter().find(|it| it.name == "lamp:lamps:turnOn").unwrap();
    let uses: Vec<_> = on.resources.get().unwrap().iter().map(|it| (it.kind.as_str(), it.required)).collect();
    assert_eq!(uses, [("lamp", true), ("room", false)]);
    assert_eq!(on.condition_keys, Stated::As(vec!["lamp:Colour".into()]));
    let off = lamp.actions.iter().find(|it| it.name == "lamp::turnOff").unwrap();
    assert_eq!((&off.resources, &off.aliases), (&Stated::As(vec![]), &Stated::Not));
    let list = lamp.actions.iter().find(|it| it.name == "lamp:lamps:list").unwrap();
    assert_eq!(list.resources.get().unwrap()[0].condition_keys, Stated::Not, "a word of the list is lost");

    assert!(lamp.resource_types.iter().all(|it| it.urn.is_not()), "no page prints one");
    let keys: Vec<&str> = lamp.condition_keys.get().unwrap().iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["lamp:Colour", "lamp:Size"], "known by name");
}

/// What is lost is not said to be empty, and what an action takes whatever the type may be lost with the keys of a type.
#[test]
fn lost_keys_of_a_type_leave_those_of_the_action_unstated() {
    let import = read(
        "= api-lamp/A.html | en | - | A | -\n\
         lamp:lamps:a | write | lamp* | ? | - | -\n\
         lamp:lamps:b | write | lamp* | lamp:Size ? | - | -\n\
         + | - | lamp:Colour\n\
         lamp:lamps:c | write | lamp* | - | - | -\n\
         + | room | ?\n\
         lamp:lamps:d | write | lamp* | lamp:Size | - | -\n\
         lamp:lamps:e | write | - | ? | - | -\n",
    );
    assert_eq!(import.report.pages[0].unread, []);
    let lamp = service(&import, "lamp");
    let keys = |name: &str| lamp.actions.iter().find(|it| it.name == name).unwrap().condition_keys.clone();
    assert_eq!(keys("lamp:lamps:a"), Stated::Not);
    assert_eq!(keys("lamp:lamps:b"), Stated::As(vec!["lamp:Colour".into()]));
    assert_eq!(keys("lamp:lamps:c"), Stated::Not);
    assert_eq!(keys("lamp:lamps:d"), Stated::As(vec![]));
    assert_eq!(keys("lamp:lamps:e"), Stated::Not);
}

/// A listing page quotes a part of the table of another page.
#[test]
fn a_listing_page_titles_no_api_and_its_empty_cells_say_nothing() {
    for (host, is_listing) in [
        ("huaweicloud.com/s/bGFtcA", true),
        ("www.huaweicloud.com/intl/en-us/s/bGFtcA/t_30", true),
        ("api-lamp/s.html", false),
    ] {
        let import = read(&format!(
            "= {host} | zh | - | 组织 Organizations | PUT /v1/lamps/{{id}}\n\
             lamp:lamps:turnOn | write | lamp* | - | - | -\n\
             lamp:lamps:turnOff | write | - | - | - | -\n"
        ));
        assert_eq!(import.report.pages[0].unread, []);
        let lamp = service(&import, "lamp");
        let operation = &lamp.operations[0];
        assert_eq!(operation.title.is_not(), is_listing, "{host}");
        assert_eq!(operation.dependencies.is_not(), is_listing, "{host}");
        assert!(operation.actions.get().is_some(), "{host}");
        for action in &lamp.actions {
            assert_eq!(action.condition_keys.is_not(), is_listing, "{host}");
            assert_eq!(action.aliases.is_not(), is_listing, "{host}");
        }
        let find = |name: &str| lamp.actions.iter().find(|it| it.name == name).unwrap();
        assert!(find("lamp:lamps:turnOn").resources.get().is_some(), "{host}");
        assert_eq!(find("lamp:lamps:turnOff").resources.is_not(), is_listing, "{host}");
    }
}

#[test]
fn the_spelling_of_a_type_is_the_one_of_most_actions() {
    let lamps = |kinds: [&str; 3]| {
        let row = |(at, kind): (usize, &&str)| {
            format!(
                "= api-lamp/l{at}.html | en | - | A lamp - Lamp{at} | GET /v5/lamps/{at}\nlamp:lamps:l{at} | read | {kind} | - | - | -\n"
            )
        };
        read(&kinds.iter().enumerate().map(row).collect::<String>())
    };
    let cases = [
        (["Lamp", "lamp", "lamp"], "lamp"),
        (["lamp", "lamp", "Lamp"], "lamp"),
        (["lamp", "Lamp", "lamp"], "lamp"),
        (["Lamp", "Lamp", "lamp"], "Lamp"),
    ];
    for (kinds, wanted) in cases {
        let import = lamps(kinds);
        let lamp = service(&import, "lamp");
        let types: Vec<&str> = lamp.resource_types.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(types, [wanted], "{kinds:?}");
        let uses = lamp.actions.iter().flat_map(|it| it.resources.get().unwrap());
        assert!(uses.clone().count() == 3 && uses.clone().all(|it| it.kind == wanted), "{kinds:?}");
    }
}

/// Codes of roles, and documents of policies, on either cloud.
#[test]
fn a_block_may_be_of_roles() {
    let import = read(
        "= lamps/terraform@1234 docs/role.md | en | - | lamp_role | roles otc
Lamp Administrator | lamp_adm | NORTH
? | op_gated_lamp
= api-lamp/policy.html | en | 2031-01-02 | Content | roles
LampPolicy | {\"Version\": \"5.0\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"lamp:*:get*\"]}]}
",
    );
    assert_eq!(import.report.pages[0].unread, []);
    let lamp = service(&import, "lamp");
    let codes: Vec<_> =
        lamp.role_codes.iter().map(|it| (it.code.as_str(), it.role.get(), it.qualifier.as_deref())).collect();
    let name = String::from("Lamp Administrator");
    assert_eq!(codes, [("lamp_adm", Some(&name), Some("NORTH")), ("op_gated_lamp", None, None)]);
    assert_eq!(lamp.role_codes[0].cloud, Cloud::OpenTelekomCloud);
    let source = lamp.sources.iter().find(|it| it.id == lamp.role_codes[0].sources[0]).unwrap();
    assert_eq!((source.page.as_str(), source.cloud), ("lamps/terraform@1234 docs/role.md", Cloud::OpenTelekomCloud));
    let role = &lamp.roles[0];
    assert_eq!(
        (role.name.as_str(), role.kind, role.cloud),
        ("LampPolicy", RoleKind::IdentityPolicy, Cloud::HuaweiCloud)
    );
    assert_eq!(role.document.get().unwrap().statement[0].action, ["lamp:*:get*"]);
}

#[test]
fn apis_with_one_path_are_told_apart_by_their_names() {
    let import = read(LAMPS);
    let all = || service(&import, "lamp").operations.iter().filter(|it| it.name() == "PUT /v5/lamps/{lamp_id}");
    let named: Vec<_> = all().map(|it| (it.names.join(" "), needs(&it.actions).join(" "))).collect();
    let pair = |name: &str, action: &str| (name.to_owned(), action.to_owned());
    assert_eq!(named, [pair("TurnOff", "lamp::turnOff"), pair("TurnOn", "lamp:lamps:turnOn")]);
}

#[test]
fn that_nothing_is_needed_is_the_weakest_word() {
    let import = read(LAMPS);
    let lamp = service(&import, "lamp");
    let list = operation(lamp, Cloud::HuaweiCloud, "GET /v5/lamps");
    assert_eq!(needs(&list.actions), ["lamp:lamps:list"], "though the other page is newer");
    assert_eq!(list.sources, ["hwc-api-lamp-listlamps-old"]);
    let said: Vec<_> = lamp.disagreements.iter().map(|it| (it.what.as_str(), it.other.as_str())).collect();
    assert_eq!(said, [("GET /v5/lamps: actions", "hwc-api-lamp-listlamps")]);
}

#[test]
fn a_path_with_a_host_is_an_address_of_that_host() {
    let import =
        read("= www.huaweicloud.com/guide/lamp | zh | - | A - OnLamp | GET /a\nlamp:lamps:on | Read | - | - | - | -\n");
    let source = &service(&import, "lamp").sources[0];
    assert_eq!(source.page, "https://www.huaweicloud.com/guide/lamp");
    assert_eq!(source.id, "hwc-www-huaweicloud-com-guide-lamp");
    let import = read("= api-lamp2.0/On.html | zh | - | A - OnLamp | GET /a\nlamp:lamps:on | Read | - | - | - | -\n");
    assert_eq!(service(&import, "lamp").sources[0].page, "https://support.huaweicloud.com/api-lamp2.0/On.html");
}

/// No page of a single API names an action, and a table does: the pages do not know.
#[test]
fn that_nothing_is_ever_needed_is_not_believed() {
    let block = |page: usize, row: &str| format!("= a/{page} | en | - | A - GetA{page} | GET /v1/{page}\n{row}\n");
    let none: String = (0..10).map(|it| block(it, "none")).collect();
    let table = "= a/table | en | - | Actions | -\nlamp:lamps:get | read | - | - | - | -\n";
    let needs = |text: &str, api: &str| {
        let import = read(text);
        let lamp = service(&import, "lamp");
        let said = lamp.disagreements.iter().filter(|it| it.what == format!("{api}: actions")).count();
        (operation(lamp, Cloud::HuaweiCloud, api).actions.get().map(Vec::len), said)
    };
    assert_eq!(needs(&format!("{none}{table}"), "GET /v1/3"), (None, 1));
    assert_eq!(needs(&none, "GET /v1/3"), (Some(0), 0), "no page says otherwise");
    let some: String = (10..12).map(|it| block(it, "lamp:lamps:get | read | - | - | - | -")).collect();
    assert_eq!(needs(&format!("{none}{some}"), "GET /v1/3"), (Some(0), 0), "the others know");
    let one = block(10, "lamp:lamps:get | read | - | - | - | -");
    assert_eq!(needs(&format!("{none}{one}"), "GET /v1/3"), (None, 1));
    assert_eq!(needs(&format!("{none}{one}"), "GET /v1/10"), (Some(1), 0));
}

#[test]
fn what_is_not_of_the_form_has_its_line() {
    let unread = |text: &str| -> Vec<String> {
        read(text).report.pages[0].unread.iter().map(|it| format!("{}: {}", it.line, it.why)).collect()
    };
    let head = "= a | en | - | A - B | GET /a\n";
    assert_eq!(
        unread(&format!("{head}lamp:a:b | Write | - | - | -\n")),
        ["2: 5 cells, not 6 or, behind a `+`, 2", "1: a block without a row"]
    );
    assert_eq!(unread(&format!("{head}lamp:a:b | Wrote | - | - | - | -\n")), ["2: `Wrote` is not an access level"]);
    assert_eq!(unread(&format!("{head}+ | - | -\nnone\n")), ["2: a row of a resource type without an action above it"]);
    assert_eq!(
        unread(&format!("{head}lamp:a:b | Write | - | lamp:Colour, Size | - | lamp:a:c,\n")),
        [
            "2: `Size` is not a condition key",
            "2: `lamp:Colour,` is not a condition key",
            "2: `lamp:a:c,` is not the name of an action",
        ]
    );
    let roles = "= a | en | - | A | roles otc\n";
    assert_eq!(
        unread(&format!("{roles}A | a b\n")),
        ["2: `a b` is not the code of a role", "1: a block without a row"]
    );
    assert_eq!(unread(&format!("{roles}te_admin\n"))[0], "2: a row without a `|`");
    let whys = unread(&format!("{roles}A | {{\"Version\": \"5.0\"}}\n"));
    assert!(whys[0].starts_with("2: the document of `A` is not a policy: missing field `Statement`"), "{whys:?}");
    assert_eq!(unread("= a | en | - | A | roles moon\nA | a\n"), ["1: `moon` is not a cloud"]);
    assert_eq!(unread("= a | en | - | A | GET\nnone\n"), ["1: `GET` is not a method and a path"]);
}

/// The catalogue has a page of each block, and no other ones.
#[test]
fn the_transcripts_are_in_the_catalogue() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut blocks = BTreeSet::new();
    for entry in fs::read_dir(data.join("transcripts")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let heads = text.lines().filter_map(|it| it.strip_prefix("= ")?.split(" | ").next());
        let address = |it: &str| match it {
            _ if it.contains("://") || it.contains(' ') => it.into(),
            _ if it.starts_with("www.") || it.starts_with("huaweicloud.com/") => format!("https://{it}"),
            _ => format!("https://support.huaweicloud.com/{it}"),
        };
        blocks.extend(heads.map(address));
    }
    let catalog = hwc_iam_data::read_folder(&data).unwrap_or_else(|it| panic!("{it}"));
    let pages = catalog.sources.into_iter().filter(|it| it.kind == SourceKind::Transcript).map(|it| it.page);
    let unknown: Vec<String> = pages.filter(|it| !blocks.contains(it)).collect();
    assert!(unknown.is_empty(), "no block is of {unknown:?}");
}

#[test]
fn how_much_is_known() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let usage = data.join("usage/terraform-provider-huaweicloud.tsv");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hwc-iam"));
    let output =
        command.args(["catalog", "coverage", "--usage"]).arg(usage).arg("--catalog").arg(data).output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
}
