use serde_json::Value;

use super::{Scratch, fixtures, run, run_with};

/// Only what the checker of the macros finds, so that a new rule changes no snapshot here.
const MISTAKES: &[&str] = &[
    "--allow",
    "all",
    "--deny",
    "syntax",
    "--deny",
    "unknown_action",
    "--deny",
    "unknown_key",
    "--deny",
    "invalid_effect",
    "--deny",
    "invalid_version",
    "--deny",
    "unknown_operator",
    "--deny",
    "forbidden_element",
    "--deny",
    "invalid_principal",
    "--warn",
    "invalid_value",
    "--deny",
    "missing_element",
];

fn check(arguments: &[&str]) -> super::Ran {
    run(&[&["check"], arguments, MISTAKES].concat())
}

#[test]
fn people_see_the_line() {
    let ran = check(&["check/main.tf"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn programs_get_json() {
    let ran = check(&["check/main.tf", "policies/mistakes.json", "--format", "json"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(serde_json::to_string_pretty(&ran.json()).unwrap());
}

#[test]
fn github_gets_annotations() {
    let ran = check(&["check/main.tf", "policies/mistakes.json", "--format", "github"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn the_sarif_is_sarif() {
    let text = std::fs::read_to_string(fixtures().join("sarif-2.1.0.schema.json")).unwrap();
    // The published schema has a bracket too many in one pattern.
    let schema: Value = serde_json::from_str(&text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$")).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let scratch = Scratch::new("sarif");
    scratch.write("a b.json", [0xff]);
    let unreadable = scratch.run(&["check", "a b.json", "--format", "sarif"]);
    assert_eq!(unreadable.code, 2);
    for ran in [run(&["check", "check", "policies", "--format", "sarif"]), unreadable] {
        let sarif = ran.json();
        let errors: Vec<String> =
            validator.iter_errors(&sarif).map(|it| format!("{}: {it}", it.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let sarif = check(&["policies/mistakes.json", "--format", "sarif"]).json();
    insta::assert_snapshot!(serde_json::to_string_pretty(&sarif["runs"][0]["results"]).unwrap());
}

#[test]
fn a_plan_is_checked_before_it_is_carried_out() {
    let ran = check(&["check/plan.json"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn each_line_is_a_policy() {
    let ran = check(&["check/lines.jsonl"]);
    assert_eq!(ran.code, 1);
    insta::assert_snapshot!(ran.out);
    let input = std::fs::read(fixtures().join("check/lines.jsonl")).unwrap();
    let from_input = run_with(&input, &[&["check", "-"], MISTAKES].concat());
    assert_eq!(from_input.out, ran.out.replace("check/lines.jsonl", "<stdin>"));
}

/// What a line holds is found as it is found in a file of JSON.
#[test]
fn a_line_is_read_as_a_file_of_json_with_it_is() {
    let scratch = Scratch::new("lines-of-answers");
    let policy = r#"{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["ims:images:lst","ims:images:lst"]}]}"#;
    let quoted = serde_json::to_string(policy).unwrap();
    let answers = [
        format!(r#"{{"roles":[{{"id":"1","display_name":"p","type":"AX","policy":{policy}}}]}}"#),
        format!(r#"{{"policy_version":{{"document":{quoted}}}}}"#),
        format!("[{policy},{policy}]"),
        policy.to_owned(),
        format!(
            r#"{{"planned_values":{{"root_module":{{"resources":[{{"address":"huaweicloud_identity_role.a","mode":"managed","type":"huaweicloud_identity_role","name":"a","values":{{"policy":{quoted}}}}}]}}}}}}"#
        ),
        format!(r#"{{"resource":{{"huaweicloud_identity_role":{{"a":{{"policy":{quoted}}}}}}}}}"#),
        String::from(r#"{"roles":[]}"#),
    ];
    let found = |json: &Value| -> Vec<(String, String, String, u64)> {
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let one = |it: &Value| {
            (text(&it["rule"]), text(&it["policy"]), text(&it["pointer"]), it["start"]["column"].as_u64().unwrap())
        };
        json["files"][0]["findings"].as_array().unwrap().iter().map(one).collect()
    };
    let mut all = Vec::new();
    for (at, answer) in answers.iter().enumerate() {
        scratch.write("a.json", answer);
        scratch.write("a.jsonl", format!("\u{feff}{answer}\r\n"));
        let json = found(&scratch.run(&["check", "a.json", "--format", "json"]).json());
        let lines = found(&scratch.run(&["check", "a.jsonl", "--format", "json"]).json());
        assert_eq!(json, lines, "{answer}");
        assert!(at == 6 || json.iter().any(|it| it.0 == "unknown_action"), "{answer}");
        all.extend(json);
    }
    let lines = answers.join("\n");
    let ran = run_with(lines.as_bytes(), &["check", "-", "--format", "json"]);
    assert_eq!(found(&ran.json()), all);
    // In a folder, too.
    scratch.write("b/c/lines.ndjson", lines.lines().take(2).collect::<Vec<_>>().join("\n"));
    let json = scratch.run(&["check", "b", "--format", "json"]).json();
    let findings = json["files"][0]["findings"].as_array().unwrap();
    assert!([1, 2].iter().all(|line| findings.iter().any(|it| it["start"]["line"] == *line)), "{json}");
    // What follows a line that is broken is read.
    scratch.write("d.jsonl", format!("{{\"resource_changes\": [\n{}\n", answers[0]));
    let json = scratch.run(&["check", "d.jsonl", "--format", "json"]).json();
    assert!(found(&json).iter().any(|it| it.0 == "unknown_action" && it.1 == "/roles/0/policy"), "{json}");
}

/// A finding is one of its line, though other lines have the same.
#[test]
fn each_line_of_json_lines_has_its_findings() {
    let scratch = Scratch::new("lines-alike");
    let line = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"]}]}"#;
    scratch.write("a.jsonl", format!("{line}\n{line}\n{line}\n"));
    let json = scratch.run(&["check", "a.jsonl", "--format", "json"]).json();
    let found = json["files"][0]["findings"].as_array().unwrap();
    let lines: Vec<_> = found.iter().filter(|it| it["rule"] == "full_access").map(|it| &it["start"]["line"]).collect();
    assert_eq!(lines, [1, 2, 3], "{json}");
}

#[test]
fn positions_are_those_of_the_file() {
    for file in ["check/main.tf", "check/plan.json", "check/lines.jsonl", "policies/bom_mistake.json"] {
        let text = std::fs::read_to_string(fixtures().join(file)).unwrap();
        let json = check(&[file, "--format", "json"]).json();
        let findings = json["files"][0]["findings"].as_array().unwrap();
        assert!(!findings.is_empty(), "{file}");
        for finding in findings {
            let offset = |end: &str| usize::try_from(finding[end]["offset"].as_u64().unwrap()).unwrap();
            let (start, end) = (offset("start"), offset("end"));
            let before = text.get(..start).unwrap();
            assert_eq!(finding["start"]["line"], before.matches('\n').count() + 1, "{finding}");
            let column = before.rsplit('\n').next().unwrap().trim_start_matches('\u{feff}').chars().count();
            let mark =
                usize::from(before.rsplit('\n').next().unwrap().starts_with('\u{feff}') && !file.ends_with("jsonl"));
            assert_eq!(finding["start"]["column"], column + mark, "{finding}");
            if finding["rule"] == "unknown_action" {
                assert!(text.get(start..end).unwrap().contains("ims:images:"), "{finding}");
            }
        }
    }
}

#[test]
fn a_kind_that_is_given_counts() {
    let policy = br#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] }"#;
    let with = |kind: &str| run_with(policy, &[&["check", "-", "--kind", kind], MISTAKES].concat());
    assert_eq!(with("identity").code, 0);
    for (kind, message) in [
        ("scp", "a service control policy does not take `Effect` of `Allow`"),
        ("trust", "missing `Principal` or `NotPrincipal` in the statement"),
        ("role", "the version of a policy of the role model is `1.1`, and of a role `1.0`, not `5.0`"),
    ] {
        let ran = with(kind);
        assert_eq!(ran.code, 1, "{kind}");
        assert!(ran.out.contains(message), "{}", ran.out);
    }
    assert_eq!(with("buket").code, 2);
}

#[test]
fn a_folder_is_walked_as_ignore_files_say() {
    let scratch = Scratch::new("walk");
    let bad = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Alow", "Action": ["*"] }] }"#;
    scratch.write("policies/bad.json", bad);
    scratch.write("policies/aws.json", r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Alow" }] }"#);
    scratch.write("package.json", r#"{ "name": "Statement", "version": "5.0" }"#);
    scratch.write("ignored/bad.json", bad);
    scratch.write("notes.txt", bad);
    scratch.write(".gitignore", "ignored/\n");
    let ran = scratch.run(&["check", ".", "--format", "json"]);
    let json = ran.json();
    let files: Vec<&str> = json["files"].as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["./policies/aws.json", "./policies/bad.json"], "the first is not checked, and said to be so");
    assert_eq!(ran.code, 1);
    let named =
        scratch.run(&["check", "ignored/bad.json", "policies/aws.json", "package.json", "--format", "json"]).json();
    assert_eq!(named["files"].as_array().unwrap().len(), 3, "what is named is checked");
    let ran = scratch.run(&["check", "--only-policies", "policies/aws.json", "package.json"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            0,
            "not checked: policies/aws.json:1:1: a policy of AWS\npassed over: package.json (no policy in it)\n\
             0 policies in 1 file: 0 denied, 0 warned; 1 not checked\n"
        )
    );
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let scratch = Scratch::new("unreadable");
    scratch.write("not_utf8.json", b"{\n\"\xff\"}");
    scratch.write("broken.tf", "resource \"a\" {\n  b = [\n}\n");
    scratch.write("plan.json", r#"{ "resource_changes": [}"#);
    scratch.write("good.json", r#"{ "Version": "5.0", "Statement": [{ "Effect": "Alow", "Action": ["*"] }] }"#);
    let ran = scratch.run(&["check", "not_utf8.json", "broken.tf", "plan.json", "missing.json", "good.json"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("not `Alow`"), "{}", ran.out);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.err);
    assert_eq!(lines[0], "error: not_utf8.json:2: not utf-8 from byte 3 on");
    assert!(lines[1].starts_with("error: broken.tf:3:1: "), "{}", lines[1]);
    assert!(lines[2].starts_with("error: plan.json:1:"), "{}", lines[2]);
    assert!(lines[3].starts_with("error: missing.json: "), "{}", lines[3]);
}

#[test]
fn what_is_too_large_is_said() {
    let scratch = Scratch::new("large");
    let file = std::fs::File::create(scratch.0.join("large.json")).unwrap();
    file.set_len(100 << 20).unwrap();
    let ran = scratch.run(&["check", "large.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "error: large.json: larger than 64 MiB\n"));
    let ran = run_with(&vec![b'['; 1 << 20], &["check", "-"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("it is nested deeper than 64 levels"), "{}", ran.out);
    let ran = run_with(format!("a = {}", "[".repeat(1 << 20)).as_bytes(), &["check", "-"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
}

#[test]
fn levels_come_from_the_configuration_and_the_command_line() {
    let scratch = Scratch::new("config");
    let bad = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["ims:images:lst"] }] }"#;
    scratch.write("a/bad.json", bad);
    scratch.write("legacy/bad.json", bad);
    let code = |arguments: &[&str]| scratch.run(arguments).code;
    assert_eq!(code(&["check", "a"]), 1);
    assert_eq!(code(&["check", "a", "--warn", "unknown_action"]), 0);
    assert_eq!(code(&["check", "a", "--warn", "all", "--deny", "unknown_action"]), 1);

    scratch.write("hwc-iam.toml", "[rules]\nall = \"warn\"\n\n[[paths]]\npath = \"legacy/*\"\nkind = \"role\"\nrules = { unknown_action = \"allow\", invalid_version = \"deny\" }\n");
    let ran = scratch.run(&["check", "a"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("error[unknown_action]"), "{}", ran.out);
    let ran = scratch.run(&["check", "legacy"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("invalid_version") && !ran.out.contains("unknown_action"), "{}", ran.out);
    assert_eq!(code(&["check", "legacy", "--allow", "invalid_version"]), 0, "the command line counts most");

    scratch.write("hwc-iam.toml", "[rules]\nunknown_acton = \"warn\"\n");
    let ran = scratch.run(&["check", "a"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("hwc-iam.toml:2:1: unknown rule `unknown_acton`\nhelp: did you mean `unknown_action`?"),
        "{}",
        ran.err
    );
    scratch.write("hwc-iam.toml", "rule = 1\n");
    assert_eq!(code(&["check", "a"]), 2);
    assert_eq!(code(&["check", "a", "--deny", "nothing_like_it"]), 2);
}

#[test]
fn a_baseline_survives_moved_lines() {
    let scratch = Scratch::new("baseline");
    let policy = |before: &str, actions: &str| {
        format!(
            "{before}{{ \"Version\": \"5.0\", \"Statement\": [{{ \"Effect\": \"Deny\", \"Action\": [{actions}] }}] }}"
        )
    };
    scratch.write("p/a.json", policy("", "\"ims:images:lst\""));
    let arguments = ["check", "p", "--allow", "all", "--deny", "unknown_action"];
    let written = scratch.run(&[&arguments[..], &["--write-baseline", "known.json"]].concat());
    assert_eq!((written.code, written.out.as_str()), (0, "1 policy in 1 file: 1 finding listed\n"));
    insta::assert_snapshot!(scratch.read("known.json"));

    let with = || scratch.run(&[&arguments[..], &["--baseline", "known.json"]].concat());
    assert_eq!(with().code, 0);
    scratch.write("p/a.json", policy("\n\n", "\"*\", \"ims:images:lst\""));
    assert_eq!(with().code, 0, "it has moved");
    scratch.write("p/a.json", policy("", "\"ims:images:lst\", \"ims:images:lst\""));
    let again = with();
    assert_eq!(again.code, 1, "it is there twice, and one is known");
    assert!(
        again.out.ends_with("1 policy in 1 file: 1 denied, 0 warned; 1 known from the baseline\n"),
        "{}",
        again.out
    );
    scratch.write("p/b.json", policy("", "\"ims:images:lst\""));
    assert!(with().out.contains("p/b.json"), "what is known of one file is not known of another");
    scratch.write("known.json", "{ \"version\": 2, \"files\": {} }");
    assert_eq!(with().code, 2);
}

#[test]
fn fixes_keep_the_rest_as_it_is() {
    let scratch = Scratch::new("fix");
    let text = "\u{feff}{\r\n\t\"Version\": \"5.0\",\r\n  \"Statement\": [{\r\n \"Effect\":\"Allow\",  \"Action\": [\"ims:images:list\",\r\n\"ims:images:get\", \"ims:images:list\"] }]\r\n}";
    scratch.write("a.json", text);
    let arguments = ["check", "a.json", "--allow", "all", "--warn", "repeated_item"];
    let before = scratch.run(&arguments);
    assert!(before.out.ends_with("0 denied, 1 warned; 1 can be fixed by `--fix`\n"), "{}", before.out);
    let ran = scratch.run(&[&arguments[..], &["--fix"]].concat());
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 policy in 1 file: 0 denied, 0 warned; 1 fixed\n"));
    assert_eq!(scratch.read("a.json"), text.replace(", \"ims:images:list\"]", "]"));
    assert_eq!(scratch.run(&arguments).out, "1 policy in 1 file: 0 denied, 0 warned\n", "nothing is left to do");
}

#[test]
fn two_fixes_together_take_no_denial_away() {
    let scratch = Scratch::new("fix-deny");
    let text =
        r#"{ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["ims:images:e*", "ims:images:e**"] }] }"#;
    scratch.write("a.json", text);
    scratch.run(&["check", "a.json", "--warn", "all", "--fix"]);
    let fixed = hwc_iam::Policy::from_json(&scratch.read("a.json")).unwrap();
    assert!(hwc_iam::access::grants_no_more(&hwc_iam::Policy::from_json(text).unwrap(), &fixed), "{fixed}");
    assert!(fixed.to_string().contains("ims:images:e"), "{fixed}");
}

#[test]
fn lines_and_only_what_may_be_written_are_fixed() {
    let scratch = Scratch::new("fix-more");
    let line = r#"{"Version":"5.0","Statement":[{"Effect":"Deny","Action":["ims:images:get","ims:images:get"]}]}"#;
    let clean = line.replace(r#","ims:images:get"]"#, "]");
    scratch.write("a.jsonl", format!("{line}\n\n{clean}\n{line}"));
    let resource = |line: &str| {
        let quoted = serde_json::to_string(line).unwrap();
        format!("resource \"huaweicloud_identity_policy\" \"a\" {{\n  policy_document = {quoted}\n}}\n")
    };
    let answer = |line: &str| format!("{{\"roles\":[{{\"policy\":{line}}},{{\"policy\":{line}}}]}}\n");
    scratch.write("c.jsonl", answer(line).repeat(2));
    assert_eq!(scratch.run(&["check", "c.jsonl", "--allow", "all", "--warn", "repeated_item", "--fix"]).code, 0);
    assert_eq!(scratch.read("c.jsonl"), answer(&clean).repeat(2));
    scratch.write("a.tf", resource(line));
    let twice = format!("locals {{\n  document = {}\n}}\n", serde_json::to_string(line).unwrap());
    let shared = format!("{}{twice}", resource(line).replace(&serde_json::to_string(line).unwrap(), "local.document"));
    scratch.write("b/b.tf", &shared);
    let ran = scratch.run(&["check", "a.jsonl", "a.tf", "b", "--allow", "all", "--warn", "repeated_item", "--fix"]);
    assert_eq!(ran.code, 0);
    assert_eq!(scratch.read("a.jsonl"), format!("{clean}\n\n{clean}\n{clean}"));
    assert_eq!(scratch.read("a.tf"), resource(&clean));
    assert_eq!(scratch.read("b/b.tf"), shared.replace(r#",\"ims:images:get\"]"#, "]"));
    assert!(ran.out.ends_with("5 policies in 3 files: 0 denied, 0 warned; 4 fixed\n"), "{}", ran.out);
}

#[test]
fn nobody_reads_a_thousand_findings_of_one_rule() {
    let statement = r#"{ "Effect": "Deny", "Action": ["ims:images:lst"] }"#;
    let policy = format!(r#"{{ "Version": "5.0", "Statement": [{}] }}"#, vec![statement; 1500].join(","));
    let ran =
        run_with(policy.as_bytes(), &["check", "-", "--allow", "all", "--deny", "unknown_action", "--format", "json"]);
    let findings = ran.json()["files"][0]["findings"].as_array().unwrap().clone();
    assert_eq!(findings.len(), 1000);
    let last = findings.last().unwrap();
    assert!(last["message"].as_str().unwrap().ends_with(" and 500 more"), "{last}");
    assert_eq!(last["path"], "/Statement/999/Action/0");

    let long = format!(
        r#"{{ "Version": "5.0", "Statement": [{{ "Effect": "Deny", "Action": ["{}"] }}] }}"#,
        "a".repeat(1 << 20)
    );
    let ran = run_with(long.as_bytes(), &["check", "-"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.len() < 20_000, "{}", ran.out.len());
}

#[test]
fn many_files_come_in_order() {
    let scratch = Scratch::new("many");
    for at in 0..300 {
        scratch.write(
            &format!("{at:03}.json"),
            r#"{ "Version": "5.0", "Statement": [{ "Effect": "Alow", "Action": ["*"] }] }"#,
        );
    }
    let json = scratch.run(&["check", ".", "--format", "json"]).json();
    let files: Vec<&str> = json["files"].as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 300);
    assert!(files.is_sorted());
}

/// The hooks name subcommands and options that there are.
#[test]
fn the_hooks_run() {
    let text = std::fs::read_to_string(fixtures().join("../../.pre-commit-hooks.yaml")).unwrap();
    let entries: Vec<&str> = text.lines().filter_map(|it| it.trim().strip_prefix("entry: hwc-iam ")).collect();
    assert_eq!(entries.len(), 2);
    let scratch = Scratch::new("hooks");
    scratch.write("a.json", "{}\n");
    for entry in entries {
        let arguments: Vec<&str> = entry.split(' ').chain(["a.json"]).collect();
        assert_eq!(scratch.run(&arguments).code, 0, "{entry}");
    }
}

#[test]
fn nothing_is_done_without_files() {
    assert_eq!(run(&["check"]).code, 2);
    assert_eq!(run(&["check", "x", "--format", "xml"]).code, 2);
}
