//! `hwc-iam eval`.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Scratch, run, run_with};

#[test]
fn the_answer_is_the_contract() {
    let ran = run(&["eval", "eval/images-but-not-delete.json", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let found = ran.json();
    assert_eq!(found["decision"], "explicit_deny");
    assert_eq!(
        found["matched"],
        json!([
            { "layer": "role", "policy": "IMS FullAccess", "statement": 0, "sid": null, "effect": "Allow" },
            { "layer": "role", "policy": "keep-images", "statement": 0, "sid": null, "effect": "Deny" },
        ])
    );
    assert_eq!(found["missing_keys"], json!([]));
}

#[test]
fn what_is_not_known_is_named() {
    let ran = run(&["eval", "eval/replicate.yaml"]);
    assert_eq!(ran.code, 4, "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "unknown: ims:images:copyInRegion");
    assert_eq!(lines[1], "  it can be: allow, implicit_deny");
    assert_eq!(lines[2], "  find out: ims:Encrypted");
    assert!(ran.out.contains("deny of scp `RegionLock`, statement 0 `Region` does not apply: "), "{}", ran.out);
}

#[test]
fn policies_of_the_pages_are_decided() {
    let allowed = run(&["eval", "eval/read-buckets.json"]);
    assert_eq!(
        (allowed.code, allowed.out.lines().next()),
        (0, Some("allow: OBS:bucket:listbucket")),
        "{}",
        allowed.err
    );
    let denied = run(&["eval", "eval/agency-of-ims.json", "--format", "json"]);
    assert_eq!((denied.code, &denied.json()["decision"]), (1, &json!("implicit_deny")));
    assert_eq!(
        denied.json()["nearly"][0]["failed"],
        json!(["`StringEquals` of `g:SourceAccount`: the request has `9z9z`, the policy `0a1b`"])
    );
}

#[test]
fn open_questions_can_be_answered() {
    let scenario = br#"{
        "identity_policies": [{ "Version": "5.0", "Statement": [{
            "Effect": "Allow", "Action": ["ims:images:list"], "Condition": { "StringNotEquals": { "g:UserName": ["x"] } } }] }],
        "request": { "action": "ims:images:list" }
    }"#;
    let open = run_with(scenario, &["eval", "-", "--format", "json"]);
    assert_eq!((open.code, &open.json()["assumptions"]), (4, &json!(["negated_operator_on_missing_key"])));
    let yes = run_with(scenario, &["eval", "-", "--assume", "negated_operator_on_missing_key=yes"]);
    assert_eq!(yes.code, 0);
    let no = run_with(scenario, &["eval", "-", "--assume", "negated_operator_on_missing_key=no"]);
    assert_eq!(no.code, 1);
    let misspelt = run_with(scenario, &["eval", "-", "--assume", "negated_operator_on_missing_kye=no"]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.err.contains("help: did you mean `negated_operator_on_missing_key`?"), "{}", misspelt.err);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    for (scenario, why) in [
        ("{", "EOF while parsing"),
        (r#"{"request":{"action":"a:b:c"},"policies":[]}"#, "unknown field `policies`"),
        (r#"{"identity_policies":[]}"#, "there is no `request` with an `action`"),
        (
            r#"{"identity_policies":[{"Version":"5.0"}],"request":{"action":"a:b:c"}}"#,
            "<stdin>:1:23: identity_policies[0]: ",
        ),
        (r#"{"roles":[{"name":"x","scope":"nowhere"}],"request":{"action":"a:b:c"}}"#, "unknown variant `nowhere`"),
        (
            r#"{"request":{"action":"a:b:c","context":{"g:UserName":"a","g:username":"b"}}}"#,
            "<stdin>:1:12: duplicate key `g:username`",
        ),
        (
            r#"{"request":{"action":"a:b:c","context":{"g:UserName":"a"},"unknown":["g:UserName"]}}"#,
            "duplicate key `g:UserName`",
        ),
        (
            r#"{"request":{"action":"ims:images:get","resource":"URN:ims:cn-north-4:a1:image:x"}}"#,
            "<stdin>:1:12: the resource `URN:ims:cn-north-4:a1:image:x` begins with `URN:`: its name begins with a service",
        ),
        (r#"{"request":{"action":"a:b:c","resource":"arn:aws:s3:::b/*"}}"#, "begins with `arn:`"),
        ("request: { action: a }\nrequest: { action: b }\n", "duplicate entry"),
        ("request:\n  action: a\n  resorce: b\n", "<stdin>:3:12: unknown field `resorce`"),
        ("request:\n  context:\n    g:UserName: {}\n", "<stdin>:3:17: the value of a key is a string"),
        (
            "identity_policies:\n- Version: '5.0'\n  Statement:\n  - Effect: Maybe\n    Action: ['*']\n",
            "<stdin>:4:13: identity_policies[0]/Statement/0/Effect: ",
        ),
        ("roles:\n- scope: here\n", "help: a role is `{"),
        ("request: [\n", "<stdin>:2:1: "),
        (r#"{"scps":[[],{}]}"#, "<stdin>:1:13: `scps` is a list of policies, or a list of such lists"),
        (r#"{"identity_policies":[1]}"#, "help: a policy is its document, or"),
    ] {
        let ran = run_with(scenario.as_bytes(), &["eval", "-"]);
        assert_eq!(ran.code, 2, "{scenario}");
        assert!(ran.err.contains(why), "{scenario}: {}", ran.err);
    }
}

/// As people write it at first.
#[test]
fn a_scenario_has_defaults() {
    let policy = |effect: &str, action: &str| {
        format!(r#"{{"policy":{{"Version":"5.0","Statement":[{{"Effect":"{effect}","Action":["{action}"]}}]}}}}"#)
    };
    let (all, no_iam) = (policy("Allow", "*"), policy("Deny", "iam:*:*"));
    for scps in [format!("[{all},{no_iam}]"), format!("[[{all},{no_iam}]]"), format!("[[{all}],[{all},{no_iam}]]")] {
        for (action, code) in [("ims:images:list", 0), ("iam:users:listUsersV5", 1)] {
            let scenario =
                format!(r#"{{"identity_policies":[{all}],"scps":{scps},"request":{{"action":"{action}"}}}}"#);
            assert_eq!(run_with(scenario.as_bytes(), &["eval", "-"]).code, code, "{scenario}");
        }
    }
    let role = r#"{"roles":[{"policy":{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["ims:*:*"]}]}}],"request":{"action":"ims:images:list"}}"#;
    assert_eq!(run_with(role.as_bytes(), &["eval", "-"]).code, 0);
}

/// A role that several services list has its document from the page that prints it.
#[test]
fn a_role_by_its_name_has_its_document() {
    let ask = |action: &str| {
        let scenario = format!(
            r#"{{"cloud":"otc","roles":[{{"name":"Tenant Administrator"}}],"request":{{"action":"{action}"}}}}"#
        );
        let answer = run_with(scenario.as_bytes(), &["eval", "-", "--format", "json"]).json();
        (answer["decision"].as_str().unwrap().to_owned(), answer["assumptions"].to_string())
    };
    for action in ["ims:images:list", "ims:images:delete", "IMS:Images:List"] {
        assert_eq!(ask(action).0, "allow", "{action}");
    }
    for action in ["iam:users:createUser", "iam:agencies:createAgency", "iam:roles:list", "IAM:users:createUser"] {
        let (decision, open) = ask(action);
        assert_eq!(decision, "unknown", "{action}");
        assert!(open.contains("identity_is_iam"), "{action}: {open}");
    }
}

/// On one cloud a code is that of one role, on the other it depends on the region.
#[test]
fn a_role_by_its_code_is_that_role() {
    let ask = |cloud: &str, name: &str, action: &str| {
        let scenario =
            format!(r#"{{"cloud":"{cloud}","roles":[{{"name":"{name}"}}],"request":{{"action":"{action}"}}}}"#);
        let ran = run_with(scenario.as_bytes(), &["eval", "-", "--format", "json"]);
        (ran.json()["decision"].as_str().unwrap().to_owned(), ran.err)
    };
    let both = |cloud: &str, code: &str, name: &str| {
        let by_code = ask(cloud, code, "ims:images:list");
        assert_eq!(by_code, ask(cloud, name, "ims:images:list"), "{code}");
        assert!(by_code.1.is_empty(), "{}", by_code.1);
        by_code.0
    };
    assert_eq!(both("otc", "te_admin", "Tenant Administrator"), "allow");
    assert_eq!(both("hwc", "te_admin", "Tenant Administrator"), "unknown", "no page prints its document");
    let (decision, said) = ask("otc", "system_all_5", "ims:images:list");
    assert_eq!(decision, "unknown");
    let wanted = "roles[0]: the code `system_all_5` is that of `ELB FullAccess` or `VPC Admin`; name the role";
    assert!(said.contains(wanted), "{said}");
    let (_, said) = ask("hwc", "te_admn", "ims:images:list");
    assert!(said.contains("the catalogue has no role `te_admn`; did you mean `te_admin`?"), "{said}");
    for right in ["system_all_77", "our_own_role"] {
        assert_eq!(ask("hwc", right, "ims:images:list").1, "", "nobody knows that");
    }
    let (decision, said) = ask("hwc", "CBRReadOnlyPolicy", "cbr:vaults:list");
    assert_eq!((decision.as_str(), said.as_str()), ("allow", ""), "an identity policy of the system");
}

/// A `Deny` takes effect if the roles that its policy depends on are granted, by name or by code.
#[test]
fn what_a_role_depends_on_may_be_held_by_its_code() {
    let ask = |cloud: &str, held: &str| {
        let policy = r#"{"Version":"1.0","Statement":[{"Effect":"Deny","Action":["ims:images:list"]}],
            "Depends":[{"catalog":"BASE","display_name":"Tenant Guest"}]}"#;
        let scenario = format!(
            r#"{{"cloud":"{cloud}","roles":[{{"name":"r","policy":{policy}}},{held}],"request":{{"action":"ims:images:list"}}}}"#
        );
        run_with(scenario.as_bytes(), &["eval", "-", "--format", "json"]).json()["decision"].clone()
    };
    let allow = r#""policy":{"Version":"1.1","Statement":[{"Effect":"Allow","Action":["ims:*:*"]}]}"#;
    assert_eq!(ask("hwc", r#"{"name":"Tenant Guest"}"#), "explicit_deny");
    assert_eq!(ask("hwc", r#"{"name":"readonly"}"#), "explicit_deny");
    assert_eq!(ask("otc", r#"{"name":"readonly"}"#), "unknown", "pages print three names");
    assert_eq!(ask("hwc", r#"{"name":"nobody_knows"}"#), "unknown", "it may be a code");
    assert_eq!(ask("hwc", &format!(r#"{{"name":"readonly",{allow}}}"#)), "unknown", "it may be a policy of their own");
    assert_eq!(ask("hwc", &format!(r#"{{"name":"our_own",{allow}}}"#)), "allow", "it is a policy of their own");
}

#[test]
fn numbers_are_what_they_are_written_as() {
    let scenario = |limit: &str, age: &str| {
        format!(
            r#"{{"identity_policies":[{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["ims:images:get"],"Condition":{{"NumberEquals":{{"g:MFAAge":["{limit}"]}}}}}}]}}],"request":{{"action":"ims:images:get","context":{{"g:MFAAge":{age}}}}}}}"#
        )
    };
    for (limit, age, code) in [
        ("9007199254740993", "9007199254740993.0", 0),
        ("9007199254740993", "9007199254740993", 0),
        ("9007199254740992", "9007199254740993", 1),
        ("340282366920938463463374607431768211457", "340282366920938463463374607431768211457", 0),
        ("340282366920938463463374607431768211456", "340282366920938463463374607431768211457", 1),
        ("0.1", "0.1000000000000000055511151231257827", 1),
        ("-0.0", "0", 0),
    ] {
        let json = scenario(limit, age);
        assert_eq!(run_with(json.as_bytes(), &["eval", "-"]).code, code, "{json}");
        let yaml = format!("# as yaml\n{json}");
        assert_eq!(run_with(yaml.as_bytes(), &["eval", "-"]).code, code, "{yaml}");
    }
}

#[test]
fn a_policy_and_an_action_are_enough() {
    let scratch = Scratch::new("eval-policy");
    let statement = r#"{"Effect":"Allow","Action":["ims:images:list"],"Resource":["ims:*:*:image:a"],"Condition":{"ForAllValues:StringEquals":{"g:TagKeys":["x","y"]}}}"#;
    scratch.write("p.json", format!(r#"{{"Version":"5.0","Statement":[{statement}]}}"#));
    let ask = |more: &[&str]| {
        let all = [&["eval", "--policy", "p.json", "--action", "ims:images:list"], more].concat();
        scratch.run(&all).code
    };
    let resource = ["--resource", "ims:r:a:image:a"];
    assert_eq!(ask(&[&resource[..], &["--context", "g:TagKeys=x", "--context", "g:TagKeys=y"]].concat()), 0);
    assert_eq!(ask(&[&resource[..], &["--context", "g:TagKeys=x", "--context", "g:TagKeys=z"]].concat()), 1);
    assert_eq!(ask(&["--context", "g:TagKeys=x"]), 1);
    assert_eq!(ask(&[&resource[..], &["--unknown", "g:TagKeys"]].concat()), 4);
    assert_eq!(ask(&[&resource[..], &["--context", "g:TagKeys=x", "--principal", "iam::b:user:u"]].concat()), 1);
    assert_eq!(ask(&["--context", "g:TagKeys"]), 2);
    assert_eq!(scratch.run(&["eval", "--policy", "p.json"]).code, 2);
    assert_eq!(scratch.run(&["eval", "--action", "ims:images:list"]).code, 2);
    assert_eq!(scratch.run(&["eval", "p.json", "--policy", "p.json", "--action", "ims:images:list"]).code, 2);
    scratch.write("role.yaml", "Version: '1.1'\nStatement:\n- Effect: Allow\n  Action: ['ims:*:*']\n");
    assert_eq!(scratch.run(&["eval", "--policy", "role.yaml", "--action", "ims:images:list"]).code, 0);
    scratch.write(
        "bad.json",
        "{\"Version\":\"5.0\",\n\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ims:images:list\",]}]}",
    );
    let ran = scratch.run(&["eval", "--policy", "bad.json", "--action", "ims:images:list"]);
    assert!(ran.err.starts_with("error: bad.json:2:"), "{}", ran.err);
}

#[test]
fn a_misspelt_role_is_named() {
    let scratch = Scratch::new("role-slip");
    for (name, near) in [("Tenant Administratr", true), ("Tenant Administrator", false), ("our own role", false)] {
        let text = format!(r#"{{"roles":[{{"name":"{name}"}}],"request":{{"action":"ims:images:list"}}}}"#);
        scratch.write("s.json", text);
        let ran = scratch.run(&["eval", "s.json"]);
        let said = format!("the catalogue has no role `{name}`; did you mean `Tenant Administrator`?");
        assert_eq!(ran.err.contains(&said), near, "{name}: {}", ran.err);
    }
}

#[test]
fn a_policy_of_another_kind_is_called_what_it_is() {
    let scratch = Scratch::new("kind");
    let bucket = r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":["GetObject"],"Resource":["b/*"]}]}"#;
    scratch.write("p.json", bucket);
    let ran = scratch.run(&["eval", "--policy", "p.json", "--action", "ims:images:list"]);
    assert_eq!(ran.code, 2);
    let said = "p.json: it is a policy of the kind `bucket`, and a policy of a principal is wanted";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert!(ran.err.contains("help: a bucket policy is the `resource_policy` of a scenario"), "{}", ran.err);
}

#[test]
fn an_assumption_that_is_like_none_lists_them() {
    let scratch = Scratch::new("assume");
    scratch.write("s.json", r#"{"request":{"action":"ims:images:list"}}"#);
    let ran = scratch.run(&["eval", "s.json", "--assume", "foo=yes"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`action_case`"), "{}", ran.err);
}

#[test]
fn a_role_without_a_document_is_unknown() {
    let scenario =
        br#"{ "roles": [{ "name": "Nobody knows", "scope": "all" }], "request": { "action": "ims:images:list" } }"#;
    let ran = run_with(scenario, &["eval", "-", "--format", "json"]);
    assert_eq!((ran.code, &ran.json()["missing_keys"]), (4, &json!(["roles"])));
}

#[test]
fn a_batch_answers_each_line_in_order() {
    let ran = run(&["eval", "eval/replicate.yaml", "--batch", "eval/requests.jsonl"]);
    let decisions: Vec<Value> = ran.out.lines().map(|it| serde_json::from_str::<Value>(it).unwrap()).collect();
    let decisions: Vec<&str> = decisions.iter().map(|it| it["decision"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["allow", "implicit_deny", "explicit_deny", "unknown"]);
    assert_eq!(ran.code, 4);
}

#[test]
fn a_broken_line_loses_nothing() {
    let scratch = Scratch::new("eval-batch");
    let mut requests = String::new();
    // Several chunks, so that every worker has some.
    for at in 0..20_000 {
        let action = if at % 3 == 0 { "ims:images:copyInRegion" } else { "ims:images:export" };
        let line = format!(
            r#"{{"action":"{action}","resource":"ims:cn-north-4:0a1b:image:{at}","context":{{"g:RequestedRegion":"cn-north-4","ims:Encrypted":"false"}}}}"#
        );
        let _ = writeln!(requests, "{}", if at == 12_345 { "{\"action\": oops}" } else { &line });
    }
    scratch.write("requests.jsonl", &requests);
    scratch.write("scenario.yaml", std::fs::read(super::fixtures().join("eval/replicate.yaml")).unwrap());
    let ran = scratch.run(&["eval", "scenario.yaml", "--batch", "requests.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: requests.jsonl:12346:12: expected value"), "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 20_000);
    for (at, line) in lines.iter().enumerate() {
        let wanted = match at {
            12_345 => r#""line":12346"#,
            _ if at % 3 == 0 => r#"{"decision":"allow"}"#,
            _ => r#"{"decision":"implicit_deny"}"#,
        };
        assert!(line.contains(wanted), "{at}: {line}");
    }
}

#[test]
fn a_misspelt_action_is_named() {
    let scenario = r#"{
      "identity_policies": [{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:lst"] }] }],
      "request": { "action": "evs:volumes:creat" }
    }"#;
    let scratch = Scratch::new("eval-slip");
    scratch.write("scenario.json", scenario);
    let ran = scratch.run(&["eval", "scenario.json"]);
    assert!(ran.err.contains("/Statement/0/Action/0: unknown action `ims:images:lst`"), "{}", ran.err);
    assert!(ran.err.contains("unknown action `evs:volumes:creat`"), "{}", ran.err);
}

#[test]
fn keys_that_nothing_names_are_told() {
    let scratch = Scratch::new("eval-keys");
    scratch.write(
        "p.json",
        r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["*"]},{"Effect":"Deny","Action":["*"],"Condition":{"StringEquals":{"g:UserName":["a"],"x:Own":["b"]}}}]}"#,
    );
    let asked = |context: &[&str]| {
        scratch.run(&[&["eval", "--policy", "p.json", "--action", "ims:images:list"], context].concat())
    };
    for context in [["--context", "g:UserNam=a"], ["--context", "UserName=a"], ["--unknown", "g:UserNam"]] {
        let ran = asked(&context);
        assert!(ran.err.contains("did you mean `g:UserName`?"), "{context:?}: {}", ran.err);
    }
    for context in [["--context", "g:username=b"], ["--context", "x:own=b"], ["--context", "g:SourceIp=10.0.0.1"]] {
        assert_eq!(asked(&context).err, "", "{context:?}");
    }
}

#[test]
fn the_later_of_two_names_of_one_key_is_asked() {
    let scratch = Scratch::new("two-names");
    let policy = r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"],"Condition":{"StringEquals":{"g:DomainId":["b"],"x:k77":["77"]}}}]}"#;
    for (names, code) in [(["g:DomainId", "g:PrincipalAccount"], 0), (["g:PrincipalAccount", "g:DomainId"], 0)] {
        let many: String = (0..200).map(|it| format!(r#""x:k{it}":{it},"#)).collect();
        let context = format!(r#"{many}"{}":"a","{}":"b""#, names[0], names[1]);
        scratch.write(
            "a.json",
            format!(
                r#"{{"identity_policies":[{policy}],"request":{{"action":"ims:images:list","context":{{{context}}}}}}}"#
            ),
        );
        let ran = scratch.run(&["eval", "a.json"]);
        assert_eq!(ran.code, code, "{names:?}: {}{}", ran.out, ran.err);
    }
}
