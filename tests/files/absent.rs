//! What has no instance, and what is used where no policy is looked for: neither wrong nor passed over.

use hwc_iam::files::{Module, ModuleOptions};

use super::modules::{mistakes, tree};

/// The reasons why parts of the policies of a module are not known.
fn whys(main: &str) -> Vec<String> {
    let module = Module::read(&tree(&[("main.tf", main)]), "", &ModuleOptions::default());
    let mut all: Vec<String> =
        module.policies().iter().flat_map(|it| it.unchecked().into_iter().map(|it| it.1)).collect();
    all.dedup();
    all
}

fn wrong(main: &str) -> Vec<String> {
    let mut all: Vec<String> =
        mistakes(&[("main.tf", main)], &ModuleOptions::default()).into_iter().map(|it| it.2).collect();
    all.dedup();
    all
}

fn policy(body: &str) -> String {
    format!("resource \"huaweicloud_identity_policy\" \"a\" {{\n{body}\n}}\n")
}

const NONE: &str = "`huaweicloud_identity_policy.a` has no instance";

#[test]
fn values_without_which_there_is_no_instance_are_no_mistakes() {
    let bucket = |count: &str, principal: &str| {
        format!(
            "variable \"ids\" {{\n  default = []\n}}\nvariable \"on\" {{\n  default = false\n}}\nresource \"huaweicloud_obs_bucket_policy\" \"b\" {{\n  {count}\n  policy = jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = {principal}, Action = [\"GetObject\"], Resource = [\"b/*\"] }}] }})\n}}\n"
        )
    };
    for (count, principal) in [
        ("count = length(var.ids) > 0 ? 1 : 0", "{ ID = [for it in var.ids : \"domain/${it}\"] }"),
        ("count = var.on ? 1 : 0", "{ ID = var.ids }"),
        ("for_each = toset(var.ids)", "{ ID = [for it in var.ids : \"domain/${it}\"] }"),
        ("count = 0", "{ ID = concat(var.ids, []) }"),
    ] {
        assert_eq!(wrong(&bucket(count, principal)), Vec::<String>::new(), "{count} {principal}");
    }
    for default in ["\"\"", "null", "[]", "{}"] {
        for body in [
            "  count = var.p == \"\" ? 0 : length(var.p[*])\n  policy_document = var.p",
            "  for_each = {}\n  policy_document = jsonencode(var.p)",
            "  count = 0\n  policy_document = local.p",
        ] {
            let main =
                format!("variable \"p\" {{\n  default = {default}\n}}\nlocals {{\n  p = var.p\n}}\n{}", policy(body));
            assert_eq!(wrong(&main), Vec::<String>::new(), "{main}");
        }
    }
    // Also where it is a mode that decides, and not what is empty.
    let main = "variable \"mode\" {\n  default = \"none\"\n}\nlocals {\n  on = var.mode == \"policy\"\n}\n";
    let body = "  count = local.on ? 1 : 0\n  policy_document = local.on ? jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Alow\", Action = [\"ims:images:list\"] }] }) : \"none\"";
    assert_eq!(wrong(&format!("{main}{}", policy(body))), ["\"Alow\""]);
    assert_eq!(whys(&format!("{main}{}", policy(body))), [NONE]);
}

#[test]
fn what_is_written_is_looked_at_without_an_instance() {
    let text = "policy_document = jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }] })";
    for switch in ["count = 0", "count = var.on ? 1 : 0", "for_each = {}"] {
        let main = format!("variable \"on\" {{\n  default = false\n}}\n{}", policy(&format!("  {switch}\n  {text}")));
        assert_eq!(wrong(&main), ["\"ims:images:lst\""], "{switch}");
        let module = Module::read(&tree(&[("main.tf", &main)]), "", &ModuleOptions::default());
        assert!(module.policies().iter().all(|it| it.is_absent()), "{switch}");
    }
    let module = Module::read(&tree(&[("main.tf", &policy(text))]), "", &ModuleOptions::default());
    assert!(!module.policies()[0].is_absent());
}

#[test]
fn a_module_that_is_not_called_is_no_mistake() {
    let main = "variable \"p\" {\n  default = \"\"\n}\nmodule \"m\" {\n  source = \"./m\"\n  count = var.p != \"\" ? 1 : 0\n  policy = var.p\n}\n";
    let inner = format!("variable \"policy\" {{}}\n{}", policy("  policy_document = var.policy"));
    let files = [("main.tf", main), ("m/main.tf", inner.as_str())];
    assert_eq!(mistakes(&files, &ModuleOptions::default()), []);
    let module = Module::read(&tree(&files), "", &ModuleOptions::default());
    assert!(module.policies().iter().all(|it| it.is_absent()));
    let why: Vec<String> = module.policies()[0].unchecked().into_iter().map(|it| it.1).collect();
    assert_eq!(why, ["`module.m` has no instance"]);
}

#[test]
fn null_is_said() {
    let main = format!("variable \"p\" {{\n  default = null\n}}\n{}", policy("  policy_document = var.p"));
    assert_eq!(whys(&main), ["it is null, as far as its values are given"]);
    assert_eq!(whys(&policy("  policy_document = null")), Vec::<String>::new());
}

#[test]
fn a_template_is_one_wherever_it_is_used() {
    let template = "{\"Version\":\"5.0\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":${jsonencode(actions)}}]}";
    let call = "templatefile(\"${path.module}/p.json\", { actions = [\"ims:images:list\"] })";
    for main in [
        format!("output \"p\" {{\n  value = {call}\n}}\n"),
        format!("locals {{\n  p = [for it in var.all : {call}]\n}}\n"),
        format!("module \"m\" {{\n  source = \"x/y/z\"\n  policy = {call}\n}}\n"),
        format!("locals {{\n  p = {}\n}}\n", call.replace("p.json", "${var.name}.json")),
        "data \"template_file\" \"p\" {\n  template = file(\"p.json\")\n}\n".to_owned(),
        "locals {\n  p = templatestring(file(\"./p.json\"), {})\n}\n".to_owned(),
    ] {
        let files = [("main.tf", main.as_str()), ("p.json", template)];
        let module = Module::read(&tree(&files), "", &ModuleOptions::default());
        assert_eq!(module.templates(), ["p.json"], "{main}");
        let why = "a template that is filled in where no policy is looked for";
        assert!(module.unread().iter().any(|it| it.file == "p.json" && it.is_apart && it.why == why), "{main}");
    }
    let main = r#"{"check":{"x":{"assert":{"condition":"${templatefile(\"${path.module}/p.json\",{a=1}) != null}","error_message":"x"}}}}"#;
    let module = Module::read(&tree(&[("main.tf.json", main), ("p.json", template)]), "", &ModuleOptions::default());
    assert_eq!(module.templates(), ["p.json"]);
    // A file that only has such a name is none.
    let main = "locals {\n  p = templatefile(\"${path.module}/p-${var.name}.json\", {})\n}\n";
    let files = [("main.tf", main), ("p-a.json", template), ("p-b.json", "{}"), ("q.json", template)];
    assert_eq!(Module::read(&tree(&files), "", &ModuleOptions::default()).templates(), ["p-a.json"]);
}

#[test]
fn a_policy_of_a_type_that_is_not_known_is_of_no_kind() {
    let main = |kind: &str| {
        format!(
            "variable \"t\" {{\n{kind}\n}}\nresource \"huaweicloud_organizations_policy\" \"a\" {{\n  type = var.t\n  content = jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"Allow\", Action = [\"ims:images:list\"] }}] }})\n}}\n"
        )
    };
    let other = |kind: &str| {
        let module = Module::read(&tree(&[("main.tf", &main(kind))]), "", &ModuleOptions::default());
        module.policies().iter().map(|it| it.other_kind()).collect::<Vec<_>>()
    };
    let why = "what it is a policy of depends on `type`: `var.t` has no default";
    assert_eq!(other(""), [Some(why.to_owned())]);
    assert_eq!(other("  default = \"service_control_policy\""), [None]);
    assert_eq!(other("  default = \"tag_policy\""), []);
}

/// The mistakes of a policy with this statement.
fn statement(text: &str, locals: &str) -> Vec<String> {
    wrong(&format!(
        "variable \"x\" {{}}\nlocals {{\n{locals}\n}}\n{}",
        policy(&format!("  policy_document = jsonencode({{ Version = \"5.0\", Statement = {text} }})"))
    ))
}

#[test]
fn a_name_that_is_not_known_hides_no_value() {
    let one = "{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }";
    for text in [
        format!("values({{ for it in [\"a\"] : var.x => {one} }})"),
        format!("values({{ (var.x) = {one} }})"),
        format!("values(zipmap([var.x], [{one}]))"),
        format!("[for it in {{ for it in [\"a\"] : \"${{var.x}}-a\" => {one} }} : it]"),
        format!("flatten(values({{ for it in [\"a\"] : var.x => {one}... }}))"),
    ] {
        assert_eq!(statement(&text, ""), ["\"ims:images:lst\""], "{text}");
    }
    let body = format!(
        "  for_each = {{ for it in [{{ name = \"${{var.x}}-a\", s = {one} }}] : it.name => it }}\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = [each.value.s] }})"
    );
    let main = format!("variable \"x\" {{}}\n{}", policy(&body));
    assert_eq!((wrong(&main), whys(&main)), (vec!["\"ims:images:lst\"".to_owned()], Vec::new()));
}

#[test]
fn a_list_of_which_a_part_is_taken_is_looked_at() {
    let list = "  all = [for it in [\"lst\", \"lits\"] : { Effect = \"Allow\", Action = [\"ims:images:${it}\"] }]";
    assert_eq!(statement("slice(local.all, 0, min(1, length(local.all)))", list).len(), 1);
    assert_eq!(statement("slice(local.all, 0, var.x)", list).len(), 1);
    assert_eq!(statement("slice(local.all, var.x, 2)", list).len(), 1);
}

#[test]
fn what_is_put_beside_hides_nothing() {
    let merged = |more: &str| format!("[merge({{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }}, {more})]");
    for more in [
        "var.x != \"\" ? { Condition = { StringEquals = { \"g:RequestedRegion\" = [var.x] } } } : {}",
        "var.x ? null : { Sid = \"a\" }",
    ] {
        assert_eq!(statement(&merged(more), ""), ["\"ims:images:lst\""], "{more}");
    }
    assert_eq!(statement(&merged("var.x ? { Effect = \"Alow\" } : {}"), ""), ["\"ims:images:lst\""]);
}
