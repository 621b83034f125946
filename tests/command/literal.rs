//! Fixes of policies that are literal in Terraform and in other data.

use super::Scratch;

/// The file after `check --fix`.
fn fixed(file: &str, text: &str) -> String {
    let scratch = Scratch::new(&format!("literal-{:?}", std::thread::current().id()));
    scratch.write(file, text);
    let ran = scratch.run(&["check", "--fix", file]);
    assert!(ran.code < 2, "{}", ran.err);
    let fixed = scratch.read(file);
    let again = scratch.run(&["check", "--fix", file]);
    assert_eq!(scratch.read(file), fixed, "a second time: {}", again.out);
    fixed
}

const MAIN: &str = r#"# kept
resource "huaweicloud_identityv5_policy" "a" {
  name            = "a"   # and this
  policy_document = jsonencode({
    Version   = "5.0" /* and this */
    Statement = [
      {
        Effect   = "Allow"
        Action   = "ims:images:list" # a list
        Resource = ["*"]
      },
      { Effect = "Allow", Action = [
          "ims:images:get",
          "ims:images:get",
          "ims:images:export"
        ]
      }
    ]
  })
}
"#;

#[test]
fn objects_in_jsonencode_keep_their_layout() {
    let wanted = MAIN
        .replace("= \"ims:images:list\" #", "= [\"ims:images:list\"] #")
        .replace("          \"ims:images:get\",\n          \"ims:images:get\",\n", "          \"ims:images:get\",\n");
    assert_eq!(fixed("main.tf", MAIN), wanted);
}

#[test]
fn heredocs_are_mended() {
    let text = |actions: &str| {
        format!(
            "resource \"huaweicloud_identityv5_policy\" \"a\" {{\n  policy_document = <<-EOT\n    {{\n      \"Version\": \"5.0\",\n      \"Statement\": [{{ \"Effect\": \"Allow\", \"Action\": {actions} }}]\n    }}\n  EOT\n}}\n"
        )
    };
    assert_eq!(fixed("main.tf", &text("\"ims:images:list\"")), text("[\"ims:images:list\"]"));
    let twice = text("[\"ims:images:list\",\n        \"ims:images:list\"]");
    assert_eq!(fixed("main.tf", &twice), text("[\"ims:images:list\"]"));
}

#[test]
fn terraform_in_json_is_mended() {
    let text = |actions: &str| {
        format!(
            r#"{{ "resource": {{"huaweicloud_identityv5_policy": {{"a": {{ "policy_document": "{{\"Version\":\"5.0\",\"Statement\":[{{\"Effect\":\"Allow\",\"Action\":{actions}}}]}}" }}}}}}}}"#
        )
    };
    assert_eq!(fixed("a.tf.json", &text(r#"\"ims:images:list\""#)), text(r#"[\"ims:images:list\"]"#));
    assert_eq!(
        fixed("a.tf.json", &text(r#"[\"ims:images:get\", \"ims:images:list\",\n \"ims:images:get\"]"#)),
        text(r#"[\"ims:images:get\", \"ims:images:list\"]"#)
    );
    let answer = |actions: &str| {
        format!(
            r#"{{ "roles": [ {{"policy": {{"Version":"5.0", "Statement":[{{"Effect":"Allow","Action":{actions}}}]}}}} ] }}"#
        )
    };
    assert_eq!(fixed("roles.json", &answer("\"ims:images:list\"")), answer("[\"ims:images:list\"]"));
}

/// A policy with what makes its resource several, and with another statement.
fn several(head: &str, actions: &str, more: &str) -> String {
    format!(
        "resource \"huaweicloud_identityv5_policy\" \"a\" {{\n{head}  policy_document = jsonencode({{\n    Version   = \"5.0\"\n    Statement = [\n      {{ Effect = \"Allow\", Action = {actions} }},{more}\n    ]\n  }})\n}}\n"
    )
}

const TWICE: &str = "[\"ims:images:list\", \"ims:images:list\"]";
const ONCE: &str = "[\"ims:images:list\"]";

#[test]
fn instances_are_mended_together() {
    for head in [
        "  count = 1\n",
        "  count = 3\n",
        "  count = 0\n",
        "  count = var.c ? 1 : 0\n",
        "  for_each = toset([\"a\", \"b\"])\n",
        "  for_each = var.all\n",
        "  for_each = {}\n",
    ] {
        assert_eq!(fixed("main.tf", &several(head, TWICE, "")), several(head, ONCE, ""), "{head}");
    }
    // What is said of each, and only of some of them.
    let each = "\n      { Effect = \"Allow\", Action = [each.value] }";
    let of =
        |actions: &str| several("  for_each = toset([\"ims:images:get\", \"ims:images:export\"])\n", actions, each);
    assert_eq!(fixed("main.tf", &of(TWICE)), of(ONCE));
    let of = |actions: &str| several("  for_each = toset([\"ims:images:list\", \"ims:images:get\"])\n", actions, "");
    let text = of("[\"ims:images:list\", each.value]");
    assert_eq!(fixed("main.tf", &text), text, "one of them would lose an action");
}

#[test]
fn what_is_known_is_mended_beside_what_is_not() {
    for (actions, wanted, more) in [
        (TWICE, ONCE, "\n      { Effect = \"Deny\", Action = [var.x] }"),
        (TWICE, ONCE, "\n      var.x"),
        (TWICE, ONCE, "\n      { Effect = var.x, Action = [\"ims:*:*\"] }"),
        (
            "[\"ims:images:list\", \"ims:images:list\"], Resource = [var.x]",
            "[\"ims:images:list\"], Resource = [var.x]",
            "",
        ),
        (
            "[\"ims:images:list\", \"ims:images:list\"], Condition = { StringEquals = { \"g:UserName\" = [var.x] } }",
            "[\"ims:images:list\"], Condition = { StringEquals = { \"g:UserName\" = [var.x] } }",
            "",
        ),
        ("[\"ims:images:list\", \"ims:images:list\", var.x]", "[\"ims:images:list\", var.x]", ""),
        ("[\"ims:images:list\"], Resource = \"*\"", "[\"ims:images:list\"], Resource = [\"*\"]", "\n      var.x"),
    ] {
        for head in ["", "  for_each = var.all\n"] {
            let text = several(head, actions, more);
            assert_eq!(fixed("main.tf", &text), several(head, wanted, more), "{text}");
        }
    }
    // An alternative is no reason to leave the rest alone.
    let choice = "\n      { Effect = \"Allow\", Action = var.c ? [\"ims:images:get\"] : [\"ims:images:export\"] }";
    assert_eq!(fixed("main.tf", &several("", TWICE, choice)), several("", ONCE, choice));
}

/// What is needless only beside something unknown, or would be needed with some value of it, stays.
#[test]
fn what_may_count_beside_what_is_not_known_stays() {
    let covered = "{ Effect = \"Allow\", Action = [\"ims:images:list\"] },\n      ";
    for more in ["\n      { Effect = \"Allow\", Action = [\"ims:*:*\"], Resource = [var.x] }", "\n      var.x"] {
        let text = several("", "[\"ims:images:list\"]", more);
        assert_eq!(fixed("main.tf", &text), text, "{covered}");
    }
}

#[test]
fn locals_are_mended_for_all_that_use_them() {
    let of = |actions: &str| {
        format!(
            "locals {{\n  s = {{ Effect = \"Allow\", Action = {actions} }}\n}}\n{}{}",
            several("", "[\"ims:images:get\"]", "\n      local.s").replace("\"a\"", "\"b\""),
            "resource \"huaweicloud_identityv5_policy\" \"c\" {\n  count = 2\n  policy_document = jsonencode({ Version = \"5.0\", Statement = local.s })\n}\n"
        )
    };
    assert_eq!(fixed("main.tf", &of(TWICE)), of(ONCE));
    let of = |actions: &str| {
        format!(
            "locals {{\n  p = {{ Version = \"5.0\", Statement = [{{ Effect = \"Allow\", Action = {actions} }}] }}\n}}\nresource \"huaweicloud_identityv5_policy\" \"c\" {{\n  policy_document = jsonencode(local.p)\n}}\n"
        )
    };
    assert_eq!(fixed("main.tf", &of(TWICE)), of(ONCE));
    // Another file makes something else of it.
    for (other, is_mended) in [
        ("length(local.s.Action) > 1 ? [\"ims:images:get\"] : [\"*\"]", false),
        ("length(local.s.Action) > 1 ? [\"*\"] : [\"ims:images:get\"]", true),
        ("local.s.Action", true),
    ] {
        let scratch = Scratch::new("literal-shared");
        let text = format!(
            "locals {{\n  s = {{ Effect = \"Allow\", Action = {TWICE} }}\n}}\nresource \"huaweicloud_identityv5_policy\" \"c\" {{\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = [local.s] }})\n}}\n"
        );
        scratch.write("m/main.tf", &text);
        scratch.write("m/other.tf", format!("resource \"huaweicloud_identityv5_policy\" \"o\" {{\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"Allow\", Action = {other} }}] }})\n}}\n"));
        let ran = scratch.run(&["check", "--fix", "m"]);
        assert_eq!(scratch.read("m/main.tf") != text, is_mended, "{other}: {}", ran.err);
        assert_eq!(
            ran.err.contains("m/main.tf:2:56: not fixed: repeated_item: it is written outside of the resource"),
            !is_mended,
            "{}",
            ran.err
        );
    }
}

#[test]
fn why_something_is_not_mended_is_said() {
    let scratch = Scratch::new("literal-why");
    for (text, why) in [
        (
            several("", "concat([\"ims:images:list\"], [\"ims:images:list\"])", ""),
            "it is not written there as it is, or a comment would go",
        ),
        (
            several("", "[\"ims:images:list\", # why\n \"ims:images:list\"]", ""),
            "it is not written there as it is, or a comment would go",
        ),
        (
            format!(
                "locals {{\n  s = {{ Effect = \"Allow\", Action = {TWICE} }}\n}}\n{}",
                several("", "[\"ims:images:get\"]", "\n      local.s, var.x")
            ),
            "it is written outside of the policy, of which a part is unknown",
        ),
        (
            format!(
                "locals {{\n  s = {{ Effect = \"Allow\", Action = {TWICE} }}\n}}\n{}{}",
                several("", "[\"ims:images:get\"]", "\n      local.s"),
                several("", "[\"ims:images:get\"]", "\n      var.x").replace("\"a\"", "\"b\"")
            ),
            "it is written outside of the resource, and a part of another policy is unknown",
        ),
    ] {
        scratch.write("main.tf", &text);
        let ran = scratch.run(&["check", "--fix", "main.tf"]);
        assert_eq!(scratch.read("main.tf"), text);
        assert!(ran.err.contains(&format!(": not fixed: repeated_item: {why}\n")), "{why}: {}", ran.err);
        assert!(!ran.out.contains("can be fixed"), "what it has just refused: {}", ran.out);
    }
}

/// Programs get the edit that `--fix` makes.
#[test]
fn json_has_the_fix() {
    let scratch = Scratch::new("literal-json");
    let text = several("  for_each = var.all\n", TWICE, "\n      var.x");
    scratch.write("m/main.tf", &text);
    let json = scratch.run(&["check", "m", "--format", "json"]).json();
    let findings = json["files"][0]["findings"].as_array().unwrap();
    let finding = findings.iter().find(|it| it["rule"] == "repeated_item").unwrap();
    let edits = finding["fix"]["edits"].as_array().unwrap();
    let at = |it: &serde_json::Value, side: &str| usize::try_from(it[side]["offset"].as_u64().unwrap()).unwrap();
    let mut mended = text.clone();
    for it in edits.iter().rev() {
        mended.replace_range(at(it, "start")..at(it, "end"), it["text"].as_str().unwrap());
    }
    assert_eq!(mended, several("  for_each = var.all\n", ONCE, "\n      var.x"));
    let ran = scratch.run(&["check", "m"]);
    assert!(ran.out.contains("; 1 can be fixed by `--fix`"), "{}", ran.out);
}

#[test]
fn what_is_not_literal_is_left_alone() {
    let of = |document: &str| {
        format!("resource \"huaweicloud_identityv5_policy\" \"a\" {{\n  policy_document = {document}\n}}\n")
    };
    for text in [
        // A comment would go.
        of(
            "jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = [\n    \"ims:images:get\", # why\n    \"ims:images:get\"\n  ] }] })",
        ),
        // What another policy shares, of which not all is known.
        format!(
            "locals {{\n  s = {{ Effect = \"Allow\", Action = [\"ims:images:get\", \"ims:images:get\"] }}\n}}\n{}{}",
            of("jsonencode({ Version = \"5.0\", Statement = [local.s] })"),
            of("jsonencode({ Version = \"5.0\", Statement = [local.s, data.a.b.c] })").replace("\"a\"", "\"b\"")
        ),
    ] {
        assert_eq!(fixed("main.tf", &text), text);
    }
    let plan = r#"{"resource_changes":[{"address":"a","mode":"managed","type":"huaweicloud_identityv5_policy","change":{"after":{"policy_document":"{\"Version\":\"5.0\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ims:images:list\"}]}"}}}]}"#;
    assert_eq!(fixed("plan.json", plan), plan);
    let yaml = "Version: '5.0'\nStatement:\n  - Effect: Allow\n    Action:\n      - ims:images:list\n      - ims:images:list\n";
    assert_eq!(fixed("a.yaml", yaml), yaml);
}

#[test]
fn what_is_suppressed_is_not_mended() {
    let text = MAIN.replace("          \"ims:images:get\",\n          \"ims:images:get\",", "          \"ims:images:get\",\n          # hwc-iam: allow repeated_item it is meant so\n          \"ims:images:get\",");
    assert_eq!(fixed("main.tf", &text), text.replace("= \"ims:images:list\" #", "= [\"ims:images:list\"] #"));
}
