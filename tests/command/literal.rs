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
        // A part is not known.
        of(
            "jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = [\"ims:images:get\", \"ims:images:get\", data.a.b.c] }] })",
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
