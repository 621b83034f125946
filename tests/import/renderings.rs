//! The renderings of identity-policy pages (V1 is in `layouts`), pages of single APIs, and tables of features.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Action, Service};
use hwc_iam_data::shared::words::{AccessLevel, Cloud, Coverage, Model, Support};

use super::{needs, operation, read, service, unread};

const HWC: Cloud = Cloud::HuaweiCloud;
const OTC: Cloud = Cloud::OpenTelekomCloud;

fn action<'a>(service: &'a Service, name: &str) -> &'a Action {
    service.actions.iter().find(|it| it.name == name).unwrap()
}

fn names(list: &Stated<Vec<String>>) -> String {
    list.get().map_or_else(|| String::from("not stated"), |it| it.join(" "))
}

/// Resource types as a page prints them, each with its keys.
fn resources(it: &Action) -> String {
    let Some(all) = it.resources.get() else { return String::from("not stated") };
    let one = |it: &hwc_iam_data::schema::ResourceUse| {
        format!("{}{} [{}]", it.kind, if it.required { "*" } else { "" }, names(&it.condition_keys))
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn bars_with_padding_have_lost_line_breaks_and_prefixes_part_what_is_glued() {
    let import = read(&["hwc/curtains/curtain_v2.md"]);
    let curtain = service(&import, "curtain");

    let draw = action(curtain, "curtain:curtains:draw");
    // The fixture's globals do not have the tag key, so that the list is not known.
    assert_eq!(resources(draw), "curtain* [not stated]");
    assert_eq!(names(&draw.aliases), "curtain:curtains:close curtain:curtains:pull");
    let grant = action(curtain, "curtain:curtains:grant");
    assert_eq!(grant.access_level, Stated::As(AccessLevel::PermissionManagement));
    assert_eq!(resources(grant), "curtain* [curtain:Colour], rod [curtain:Colour]");
    let check = action(curtain, "curtain::checkWindow");
    assert_eq!((resources(check).as_str(), names(&check.condition_keys).as_str()), ("", "g:EnterpriseProjectId"));
    for name in ["GET /v5/curtains", "GET /v5/curtains/count"] {
        assert_eq!(needs(&operation(curtain, HWC, name).actions), ["curtain:curtains:list"]);
    }
    let put = operation(curtain, HWC, "PUT /v5/curtains/{curtain_id}");
    let expected =
        ["curtain:curtains:draw > obs:bucket:getBucket", "curtain:curtains:draw > obs:bucket:listBucket (仅布)"];
    assert_eq!(needs(&put.dependencies), expected);
    let urn = Stated::As("curtain:<region>:<account-id>:curtain:<curtain-id>".into());
    assert_eq!(curtain.resource_types[0].urn, urn);
    assert_eq!(curtain.condition_keys.get().unwrap()[0].multivalued, Stated::As(true));
    assert_eq!(curtain.sources[0].date.get().unwrap(), "2031-04-05");
    assert_eq!(unread(&import, "hwc/curtains/curtain_v2.md"), [""; 0]);
}

#[test]
fn cells_on_lines_of_their_own_may_have_lost_a_list() {
    let import = read(&["hwc/curtains/curtain_v3.txt"]);
    let curtain = service(&import, "curtain");

    let draw = action(curtain, "curtain:curtains:draw");
    assert_eq!((resources(draw).as_str(), &draw.aliases), ("curtain* [not stated]", &Stated::Not));
    let list = action(curtain, "curtain:curtains:list");
    assert_eq!((resources(list).as_str(), names(&list.aliases).as_str()), ("", "curtain:curtains:list"));
    let hang = action(curtain, "curtain:rods:hang");
    assert_eq!(resources(hang), "not stated", "a row below it has lost its first cells");
    assert_eq!(hang.title.get().unwrap(), "Hang a rod on a wall");
    assert_eq!(names(&action(curtain, "curtain:rods:take").aliases), "");
    assert_eq!(operation(curtain, HWC, "PUT /v5/curtains/{curtain_id}").dependencies, Stated::Not);
    assert_eq!(curtain.resource_types.len(), 2);
    assert_eq!(
        curtain.titles.en.get().unwrap(),
        "Curtain Service",
        "the page's own title is that of every service's page"
    );
    let expected = "50: an empty cell of APIs, which may have held a list";
    assert!(unread(&import, "hwc/curtains/curtain_v3.txt").contains(&String::from(expected)));
}

#[test]
fn escaped_bars_are_bars() {
    let mut page = super::page("hwc/curtains/curtain_v3.txt");
    let plain = hwc_iam_import::import(std::slice::from_ref(&page), &[], &super::global());
    page.bytes = String::from_utf8(page.bytes).unwrap().replace('|', "\\|").into();
    let escaped = hwc_iam_import::import(&[page], &[], &super::global());
    assert_eq!(service(&escaped, "curtain").actions.len(), service(&plain, "curtain").actions.len());
    assert_eq!(service(&escaped, "curtain").operations.len(), 2);
}

#[test]
fn a_page_of_single_apis_has_a_line_for_each_resource_type() {
    let import = read(&["hwc/curtains/curtain_v2.md", "hwc/curtains/curtain_api.md", "hwc/curtains/curtain_list.txt"]);
    let curtain = service(&import, "curtain");

    let put = operation(curtain, HWC, "PUT /v5/curtains/{curtain_id}");
    assert_eq!(put.title.get().unwrap(), "拉上窗帘");
    for name in ["GET /v5/curtains/count", "GET /v5/curtains"] {
        let known = import.report.disagreements.iter().any(|it| it.what == format!("{name}: actions"));
        assert!(known, "{name} needs an action on one page and none on the other");
    }
    let alone = read(&["hwc/curtains/curtain_api.md"]);
    let curtain = service(&alone, "curtain");
    assert_eq!(curtain.coverage(Model::IdentityPolicy), Coverage::Apis, "other actions may be on other pages");
    let draw = action(curtain, "curtain:curtains:draw");
    assert_eq!(names(&draw.condition_keys), "curtain:Weight", "of the row without a type");
    let put = operation(curtain, HWC, "PUT /v5/curtains/{curtain_id}");
    assert_eq!(needs(&put.actions), ["curtain:curtains:draw"]);
    assert_eq!(needs(&put.dependencies), ["curtain:curtains:draw > curtain:rods:get"]);
    let count = operation(curtain, HWC, "GET /v5/curtains/count");
    assert_eq!((count.title.get().unwrap().as_str(), needs(&count.actions).len()), ("数窗帘", 0));
}

#[test]
fn a_line_for_each_resource_type_joins_their_keys() {
    let mut pages = vec![super::page("hwc/curtains/curtain_api.md")];
    let types = super::page("hwc/curtains/curtain_v3.txt");
    pages.push(types);
    let import = hwc_iam_import::import(&pages, &[], &super::global());
    let draw = action(service(&import, "curtain"), "curtain:curtains:draw");
    assert_eq!(resources(draw), "curtain* [curtain:Colour g:EnterpriseProjectId], rod []");
    assert_eq!(names(&draw.condition_keys), "curtain:Weight");
}

#[test]
fn what_a_feature_needs_is_kept_with_the_services_that_it_uses() {
    let import = read(&["otc/curtains/console.rst"]);
    let curtain = service(&import, "curtain");

    let features: Vec<String> = curtain
        .features
        .iter()
        .map(|it| {
            let title = it.title.get().map_or("", String::as_str);
            format!("{} | {title} | {} | {}", it.feature, names(&it.services), needs(&it.needs).join(", "))
        })
        .collect();
    let expected = [
        "Counting |  |  | ",
        "Drawing | Draw in the dark. | Lamp Service (LAMP) Window | LAMP Viewer (To see it, the LAMP Viewer permission \
         is required), lamp:switches:turn",
        "Drawing | Hang them. | Rod | Rod User",
    ];
    assert_eq!(features, expected);
    assert_eq!(service(&import, "lamp").coverage(Model::RolePolicy), Coverage::Mentioned);
}

#[test]
fn paths_documents_and_limits_of_the_role_model() {
    let import = read(&["otc/curtains/console.rst"]);
    let curtain = service(&import, "curtain");

    let rod = &curtain.role_resources[0];
    assert_eq!((rod.kind.as_str(), rod.path.as_str()), ("rod", "CURTAIN:*:*:rod:rods.name"));
    assert_eq!(rod.title.get().unwrap(), "Curtain rods");
    assert_eq!(unread(&import, "otc/curtains/console.rst"), ["27: no path of a resource: `no path`"]);
    let role = &curtain.roles[0];
    assert_eq!(role.document.get().unwrap().statement[0].action, ["curtain:*:*"]);
    assert_eq!(role.title, Stated::Not, "what stands in the cell is more than a title");
    assert_eq!(role.operations[0].qualifier.as_deref(), Some("with a rod"));
    let draw = operation(curtain, OTC, "POST /v1/curtains/draw");
    assert_eq!(
        needs(&draw.actions),
        ["curtain:curtains:draw (Drawing; in SQL)", "curtain:curtains:open (Opening; in SQL)"]
    );
    let expected = ["curtain:curtains:draw > Rod FullAccess (The Rod FullAccess is required)"];
    assert_eq!(needs(&draw.dependencies), expected, "remarks name what a row depends on");
    assert_eq!((draw.model, draw.by_instance, draw.by_tag), (Model::RolePolicy, Support::Yes, Support::No));
    let not_kept = &import.report.pages[0].tables.last().unwrap().not_kept;
    assert_eq!(not_kept[0].column, "Remarks");
}

#[test]
fn a_procedure_lists_constraints_that_a_person_transcribes() {
    let path = "hwc/curtains/curtain_0009.md";
    let import = read(&["hwc/curtains/curtain_v2.md", path]);
    let expected = [
        "5: a constraint, which a person must put into `constraints` of its service's file: `A curtain must be **ironed**.`",
        "9: a constraint, which a person must put into `constraints` of its service's file: `A rod carries at most 5 curtains.`",
    ];
    assert_eq!(unread(&import, path), expected);

    let mut services = import.services;
    let curtain = services.iter_mut().find(|it| it.service == "curtain").unwrap();
    let constraint = "id: ironed\nkind: requirement\ntitle: the curtain is ironed\noperations:\n- PUT /v5/curtains/{curtain_id}\n\
                      sources:\n- hwc-curtains-curtain-0009\n";
    curtain.constraints.push(hwc_iam_data::read_yaml(constraint).unwrap());
    let again = hwc_iam_import::import(&[super::page(path)], &services, &super::global());
    assert_eq!((again.report.pages[0].constraints.len(), again.report.pages[0].constraints_kept), (2, 1));
    assert_eq!(unread(&again, path), [""; 0]);
}

/// Two versions of a page that both print a date: the newer one wins, wherever it lies and whatever its name says.
#[test]
fn printed_dates_say_which_page_is_newer() {
    let page = |path: &str, date: &str, level: &str| {
        let mut page = super::page("hwc/curtains/curtain_v2.md");
        let text = String::from_utf8(page.bytes).unwrap().replace("2031-04-05", date);
        page.bytes = text.replace("| List ", &format!("| {level} ")).into();
        page.path = path.to_owned();
        page.origin.repository = Some("example/curtains".into());
        page.origin.path = Some("api/curtain.md".into());
        page.origin.commit = Some(date.replace('-', ""));
        page
    };
    let pages = [page("a/curtain.md", "2031-01-01", "read"), page("b/curtain.md", "2031-09-09", "tagging")];
    for older in [false, true] {
        let mut pages = pages.clone();
        pages[1].origin.older = older;
        let import = hwc_iam_import::import(&pages, &[], &super::global());
        let curtain = service(&import, "curtain");
        assert_eq!(action(curtain, "curtain:curtains:list").access_level, Stated::As(AccessLevel::Tagging));
        let sources: Vec<(&str, bool)> = curtain.sources.iter().map(|it| (it.id.as_str(), it.older)).collect();
        assert_eq!(sources, [("hwc-b-curtain", false)], "the older one is named where only it says something");
        // The other one read later changes nothing.
        let again = hwc_iam_import::import(&pages[..1], &import.services, &super::global());
        // A list with a key that nobody knows is forgotten, and so is which page filled it.
        assert!(again.report.changes.iter().all(|it| it.fields == ["sources"]), "{:?}", again.report.changes);
    }
}

#[test]
fn a_cell_a_line_without_a_caption() {
    let import = read(&["hwc/curtains/curtain_flat.txt"]);
    assert_eq!(import.report.pages[0].unread, []);
    let curtain = service(&import, "curtain");

    let hang = action(curtain, "curtain:curtains:hang");
    assert_eq!(resources(hang), "curtain* [curtain:Colour g:EnterpriseProjectId], rod []");
    assert_eq!(names(&hang.condition_keys), "curtain:Weight", "of the row without a type");
    assert_eq!(names(&hang.aliases), "curtain:rods:hang");
    let post = operation(curtain, HWC, "POST /v5/curtains/{curtain_id}/hang");
    assert_eq!(
        (post.title.get().unwrap().as_str(), post.names.as_slice()),
        ("晾窗帘", &["HangCurtain".to_owned()][..])
    );
    let expected = ["curtain:curtains:hang > curtain:rods:get", "curtain:curtains:hang > curtain:rods:list"];
    assert_eq!(
        (needs(&post.actions), needs(&post.dependencies)),
        (vec!["curtain:curtains:hang".into()], expected.map(String::from).to_vec())
    );
    assert_eq!(curtain.coverage(Model::IdentityPolicy), Coverage::Apis);
    assert_eq!(curtain.sources[0].date.get().unwrap(), "2031-08-18");
}

#[test]
fn a_cell_a_line_states_only_what_is_certain() {
    let import = read(&["hwc/curtains/curtain_flat_lost.md"]);
    let unread: Vec<_> = import.report.pages[0].unread.iter().map(|it| (it.line, it.why.as_str())).collect();
    assert_eq!(
        unread,
        [(14, "the table of `curtain:curtains:wash` has lost cells; what is not certain is `not_stated`")]
    );
    let wash = action(service(&import, "curtain"), "curtain:curtains:wash");
    assert_eq!(wash.resources.get().unwrap()[0].condition_keys, Stated::Not);
    assert!(wash.resources.get().unwrap()[0].required, "no other column has a star");
    assert!(wash.aliases.is_not());

    // A rendering that loses lists may have lost those of two neighbours.
    let import = read(&["hwc/curtains/curtain_flat_plain.md"]);
    assert_eq!(import.report.pages[0].unread, []);
    let curtain = service(&import, "curtain");
    let dry = action(curtain, "curtain:curtains:dry");
    assert_eq!(dry.resources.get().unwrap()[0].condition_keys, Stated::Not);
    assert_eq!(names(&dry.aliases), "");
    let warm = action(curtain, "curtain:rods:warm");
    assert_eq!((&warm.resources, names(&warm.aliases)), (&Stated::Not, "curtain:rods:heat".to_owned()));
    let put = operation(curtain, HWC, "PUT /v5/curtains/{curtain_id}/dry");
    assert_eq!((needs(&put.actions).len(), put.dependencies.get().map(Vec::len)), (2, Some(0)));
    assert_eq!(put.title.get().unwrap(), "Drying a Curtain");
}

#[test]
fn lists_in_cells_of_a_table_with_a_caption() {
    let import = read(&["hwc/curtains/curtain_flat_list.txt"]);
    assert_eq!(import.report.pages[0].unread, []);
    let curtain = service(&import, "curtain");
    let list = action(curtain, "curtain:curtains:list");
    assert_eq!(
        (names(&list.condition_keys), names(&list.aliases)),
        ("curtain:Colour g:EnterpriseProjectId".into(), "".into())
    );
    let sew = action(curtain, "curtain:curtains:sew");
    assert_eq!(resources(sew), "curtain* [g:EnterpriseProjectId]");
    assert_eq!(names(&sew.condition_keys), "curtain:Colour curtain:Weight");
    assert_eq!(names(&sew.aliases), "curtain:curtains:make");
    assert_eq!(curtain.coverage(Model::IdentityPolicy), Coverage::Page);
}

#[test]
fn a_page_that_names_an_action_and_yields_nothing_is_unread() {
    let text = "Curtains\n\nWho has curtain:curtains:draw may draw them, at 10:20:30, see http://a.b:80/c.\n";
    let page = |text: &str| super::Page { path: "curtain/a.txt".into(), bytes: text.into(), ..super::Page::default() };
    let unread =
        |text: &str| hwc_iam_import::import(&[page(text)], &[], &super::global()).report.pages.remove(0).unread;
    let found = unread(text);
    assert_eq!(
        (found[0].line, found[0].why.as_str()),
        (3, "the page names `curtain:curtains:draw`, but nothing of it is understood")
    );
    assert_eq!(unread(&text.replace("curtain:curtains:draw", "permission")), []);
    // A page of one API whose end is missing says nothing of the other actions.
    let cut = "# Hanging\n#### 授权信息\n| 授权项 | 访问级别 | 资源类型 |\n|:---|:---|:---|\n| curtain:curtains:hang | write | curtain* |\n";
    let import = hwc_iam_import::import(&[page(cut)], &[], &super::global());
    assert_eq!(service(&import, "curtain").coverage(Model::IdentityPolicy), Coverage::Apis);
}
