//! What stands at a place of a text that is being written, and what may stand there. `‸` is the cursor.

use hwc_iam::cursor::{Completions, Draft, Place, Syntax};
use hwc_iam::{Action, Document, PolicyKind};

fn cut(text: &str) -> (String, usize) {
    let at = text.find('‸').expect("a cursor");
    (text.replace('‸', ""), at)
}

fn place(syntax: Syntax, text: &str) -> Option<Place> {
    let (text, at) = cut(text);
    Draft::new(&text, syntax).place(at)
}

fn complete(syntax: Syntax, text: &str) -> Completions {
    let (text, at) = cut(text);
    Draft::new(&text, syntax).completions(at, None)
}

fn labels(syntax: Syntax, text: &str) -> Vec<String> {
    complete(syntax, text).items().iter().map(|it| it.label().to_owned()).collect()
}

#[track_caller]
fn offers(syntax: Syntax, text: &str, wanted: &[&str], unwanted: &[&str]) {
    let found = labels(syntax, text);
    for it in wanted {
        assert!(found.iter().any(|label| label == it), "`{it}` is missing in {found:?}\n{text}");
    }
    for it in unwanted {
        assert!(found.iter().all(|label| label != it), "`{it}` is in {found:?}\n{text}");
    }
}

/// A policy whose statement says this.
fn json(statement: &str) -> String {
    format!(r#"{{ "Version": "5.0", "Statement": [{{ {statement} }}] }}"#)
}

#[test]
fn places_are_found_in_json_that_is_broken() {
    for (text, pointer, before, is_name) in [
        (r#"{"Statement":[{"Action":["ims:im‸"#, "/Statement/0/Action/0", "ims:im", false),
        (r#"{"Statement":[{"Action":["ims:im‸"]}]}"#, "/Statement/0/Action/0", "ims:im", false),
        (r#"{"Statement":[{"Action":["a:b:c", ‸]}]}"#, "/Statement/0/Action/1", "", false),
        (r#"{"Statement":[{"Action":[‸"#, "/Statement/0/Action/0", "", false),
        (r#"{"Statement":[{"Action": ‸}]}"#, "/Statement/0/Action", "", false),
        ("{\"Statement\":[{\"Action\": ‸\n \"Effect\": \"Allow\"}]}", "/Statement/0/Action", "", false),
        (r#"{"Statement":[{"Eff‸ }]}"#, "/Statement/0", "Eff", true),
        (r#"{"Statement":[{"Effect":"Allow", ‸}]}"#, "/Statement/0", "", true),
        (r#"{"Statement":[{ Act‸ }]}"#, "/Statement/0", "Act", true),
        (
            r#"{"Statement":[{"Condition":{"StringEquals":{"g:‸"}}}]}"#,
            "/Statement/0/Condition/StringEquals",
            "g:",
            true,
        ),
        ("{\"Statement\":[{\"Action\":[\"ims:‸\n],\"Effect\":\"Allow\"}]}", "/Statement/0/Action/0", "ims:", false),
    ] {
        let found = place(Syntax::Json, text).unwrap_or_else(|| panic!("nothing at {text}"));
        assert_eq!((&*found.pointer(), found.before(), found.is_name()), (pointer, before, is_name), "{text}");
    }
    for text in [r#"{"Effect": "Allow"‸}"#, r#"{"Statement": []}‸"#, r#"‸{}"#] {
        assert_eq!(place(Syntax::Json, text), None, "{text}");
    }
}

#[test]
fn places_are_found_in_yaml_that_is_broken() {
    let head = "Version: '5.0'\nStatement:\n";
    for (rest, pointer, before, is_name) in [
        ("  - Effect: Allow\n    Action:\n      - ims:im‸\n", "/Statement/0/Action/0", "ims:im", false),
        ("  - Effect: Allow\n    Action:\n      - ims:images:get\n      - ‸\n", "/Statement/0/Action/1", "", false),
        ("  - Effect: Allow\n    Action:\n    - 'ims:‸\n", "/Statement/0/Action/0", "ims:", false),
        ("  - Effect: Allow\n    Action: [ims:images:get, ims:‸]\n", "/Statement/0/Action/1", "ims:", false),
        ("  - Effect: Allow\n    Act‸\n", "/Statement/0", "Act", true),
        ("  - Effect: Allow\n    ‸\n    Action: a\n", "/Statement/0", "", true),
        ("  - Eff‸\n", "/Statement/0", "Eff", true),
        ("  - Effect: ‸\n", "/Statement/0/Effect", "", false),
        ("  - Condition:\n      Bool:\n        g:MFA‸\n", "/Statement/0/Condition/Bool", "g:MFA", true),
        (
            "  - Condition:\n      Bool:\n        g:MFAPresent: tr‸",
            "/Statement/0/Condition/Bool/g:MFAPresent",
            "tr",
            false,
        ),
        ("  - Condition:\n      Str‸\n    Effect: Allow\n", "/Statement/0/Condition", "Str", true),
        ("  - Condition: {Bool: {\"g:MFA‸\n", "/Statement/0/Condition/Bool", "g:MFA", true),
    ] {
        let text = format!("{head}{rest}");
        let found = place(Syntax::Yaml, &text).unwrap_or_else(|| panic!("nothing at {text}"));
        assert_eq!((&*found.pointer(), found.before(), found.is_name()), (pointer, before, is_name), "{text}");
    }
}

#[test]
fn places_are_found_in_terraform_that_is_broken() {
    let head =
        "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({\n    Statement = [{\n";
    for (rest, end, before, is_name) in [
        ("      Action = [\"ims:‸\n", "/Statement/0/Action/0", "ims:", false),
        ("      Action = [\"ims:‸\"]\n    }]\n  })\n}\n", "/Statement/0/Action/0", "ims:", false),
        ("      Effect = ‸\n      Action = []\n    }]\n  })\n}\n", "/Statement/0/Effect", "", false),
        ("      Eff‸\n      Action = []\n    }]\n  })\n}\n", "/Statement/0", "Eff", true),
        (
            "      Action = var.a ? [\"a:b:c\"] : [\"ims:‸\"]\n    }]\n  })\n}\n",
            "/Statement/0/Action/1/0",
            "ims:",
            false,
        ),
        ("      Action = concat(local.a, [\"ims:‸\"])\n    }]\n  })\n}\n", "/Statement/0/Action/1/0", "ims:", false),
        (
            "      Condition = { Bool = { \"g:‸\" = \"true\" } }\n    }]\n  })\n}\n",
            "/Statement/0/Condition/Bool",
            "g:",
            true,
        ),
    ] {
        let text = format!("{head}{rest}");
        let found = place(Syntax::Terraform, &text).unwrap_or_else(|| panic!("nothing at {text}"));
        let pointer = found.pointer();
        assert!(pointer.ends_with(end), "{pointer}\n{text}");
        assert_eq!((found.before(), found.is_name()), (before, is_name), "{text}");
    }
    let heredoc = "resource \"a\" \"b\" {\n  policy = <<EOF\n{ \"Statement\": [{ \"Action\": [\"ims:‸\"] }] }\nEOF\n  name = \"x\"\n}\n";
    let found = place(Syntax::Terraform, heredoc).unwrap();
    assert_eq!(found.pointer(), "/resource a b/policy/Statement/0/Action/0");
    let inside = "a = \"x ${var.b‸} y\"\n";
    assert_eq!(place(Syntax::Terraform, inside), None);
}

#[test]
fn actions_are_those_of_the_model() {
    let v5 = json(r#""Effect": "Allow", "Action": ["ims:images:copy‸"]"#);
    offers(Syntax::Json, &v5, &["ims:images:copyCrossRegion", "ims:images:copyInRegion"], &["ims:images:copy"]);
    let role = v5.replace("5.0", "1.1");
    offers(Syntax::Json, &role, &["ims:images:copy"], &["ims:images:copyCrossRegion"]);
    let services = json(r#""Action": ["im‸"]"#);
    assert_eq!(labels(Syntax::Json, &services), ["ims:"]);
    let written = json(r#""Action": ["ims:images:list", "ims:images:l‸"]"#);
    offers(Syntax::Json, &written, &[], &["ims:images:list"]);
    let resource = "resource \"huaweicloud_identity_role\" \"a\" {\n  policy = jsonencode({ Statement = [{ Action = [\"ims:images:c‸\"] }] })\n}\n";
    offers(Syntax::Terraform, resource, &["ims:images:copy"], &["ims:images:copyCrossRegion"]);
    let block = "resource \"opentelekomcloud_identity_role_v3\" \"a\" {\n  statement {\n    effect = \"Allow\"\n    action = [\"ims:images:c‸\"]\n  }\n}\n";
    offers(Syntax::Terraform, block, &["ims:images:copy"], &["ims:images:copyCrossRegion"]);
    let local = "locals {\n  reads = [{ Effect = \"Allow\", Action = [\"ims:images:copyC‸\"] }]\n}\n";
    offers(Syntax::Terraform, local, &["ims:images:copyCrossRegion"], &[]);
}

#[test]
fn what_is_written_has_the_quotes_that_are_missing() {
    let text = |syntax, text: &str| complete(syntax, text).items()[0].text().to_owned();
    assert_eq!(text(Syntax::Json, &json(r#""Action": [ims:images:copyC‸]"#)), "\"ims:images:copyCrossRegion\"");
    assert_eq!(text(Syntax::Json, &json(r#""Action": ["ims:images:copyC‸"]"#)), "ims:images:copyCrossRegion");
    let yaml = "Version: '5.0'\nStatement:\n  - Action:\n      - ims:images:copyC‸\n";
    assert_eq!(text(Syntax::Yaml, yaml), "ims:images:copyCrossRegion");
    let everything = "Version: '5.0'\nStatement:\n  - Action: [ims:images:list]\n    Resource: ‸\n";
    let all = complete(Syntax::Yaml, everything);
    assert_eq!(all.items().iter().find(|it| it.label() == "*").unwrap().text(), "\"*\"");
}

#[test]
fn conditions_offer_what_fits() {
    let of =
        |condition: &str| json(&format!(r#""Action": ["ims:images:copyInRegion"], "Condition": {{ {condition} }}"#));
    offers(Syntax::Json, &of(r#""‸""#), &["StringEquals", "Bool", "Null", "BoolIfExists"], &["StringLike"]);
    offers(
        Syntax::Json,
        &of(r#""‸": { "g:MFAPresent": "true" }"#),
        &["Bool", "Null"],
        &["StringEquals", "NumberEquals"],
    );
    offers(Syntax::Json, &of(r#""Bool": { "‸" }"#), &["g:MFAPresent"], &["g:UserName", "g:RequestedRegion"]);
    offers(
        Syntax::Json,
        &of(r#""StringEquals": { "‸" }"#),
        &["g:RequestedRegion", "g:ResourceTag/"],
        &["g:MFAPresent", "ecs:ImageID"],
    );
    offers(Syntax::Json, &of(r#""Bool": { "g:MFAPresent": "‸" }"#), &["true", "false"], &[]);
    offers(Syntax::Json, &of(r#""StringEquals": { "g:RequestedRegion": ["cn-n‸"] }"#), &["cn-north-4"], &["eu-de"]);
    offers(Syntax::Json, &json(r#""Effect": "‸""#), &["Allow", "Deny"], &[]);
}

#[test]
fn resources_are_those_of_the_actions() {
    let of = |resource: &str| json(&format!(r#""Action": ["ims:images:copyInRegion"], "Resource": ["{resource}"]"#));
    offers(Syntax::Json, &of("‸"), &["ims:*:*:image:*", "*"], &[]);
    offers(Syntax::Json, &of("ims:cn-north-4:*:‸"), &["ims:cn-north-4:*:image:*"], &["ims:*:*:image:*"]);
    offers(Syntax::Json, &of("ims:cn-n‸:*:image:*"), &["ims:cn-north-4:*:image:*"], &["ims:*:*:image:*"]);
}

#[test]
fn elements_are_those_that_are_missing() {
    offers(
        Syntax::Json,
        &json(r#""Effect": "Allow", "‸""#),
        &["Action", "NotAction", "Condition"],
        &["Effect", "Principal"],
    );
    offers(Syntax::Json, &json(r#""Action": [], "‸""#), &["Effect"], &["Action", "NotAction"]);
    offers(Syntax::Json, "{ \"‸\" }", &["Version", "Statement"], &[]);
    offers(Syntax::Json, "{ \"Version\": \"‸\" }", &["5.0", "1.1"], &[]);
    offers(Syntax::Yaml, "Version: '5.0'\nStatement:\n  - ‸\n", &["Effect", "Action"], &["Version"]);
    // Other JSON is left alone.
    assert_eq!(labels(Syntax::Json, r#"{ "name": "x", "scripts": { "‸" } }"#), [""; 0]);
    assert_eq!(labels(Syntax::Json, r#"{ "name": "x", "version": "1", "‸" }"#), [""; 0]);
}

/// The second opinion on keys: what is offered is taken, as the checker says.
#[test]
fn no_key_is_offered_that_the_action_does_not_take() {
    let mut looked = 0;
    for action in Action::all().step_by(37) {
        let text = json(&format!(
            r#""Effect": "Allow", "Action": ["{}"], "Condition": {{ "StringEquals": {{ "‸" }} }}"#,
            action.name()
        ));
        for it in complete(Syntax::Json, &text).items() {
            let name = if it.label().ends_with('/') { format!("{}x", it.label()) } else { it.label().to_owned() };
            let written = text.replace("\"‸\"", &format!("\"{name}\": \"x\""));
            let document = Document::read(written.as_str(), PolicyKind::Identity);
            let wrong: Vec<String> = document.problems().map(|it| it.message()).collect();
            assert_eq!(wrong, [""; 0], "{written}");
            looked += 1;
        }
    }
    assert!(looked > 500, "{looked}");
}

/// Any text, cut or changed anywhere, has an answer.
#[test]
fn no_place_of_a_broken_text_is_a_panic() {
    let json =
        json(r#""Sid": "中文😀", "Action": ["ims:images:list"], "Condition": {"Bool": {"g:MFAPresent": "true"}}"#);
    let yaml = "Version: '5.0'\nStatement:\n  - Sid: 中文😀\n    Action: ['a:b:c', *x]\n    Condition: {Bool: {a: b}}\n  - |\n    {\"a\": 1}\n";
    let terraform = "locals {\n  a = \"${var.b[\"x\"]}\" # 😀\n  b = <<-EOF\n    {\"Statement\": [{}]}\n  EOF\n}\nresource \"a\" \"b\" { c = f([for x in y : { z = x }]) }\n";
    for (syntax, text) in [(Syntax::Json, json.as_str()), (Syntax::Yaml, yaml), (Syntax::Terraform, terraform)] {
        for (cut, _) in text.char_indices() {
            let (before, behind) = text.split_at(cut);
            let jumped = behind.trim_start_matches(|it: char| !it.is_alphanumeric());
            for text in [before.to_owned(), behind.to_owned(), [before, jumped].concat()] {
                let draft = Draft::new(&text, syntax);
                let _ = draft.outline();
                let step = 1 + text.len() / 20;
                for at in (0..=text.len()).step_by(step) {
                    let _ = draft.place(at);
                    let _ = draft.completions(at, None);
                }
            }
        }
    }
    for text in [
        "{".repeat(100_000),
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "a:\n".repeat(50_000),
        "<<E\n".repeat(10_000),
        "\"${".repeat(30_000),
    ] {
        for syntax in [Syntax::Json, Syntax::Yaml, Syntax::Terraform] {
            let _ = Draft::new(&text, syntax).completions(text.len(), None);
        }
    }
}

#[test]
fn statements_are_outlined() {
    let text = "resource \"huaweicloud_identity_policy\" \"a\" {\n  policy_document = jsonencode({ Statement = [{ Sid = \"read\", Effect = \"Allow\", Action = [\"a:b:c\"] }, { Effect = \"Deny\", NotAction = [\"a:b:c\", \"d\", \"e\"] }] })\n}\nresource \"x_identity_role_v3\" \"b\" {\n  statement {\n    effect = \"Allow\"\n    action = [\"a:b:c\"]\n  }\n}\n";
    let outline = Draft::new(text, Syntax::Terraform).outline();
    let shown: Vec<(&str, Vec<&str>)> =
        outline.iter().map(|it| (it.name(), it.children().iter().map(|it| it.name()).collect())).collect();
    let wanted = [
        ("huaweicloud_identity_policy.a", vec!["read", "Deny not a:b:c, d and 1 more"]),
        ("x_identity_role_v3.b", vec!["Allow a:b:c"]),
    ];
    assert_eq!(shown, wanted);
}
