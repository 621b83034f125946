//! Folders, read as Terraform reads them.

use std::collections::BTreeMap;

use hwc_iam::files::{Module, ModuleOptions};

use super::forms::found;

pub(super) fn tree(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// The mistakes of a module: where each policy is, the file of the mistake, and its text.
pub(super) fn mistakes(files: &[(&str, &str)], options: &ModuleOptions) -> Vec<(String, String, String)> {
    let tree = tree(files);
    let module = Module::read(&tree, "", options);
    let mut all = Vec::new();
    for policy in module.policies() {
        let address = policy.address().unwrap_or_default().to_owned();
        for it in [policy].into_iter().chain(policy.variants()) {
            for problem in it.document().problems().filter(|problem| it.concerns(problem.span())) {
                let file = it.file(problem.span().start).unwrap_or_default();
                let (start, end) = (it.position(problem.span().start).offset, it.position(problem.span().end).offset);
                all.push((address.clone(), file.to_owned(), tree[file].get(start..end).unwrap().to_owned()));
            }
        }
    }
    all
}

fn addresses(files: &[(&str, &str)]) -> Vec<String> {
    let module = Module::read(&tree(files), "", &ModuleOptions::default());
    module.policies().iter().map(|it| it.address().unwrap_or_default().to_owned()).collect()
}

fn row(address: &str, file: &str, text: &str) -> (String, String, String) {
    (address.into(), file.into(), text.into())
}

#[test]
fn a_policy_in_an_argument_that_no_table_lists_is_said_to_be_unread() {
    let policy = "jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = [var.a] }] })";
    let unread = |resource: &str, body: &str| {
        let files = [("main.tf", format!("variable \"a\" {{}}\nresource \"{resource}\" \"x\" {{\n{body}\n}}\n"))];
        let files: BTreeMap<String, String> = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
        let module = Module::read(&files, "", &ModuleOptions::default());
        assert_eq!(module.policies().len(), usize::from(resource == "huaweicloud_identity_policy"));
        module.unread().iter().map(|it| (it.start.line, it.why.clone())).collect::<Vec<_>>()
    };
    let why = |of: &str| format!("a policy in `{of}` of `huaweicloud_vault`, whose kind no page states");
    assert_eq!(unread("huaweicloud_vault", &format!("  access = {policy}")), [(3, why("access"))]);
    assert_eq!(unread("huaweicloud_vault", &format!("  b {{\n    rule = {policy}\n  }}")), [(4, why("rule"))]);
    let text = "  rule = \"{\\\"Version\\\":\\\"5.0\\\",\\\"Statement\\\":[]}\"";
    assert_eq!(unread("huaweicloud_vault", text), [(3, why("rule"))]);
    assert_eq!(unread("huaweicloud_vault", "  rule = \"Statement\""), []);
    let of_aws = (3, String::from("a policy of AWS in `policy` of `aws_iam_policy`"));
    assert_eq!(unread("aws_iam_policy", &format!("  policy = {policy}")), [of_aws]);
    let topic = r#"jsonencode({ Version = "2016-09-07", Statement = [{ Effect = "Allow", Principal = { CSP = ["*"] }, Action = ["SMN:Publish"] }] })"#;
    let of_topic = "a policy of a topic in `access_policy` of `huaweicloud_smn_topic`, a kind that is not read";
    let why = unread("huaweicloud_smn_topic", &format!("  access_policy = {topic}"));
    assert_eq!(why, [(3, String::from(of_topic))]);
    assert_eq!(unread("huaweicloud_identity_policy", &format!("  policy_document = {policy}")), []);
}

const ROLE: &str = "resource \"huaweicloud_identity_role\" \"r\" {\n  type = \"XA\"\n  policy = ";

#[test]
fn names_are_those_of_all_files() {
    let main = format!(
        "{ROLE}jsonencode({{ Version = \"1.1\", Statement = [{{ Effect = local.effect, Action = var.actions }}] }})\n}}\n"
    );
    let files = [
        ("main.tf", main.as_str()),
        ("z.tf.json", r#"{"locals": {"effect": "Alow"}}"#),
        ("variables.tf", "variable \"actions\" {\n  type = list(string)\n  default = [\"ims:images:lst\"]\n}\n"),
    ];
    let effect = row("huaweicloud_identity_role.r", "z.tf.json", "\"Alow\"");
    let action = row("huaweicloud_identity_role.r", "variables.tf", "\"ims:images:lst\"");
    assert_eq!(mistakes(&files, &ModuleOptions::default()), [effect.clone(), action]);

    // The values of variables, in the order in which Terraform takes them.
    let wrong = |name: &str| format!("actions = [\"ims:images:{name}\"]\n");
    let (one, two, three) = (wrong("ls"), wrong("lst"), r#"{"actions": ["ims:images:lits"]}"#);
    let mut all = files.to_vec();
    let expect = |all: &[(&str, &str)], options: &ModuleOptions, file: &str, text: &str| {
        assert_eq!(mistakes(all, options), [effect.clone(), row("huaweicloud_identity_role.r", file, text)]);
    };
    all.push(("terraform.tfvars", &one));
    expect(&all, &ModuleOptions::default(), "terraform.tfvars", "\"ims:images:ls\"");
    all.push(("a.auto.tfvars", &two));
    expect(&all, &ModuleOptions::default(), "a.auto.tfvars", "\"ims:images:lst\"");
    all.push(("b.auto.tfvars.json", three));
    expect(&all, &ModuleOptions::default(), "b.auto.tfvars.json", "\"ims:images:lits\"");
    all.push(("prod.tfvars", &one));
    let mut options = ModuleOptions::default();
    options.variable_files = vec![("prod.tfvars".into(), one.clone())];
    expect(&all, &options, "prod.tfvars", "\"ims:images:ls\"");

    // What overrides says what counts.
    let replaced = "resource \"huaweicloud_identity_role\" \"r\" {\n  policy = jsonencode({ Version = \"1.1\", Statement = [{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }] })\n}\n";
    all.push(("x_override.tf", replaced));
    let found = mistakes(&all, &ModuleOptions::default());
    assert_eq!(found, [row("huaweicloud_identity_role.r", "x_override.tf", "\"ims:images:lst\"")]);
}

#[test]
fn each_instance_has_its_address() {
    let each = ROLE.replace("type", "for_each = { b = \"ims:images:list\", a = \"ims:images:lst\" }\n  type");
    let text = format!(
        "{each}jsonencode({{ Version = \"1.1\", Statement = [{{ Effect = \"Allow\", Action = [each.value] }}] }})\n}}\n"
    );
    assert_eq!(
        addresses(&[("a.tf", &text)]),
        ["huaweicloud_identity_role.r[\"a\"]", "huaweicloud_identity_role.r[\"b\"]"]
    );
    let found = mistakes(&[("a.tf", &text)], &ModuleOptions::default());
    assert_eq!(found, [row("huaweicloud_identity_role.r[\"a\"]", "a.tf", "\"ims:images:lst\"")]);
    let count = text
        .replace("for_each = { b = \"ims:images:list\", a = \"ims:images:lst\" }", "count = 2")
        .replace("each.value", "\"a:b:c${count.index}\"");
    assert_eq!(addresses(&[("a.tf", &count)]), ["huaweicloud_identity_role.r[0]", "huaweicloud_identity_role.r[1]"]);
    let set = text.replace("{ b = \"ims:images:list\", a = \"ims:images:lst\" }", "toset([\"x\", \"y\"])");
    assert_eq!(
        addresses(&[("a.tf", &set)]),
        ["huaweicloud_identity_role.r[\"x\"]", "huaweicloud_identity_role.r[\"y\"]"]
    );
    let maybe = text.replace("{ b =", "var.on ? { b =").replace("lst\" }", "lst\" } : {}");
    assert_eq!(addresses(&[("a.tf", &maybe)]).len(), 2, "what there may be is looked at");
    let none = text.replace("{ b = \"ims:images:list\", a = \"ims:images:lst\" }", "{}");
    assert_eq!(addresses(&[("a.tf", &none)]), ["huaweicloud_identity_role.r"], "so is what there is not");
}

#[test]
fn local_modules_are_entered_with_their_arguments() {
    let role = format!(
        "{ROLE}jsonencode({{ Version = \"1.1\", Statement = [{{ Effect = \"Allow\", Action = var.actions }}] }})\n}}\n"
    );
    let inner = format!(
        "{role}variable \"actions\" {{\n  type = list(string)\n}}\noutput \"actions\" {{\n  value = var.actions\n}}\n"
    );
    let main = "module \"one\" {\n  source = \"./modules/role\"\n  for_each = toset([\"lst\", \"list\"])\n  actions = [\"ims:images:${each.key}\"]\n}\n\
                module \"two\" {\n  source = \"./modules/role\"\n  actions = module.one[\"lst\"].actions\n}\n\
                module \"far\" {\n  source = \"registry/x/y\"\n}\nmodule \"gone\" {\n  source = \"./gone\"\n}\nmodule \"me\" {\n  source = \"./modules/..\"\n}\n";
    let files = [("main.tf", main), ("modules/role/main.tf", inner.as_str())];
    assert_eq!(
        addresses(&files),
        [
            "module.one[\"list\"].huaweicloud_identity_role.r",
            "module.one[\"lst\"].huaweicloud_identity_role.r",
            "module.two.huaweicloud_identity_role.r"
        ]
    );
    let wrong: Vec<String> = mistakes(&files, &ModuleOptions::default()).into_iter().map(|it| it.0).collect();
    assert_eq!(wrong, ["module.one[\"lst\"].huaweicloud_identity_role.r", "module.two.huaweicloud_identity_role.r"]);
    let module = Module::read(&tree(&files), "", &ModuleOptions::default());
    let unread: Vec<&str> = module.unread().iter().map(|it| it.why.as_str()).collect();
    assert_eq!(
        unread,
        [
            "the module `far` is not in this folder: `registry/x/y`",
            "there is no module in `./gone`",
            "the module `me` calls itself"
        ]
    );
    assert_eq!(module.unread()[0].start.line, 10);
    assert_eq!(module.called(), ["gone", "modules/role"]);
}

#[test]
fn files_and_templates_are_read_where_the_module_names_them() {
    let template = "{\"Version\":\"1.1\",\"Statement\":[%{ for a in actions }{\"Effect\":\"${effect}\",\"Action\":[\"${a}\"]}%{ endfor }]}";
    let main = format!(
        "{ROLE}templatefile(\"${{path.module}}/t.json\", {{ actions = [\"ims:images:lst\"], effect = var.effect }})\n}}\n{}file(\"p.tpl\")\n}}\n",
        ROLE.replace("\"r\"", "\"s\"")
    );
    let plain = "{\"Version\":\"1.1\",\"Statement\":[{\"Effect\":\"Alow\",\"Action\":[\"ims:images:list\"]}]}";
    let files = [("main.tf", main.as_str()), ("t.json", template), ("p.tpl", plain)];
    assert_eq!(
        mistakes(&files, &ModuleOptions::default()),
        [
            row("huaweicloud_identity_role.r", "t.json", "\"${a}\""),
            row("huaweicloud_identity_role.s", "p.tpl", "\"Alow\""),
        ]
    );
    let module = Module::read(&tree(&files), "", &ModuleOptions::default());
    assert_eq!(module.templates(), ["t.json"]);
    let why: Vec<String> = module.policies()[0].unchecked().into_iter().map(|it| it.1).collect();
    assert_eq!(why, ["`var.effect` is not declared in what is read"]);
}

#[test]
fn a_broken_file_is_told_and_the_others_are_read() {
    let good =
        format!("{ROLE}jsonencode({{ Version = \"1.1\", Statement = [{{ Effect = \"Alow\", Action = [] }}] }})\n}}\n");
    let module = Module::read(
        &tree(&[("a.tf", "resource {"), ("b.tf", &good), ("c.tf.json", "{")]),
        "",
        &ModuleOptions::default(),
    );
    assert_eq!(module.policies().len(), 1);
    assert!(!found(&module.policies()[0], &good).is_empty());
    let broken: Vec<&str> = module.unread().iter().filter(|it| it.is_broken).map(|it| it.file.as_str()).collect();
    assert_eq!(broken, ["a.tf", "c.tf.json"]);
}

#[test]
fn conditions_of_json_files_keep_their_places() {
    let text = r#"{"resource":{"huaweicloud_identity_policy":{"p":{"policy_document":"{\"Version\":\"5.0\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ims:images:lst\", \"${var.more}\"]}]}"}}}}"#;
    let found = mistakes(&[("a.tf.json", text)], &ModuleOptions::default());
    assert_eq!(found, [row("huaweicloud_identity_policy.p", "a.tf.json", "\\\"ims:images:lst\\\"")]);
}

/// Functions of files, which have no rows in the table: what they say depends on what is beside the module.
#[test]
fn functions_of_files_read_what_is_beside_the_module() {
    let main = r#"
resource "huaweicloud_identity_policy" "p" {
  for_each        = fileset("${path.module}/policies", "*.tftpl")
  policy_document = templatefile("${path.module}/policies/${each.value}", { verb = nonsensitive("lst") })
}
resource "huaweicloud_identity_policy" "f" {
  policy_document = file("./policies/f.json")
}
"#;
    let of = |action: &str| {
        format!("{{\"Version\":\"5.0\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":[\"ims:images:{action}\"]}}]}}")
    };
    let (a, b, f) = (of("${verb}"), of("x${verb}"), of("gt"));
    let files = [
        ("main.tf", main),
        ("policies/a.tftpl", a.as_str()),
        ("policies/b.tftpl", b.as_str()),
        ("policies/f.json", f.as_str()),
    ];
    let module = Module::read(&tree(&files), "", &ModuleOptions::default());
    let addresses: Vec<&str> = module.policies().iter().filter_map(|it| it.address()).collect();
    assert_eq!(
        addresses,
        [
            "huaweicloud_identity_policy.p[\"a.tftpl\"]",
            "huaweicloud_identity_policy.p[\"b.tftpl\"]",
            "huaweicloud_identity_policy.f"
        ]
    );
    let said: Vec<String> = module
        .policies()
        .iter()
        .flat_map(|it| it.document().problems().map(|it| it.message()).collect::<Vec<_>>())
        .collect();
    let wanted = ["lst", "xlst", "gt"].map(|it| format!("unknown action `ims:images:{it}` (data of 2025-11-06)"));
    assert_eq!(said, wanted);
    assert_eq!(module.templates(), ["policies/a.tftpl", "policies/b.tftpl"]);
    assert!(module.unread().is_empty());
}
