//! `site`: what a browser makes of its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use hwc_iam::eval::Assumption;
use hwc_iam::lint::Rule;
use hwc_iam::{
    Action, ConditionKey, Constraint, Feature, Limit, Operation, Operator, Region, ResourceType, Role, RoleAction,
    RoleCode, RoleResource, Service, Source,
};
use insta::assert_snapshot;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Scratch, run};

/// The files of a folder by their paths in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                all.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

fn site() -> &'static BTreeMap<String, String> {
    static SITE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    SITE.get_or_init(|| {
        let scratch = Scratch::new("site");
        let ran = scratch.run(&["site", "--out", "site"]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        files(&scratch.0.join("site"))
    })
}

/// What the tests look at of a page.
#[derive(Default)]
struct Page {
    errors: Vec<String>,
    ids: BTreeSet<String>,
    twice: Vec<String>,
    /// Where its links lead, and what they say.
    links: Vec<(String, String)>,
    /// What it loads.
    loads: Vec<String>,
    text: String,
}

fn pages() -> &'static BTreeMap<String, Page> {
    static PAGES: OnceLock<BTreeMap<String, Page>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let pages = site().iter().filter(|(path, _)| path.ends_with(".html"));
        pages.map(|(path, text)| (path.clone(), page(text))).collect()
    })
}

fn page(text: &str) -> Page {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
    let mut page = Page { errors: dom.errors.borrow().iter().map(ToString::to_string).collect(), ..Page::default() };
    look(&dom.document, &mut page);
    page
}

fn look(node: &Handle, page: &mut Page) {
    let before = page.text.len();
    if let NodeData::Text { contents } = &node.data {
        page.text.push_str(&contents.borrow());
    }
    node.children.borrow().iter().for_each(|it| look(it, page));
    let NodeData::Element { name, attrs, .. } = &node.data else { return };
    let attribute =
        |wanted: &str| attrs.borrow().iter().find(|it| &*it.name.local == wanted).map(|it| it.value.to_string());
    if let Some(id) = attribute("id") {
        if !page.ids.insert(id.clone()) {
            page.twice.push(id);
        }
    }
    match (&*name.local, attribute("href"), attribute("src")) {
        ("a", Some(href), _) => page.links.push((href, page.text.split_at(before).1.to_owned())),
        (_, Some(it), _) | (_, _, Some(it)) => page.loads.push(it),
        _ => {}
    }
    assert!(
        attrs.borrow().iter().all(|it| !it.name.local.starts_with("on") && &*it.name.local != "style"),
        "no code in pages"
    );
}

/// The page and anchor that a link on a page leads to.
fn target(here: &str, href: &str) -> (String, Option<String>) {
    let (file, anchor) = href.split_once('#').map_or((href, None), |(file, anchor)| (file, Some(anchor.to_owned())));
    if file.is_empty() {
        return (here.to_owned(), anchor);
    }
    let mut path: Vec<&str> = here.split('/').collect();
    path.pop();
    for part in file.split('/') {
        if part == ".." {
            path.pop().expect("a link out of the site");
        } else {
            path.push(part);
        }
    }
    (path.join("/"), anchor)
}

fn is_external(href: &str) -> bool {
    href.contains("://") || href.starts_with("//") || href.starts_with("mailto:") || href.starts_with("javascript:")
}

#[test]
fn every_page_is_well_formed() {
    for (path, page) in pages() {
        assert_eq!((&page.errors, &page.twice), (&vec![], &vec![]), "{path}");
        assert!(site()[path].starts_with("<!DOCTYPE html><html lang=\"en\">"), "{path}");
    }
}

#[test]
fn every_internal_link_leads_somewhere() {
    let mut count = 0;
    for (path, page) in pages() {
        for href in page.links.iter().map(|it| &it.0).filter(|it| !is_external(it)) {
            let (file, anchor) = target(path, href);
            let found = pages().get(&file).unwrap_or_else(|| panic!("{path}: {href}: no page {file}"));
            assert!(anchor.is_none_or(|it| found.ids.contains(&it)), "{path}: {href}");
            count += 1;
        }
        for it in &page.loads {
            assert!(!is_external(it), "{path} loads {it}");
            assert!(site().contains_key(&target(path, it).0), "{path} loads {it}");
        }
    }
    assert!(count > 10_000, "{count}");
}

#[test]
fn only_sources_are_elsewhere() {
    let of_services = Service::all().flat_map(Service::sources);
    let of_keys = ConditionKey::ALL.iter().flat_map(|it| it.sources());
    let of_operators = Operator::ALL.iter().flat_map(|it| it.sources());
    let others = Region::all().flat_map(Region::sources).chain(Limit::all().flat_map(Limit::sources));
    let all: Vec<Source> = of_services.chain(of_keys).chain(of_operators).chain(others).collect();
    let known: BTreeSet<String> = all.iter().map(|it| address(it.page())).collect();
    let linked: BTreeSet<&String> =
        pages().values().flat_map(|it| &it.links).map(|it| &it.0).filter(|it| is_external(it)).collect();
    for it in &linked {
        assert!(known.contains(*it), "{it}");
    }
    assert!(linked.len() > 1000, "{}", linked.len());
    for (path, text) in site().iter().filter(|it| !it.0.ends_with(".html") && it.0 != "search-index.js") {
        assert!(!text.contains("://"), "{path}");
    }
}

/// The address of a page, or of a file of a repository at its commit.
fn address(page: &str) -> String {
    let url = page
        .split_once(' ')
        .and_then(|(repository, path)| repository.split_once('@').map(|it| (it, path)))
        .map_or_else(
            || page.to_owned(),
            |((repository, commit), path)| format!("https://github.com/{repository}/blob/{commit}/{path}"),
        );
    url.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[test]
fn every_name_has_its_anchor() {
    let has = |path: &str, anchor: &str| {
        let page = pages().get(path).unwrap_or_else(|| panic!("no page {path}"));
        assert!(page.ids.contains(anchor), "{path} has no {anchor}");
    };
    let of = |it: Service| format!("services/{}.html", it.code().to_lowercase());
    for it in Action::all() {
        has(&of(it.service()), &it.name().replace(' ', "-"));
    }
    for it in RoleAction::all() {
        has(&of(it.service()), &format!("role:{}", it.name().replace(' ', "-")));
    }
    for it in ConditionKey::ALL {
        has(&it.service().map_or_else(|| "keys.html".into(), of), it.stem());
    }
    for it in ResourceType::all() {
        has(&of(it.service()), &format!("type:{}", it.name()));
    }
    for it in Constraint::all() {
        has(&of(it.service()), &format!("constraint:{}", it.id()));
    }
    for it in Region::all() {
        has("keys.html", &format!("region-{}", it.id()));
    }
    for it in Limit::all() {
        has("keys.html", it.id());
    }
    for it in Operator::ALL {
        has("operators.html", it.name());
    }
    for it in Assumption::ALL {
        has("assumptions.html", it.name());
    }
    for it in Rule::ALL {
        has("rules.html", it.name());
        has(&format!("rules/{}.html", it.name()), "content");
    }
    // What has words for a name links to itself.
    let mut own: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (path, page) in pages() {
        let links = page.links.iter().filter(|it| it.0.starts_with('#'));
        own.extend(links.map(|it| (path.as_str(), it.1.as_str())));
    }
    for it in Operation::all() {
        assert!(own.contains(&(of(it.service()).as_str(), it.to_string().as_str())), "{it:?}");
    }
    for it in RoleResource::all() {
        assert!(own.contains(&(of(it.service()).as_str(), it.name())), "{it:?}");
    }
    for it in Feature::all() {
        assert!(own.contains(&(of(it.service()).as_str(), it.name())), "{it:?}");
    }
    for it in Role::all() {
        assert!(own.contains(&(of(it.service()).as_str(), it.name())), "{it:?}");
    }
}

#[test]
fn what_is_not_stated_is_not_told_as_nothing() {
    let ims = &pages()["services/ims.html"].text;
    assert!(hwc_iam::actions::Ims::IMAGES_COPY_IN_REGION.condition_keys().is_none());
    let row = ims.split("ims:images:copyInRegion").nth(1).unwrap();
    assert!(row.split("Sources").next().unwrap().contains("not stated"), "{row}");
    assert!(site()["services/ims.html"].contains("<span class=\"unstated\">not stated</span>"));
}

#[test]
fn a_call_is_told_once_of_an_action() {
    for (path, text) in site().iter().filter(|it| it.0.starts_with("services/")) {
        for row in text.split("<tbody id=\"").skip(1).filter(|it| it.contains("data-level=")) {
            let cell = row.split("</td>").nth(5).unwrap();
            let calls: Vec<&str> = cell.split("<a href=\"").skip(1).map(|it| it.split('"').next().unwrap()).collect();
            let once: BTreeSet<&&str> = calls.iter().collect();
            assert_eq!(once.len(), calls.len(), "{path}: {}", row.split('"').next().unwrap());
        }
    }
}

#[test]
fn marks_of_html_are_text() {
    assert!(pages()["services/ims.html"].text.contains("ims:<region>:<account-id>:image:<image-id>"));
    assert!(pages()["keys.html"].links.iter().any(|it| it.1 == "g:RequestTag/<tag-key>"));
    let scratch = Scratch::new("site-escapes");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let global = fs::read_to_string(data.join("global.yaml")).unwrap();
    let source = global.split("\nregions:\n").nth(1).unwrap().split("sources:\n  - ").nth(1).unwrap();
    let source = source.lines().next().unwrap();
    let region =
        format!("regions:\n- {{region: \"<script>alert(1)</script>&amp;\", cloud: hwc, sources: [{source}]}}\n");
    scratch.write("old/global.yaml", global.replacen("regions:\n", &region, 1));
    for it in ["fixes.yaml", "pages.tsv", "services"] {
        scratch.link(&format!("old/{it}"), &data.join(it));
    }
    let ran = scratch.run(&["site", "--out", "site", "--since", "old", "--catalog", data.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let changes = page(&scratch.read("site/changes.html"));
    assert!(changes.text.contains("<script>alert(1)</script>&amp;"), "{}", changes.text);
    assert!(changes.errors.is_empty(), "{:?}", changes.errors);
    assert!(scratch.read("site/index.html").contains("changes.html"));
    assert!(!site()["index.html"].contains("changes.html"), "there is no such page without `--since`");
}

#[test]
fn a_page_of_a_small_service() {
    let text = &site()["services/sts.html"];
    let main = text.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    assert_snapshot!(format!("<main{}", main.replace("><", ">\n<")));
}

#[test]
fn pages_are_small_on_average() {
    let sizes: Vec<usize> = pages().keys().map(|it| site()[it].len()).collect();
    let mean = sizes.iter().sum::<usize>() / sizes.len();
    assert!(mean < 100_000, "{mean}");
}

/// As `search.js` makes them.
#[test]
fn every_entry_of_the_index_leads_somewhere() {
    let index = &site()["search-index.js"];
    let text = index.split_once("hwcIamSearch.take(").unwrap().1.trim_end().strip_suffix(");").unwrap();
    let text: String = serde_json::from_str(text).unwrap();
    let kept = |it: &str| {
        let keep = |it: char| it.is_ascii_alphanumeric() || ":_.*/-".contains(it);
        it.chars().map(|it| if keep(it) { it } else { '-' }).collect::<String>()
    };
    let slug = |it: &str| {
        let parts = it.to_lowercase();
        let parts = parts.split(|it: char| !it.is_alphanumeric() && it != '_').filter(|it| !it.is_empty());
        parts.collect::<Vec<_>>().join("-")
    };
    let (mut service, mut kinds) = ("", BTreeMap::<&str, usize>::new());
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        *kinds.entry(cell(0)).or_default() += 1;
        let name = cell(1);
        let page =
            if service.is_empty() { "keys.html".into() } else { format!("services/{}.html", service.to_lowercase()) };
        let whole = name.strip_prefix('=').map_or_else(|| format!("{service}:{name}"), str::to_owned);
        let place = match cell(0) {
            "@" => {
                service = name;
                continue;
            }
            "a" => format!("{page}#{}", kept(&whole)),
            "r" => format!("{page}#role:{}", kept(&whole)),
            "o" if cell(4).is_empty() => format!("{page}#op-{}", slug(name)),
            "o" | "p" | "s" | "f" => format!("{page}#{}", cell(4)),
            "k" => format!("{page}#{}", kept(name.split("/<").next().unwrap())),
            "t" => format!("{page}#type:{}", kept(name)),
            "d" => format!("{page}#code:{}", kept(name)),
            "c" => format!("{page}#constraint:{}", kept(name)),
            "g" => format!("{page}#region-{name}"),
            "m" => format!("{page}#{name}"),
            "x" => format!("operators.html#{name}"),
            "l" => format!("rules/{name}.html"),
            "q" => format!("assumptions.html#{name}"),
            other => panic!("{other}"),
        };
        let (file, anchor) = target("index.html", &place);
        let page = pages().get(&file).unwrap_or_else(|| panic!("{line}: {file}"));
        assert!(anchor.is_none_or(|it| page.ids.contains(&it)), "{line}: {place}");
    }
    assert_eq!(kinds["a"], Action::all().count());
    assert_eq!(kinds["r"], RoleAction::all().count());
    assert_eq!(kinds["k"], ConditionKey::ALL.len());
    assert_eq!(kinds["t"], ResourceType::all().count());
    assert_eq!(kinds["p"], Role::all().count());
    assert_eq!(kinds["d"], RoleCode::all().map(RoleCode::code).collect::<BTreeSet<_>>().len());
    assert_eq!(kinds["c"], Constraint::all().count());
    assert_eq!(kinds["l"], Rule::ALL.len());
    assert_eq!(kinds["x"], Operator::ALL.len());
    assert_eq!(kinds["s"], RoleResource::all().count());
    assert_eq!(kinds["f"], Feature::all().count());
    assert_eq!(kinds["g"], Region::all().count());
    assert_eq!(kinds["m"], Limit::all().count());
    assert_eq!(kinds["q"], Assumption::ALL.len());
    // And that of the global keys.
    assert_eq!(kinds["@"], Service::all().count() + 1);
    assert!(text.contains("镜像服务"), "titles in both languages");
}

#[test]
fn colours_have_the_contrast_of_wcag_aa() {
    let css = &site()["style.css"];
    let blocks: Vec<&str> = css.split(":root {").skip(1).map(|it| it.split('}').next().unwrap()).collect();
    assert_eq!(blocks.len(), 2, "light and dark");
    for block in blocks {
        let colour = |name: &str| {
            let value = block.split(&format!("--{name}: #")).nth(1).unwrap_or_else(|| panic!("no {name}"));
            luminance(value.split_at(6).0)
        };
        for (text, ground) in [
            ("text", "ground"),
            ("text", "raised"),
            ("text", "mark"),
            ("quiet", "ground"),
            ("quiet", "raised"),
            ("quiet", "mark"),
            ("unstated", "ground"),
            ("unstated", "raised"),
            ("unstated", "mark"),
            ("link", "ground"),
            ("link", "raised"),
            ("link", "mark"),
            ("bar-text", "bar"),
        ] {
            let (one, other) = (colour(text), colour(ground));
            let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
            assert!(ratio >= 4.5, "{text} on {ground}: {ratio:.2}");
        }
    }
    let colours =
        css.lines().filter(|it| it.contains('#') && !it.contains("#results") && !it.trim_start().starts_with("--"));
    assert_eq!(colours.collect::<Vec<_>>(), Vec::<&str>::new(), "every colour has a name");
}

/// As WCAG 2.2 defines it.
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let it = f64::from(u8::from_str_radix(hex.split_at(at).1.split_at(2).0, 16).unwrap()) / 255.0;
        if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    all.sort();
    all
}

#[test]
fn it_is_the_same_every_time_and_replaces_only_itself() {
    let scratch = Scratch::new("site-again");
    let folder = scratch.0.join("site");
    let run_again = || scratch.run(&["site", "--out", "site"]);
    assert_eq!(run_again().code, 0);
    assert_eq!(&files(&folder), site());
    assert_eq!(listing(&scratch.0), std::slice::from_ref(&folder), "nothing is left beside it");

    // A page of an older version is gone.
    let list = scratch.read("site/.hwc-iam-files");
    scratch.write("site/old.html", "old");
    scratch.write("site/.hwc-iam-files", format!("{list}old.html\n"));
    assert_eq!(run_again().code, 0);
    assert_eq!(&files(&folder), site());

    // What is not of the site is never lost.
    scratch.write("site/CNAME", "mine");
    let ran = run_again();
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("CNAME`, which this command has not written"), "{}", ran.err);
    assert_eq!(scratch.read("site/CNAME"), "mine");
    fs::remove_file(folder.join("CNAME")).unwrap();
    scratch.link("site/elsewhere", Path::new("/tmp"));
    assert_eq!(run_again().code, 2);
    assert_eq!(listing(&scratch.0), [folder], "nothing is left beside it");
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let scratch = Scratch::new("site-foreign");
    scratch.write("work/notes.txt", "mine");
    scratch.write("file", "mine");
    scratch.link("link", Path::new("work"));
    for (out, why) in [
        ("work", "notes.txt`, which this command has not written"),
        ("file", "it is not a folder"),
        ("link", "it is not a folder"),
        (".", "name a folder that can be replaced as a whole"),
        ("work/..", "name a folder that can be replaced as a whole"),
    ] {
        let ran = scratch.run(&["site", "--out", out]);
        assert_eq!(ran.code, 2, "{out}");
        assert!(ran.err.contains(why), "{out}: {}", ran.err);
    }
    assert_eq!(listing(&scratch.0).len(), 3);
    assert_eq!(scratch.read("work/notes.txt"), "mine");
    // An empty folder and one that is not there yet are taken.
    fs::create_dir(scratch.0.join("empty")).unwrap();
    for out in ["empty", "a/new/one"] {
        assert_eq!(scratch.run(&["site", "--out", out]).code, 0, "{out}");
    }
    let ran = run(&["site", "--out", "/nowhere/site", "--since", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("nowhere"), "{}", ran.err);
}

#[test]
fn a_playground_adds_its_pages() {
    let scratch = Scratch::new("site-playground");
    for it in ["engine.js", "playground.css"] {
        scratch.write(&format!("made/{it}"), it);
    }
    let args = ["site", "--out", "site", "--playground", "made"];
    let ran = scratch.run(&args);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("playground.js"), "{}", ran.err);
    scratch.write("made/playground.js", "");
    let ran = scratch.run(&args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(scratch.read("site/engine.js"), "engine.js");
    for it in ["check", "compare", "decide", "generate", "migrate"] {
        let text = scratch.read(&format!("site/{it}.html"));
        let page = page(&text);
        assert_eq!((&page.errors, &page.twice), (&vec![], &vec![]), "{it}");
        assert!(text.contains(&format!("data-playground=\"{it}\"")), "{it}");
        assert!(page.loads.iter().any(|it| it == "playground.js"), "{it}: {:?}", page.loads);
        assert!(scratch.read("site/services/ims.html").contains(&format!("../{it}.html")), "{it}");
        assert!(!site().contains_key(&format!("{it}.html")), "there is no such page without `--playground`");
    }
}
