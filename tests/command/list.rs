//! `list` and `explain` against the YAML itself.

use std::collections::BTreeMap;

use serde_json::Value;

use super::run;

fn list(what: &str, more: &[&str]) -> Vec<Value> {
    let ran = run(&[&["list", what, "--format", "json"], more].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str(&ran.out).unwrap()
}

/// The catalogue as its files and fixes say it.
fn catalog() -> Value {
    let catalog = hwc_iam_data::load().unwrap();
    serde_json::json!({
        "global": serde_json::to_value(&catalog.global).unwrap(),
        "services": serde_json::to_value(&catalog.services).unwrap(),
    })
}

/// Whether everything that the YAML says is there under the same name; what it leaves out must be said to be not stated.
fn has_all(listed: &Value, written: &Value, path: &str) {
    match (listed, written) {
        (Value::Object(listed), Value::Object(written)) => {
            for (name, value) in written {
                let found = listed.get(name).unwrap_or_else(|| panic!("{path} has no `{name}`"));
                has_all(found, value, &format!("{path}/{name}"));
            }
        }
        (Value::Array(listed), Value::Array(written)) if path.ends_with("/scopes") => {
            for scope in written {
                assert!(listed.contains(scope), "{path}: {scope}");
            }
        }
        (Value::Array(all), Value::Array(wanted)) => {
            assert_eq!(all.len(), wanted.len(), "{path}");
            let ordered = !path.ends_with("/sources");
            for (at, wanted) in wanted.iter().enumerate() {
                if ordered {
                    has_all(&all[at], wanted, &format!("{path}/{at}"));
                } else if wanted.is_string() {
                    assert!(all.contains(wanted), "{path}: {wanted}");
                }
            }
        }
        // A need that is an action and nothing else is its name.
        (Value::Object(need), Value::String(_)) => assert_eq!(need.get("action"), Some(written), "{path}"),
        _ => assert_eq!(listed, written, "{path}"),
    }
}

#[test]
fn every_fact_of_the_yaml_is_listed() {
    let catalog = catalog();
    let services = catalog["services"].as_array().unwrap();
    let listed = list("services", &[]);
    assert_eq!(listed.len(), services.len());
    let tables = [
        ("actions", "actions", "name", "v5"),
        ("role_actions", "actions", "name", "role"),
        ("resource_types", "resources", "type", ""),
        ("condition_keys", "keys", "key", ""),
        ("operations", "operations", "", ""),
        ("roles", "roles", "", ""),
        ("role_codes", "role-codes", "", ""),
        ("constraints", "constraints", "id", ""),
    ];
    let mut of_service: BTreeMap<(&str, String), Vec<Value>> = BTreeMap::new();
    for (table, what, _, model) in tables {
        let more: Vec<&str> = if model.is_empty() { Vec::new() } else { vec!["--model", model] };
        for it in list(what, &more) {
            of_service.entry((table, it["service"].as_str().unwrap_or("").to_owned())).or_default().push(it);
        }
    }
    for service in services {
        let code = service["service"].as_str().unwrap();
        let row = listed.iter().find(|it| it["service"] == code).unwrap();
        for name in ["titles", "level", "clouds", "known", "sources"] {
            // What no page states is left out of the file.
            if !service[name].is_null() {
                has_all(&row[name], &service[name], &format!("{code}/{name}"));
            }
        }
        for (table, _, by, _) in tables {
            let written = service[table].as_array().cloned().unwrap_or_default();
            let listed = of_service.get(&(table, code.to_owned())).cloned().unwrap_or_default();
            assert_eq!(listed.len(), written.len(), "{code}/{table}");
            for (at, wanted) in written.iter().enumerate() {
                let found = match by {
                    "" => &listed[at],
                    by => listed.iter().find(|it| it[by] == wanted[by]).unwrap_or_else(|| panic!("{wanted}")),
                };
                has_all(found, wanted, &format!("{code}/{table}/{at}"));
            }
        }
    }
    for (what, table, by) in
        [("operators", "operators", "operator"), ("regions", "regions", "region"), ("limits", "limits", "limit")]
    {
        let listed = list(what, &[]);
        let written = catalog["global"][table].as_array().unwrap();
        assert_eq!(listed.len(), written.len());
        for wanted in written {
            has_all(listed.iter().find(|it| it[by] == wanted[by]).unwrap(), wanted, what);
        }
    }
}

#[test]
fn what_is_not_stated_says_so() {
    let actions = list("actions", &["--service", "ims", "--model", "v5"]);
    let copy = actions.iter().find(|it| it["name"] == "ims:images:copyInRegion").unwrap();
    assert_eq!(copy["condition_keys"], "not_stated");
    let all = list("actions", &[]);
    let fields = |it: &Value| it.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for it in &all {
        let first = all.iter().find(|other| other["model"] == it["model"]).unwrap();
        assert_eq!(fields(it), fields(first), "every action has every field");
    }
}

#[test]
fn lists_are_filtered() {
    let otc = list("operations", &["--service", "ims", "--cloud", "otc"]);
    assert!(!otc.is_empty() && otc.iter().all(|it| it["cloud"] == "otc" && it["service"] == "ims"));
    assert!(list("actions", &["--model", "role"]).iter().all(|it| it["model"] == "role"));
    assert_eq!(list("rules", &[]).len(), hwc_iam::lint::Rule::ALL.len());
    let ran = run(&["list", "actions", "--service", "imz"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "error: unknown service `imz`\nhelp: did you mean `ims`?\n"));
}

#[test]
fn people_get_a_table() {
    insta::assert_snapshot!(run(&["list", "actions", "--service", "ims"]).out);
}

#[test]
fn an_action_is_explained() {
    insta::assert_snapshot!(run(&["explain", "ims:images:copyInRegion"]).out);
}

#[test]
fn every_kind_of_name_is_explained() {
    for (name, kind, field) in [
        ("ims:images:list", "action", "operations"),
        ("IMS:images:copy", "action", "scopes"),
        ("g:mfapresent", "key", "type"),
        ("g:RequestTag/owner", "key", "multivalued"),
        ("POST /v1/cloudimages/{image_id}/copy", "operation", "operations"),
        ("POST /v1/cloudimages/7ca68c5b/copy", "operation", "operations"),
        ("CreateImage", "operation", "operations"),
        ("StringEquals", "operator", "models"),
        ("ForAnyValue:StringEqualsIfExists", "operator", "models"),
        ("IMS Administrator", "role", "roles"),
        ("te_admin", "role", "codes"),
        ("ims", "service", "sources"),
        ("unknown_action", "rule", "docs"),
    ] {
        let ran = run(&["explain", name, "--format", "json"]);
        let found = ran.json();
        assert_eq!((ran.code, &found["kind"]), (0, &Value::from(kind)), "{name}");
        assert!(found.get(field).is_some(), "{name}: {found}");
        assert_eq!(run(&["explain", name]).code, 0);
    }
    let rule = run(&["explain", "unknown_action"]).out;
    assert!(
        rule.contains(hwc_iam::lint::Rule::from_name("unknown_action").unwrap().docs().trim_end()),
        "its page is printed"
    );
}

#[test]
fn people_get_one_screen() {
    let mut all = String::new();
    for name in ["ecs", "IMS:images:copy", "g:MFAPresent", "StringEquals", "IMS Administrator"] {
        let page = run(&["explain", name]).out;
        assert!(page.lines().count() <= 40, "{name}: {page}");
        assert!(!page.contains("not stated") && !page.contains("not_stated"), "{name}: {page}");
        all.push_str(&page);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

/// By name and by code, with every role that the code may be of.
#[test]
fn a_role_is_explained_by_its_code_too() {
    let mut all = String::new();
    for name in ["te_admin", "dns_adm", "system_all_5", "Tenant Guest", "CCEFullPolicy"] {
        let page = run(&["explain", name]).out;
        assert!(page.lines().count() <= 60, "{name}: {page}");
        all.push_str(&format!("# {name}\n{page}\n"));
    }
    insta::assert_snapshot!(all);
    let roles = list("roles", &["--service", "dns", "--cloud", "otc"]);
    let dns = roles.iter().find(|it| it["name"] == "DNS Administrator").unwrap();
    assert_eq!(dns["codes"], serde_json::json!(["dns_adm"]));
    let ran = run(&["explain", "te_admn"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `te_admin`"), "{}", ran.err);
}

#[test]
fn what_no_page_says_is_not_said_to_be_missing() {
    let is_unread = |it: &hwc_iam::Service| it.actions().next().is_none();
    let unread = hwc_iam::Service::all().find(is_unread).unwrap();
    let (pattern, name) = (format!("{unread}:*:*"), format!("{unread}:things:create"));
    let message = format!("no page of the actions of `{unread}` in identity policies was read");
    let cases = [
        (vec!["expand", &pattern], 4, &*message),
        (vec!["expand", "--model", "role", "meeting:*:*"], 4, "`meeting` is a service of which no page was read"),
        (vec!["expand", "ims:imagez:*"], 1, "no action of identity policies matches `ims:imagez:*`"),
        (vec!["shrink", &name], 2, &*message),
        (vec!["shrink", "ims:images:lst"], 2, "unknown action `ims:images:lst`"),
        (vec!["explain", "evs:backups:get"], 2, "of `evs` that are known in the role model"),
    ];
    for (arguments, code, message) in cases {
        let ran = run(&arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_miss_has_near_names() {
    let ran = run(&["explain", "ims:images:lst"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (
            2,
            "error: the catalogue has nothing that is called `ims:images:lst`\nhelp: did you mean `ims:images:list`?\n"
        )
    );
}

#[test]
fn shells_complete_the_command() {
    let ran = run(&["completions", "bash"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("--write-baseline"));
}

#[test]
fn every_command_has_a_manual_page() {
    let scratch = super::Scratch::new("man");
    let ran = scratch.run(&["man", "--out", "pages"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let check = scratch.read("pages/hwc-iam-check.1");
    assert!(check.starts_with(".ie") && check.contains("fail") && check.contains("Example"), "{check}");
    assert!(scratch.read("pages/hwc-iam-catalog-diff.1").contains("hwc"));
    let help = run(&["--help"]).out;
    let commands = help.split("Commands:\n").nth(1).and_then(|it| it.split("\n\n").next()).unwrap().lines();
    let names = commands.filter(|it| !it.starts_with("   ")).filter_map(|it| it.split_whitespace().next());
    for name in names.filter(|it| *it != "help") {
        scratch.read(&format!("pages/hwc-iam-{name}.1"));
    }
}
