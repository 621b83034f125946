//! The formats in which policies are kept beside Terraform's own language, each with its findings at their places.

use hwc_iam::files::{self, Language};
use serde_json::{Value, json};

use super::{Scratch, archive};

const BAD: &str = r#"{"Version":"5.0","Statement":[{"Effect":"Alow","Action":["ims:images:list"]}]}"#;

/// The address, the rule and the text at the place of each finding.
fn found(language: Language, text: &str) -> Vec<(String, &'static str, String)> {
    let mut all = Vec::new();
    files::each(language, text.into(), None, &mut |it| {
        for problem in it.document().problems() {
            let span = problem.span();
            let there = text.get(span.start as usize..span.end as usize).unwrap().to_owned();
            all.push((it.address().unwrap_or_default().to_owned(), problem.rule(), there));
        }
    })
    .unwrap();
    all
}

fn one(language: Language, text: &str, address: &str, there: &str) {
    assert_eq!(found(language, text), [(address.to_owned(), "invalid_effect", there.to_owned())], "{text}");
}

#[test]
fn terraform_in_json_is_read() {
    let string = serde_json::to_string(BAD).unwrap();
    let at = r#"\"Alow\""#;
    for body in [
        format!(r#"{{"p": {{"policy_document": {string}}}}}"#),
        // The CDK and people write arrays of blocks, too.
        format!(r#"[{{"p": [{{"policy_document": {string}}}]}}]"#),
    ] {
        let text = format!(r#"{{"//": {{"metadata": {{}}}}, "resource": {{"huaweicloud_identity_policy": {body}}}}}"#);
        one(Language::Json, &text, "huaweicloud_identity_policy.p", at);
        let text = format!(r#"{{"resource": [{{"huaweicloud_identity_policy": {body}}}]}}"#);
        one(Language::Json, &text, "huaweicloud_identity_policy.p", at);
    }
    // What the text itself says is known, however it reaches us.
    let local = r#"{"locals": {"e": "Alow"}, "resource": {"huaweicloud_identity_policy": {"p": {"policy_document":
        "${jsonencode({Version = \"5.0\", Statement = [{Effect = local.e, Action = [\"ims:images:list\"]}]})}"}}}}"#;
    one(Language::Json, local, "huaweicloud_identity_policy.p", "\"Alow\"");
    let blocks = r#"{"resource": {"opentelekomcloud_identity_role_v3": {"r": {"statement":
        [{"effect": "Alow", "action": ["ims:images:list", "${var.more}"]}]}}}}"#;
    one(Language::Json, blocks, "opentelekomcloud_identity_role_v3.r", "\"Alow\"");
    assert_eq!(found(Language::Json, r#"{"resource": {"aws_iam_policy": {"a": {"policy": "{}"}}}}"#), []);
}

#[test]
fn values_of_variables_are_read() {
    let bad = BAD.replace("\"Statement\":[", "\"Statement\": [\n");
    for (value, address) in [
        (format!("<<EOT\n{bad}\nEOT"), "role_policy"),
        (format!("{BAD:?}"), "role_policy"),
        (format!("[\"a\", <<EOT\n{bad}\nEOT\n]"), "role_policy[1]"),
        (
            String::from(
                "{ a = { Version = \"5.0\", Statement = [{ Effect = \"Alow\", Action = [\"ims:images:list\"] }] } }",
            ),
            "role_policy.a",
        ),
    ] {
        let there = if value.starts_with('"') { r#"\"Alow\""# } else { "\"Alow\"" };
        one(Language::Terraform, &format!("names = [\"x\"]\nrole_policy = {value}\n"), address, there);
    }
    assert_eq!(found(Language::Terraform, "region = \"cn-north-4\"\nnames = [\"a\"]\n"), []);
}

#[test]
fn values_of_variables_are_checked_once() {
    let scratch = Scratch::new("tfvars");
    scratch.write("m/prod.tfvars", format!("p = <<EOT\n{BAD}\nEOT\n"));
    let ran = scratch.run(&["check", "m"]);
    assert_eq!((ran.code, ran.out.matches("invalid_effect").count()), (1, 1), "{}{}", ran.out, ran.err);
    scratch.write("m/terraform.tfvars", format!("p = <<EOT\n{BAD}\nEOT\n"));
    let main = "variable \"p\" {}\nresource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = var.p\n}\n";
    scratch.write("m/main.tf", main);
    let ran = scratch.run(&["check", "m/main.tf", "m/terraform.tfvars"]);
    assert_eq!((ran.code, ran.out.matches("invalid_effect").count()), (1, 1), "{}{}", ran.out, ran.err);
}

#[test]
fn what_terraform_computes_in_json_is_not_known() {
    let unknown = |policy: &str| {
        let text = json!({ "resource": { "huaweicloud_identity_policy": { "p": { "policy_document": policy } } } });
        let text = text.to_string();
        let mut parts = Vec::new();
        files::each(Language::Json, text.clone(), None, &mut |it| {
            assert_eq!(it.document().problems().len(), 0, "{text}");
            parts
                .extend(it.unknown().iter().map(|it| text.get(it.start as usize..it.end as usize).unwrap().to_owned()));
        })
        .unwrap();
        parts
    };
    assert_eq!(unknown("${jsonencode(local.a)}"), ["local.a"]);
    let with = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":${jsonencode(var.a)}}]}"#;
    assert_eq!(unknown(with), ["var.a"]);
    let escaped = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"],"Resource":["obs:*:*:object:b/$${g:UserName}/*"]}]}"#;
    assert_eq!(unknown(escaped), [""; 0]);
    let wrong = json!({ "resource": { "huaweicloud_identity_policy": { "p": { "policy_document": escaped.replace("UserName", "UserNam") } } } });
    let found = found(Language::Json, &wrong.to_string());
    assert_eq!((found.len(), found[0].1), (1, "unknown_key"), "{found:?}");
}

#[test]
fn plans_and_states_are_read() {
    let values = json!({ "policy_document": BAD });
    let resource = json!({ "address": "module.m.huaweicloud_identity_policy.p[\"a\"]", "mode": "managed",
        "type": "huaweicloud_identity_policy", "values": values });
    let root = json!({ "resources": [], "child_modules": [{ "resources": [resource] }] });
    let planned = json!({ "terraform_version": "1.9.0", "planned_values": { "root_module": root } });
    let shown = json!({ "format_version": "1.0", "terraform_version": "1.9.0", "values": { "root_module": root } });
    let changes = json!({ "resource_changes": [{ "address": "module.m.huaweicloud_identity_policy.p[\"a\"]", "mode": "managed",
        "type": "huaweicloud_identity_policy", "change": { "actions": ["update"], "before": null, "after": values } }] });
    let state = json!({ "version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": [
        { "module": "module.m", "mode": "managed", "type": "huaweicloud_identity_policy", "name": "p", "provider": "p",
          "instances": [{ "index_key": "a", "attributes": values }] },
        { "mode": "data", "type": "huaweicloud_identity_policy", "name": "p", "instances": [{ "attributes": values }] }] });
    for text in [planned, shown, changes, state] {
        one(Language::Json, &text.to_string(), "module.m.huaweicloud_identity_policy.p[\"a\"]", r#"\"Alow\""#);
    }
}

#[test]
fn a_plan_has_two_sides() {
    let change = |address: &str, before: Value, after: Value| {
        json!({ "address": address, "mode": "managed", "type": "huaweicloud_identity_policy",
            "change": { "actions": [], "before": before, "after": after, "after_unknown": { "id": true } } })
    };
    let policy = json!({ "policy_document": BAD });
    let plan = json!({ "resource_changes": [
        change("a", Value::Null, policy.clone()), change("b", policy.clone(), Value::Null), change("c", policy.clone(), policy),
        change("d", Value::Null, json!({})),
    ] });
    let (before, after) = files::plan_sides(&plan.to_string()).unwrap();
    let names = |all: &[files::Found]| all.iter().map(|it| it.address().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (names(&before), names(&after)),
        (vec!["b".to_owned(), "c".to_owned()], vec!["a".to_owned(), "c".to_owned()])
    );
    assert!(files::plan_sides("{}").is_none());
}

#[test]
fn answers_of_the_api_are_read() {
    let policy: Value = serde_json::from_str(BAD).unwrap();
    let string = r#"\"Alow\""#;
    for (answer, pointer, there) in [
        (json!({ "policy_version": { "version_id": "v1", "document": BAD } }), "/policy_version/document", string),
        (
            json!({ "policies": [{ "policy_name": "a" }, { "policy_name": "b", "document": policy }] }),
            "/policies/1/document",
            "\"Alow\"",
        ),
        (json!([{ "kind": "Policy", "spec": { "policy": policy } }]), "/0/spec/policy", "\"Alow\""),
        (
            json!({ "apiVersion": "v1", "kind": "List", "items": [{ "spec": { "a/b~": policy } }] }),
            "/items/0/spec/a~1b~0",
            "\"Alow\"",
        ),
    ] {
        one(Language::Json, &answer.to_string(), pointer, there);
    }
    let roles = json!({ "roles": [{ "display_name": "r", "type": "XA", "policy": { "Version": "1.1", "Statement": [{ "Effect": "Alow", "Action": ["ims:images:list"] }] } }] });
    one(Language::Json, &roles.to_string(), "/roles/0/policy", "\"Alow\"");
}

#[test]
fn an_answer_says_what_its_documents_are() {
    let kinds = |answer: Value| {
        let mut all = Vec::new();
        files::each(Language::Json, answer.to_string(), None, &mut |it| all.push(it.document().kind().name())).unwrap();
        all
    };
    let trust = r#"{"Version":"5.0","Statement":[]}"#;
    assert_eq!(kinds(json!({ "agency": { "trust_policy": trust } })), ["trust"]);
    let content = json!({ "policy": { "content": BAD, "policy_summary": { "type": "service_control_policy" } } });
    assert_eq!(kinds(content), ["scp"]);
    assert_eq!(kinds(json!({ "policy": { "content": BAD } })), ["identity"]);
}

#[test]
fn in_a_folder_each_format_is_found_and_what_is_not_read_is_said() {
    let scratch = Scratch::new("formats");
    let string = serde_json::to_string(BAD).unwrap();
    scratch.write(
        "cdk/cdk.tf.json",
        format!(r#"{{"resource": {{"huaweicloud_identity_policy": {{"p": {{"policy_document": {string}}}}}}}}}"#),
    );
    scratch.write("answers/list.json", format!(r#"{{"policies": [{{"document": {string}}}]}}"#));
    let aws = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}"#;
    scratch.write("answers/other.json", json!({ "PolicyList": [{ "Document": aws }] }).to_string());
    let ran = scratch.run(&["check", "."]);
    assert_eq!(ran.code, 1);
    for wanted in [
        "cdk/cdk.tf.json:1:",
        "answers/list.json:1:",
        "not checked: ./answers/other.json:1:29: a policy of AWS (in `/PolicyList/0/Document`)",
    ] {
        assert!(ran.out.contains(wanted), "{wanted}\n{}", ran.out);
    }
    for format in ["json", "sarif", "github"] {
        assert!(scratch.run(&["check", ".", "--format", format]).out.contains("a policy of AWS"), "{format}");
    }
}

#[test]
fn a_rule_of_cloud_custodian_says_what_its_policy_is() {
    let scp = "policies:\n  - resource: huaweicloud.org-unit\n    actions:\n      - type: set-policy\n        policy-type: service_control_policy\n        contents:\n          Version: '5.0'\n          Statement: [{Effect: Allow, Action: ['ims:images:list']}]\n";
    let found = std::cell::RefCell::new(Vec::new());
    files::each(Language::Yaml, scp.into(), None, &mut |it| found.borrow_mut().push(it.document().kind())).unwrap();
    assert_eq!(*found.borrow(), [hwc_iam::PolicyKind::Scp]);
}

#[test]
fn yaml_is_read() {
    one(
        Language::Yaml,
        "Version: '5.0'\nStatement:\n  - Effect: Alow\n    Action: [\"ims:images:list\"]\n",
        "",
        "Alow",
    );
    one(Language::Yaml, &format!("---\n# é\na: 1\n---\nitems:\n- é: {BAD}\n"), "/1/items/0/é", "\"Alow\"");
    let custodian = "policies:\n  - name: a\n    resource: huaweicloud.iam-policy\n    actions:\n      - type: put\n        document: &d\n          Version: \"5.0\"\n          Statement: [{Effect: Alow, Action: ['ims:images:list']}]\n";
    one(Language::Yaml, custodian, "/policies/0/actions/0/document", "Alow");
    let statements = "policies:\n  - name: a\n    resource: huaweicloud.obs\n    actions:\n      - type: set-statements\n        statements:\n          - Sid: a\n            Effect: Alow\n            Principal: {ID: '*'}\n            Action: '*'\n            Resource: ['{bucket_name}', '{bucket_name}/*']\n";
    one(Language::Yaml, statements, "/policies/0/actions/0/statements", "Alow");
    one(Language::Yaml, &format!("a:\n  policy: '{BAD}'\n"), "/a/policy", "\"Alow\"");
    // Its text is longer where it is written than what it says.
    let block = "a: |\n  {\"Version\": \"5.0\",\n   \"Statement\": [{\"Effect\": \"Alow\", \"Action\": [\"ims:images:list\"]}]}\n";
    one(Language::Yaml, block, "/a", "\"Alow\"");
    let folded = block.replace('|', ">-");
    one(Language::Yaml, &folded, "/a", "\"Alow\"");
    one(
        Language::Yaml,
        "b: &b {Effect: Alow, Action: ['ims:images:list']}\np: {Version: '5.0', Statement: [*b]}\n",
        "/p",
        "*b",
    );
    let merged = "b: &b {Effect: Alow}\np: {Version: '5.0', Statement: [{<<: *b, Action: ['ims:images:list']}]}\n";
    one(Language::Yaml, merged, "/p", "*b");
    let tagged = "Version: '5.0'\nStatement: [{Effect: !Ref effect, Action: !!str ims:images:list}]\n";
    assert_eq!(found(Language::Yaml, tagged).iter().map(|it| it.1).collect::<Vec<_>>(), ["wrong_type"]);
}

/// YAML that is JSON says what the JSON says.
#[test]
fn json_is_yaml() {
    for text in [BAD.to_owned(), json!([{ "p": BAD }, 1.5, null, true, "yes"]).to_string()] {
        assert_eq!(found(Language::Yaml, &text), found(Language::Json, &text), "{text}");
    }
}

#[test]
fn hostile_yaml_is_bounded() {
    let bomb = |levels: usize| {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for at in 1..levels {
            let of = vec![format!("*a{}", at - 1); 10].join(", ");
            text += &format!("a{at}: &a{at} [{of}]\n");
        }
        text
    };
    for text in
        [bomb(12), "[".repeat(100_000), "- ".repeat(5_000), "a: *a".into(), "a: &a [*a]".into(), "\u{feff}{".into()]
    {
        assert!(files::each(Language::Yaml, text, None, &mut |_| ()).is_err());
    }
}

#[test]
fn yaml_in_a_folder_is_read_and_templates_are_said_not_to_be() {
    let scratch = Scratch::new("yaml");
    scratch.write("a.yaml", "Version: '5.0'\nStatement:\n  - Effect: Alow\n    Action: ['ims:images:list']\n");
    scratch.write("values.yaml", "a: 1\n");
    scratch.write("templates/a.yaml", "{{- if .Values.a }}\nStatement: {{ .Values.b }}\n{{- end }}\n");
    let ran = scratch.run(&["check", "."]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    for wanted in ["./a.yaml:3:13", "not checked: ./templates/a.yaml:1:", "not yaml: ", "1 policy in 2 files"] {
        assert!(ran.out.contains(wanted), "{wanted}\n{}", ran.out);
    }
    assert_eq!(scratch.run(&["check", "templates/a.yaml"]).code, 2);
}

#[test]
fn stacks_in_archives_are_read() {
    let scratch = Scratch::new("zip");
    let main =
        format!("resource \"huaweicloud_identity_policy\" \"a\" {{\n  policy_document = jsonencode({BAD})\n}}\n");
    scratch.write("stack.zip", archive(&[("iam/main.tf", main.as_bytes()), ("iam/logo.png", &[0xff, 0xfe])]));
    let ran = scratch.run(&["check", "stack.zip"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{}", ran.out);
    assert!(ran.out.contains("stack.zip/iam/main.tf:2:"), "{}", ran.out);
    let before = std::fs::read(scratch.0.join("stack.zip")).unwrap();
    let ran = scratch.run(&["check", "--fix", "stack.zip"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, "warning: stack.zip: `--fix` leaves archives as they are\n"));
    assert_eq!(std::fs::read(scratch.0.join("stack.zip")).unwrap(), before);
}

#[test]
fn hostile_archives_are_refused() {
    let scratch = Scratch::new("hostile-zip");
    let bomb = vec![b' '; 40 << 20];
    for (name, bytes, why) in [
        ("bomb.zip", archive(&[("a.tf", &bomb), ("b.tf", &bomb)]), "larger than 32 mib"),
        ("out.zip", archive(&[("../../a.tf", b"")]), "leads out of the archive"),
        ("root.zip", archive(&[("/etc/a.tf", b"")]), ""),
        ("broken.zip", b"PK\x03\x04no".to_vec(), "invalid"),
        ("bytes.zip", archive(&[("a.tf", &[0xff])]), "not utf-8"),
    ] {
        scratch.write(name, bytes);
        let ran = scratch.run(&["check", name]);
        assert!(ran.err.to_lowercase().contains(why), "{name}: {}", ran.err);
        assert_eq!(ran.code, if why.is_empty() { 0 } else { 2 }, "{name}: {}", ran.err);
    }
    assert!(!std::path::Path::new("/etc/a.tf").exists());
}

#[test]
fn a_stack_in_an_archive_is_a_module() {
    let scratch = Scratch::new("zip-module");
    let main = "variable \"verbs\" {\n  default = [\"lst\"]\n}\nresource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = templatefile(\"${path.module}/policies/a.tftpl\", { verbs = var.verbs })\n}\nmodule \"m\" {\n  source = \"./m\"\n  action = \"ims:images:exprt\"\n}\n";
    let template = "{\"Version\": \"5.0\", \"Statement\": [{\"Effect\": \"Allow\",\n  \"Action\": [%{ for i, it in verbs }%{ if i > 0 }, %{ endif }\"ims:images:${it}\"%{ endfor }]}]}\n";
    let child = "variable \"action\" {}\nresource \"huaweicloud_identity_policy\" \"b\" {\n  policy_document = jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = [var.action] }] })\n}\n";
    let files: [(&str, &[u8]); 4] = [
        ("main.tf", main.as_bytes()),
        ("policies/a.tftpl", template.as_bytes()),
        ("m/main.tf", child.as_bytes()),
        ("logo.png", &[0xff, 0xfe]),
    ];
    scratch.write("stack.zip", archive(&files));
    let ran = scratch.run(&["check", "stack.zip", "--format", "json", "--fail-on-unchecked"]);
    let json = ran.json();
    let found = |json: &Value| -> Vec<(String, String)> {
        let files = json["files"].as_array().unwrap().iter();
        let rows = files.flat_map(|file| {
            let name = file["file"].as_str().unwrap().to_owned();
            file["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(move |it| (name.clone(), it["message"].as_str().unwrap().to_owned()))
        });
        rows.collect()
    };
    let rows = found(&json);
    assert_eq!(rows.len(), 2, "{}{}", ran.out, ran.err);
    assert!(rows.iter().any(|it| it.1.starts_with("unknown action `ims:images:lst`")), "{rows:?}");
    assert!(rows.iter().any(|it| it.1.starts_with("unknown action `ims:images:exprt`")), "{rows:?}");
    assert!(rows.iter().all(|it| it.0.starts_with("stack.zip/")), "{rows:?}");
    // Values from the command line count there, too, and the unpacked folder has the same findings.
    scratch.write("values.tfvars", "verbs = [\"list\"]\n");
    let given = scratch.run(&["check", "stack.zip", "--format", "json", "--var-file", "values.tfvars"]).json();
    assert_eq!(found(&given).len(), 1, "{given}");
    for (name, text) in files {
        scratch.write(&format!("stack/{name}"), text);
    }
    let folder = found(&scratch.run(&["check", "stack", "--format", "json"]).json());
    let relative = |rows: &[(String, String)], root: &str| -> Vec<(String, String)> {
        rows.iter().map(|(file, why)| (file.replace(root, ""), why.clone())).collect()
    };
    assert_eq!(relative(&folder, "stack/"), relative(&rows, "stack.zip/"));
    // What is not in the archive is not looked for anywhere else.
    scratch.write("stack.zip", archive(&files[..1]));
    let ran = scratch.run(&["check", "stack.zip"]);
    assert!(ran.out.contains("the file `./policies/a.tftpl` is not read"), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("there is no module in `./m`"), "{}{}", ran.out, ran.err);
}

/// A policy in an argument that no page describes, in every form that a resource has.
#[test]
fn policies_in_other_arguments_are_said_to_be_unread() {
    let scratch = Scratch::new("unlisted");
    let document = json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["a:b:c"] }] }).to_string();
    let values = json!({ "name": "a", "rules": [{ "access": document, "note": "\"Statement\" is a word" }] });
    let change = json!({ "address": "huaweicloud_new_thing.a", "mode": "managed", "type": "huaweicloud_new_thing",
        "change": { "actions": ["create"], "before": null, "after": values } });
    scratch.write("plan.json", json!({ "resource_changes": [change] }).to_string());
    let resource = json!({ "address": "huaweicloud_new_thing.a", "mode": "managed", "type": "huaweicloud_new_thing", "name": "a", "values": values });
    scratch.write(
        "show.json",
        json!({ "terraform_version": "1", "values": { "root_module": { "resources": [resource] } } }).to_string(),
    );
    let state = json!({ "version": 4, "terraform_version": "1", "serial": 1, "lineage": "a", "resources": [
        { "mode": "managed", "type": "huaweicloud_new_thing", "name": "a", "instances": [{ "attributes": values }] }] });
    scratch.write("terraform.tfstate.json", state.to_string());
    scratch.write(
        "main.tf",
        format!(
            "resource \"huaweicloud_new_thing\" \"a\" {{\n  rules {{\n    access = {}\n  }}\n}}\n",
            serde_json::to_string(&document).unwrap()
        ),
    );
    for name in ["plan.json", "show.json", "terraform.tfstate.json", "main.tf"] {
        let ran = scratch.run(&["check", name, "--fail-on-unchecked"]);
        let why = "a policy in `access` of `huaweicloud_new_thing`, whose kind no page states";
        assert_eq!((ran.code, ran.out.matches(why).count()), (1, 1), "{name}: {}{}", ran.out, ran.err);
    }
    // Of another provider nobody expects one.
    scratch.write("plan.json", scratch.read("plan.json").replace("huaweicloud_new", "aws_new"));
    assert!(!scratch.run(&["check", "plan.json"]).out.contains("no page says"));
}

/// Modules, and what Terraform itself would plan of them.
#[test]
fn a_module_and_its_plan_have_the_same_findings() {
    let scratch = Scratch::new("module-and-plan");
    scratch.write(
        "iam/main.tf",
        "variable \"teams\" {\n  type = map(object({ verbs = list(string), deny = optional(bool, false) }))\n}\nlocals {\n  names = { for name, it in var.teams : name => [for verb in it.verbs : \"ims:images:${verb}\"] }\n}\nresource \"huaweicloud_identityv5_policy\" \"team\" {\n  for_each = var.teams\n  name = each.key\n  policy_document = jsonencode({\n    Version = \"5.0\"\n    Statement = concat(\n      [{ Effect = \"Allow\", Action = local.names[each.key] }],\n      each.value.deny ? [{ Effect = \"Deny\", Action = [\"ims:images:delet\"] }] : [],\n    )\n  })\n}\n",
    );
    scratch.write("iam/terraform.tfvars", "teams = { a = { verbs = [\"lst\"] } }\n");
    scratch.write(
        "more.tfvars",
        "teams = { a = { verbs = [\"list\"] }, b = { verbs = [\"get\", \"gte\"], deny = true } }\n",
    );
    let values = |actions: &[&str], deny: bool| {
        let mut statements = vec![json!({ "Effect": "Allow", "Action": actions })];
        statements.extend(deny.then(|| json!({ "Effect": "Deny", "Action": ["ims:images:delet"] })));
        json!({ "policy_document": json!({ "Version": "5.0", "Statement": statements }).to_string() })
    };
    let plan = |all: &[(&str, Value)]| {
        let each = all.iter().map(|(key, it)| {
            json!({ "address": format!("huaweicloud_identityv5_policy.team[\"{key}\"]"), "mode": "managed", "type": "huaweicloud_identityv5_policy",
                "change": { "actions": ["create"], "before": null, "after": it } })
        });
        json!({ "resource_changes": each.collect::<Vec<_>>() }).to_string()
    };
    let found = |arguments: &[&str]| -> Vec<(String, String)> {
        let ran = scratch.run(&[&["check", "--format", "json"], arguments].concat());
        let json = ran.json();
        let all = json["files"].as_array().unwrap().iter().flat_map(|it| it["findings"].as_array().unwrap().clone());
        let mut rows: Vec<_> = all
            .map(|it| {
                (it["policy"].as_str().unwrap_or_default().to_owned(), it["message"].as_str().unwrap().to_owned())
            })
            .collect();
        rows.sort();
        rows
    };
    scratch.write("first.json", plan(&[("a", values(&["ims:images:lst"], false))]));
    scratch.write(
        "second.json",
        plan(&[("a", values(&["ims:images:list"], false)), ("b", values(&["ims:images:get", "ims:images:gte"], true))]),
    );
    let first = found(&["iam"]);
    assert!(!first.is_empty());
    assert_eq!(first, found(&["first.json"]));
    let second = found(&["iam", "--var-file", "more.tfvars"]);
    assert!(
        second.iter().any(|it| it.1.contains("ims:images:delet"))
            && second.iter().any(|it| it.1.contains("ims:images:gte")),
        "{second:?}"
    );
    assert_eq!(second, found(&["second.json"]));
    // The last file counts.
    scratch.write("last.tfvars", "teams = {}\n");
    assert!(
        found(&["iam", "--var-file", "more.tfvars", "--var-file", "last.tfvars"])
            .iter()
            .all(|it| !it.1.contains("gte"))
    );
    assert_eq!(scratch.run(&["check", "iam", "--var-file", "no.tfvars"]).code, 2);
}
