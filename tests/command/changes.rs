//! `diff` of many policies: folders, archives, plans and revisions of git.

use std::process::Command;

use serde_json::{Value, json};

use super::{Ran, Scratch, archive};

fn terraform(name: &str, actions: &str) -> String {
    statement(name, &format!("{{ Effect = \"Allow\", Action = [{actions}] }}"))
}

fn statement(name: &str, statement: &str) -> String {
    format!(
        "resource \"huaweicloud_identity_policy\" \"{name}\" {{\n  policy_document = jsonencode({{\n    Version = \"5.0\"\n    Statement = [{statement}]\n  }})\n}}\n"
    )
}

const LIST: &str = "\"ims:images:list\"";
const EXPORT: &str = "\"ims:images:export\"";

/// What is printed of two folders of one file each.
fn between(name: &str, old: &str, new: &str, arguments: &[&str]) -> Ran {
    let scratch = Scratch::new(&format!("changes-{name}"));
    scratch.write("old/main.tf", old);
    scratch.write("new/main.tf", new);
    scratch.run(&[&["diff", "old", "new"], arguments].concat())
}

fn of(json: &Value) -> Vec<(String, String, Option<bool>, Option<bool>)> {
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    let each = json["policies"].as_array().unwrap().iter();
    each.map(|it| (text(&it["address"]), text(&it["change"]), it["new_access"].as_bool(), it["lost_access"].as_bool()))
        .collect()
}

#[test]
fn folders_are_compared_policy_by_policy() {
    let old = [
        terraform("same", LIST),
        terraform("more", LIST),
        terraform("gone", EXPORT),
        terraform("less", &format!("{LIST}, {EXPORT}")),
    ]
    .concat();
    // Another order, another layout: the same policy.
    let same = terraform("same", LIST)
        .replace("Version = \"5.0\"\n    ", "")
        .replace("]\n  })", "]\n    Version = \"5.0\"\n  })");
    let new = [terraform("more", &format!("{LIST}, {EXPORT}")), terraform("less", LIST), terraform("new", LIST), same]
        .concat();
    let ran = between("folders", &old, &new, &["--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let json = ran.json();
    let name = |it: &str| format!("huaweicloud_identity_policy.{it}");
    assert_eq!(
        of(&json),
        [
            (name("gone"), "removed".into(), Some(false), Some(true)),
            (name("less"), "changed".into(), Some(false), Some(true)),
            (name("more"), "changed".into(), Some(true), Some(false)),
            (name("new"), "added".into(), Some(true), Some(false)),
        ]
    );
    assert_eq!(
        (&json["unchanged"], &json["new_access"], &json["lost_access"]),
        (&json!(1), &json!(true), &json!(true))
    );
    assert_eq!(json["whole"]["verdict"], "equal", "the one that is gone, another one has now");
    assert_eq!(json["policies"][2]["comparison"]["witness"]["action"], "ims:images:export");
    assert_eq!(between("folders", &old, &new, &["--fail-on-new-access"]).code, 1);
    assert_eq!(between("folders", &new, &new, &["--fail-on-new-access"]).code, 0);
    assert_eq!(
        between(
            "less",
            &terraform("a", &format!("{LIST}, {EXPORT}")),
            &terraform("a", LIST),
            &["--fail-on-new-access"]
        )
        .code,
        0
    );
}

#[test]
fn a_denial_that_is_gone_is_new_access() {
    let deny = statement("a", "{ Effect = \"Deny\", Action = [\"ims:images:export\"] }");
    let ran = between("deny", &deny, "", &["--format", "json", "--fail-on-new-access"]);
    assert_eq!(ran.code, 1);
    let json = ran.json();
    assert_eq!(json["policies"][0]["comparison"]["verdict"], "equal", "alone it allows nothing");
    assert_eq!(json["policies"][0]["beside_everything"]["witness"]["action"], "ims:images:export");
    let scp = deny
        .replace("identity_policy", "organizations_policy")
        .replace("policy_document", "type = \"service_control_policy\"\n  content");
    for (old, new, code) in [(scp.as_str(), "", 1), ("", scp.as_str(), 0), (&scp, &scp, 0)] {
        assert_eq!(between("scp", old, new, &["--fail-on-new-access"]).code, code);
    }
}

#[test]
fn what_cannot_be_compared_is_not_known() {
    let open = |more: &str| terraform("a", &format!("{LIST}, data.x.y.z{more}"));
    let ran = between("unknown", &open(""), &open("[0]"), &["--fail-on-new-access"]);
    assert_eq!(ran.code, 4, "{}", ran.out);
    assert!(
        ran.out.contains("unknown: the old one: a part of it is known only when terraform runs, in line 4"),
        "{}",
        ran.out
    );
    assert_eq!(between("unknown", &open(""), &open(""), &["--fail-on-new-access"]).code, 0, "nothing has changed");
    let broken = terraform("a", LIST).replace("Allow", "Alow");
    let ran = between("unknown", &terraform("a", LIST), &broken, &["--fail-on-new-access"]);
    assert_eq!(ran.code, 4);
    assert!(
        ran.out.contains("unknown: the new one: `Effect` is `Allow` or `Deny`, not `Alow`, in line 4"),
        "{}",
        ran.out
    );
    let trust = |service: &str| {
        format!(
            "resource \"huaweicloud_identity_trust_agency\" \"a\" {{\n  trust_policy = jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"Allow\", Principal = {{ Service = [\"service.{service}\"] }}, Action = [\"sts:agencies:assume\"] }}] }})\n}}\n"
        )
    };
    assert_eq!(between("trust", &trust("ECS"), &trust("CCE"), &["--fail-on-new-access"]).code, 4);
    let ran = between("unread", &terraform("a", LIST), "resource {", &["--fail-on-new-access"]);
    assert_eq!(ran.code, 4, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("not read: main.tf:1:"), "{}", ran.out);
}

#[test]
fn a_plan_is_compared_with_what_is_there() {
    let values = |actions: &[&str]| {
        let policy = json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": actions }] });
        json!({ "policy_document": policy.to_string() })
    };
    let change = |address: &str, before: Value, after: Value, unknown: Value| {
        json!({ "address": address, "mode": "managed", "type": "huaweicloud_identity_policy",
            "change": { "actions": [], "before": before, "after": after, "after_unknown": unknown } })
    };
    let (one, two) = (values(&["ims:images:list"]), values(&["ims:images:list", "ims:images:export"]));
    let plan = |changes: Value| json!({ "terraform_version": "1", "resource_changes": changes }).to_string();
    let scratch = Scratch::new("changes-plan");
    scratch.write(
        "plan.json",
        plan(json!([
            change("a", one.clone(), two.clone(), json!({})),
            change("b", two.clone(), two.clone(), json!({})),
            change("c", Value::Null, one.clone(), json!({})),
            change("d", two, Value::Null, json!({})),
        ])),
    );
    let json = scratch.run(&["diff", "plan.json", "--format", "json"]).json();
    assert_eq!(
        of(&json),
        [
            ("a".into(), "changed".into(), Some(true), Some(false)),
            ("c".into(), "added".into(), Some(true), Some(false)),
            ("d".into(), "removed".into(), Some(false), Some(true)),
        ]
    );
    scratch.write("plan.json", plan(json!([change("a", one, json!({}), json!({ "policy_document": true }))])));
    assert_eq!(scratch.run(&["diff", "plan.json", "--fail-on-new-access"]).code, 4);
    scratch.write("other.json", "{}");
    let ran = scratch.run(&["diff", "other.json"]);
    assert_eq!((ran.code, ran.err.contains("it is not a plan in JSON")), (2, true), "{}", ran.err);
}

#[test]
fn markdown_is_a_table_that_no_name_breaks() {
    let scratch = Scratch::new("changes-markdown");
    let policy = |actions: &str| {
        format!(
            r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":["*"],"Condition":{{"StringEquals":{{"g:UserName":["a|`b`<script>"]}}}}}}]}}"#
        )
    };
    scratch.write("old/a|b`.json", policy(LIST));
    scratch.write("new/a|b`.json", policy(&format!("{LIST}, {EXPORT}")));
    scratch.write("new/open.tf", terraform("x", "data.a.b.c"));
    let ran = scratch.run(&["diff", "old", "new", "--format", "markdown"]);
    let row = ran.out.lines().find(|it| it.contains("ims:images:export")).unwrap();
    assert!(row.starts_with("| `` a\\|b`.json `` | changed | allows more | "), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 7, "{row}");
    assert!(
        ran.out.contains("**There is new access.**") && ran.out.contains("- `huaweicloud_identity_policy.x`: "),
        "{}",
        ran.out
    );
    insta::assert_snapshot!(ran.out);
}

fn git(scratch: &Scratch, arguments: &[&str]) {
    let with = [
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    ];
    let ran = Command::new("git").args(with).args(arguments).current_dir(&scratch.0).output().unwrap();
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn revisions_of_git_are_compared() {
    let scratch = Scratch::new("changes-git");
    scratch.write("iam/main.tf", terraform("a", LIST));
    scratch.write("other/main.tf", terraform("b", LIST));
    git(&scratch, &["init", "-q"]);
    git(&scratch, &["add", "."]);
    git(&scratch, &["commit", "-qm", "one"]);
    git(&scratch, &["checkout", "-qb", "work"]);
    scratch.write("iam/main.tf", terraform("a", &format!("{LIST}, {EXPORT}")));
    scratch.write("other/main.tf", terraform("b", EXPORT));
    git(&scratch, &["commit", "-qam", "two"]);
    let names = |arguments: &[&str]| -> Vec<String> {
        let ran = scratch.run(&[&["diff", "--format", "json"], arguments].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        of(&ran.json()).into_iter().map(|it| it.0.rsplit('.').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["--git", "main..HEAD"]), ["a", "b"]);
    assert_eq!(names(&["--git", "main...work", "--", "iam/"]), ["a"]);
    assert_eq!(names(&["--git", "main", "--", "./other"]), ["b"]);
    assert_eq!(names(&["--git", "HEAD"]), [""; 0]);
    scratch.write("iam/main.tf", terraform("a", LIST));
    assert_eq!(names(&["--git", "HEAD"]), ["a"]);
    assert_eq!(names(&["--git", "..main"]), ["a", "b"]);
    assert_eq!(scratch.run(&["diff", "--git", "main..HEAD", "--fail-on-new-access", "--", "iam"]).code, 1);
    for (range, why) in
        [("nope..HEAD", "`nope` is not a revision of this repository"), ("--output=x", "is not a revision")]
    {
        let ran = scratch.run(&["diff", &format!("--git={range}")]);
        assert_eq!((ran.code, ran.err.contains(why)), (2, true), "{}", ran.err);
    }
    let outside = Scratch::new("changes-outside");
    let ran = outside.run(&["diff", "--git", "main..HEAD"]);
    assert_eq!((ran.code, ran.err.contains("git failed")), (2, true), "{}", ran.err);
    let mut without = super::command(&scratch.0, &["diff", "--git", "main"]);
    let ran = without.env("PATH", "/nowhere").output().unwrap();
    assert!(String::from_utf8_lossy(&ran.stderr).contains("`--git` needs `git`, which is not in `PATH`"));
}

/// As `check` reads them: what is in them has the archive for a folder.
#[test]
fn archives_in_folders_and_revisions_are_compared() {
    let scratch = Scratch::new("changes-archives");
    let write = |folder: &str, actions: &str| {
        scratch.write(&format!("{folder}/stack.zip"), archive(&[("main.tf", terraform("a", actions).as_bytes())]));
        scratch.write(&format!("{folder}/code.zip"), archive(&[("index.js", b"1")]));
    };
    write("old", LIST);
    write("new", &format!("{LIST}, {EXPORT}"));
    let changed = |arguments: &[&str]| {
        let ran = scratch.run(&[&["diff", "--format", "json"], arguments].concat());
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        of(&ran.json())
    };
    let wanted = [("huaweicloud_identity_policy.a".to_owned(), "changed".to_owned(), Some(true), Some(false))];
    assert_eq!(changed(&["old", "new"]), wanted);
    write("iam", LIST);
    git(&scratch, &["init", "-q"]);
    git(&scratch, &["add", "iam"]);
    git(&scratch, &["commit", "-qm", "one"]);
    write("iam", &format!("{LIST}, {EXPORT}"));
    assert_eq!(changed(&["--git", "HEAD", "--", "iam"]), wanted);
    git(&scratch, &["commit", "-qam", "two"]);
    assert_eq!(changed(&["--git", "HEAD~1..HEAD"]), wanted);

    scratch.write("new/stack.zip", b"PK\x03\x04no");
    let ran = scratch.run(&["diff", "old", "new"]);
    assert!(ran.code == 4 && ran.out.contains("not read: stack.zip of the new one: "), "{}: {}", ran.code, ran.out);
    assert!(ran.out.starts_with("removed huaweicloud_identity_policy.a in stack.zip: not known\n"), "{}", ran.out);
}

#[test]
fn what_has_moved_is_the_same_policy() {
    let moved = |from: &str, to: &str| format!("moved {{\n  from = {from}\n  to   = {to}\n}}\n");
    let (list, more) = (terraform("a", LIST), terraform("c", &format!("{LIST}, {EXPORT}")));
    let name = |it: &str| format!("huaweicloud_identity_policy.{it}");
    let twice = format!("{more}{}{}", moved(&name("a"), &name("b")), moved(&name("b"), &name("c")));
    let ran = between("moved", &list, &twice, &["--format", "json"]);
    let json = ran.json();
    assert_eq!(of(&json), [(name("c"), "changed".into(), Some(true), Some(false))], "{}", ran.out);
    assert_eq!(json["policies"][0]["previous_address"], name("a").as_str());
    let text = between("moved", &list, &twice, &[]).out;
    assert!(text.starts_with("changed huaweicloud_identity_policy.c (was huaweicloud_identity_policy.a): "), "{text}");
    let table = between("moved", &list, &twice, &["--format", "markdown"]).out;
    assert!(table.contains("`huaweicloud_identity_policy.c` (was `huaweicloud_identity_policy.a`)"), "{table}");
    // Nothing but the name.
    let only = format!("{}{}", terraform("b", LIST), moved(&name("a"), &name("b")));
    let json = between("moved", &list, &only, &["--format", "json"]).json();
    assert_eq!((of(&json).len(), &json["unchanged"]), (0, &json!(1)));
    // One policy becomes an instance, and another one takes its name.
    let each = terraform("b", LIST).replace("  policy", "  for_each = toset([\"x\"])\n  policy");
    let instance = format!("{each}{}{}", terraform("a", EXPORT), moved(&name("a"), &name("b[\"x\"]")));
    let json = between("moved", &list, &instance, &["--format", "json"]).json();
    assert_eq!(of(&json), [(name("a"), "added".into(), Some(true), Some(false))]);
    assert_eq!(json["unchanged"], 1);
    // In Terraform's JSON; and what is there already does not move once more.
    let in_json = json!({ "moved": [{ "from": name("a"), "to": name("b") }] }).to_string();
    let scratch = Scratch::new("changes-moved-json");
    scratch.write("old/main.tf", &list);
    scratch.write("new/main.tf", terraform("b", LIST));
    scratch.write("new/moved.tf.json", in_json);
    assert!(scratch.run(&["diff", "old", "new"]).out.starts_with("0 policies changed, 1 as before\n"));
    let kept = format!("{list}{only}");
    assert_eq!(of(&between("moved", &kept, &only, &["--format", "json"]).json()).len(), 1);
    // A whole module.
    let scratch = Scratch::new("changes-moved-module");
    let call = |name: &str| format!("module \"{name}\" {{\n  source = \"./m\"\n}}\n");
    for (side, name, more) in [("old", "m", String::new()), ("new", "n", moved("module.m", "module.n"))] {
        scratch.write(&format!("{side}/m/main.tf"), &list);
        scratch.write(&format!("{side}/main.tf"), format!("{}{more}", call(name)));
    }
    assert!(scratch.run(&["diff", "old", "new"]).out.starts_with("0 policies changed, 1 as before\n"));
    // A plan has both under the address that it has now.
    let document = |action: &str| json!({ "policy_document": json!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": [action] }] }).to_string() });
    let plan = json!({ "resource_changes": [{ "address": name("b"), "previous_address": name("a"), "mode": "managed", "type": "huaweicloud_identity_policy",
        "change": { "actions": ["no-op"], "before": document("ims:images:list"), "after": document("ims:images:list") } }] });
    scratch.write("plan.json", plan.to_string());
    assert!(scratch.run(&["diff", "plan.json"]).out.starts_with("0 policies changed, 1 as before\n"));
}

#[test]
fn a_policy_without_an_instance_is_not_there() {
    let switched = |on: bool| {
        let policy =
            terraform("p", "\"*\"").replace("  policy_document", "  count = var.on ? 1 : 0\n  policy_document");
        format!("variable \"on\" {{\n  default = {on}\n}}\n{policy}")
    };
    let address = "huaweicloud_identity_policy.p[0]".to_owned();
    let json = between("off", &switched(true), &switched(false), &["--format", "json"]).json();
    assert_eq!(of(&json), [(address.clone(), "removed".into(), Some(false), Some(true))]);
    assert_eq!(json["whole"]["verdict"], "narrower");
    assert_eq!(between("off", &switched(true), &switched(false), &["--fail-on-new-access"]).code, 0);
    let ran = between("on", &switched(false), &switched(true), &["--format", "json", "--fail-on-new-access"]);
    assert_eq!(of(&ran.json()), [(address, "added".into(), Some(true), Some(false))]);
    assert_eq!((ran.code, &ran.json()["whole"]["verdict"]), (1, &json!("broader")));
}

#[test]
fn what_is_not_known_of_one_is_not_known_of_all() {
    let trust = |who: &str| {
        format!(
            "resource \"huaweicloud_identity_trust_agency\" \"t\" {{\n  trust_policy = jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"Allow\", Principal = {{ IAM = [\"{who}\"] }}, Action = [\"sts:agencies:assume\"] }}] }})\n}}\n"
        )
    };
    let s3 = |effect: &str| {
        format!(
            "resource \"opentelekomcloud_s3_bucket_policy\" \"b\" {{\n  policy = jsonencode({{ Version = \"2008-10-17\", Statement = [{{ Effect = \"{effect}\", Principal = \"*\", Action = \"s3:*\", Resource = \"arn:aws:s3:::b/*\" }}] }})\n}}\n"
        )
    };
    for (name, old, new) in [("trust", trust("a"), trust("*")), ("s3", s3("Deny"), s3("Allow"))] {
        let ran = between(&format!("whole-{name}"), &old, &new, &["--format", "json"]);
        assert_eq!(
            (ran.code, &ran.json()["whole"], &ran.json()["new_access"]),
            (4, &Value::Null, &Value::Null),
            "{name}"
        );
        let text = between(&format!("whole-{name}"), &old, &new, &[]).out;
        assert!(text.contains("as if one principal had them: unknown"), "{text}");
        assert!(!text.contains("undecided in the catalogue"), "{text}");
    }
}

#[test]
fn what_was_not_read_is_neither_gone_nor_new() {
    let (whole, broken) = (terraform("p", LIST), format!("{}resource \"x\" {{{{\n", terraform("p", LIST)));
    for (name, old, new, what) in [("gone", &whole, &broken, "removed"), ("new", &broken, &whole, "added")] {
        let ran = between(&format!("unread-{name}"), old, new, &["--format", "json"]);
        assert_eq!(ran.code, 4, "{}", ran.out);
        assert_eq!(of(&ran.json()), [("huaweicloud_identity_policy.p".into(), what.into(), None, None)]);
    }
}

#[test]
fn values_of_variables_are_given_for_both_sides() {
    let scratch = Scratch::new("changes-var-file");
    let main = |actions: &str| format!("variable \"a\" {{}}\n{}", terraform("p", actions));
    scratch.write("old/main.tf", main("var.a"));
    scratch.write("new/main.tf", main("var.a, \"ims:images:get\""));
    scratch.write("prod.tfvars", "a = \"ims:images:list\"\n");
    assert_eq!(scratch.run(&["diff", "old", "new"]).code, 4);
    let ran = scratch.run(&["diff", "old", "new", "--var-file", "prod.tfvars", "--format", "json"]);
    assert_eq!(ran.json()["whole"]["verdict"], "broader", "{}", ran.out);
}

/// Of a policy with an unknown part nobody knows what it allows, but that it allows the same, if all that it may be made of is the same.
#[test]
fn what_is_unknown_and_untouched_is_as_before() {
    let open = |name: &str, more: &str| terraform(name, &format!("{LIST}, {more}"));
    let locals = "locals {\n  x = var.x\n}\n";
    let old = format!("{locals}{}\n{}", open("a", "local.x"), open("b", "data.c.d.e"));
    for (name, new, unchanged) in [
        ("another-changes", format!("{locals}{}\n{}", open("a", "local.x"), open("b", "data.c.d.f")), 1),
        ("another-is-gone", format!("{locals}{}", open("a", "local.x")), 1),
        (
            "another-comes",
            format!("{locals}{}\n\n{}{}", open("a", "local.x"), open("b", "data.c.d.e"), open("c", EXPORT)),
            2,
        ),
        (
            "what-it-is-made-of",
            format!("{}{}\n{}", locals.replace("var.x", "var.y"), open("a", "local.x"), open("b", "data.c.d.e")),
            0,
        ),
        (
            "it-is-another",
            format!(
                "{locals}{}\n{}",
                open("a", "local.x").replace("local.x", "lower(local.x)"),
                open("b", "data.c.d.e")
            ),
            1,
        ),
    ] {
        let ran = between(&format!("untouched-{name}"), &old, &new, &["--format", "json"]);
        assert_eq!(ran.json()["unchanged"], unchanged, "{name}: {}", ran.out);
    }
    // One that is made of another one.
    let made = |it: &str| {
        format!(
            "{}{}",
            open("a", it),
            terraform("b", "jsondecode(huaweicloud_identity_policy.a.policy_document).Statement[0].Action[1]")
        )
    };
    let ran = between("untouched-made", &made("var.x"), &made("var.y"), &["--format", "json"]);
    assert_eq!(ran.json()["unchanged"], 0, "{}", ran.out);
}
