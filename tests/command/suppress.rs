//! Findings that are meant to be there: comments beside them, and the configuration.

use serde_json::Value;

use super::Scratch;

/// Policies with one finding of `full_access` each, all of them suppressed.
const ALL_SUPPRESSED: &str = r#"
resource "huaweicloud_identity_policy" "above" {
  policy_document = jsonencode({
    Version = "5.0"
    Statement = [{
      Effect = "Allow"
      # hwc-iam: allow full_access break-glass account
      Action = ["*:*:*"]
    }]
  })
}

resource "huaweicloud_identity_policy" "beside" {
  policy_document = jsonencode({
    Version   = "5.0"
    Statement = [{ Effect = "Allow", Action = ["*:*:*"] }] // hwc-iam: allow full_access: break-glass account
  })
}

resource "huaweicloud_identity_policy" "stacked" {
  policy_document = jsonencode({
    Version = "5.0"
    Statement = [{
      Effect = "Allow"
      // hwc-iam: allow full_access the first of two
      /* hwc-iam: allow unknown_action
         the second of two */
      # another comment

      Action = ["*:*:*", "ims:images:lst"]
    }]
  })
}

resource "huaweicloud_identity_policy" "heredoc" {
  # hwc-iam: allow full_access, unknown_action -- there are no comments in a heredoc
  policy_document = <<-EOT
    {
      "Version": "5.0",
      "Statement": [{
        "Effect": "Allow",
        "Action": ["*:*:*", "ims:images:lst"]
      }]
    }
  EOT
}
"#;

fn folder(terraform: &str) -> Scratch {
    let scratch = Scratch::new(&format!("suppress-{:?}", std::thread::current().id()));
    scratch.write("main.tf", terraform);
    scratch
}

const RULES: &[&str] = &[
    "--allow",
    "all",
    "--deny",
    "full_access",
    "--deny",
    "unknown_action",
    "--deny",
    "malformed_suppression",
    "--warn",
    "unused_suppression",
];

fn check(scratch: &Scratch, arguments: &[&str]) -> super::Ran {
    scratch.run(&[&["check"], arguments, RULES].concat())
}

#[test]
fn a_comment_above_or_beside_the_line_suppresses() {
    let scratch = folder(ALL_SUPPRESSED);
    let ran = check(&scratch, &["main.tf"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "4 policies in 1 file: 0 denied, 0 warned; 6 suppressed\n");
    // Without the comments all of it is found.
    scratch.write("main.tf", ALL_SUPPRESSED.replace("hwc-iam:", "see"));
    let ran = check(&scratch, &["main.tf"]);
    assert!(ran.out.ends_with("4 policies in 1 file: 6 denied, 0 warned\n"), "{}", ran.out);
}

#[test]
fn every_format_says_what_is_suppressed() {
    let scratch = folder(ALL_SUPPRESSED);
    let json = check(&scratch, &["main.tf", "--format", "json"]).json();
    assert_eq!(json["files"][0]["findings"], serde_json::json!([]));
    let suppressed: Vec<(&str, &str)> = json["files"][0]["suppressed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["rule"].as_str().unwrap(), it["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(
        suppressed,
        [
            ("full_access", "break-glass account"),
            ("full_access", "break-glass account"),
            ("full_access", "the first of two"),
            ("unknown_action", "the second of two"),
            ("full_access", "there are no comments in a heredoc"),
            ("unknown_action", "there are no comments in a heredoc"),
        ]
    );
    let sarif = check(&scratch, &["main.tf", "--format", "sarif"]).json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 6);
    let suppression = &results[0]["suppressions"][0];
    assert_eq!(
        (&suppression["kind"], &suppression["justification"]),
        (&"inSource".into(), &"break-glass account".into())
    );
    let github = check(&scratch, &["main.tf", "--format", "github"]);
    assert_eq!(github.out, "::notice::6 findings suppressed\n");
}

#[test]
fn what_suppresses_nothing_is_reported() {
    let policy = |comment: &str, inside: &str| {
        format!(
            "resource \"huaweicloud_identity_policy\" \"a\" {{\n  # {comment}\n  policy_document = jsonencode({{\n    Version = \"5.0\"\n    \
             Statement = [{{\n      Effect = \"Allow\" # {inside}\n      Action = [\"*:*:*\"]\n    }}]\n  }})\n}}\n"
        )
    };
    let said = |comment: &str, inside: &str| -> Vec<String> {
        let scratch = folder(&policy(comment, inside));
        let json = check(&scratch, &["main.tf", "--format", "json"]).json();
        let all = json["files"][0]["findings"].as_array().unwrap().clone();
        let of_comments = all.iter().filter(|it| it["rule"].as_str().unwrap().ends_with("_suppression"));
        of_comments
            .map(|it| {
                let help = it["help"].as_str().map(|it| format!("; {it}")).unwrap_or_default();
                format!(
                    "{}: {} {}{help}",
                    it["start"]["line"],
                    it["level"].as_str().unwrap(),
                    it["message"].as_str().unwrap()
                )
            })
            .collect()
    };
    let moved = "line 7 has such a finding: put the comment above or beside it";
    assert_eq!(
        said("hwc-iam: allow full_access why not", "hwc-iam: allow unknown_action a reason"),
        [
            format!("2: warn no finding of `full_access` here; {moved}"),
            "6: warn no finding of `unknown_action` here; remove the suppression".into(),
        ]
    );
    assert_eq!(
        said("hwc-iam: allow ful_access why not", "hwc-iam: ignore full_access"),
        [
            "2: deny unknown rule `ful_access`; did you mean `full_access`?",
            "6: deny `ignore` suppresses nothing; did you mean `allow`?",
        ]
    );
    let form = "the form is `hwc-iam: allow RULE reason`";
    assert_eq!(
        said("hwc-iam: allow", "hwc-iam: allow syntax it is what it is"),
        [
            format!("2: deny the comment names no rule; {form}"),
            "6: deny `syntax` cannot be suppressed; what cannot be read is not checked".into(),
        ]
    );
    assert_eq!(said("see hwc-iam: allow full_access", "hwc-iam: the linter of this folder"), [""; 0]);
    // A rule that is turned off has nothing to suppress.
    let scratch = folder(&policy("hwc-iam: allow unknown_action a reason", "x"));
    let ran = scratch.run(&["check", "main.tf", "--allow", "all", "--warn", "unused_suppression"]);
    assert!(ran.out.ends_with("0 denied, 0 warned\n"), "{}", ran.out);
}

#[test]
fn a_missing_reason_is_reported_and_what_it_suppresses_is_not() {
    let scratch = folder(&ALL_SUPPRESSED.replace(" break-glass account", ""));
    let ran = check(&scratch, &["main.tf"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_string_is_no_comment() {
    let text = ALL_SUPPRESSED
        .replace("# hwc-iam: allow full_access break-glass account", "Sid = \"# hwc-iam: allow full_access x\"");
    let text = text.replace("\"Effect\": \"Allow\",\n", "\"Effect\": \"Allow\",\n # hwc-iam: allow full_access x\n");
    let json = check(&folder(&text), &["main.tf", "--format", "json"]).json();
    let rules = |of: &Value| -> Vec<String> {
        of.as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rules(&json["files"][0]["findings"]), ["full_access"]);
}

#[test]
fn comments_of_yaml_count() {
    let text = "# the policy of the operators\nVersion: \"5.0\"\nStatement:\n  - Effect: Allow\n    Action:\n      \
                # hwc-iam: allow full_access break-glass account\n      - \"*:*:*\"\n      - \"ims:images:lst\" # hwc-iam: allow unknown_action a test\n    \
                Sid: \"# hwc-iam: allow full_access no comment\"\n";
    let scratch = folder("");
    scratch.write("policy.yaml", text);
    let ran = check(&scratch, &["policy.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "1 policy in 1 file: 0 denied, 0 warned; 2 suppressed\n");
    scratch.write("policy.yaml", text.replace("allow full_access", "allow unknown_action"));
    let ran = check(&scratch, &["policy.yaml"]);
    assert!(ran.out.ends_with("1 policy in 1 file: 1 denied, 1 warned; 1 suppressed\n"), "{}", ran.out);
}

#[test]
fn what_is_suppressed_is_not_fixed() {
    let text = "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({\n    Version = \"5.0\"\n    Statement = [{\n      \
                Effect = \"Allow\"\n      # hwc-iam: allow repeated_item both are wanted\n      Action = [\"ims:images:list\", \"ims:images:list\"]\n    }]\n  })\n}\n";
    let scratch = folder(text);
    scratch.run(&["check", "--fix", "main.tf"]);
    assert_eq!(scratch.read("main.tf"), text);
}

const ROOT: &str = r#"{
  "Version": "5.0",
  "Statement": [
    { "Sid": "BreakGlass", "Effect": "Allow", "Action": ["*:*:*"] },
    { "Sid": "Other", "Effect": "Allow", "Action": ["*:*:*"] }
  ]
}
"#;

fn configured(allow: &str) -> Scratch {
    let scratch = folder("");
    scratch.write("policies/root.json", ROOT);
    scratch.write("hwc-iam.toml", format!("profile = \"hwc\"\n\n[[allow]]\n{allow}"));
    scratch
}

#[test]
fn the_configuration_suppresses_by_the_sid() {
    let entry = |sid: &str| {
        format!(
            "file = \"policies/root.json\"\nsid = \"{sid}\"\nrule = \"full_access\"\nreason = \"for emergencies\"\n"
        )
    };
    let scratch = configured(&entry("BreakGlass"));
    for path in ["policies", "./policies/root.json", "policies/../policies/root.json"] {
        let json = check(&scratch, &[path, "--format", "json"]).json();
        let file = &json["files"][0];
        assert_eq!(file["findings"].as_array().unwrap().len(), 1, "{path}");
        assert_eq!(
            (&file["findings"][0]["path"], &file["suppressed"][0]["reason"]),
            (&"/Statement/1/Action/0".into(), &"for emergencies".into())
        );
    }
    let sarif = check(&scratch, &["policies", "--format", "sarif"]).json();
    assert_eq!(sarif["runs"][0]["results"][1]["suppressions"][0]["kind"], "external");

    let scratch = configured(&entry("Gone"));
    let ran = check(&scratch, &["policies"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
    // Another file says nothing of it.
    let ran = check(&scratch, &["main.tf"]);
    assert_eq!(ran.out, "0 policies in 1 file: 0 denied, 0 warned\n");
}

#[test]
fn an_entry_of_a_file_that_is_gone_is_reported() {
    let scratch = configured(
        "file = \"policies/gone.json\"\nsid = \"A\"\nrule = \"full_access\"\nreason = \"for emergencies\"\n",
    );
    for paths in [&["main.tf"][..], &["policies", "main.tf"]] {
        let json = check(&scratch, &[paths, &["--format", "json"]].concat()).json();
        let of_config: Vec<_> =
            json["files"].as_array().unwrap().iter().filter(|it| it["file"] == "hwc-iam.toml").collect();
        let [file] = of_config.as_slice() else { panic!("{json}") };
        let finding = &file["findings"][0];
        assert_eq!(finding["rule"], "unused_suppression");
        assert_eq!(finding["message"], "the file `policies/gone.json` does not exist");
        assert_eq!(finding["start"]["line"], 3);
    }
}

#[test]
fn a_configuration_that_suppresses_wrongly_is_an_error() {
    let with = |rule: &str, reason: &str| {
        let ran =
            check(&configured(&format!("file = \"a.json\"\nsid = \"a\"\nrule = \"{rule}\"\n{reason}")), &["policies"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        ran.err
    };
    assert!(
        with("ful_access", "reason = \"x\"").contains("unknown rule `ful_access`\nhelp: did you mean `full_access`?")
    );
    assert!(with("full_access", "reason = \" \"").contains("`[[allow]]` of `a` gives no reason"));
    assert!(with("full_access", "").contains("missing field `reason`"));
    assert!(with("all", "reason = \"x\"").contains("`all` cannot be suppressed in a statement"));
}
