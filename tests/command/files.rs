//! Finding policies: what is known of a template, and what is not.

use hwc_iam::files::{self, Language};
use hwc_iam::{Document, PolicyKind};
use proptest::prelude::*;

fn messages(language: Language, text: &str) -> Vec<String> {
    let mut all = Vec::new();
    files::each(language, text.into(), None, &mut |it| all.extend(it.document().problems().map(|it| it.message())))
        .unwrap();
    all
}

fn terraform(value: &str) -> String {
    format!("resource \"huaweicloud_identity_policy\" \"a\" {{\n  policy_document = {value}\n}}\n")
}

#[test]
fn what_is_not_known_is_no_mistake() {
    for value in [
        "var.policy",
        "jsonencode(var.policy)",
        "jsonencode({ Version = var.version, Statement = var.statements })",
        "jsonencode({ Version = \"5.0\", Statement = [var.statement, { Effect = var.effect, Action = var.actions }] })",
        "jsonencode({ Version = \"5.0\", Statement = [for it in var.all : { Effect = \"Allow\", Action = it }] })",
        "jsonencode({ (var.name) = 1 })",
        "jsonencode(merge({ Version = \"5.0\" }, var.rest))",
        "\"${var.policy}\"",
        "\"{\\\"Version\\\": \\\"5.0\\\", \\\"Statement\\\": ${jsonencode(var.statements)}}\"",
        "<<E\n{ \"Version\": \"5.0\", \"Statement\": [ ${join(\",\", var.statements)} ] }\nE",
        "<<E\n{ \"Version\": \"${var.version}\", ${var.rest} }\nE",
        "<<E\n{ \"Version\": \"5.0\", \"Statement\": [%{for it in var.all}${it},%{endfor}] }\nE",
        "<<E\n{ \"Version\": \"5.0\", \"Statement\": [{ \"Effect\": \"${var.effect}\", \"Action\": [\"${var.action}\", ${var.more}] ${var.rest} }] }\nE",
        "templatefile(\"policy.json\", {})",
        "local.a",
    ] {
        assert_eq!(messages(Language::Terraform, &terraform(value)), [""; 0], "{value}");
    }
    assert_eq!(messages(Language::Terraform, "locals {\n  a = local.b\n  b = local.a\n}\n"), [""; 0]);
}

#[test]
fn a_circle_of_names_ends() {
    let text = format!("locals {{\n  a = local.b\n  b = local.a\n}}\n{}", terraform("local.a"));
    assert_eq!(messages(Language::Terraform, &text), [""; 0]);
}

#[test]
fn a_mistake_beside_what_is_not_known_is_found() {
    for value in [
        "jsonencode({ Version = \"5.0\", Statement = [{ Effect = var.effect, Action = [\"ims:images:lst\", var.b] }] })",
        "<<E\n{ \"Version\": \"5.0\", \"Statement\": [{ \"Effect\": \"${var.effect}\", \"Action\": [\"ims:images:lst\"] }, ${var.more}] }\nE",
        "<<E\n{ \"Version\": \"5.0\", \"Statement\": [{ \"Action\": [\"ims:images:lst\"], ${var.rest} }] }\nE",
        "<<E\n{ \"Version\": \"5.0\", \"Statement\": [{ \"Action\": [\"ims:images:lst\"], \"${var.name}\": 1 }], ${var.rest} }\nE",
    ] {
        assert_eq!(
            messages(Language::Terraform, &terraform(value)),
            ["unknown action `ims:images:lst` (data of 2025-11-06)"],
            "{value}"
        );
    }
}

#[test]
fn variables_of_policies_are_escaped_for_terraform() {
    let policy = |text: &str| {
        format!(
            "{{ \"Version\": \"5.0\", \"Statement\": [{{ \"Effect\": \"Allow\", \"Action\": [\"*\"], \"Resource\": [\"{text}\"] }}] }}"
        )
    };
    let heredoc = terraform(&format!("<<E\n{}\nE", policy("obs:*:*:bucket:$${g:UserNam}")));
    assert_eq!(messages(Language::Terraform, &heredoc), ["unknown condition key `g:UserNam` (data of 2025-11-07)"]);
    let template = terraform(&format!("<<E\n{}\nE", policy("obs:*:*:bucket:${g.UserNam}")));
    assert_eq!(messages(Language::Terraform, &template), [""; 0]);
}

#[test]
fn broken_json_in_terraform_has_its_place() {
    let text = terraform("<<-E\n    {\n      \"Version\": \"5.0\",\n      \"Statement\": [],\n    }\n    E");
    let mut places = Vec::new();
    files::each(Language::Terraform, text, None, &mut |it| {
        places.extend(it.document().problems().map(|problem| (it.position(problem.span().start).line, problem.rule())));
    })
    .unwrap();
    assert_eq!(places, [(5, "syntax")]);
}

#[test]
fn escapes_keep_their_places() {
    let text = r#"{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"], "Resource": ["é\u0041\ud83d\udca1"]}]}"#;
    let quoted = terraform(&serde_json::to_string(text).unwrap());
    let mut found = Vec::new();
    files::each(Language::Terraform, quoted.clone(), None, &mut |it| {
        for problem in it.document().problems() {
            let span = problem.span();
            found.push(quoted.get(span.start as usize..span.end as usize).unwrap().to_owned());
        }
    })
    .unwrap();
    assert_eq!(found, [r#"\"é\\u0041\\ud83d\\udca1\""#]);
}

#[test]
fn an_unmarked_file_is_what_its_text_says() {
    for (text, language) in [
        ("", Language::Json),
        ("{\n}", Language::Json),
        ("[]", Language::Json),
        ("{}\n\n{}\n", Language::JsonLines),
        ("[{}]\n{}\n[1]\n", Language::JsonLines),
        ("{}\n", Language::Json),
        ("# a\nresource \"a\" \"b\" {}", Language::Terraform),
    ] {
        assert_eq!(Language::of_text(text), language, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The same policy in four forms has the same mistakes.
    #[test]
    fn all_forms_say_the_same(
        action in "[a-z*?:é\"\\\\]{0,12}",
        effect in prop_oneof![Just("Allow"), Just("Alow")],
        key in "[a-zA-Z:]{0,8}",
    ) {
        let value = serde_json::json!({
            "Version": "5.0",
            "Statement": [{ "Effect": effect, "Action": [action], "Condition": { "StringEquals": { key: ["x"] } } }],
        });
        let json = value.to_string();
        let wanted: Vec<String> = Document::read(json.as_str(), PolicyKind::Identity).problems().map(|it| it.message()).collect();
        let quoted = serde_json::to_string(&json).unwrap();
        let plan = format!(
            r#"{{"resource_changes":[{{"address":"a","type":"huaweicloud_identity_policy","change":{{"after":{{"policy_document":{quoted}}}}}}}]}}"#
        );
        prop_assert_eq!(&messages(Language::Json, &json), &wanted);
        prop_assert_eq!(&messages(Language::Terraform, &terraform(&format!("jsonencode({json})"))), &wanted);
        prop_assert_eq!(&messages(Language::Terraform, &terraform(&quoted)), &wanted);
        prop_assert_eq!(&messages(Language::Terraform, &terraform(&format!("<<E\n{json}\nE"))), &wanted);
        prop_assert_eq!(&messages(Language::Json, &plan), &wanted);
    }

    #[test]
    fn any_text_can_be_looked_at(text in any::<String>(), hole in "[{}\\[\\]\",:$%a1 \n]{0,40}") {
        for text in [text, terraform(&format!("<<E\n{hole}\nE")), terraform(&format!("\"{hole}\"")), hole] {
            for language in [Language::Json, Language::JsonLines, Language::Terraform] {
                let _ = files::each(language, text.clone(), None, &mut |it| {
                    for problem in it.document().problems() {
                        let (start, end) = (it.position(problem.span().start), it.position(problem.span().end));
                        assert!(start.offset <= end.offset && end.offset <= text.len());
                        let _ = it.document().pointer(problem.span());
                    }
                });
            }
        }
    }
}
