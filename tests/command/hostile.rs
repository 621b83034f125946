//! Inputs that somebody has made to do harm, and outputs that take nothing.

use super::{Scratch, run_with};

/// Nothing that a terminal obeys, and no line that a runner of GitHub takes for a command.
fn assert_is_harmless(text: &str, what: &str) {
    let is_bad =
        |it: char| it != '\n' && (it.is_control() || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
    assert!(!text.contains(is_bad), "{what}: {text:?}");
    assert!(!text.lines().any(|it| it.trim_start().starts_with("::stop")), "{what}: {text}");
    assert!(!text.lines().any(|it| it == "equal: both allow the same requests"), "{what}: {text}");
}

/// What is to reach no terminal: a command to it, a line of its own, and letters in the other direction.
const BAD: &str = "s\u{1b}[2J\nequal: both allow the same requests\n::stop-commands::x\u{202e}\u{7f}\u{9b}";

fn bad() -> String {
    serde_json::to_string(BAD).unwrap()
}

#[test]
fn no_document_speaks_to_the_terminal() {
    let scratch = Scratch::new("terminal");
    let bad = bad();
    let policy = |version: &str, effect: &str, action: &str| {
        format!(
            r#"{{"Version":"{version}","Statement":[{{"Sid":{bad},"Effect":"{effect}","Action":[{action}],"Condition":{{"StringEquals":{{{bad}:[{bad}]}}}}}}]}}"#
        )
    };
    scratch.write("old.json", policy("5.0", "Deny", "\"*\""));
    scratch.write("new.json", policy("5.0", "Allow", "\"iam:*:*\""));
    scratch.write("role.json", policy("1.1", "Allow", &format!("\"ims:images:list\",{bad}")));
    scratch.write("action.json", policy("5.0", "Allow", &bad));
    scratch.write(
        "tree.json",
        format!(r#"{{"Version":{bad},{bad}:1,"Statement":[{{"Effect":{bad},{bad}:{bad},"Resource":[{bad}]}}]}}"#),
    );
    scratch.write("broken.json", format!("{{\"Version\": '{}' }}", BAD.replace('\n', " ")));
    let own = policy("5.0", "Allow", "\"ims:images:list\"");
    let request =
        format!(r#"{{"action":"ims:images:list","resource":{bad},"context":{{{bad}:{bad}}},"principal":{bad}}}"#);
    let scenario =
        |policy: &str| format!(r#"{{"identity_policies":[{{"name":{bad},"policy":{policy}}}],"request":{request}}}"#);
    scratch.write("scenario.json", scenario(&own));
    scratch.write("unread.json", format!(r#"{{{bad}:1}}"#));
    scratch.write("unread.yaml", format!("{bad}: 1\n"));
    scratch.write("policy.json", scenario(&format!(r#"{{"Statement":{bad},{bad}:[]}}"#)));
    scratch.write("assumption.json", format!(r#"{{"assumptions":{{{bad}:"yes"}}}}"#));
    scratch.write("requests.jsonl", format!("{{{bad}:1}}\n{request}\n"));
    scratch.write("traces.jsonl", format!("{{\"method\":\"GET\",\"uri\":{bad}}}\n{bad}\n"));
    scratch.write("page.md", format!("# {BAD}\n\n| Action | {BAD} |\n| --- | --- |\n| {BAD} | ims:x:{BAD} |\n"));
    scratch.write("schema.json", format!(r#"{{"actions":[{{"name":{bad}}},{{"name":"ims:a:b",{bad}:1}}],{bad}:2}}"#));
    scratch.write("hwc-iam-bad.toml", format!("[rules]\n{bad} = {bad}\n"));
    let main = format!(
        "resource \"huaweicloud_identity_policy\" {} {{\n  policy_document = jsonencode({own})\n}}\n",
        "\"a\u{202e}b\""
    );
    scratch.write("main.tf", main);
    for arguments in [
        &["diff", "old.json", "new.json"][..],
        &["diff", "old.json", "new.json", "--format", "json"],
        &["diff", "tree.json", "new.json"],
        &["check", "."],
        &["check", ".", "--format", "json"],
        &["check", ".", "--format", "sarif"],
        &["check", "tree.json", "action.json", "old.json", "broken.json", "main.tf", "role.json"],
        &["check", "tree.json", "action.json", "--format", "github"],
        &["check", ".", "--config", "hwc-iam-bad.toml"],
        &["eval", "scenario.json"],
        &["eval", "scenario.json", "--format", "json"],
        &["eval", "unread.json"],
        &["eval", "unread.yaml"],
        &["eval", "policy.json"],
        &["eval", "assumption.json"],
        &["eval", "scenario.json", "--batch", "requests.jsonl"],
        &["migrate", "role.json"],
        &["migrate", "tree.json"],
        &["generate", "--trace", "traces.jsonl"],
        &["generate", "--trace", "traces.jsonl", "--format", "json"],
        &["preflight", "GET /v2/cloudimages", "--scenario", "scenario.json", "--facts", "unread.json"],
        &["import", "page.md", "schema.json", "--out", "out", "--check"],
        &["import", "page.md", "schema.json", "--out", "out", "--check", "--format", "json"],
        &["catalog", "diff", "none", "none"],
        &["fmt", "--check", "broken.json"],
    ] {
        let ran = scratch.run(arguments);
        assert!([0, 1, 2, 4].contains(&ran.code), "{arguments:?}: {}", ran.code);
        assert_is_harmless(&ran.out, &format!("{arguments:?}"));
        assert_is_harmless(&ran.err, &format!("{arguments:?}"));
    }
    for arguments in
        [&["check", BAD][..], &["check", ".", "--allow", BAD], &["expand", BAD], &["explain", BAD], &["shrink", BAD]]
    {
        let ran = scratch.run(arguments);
        assert_is_harmless(&ran.out, &format!("{arguments:?}"));
        assert_is_harmless(&ran.err, &format!("{arguments:?}"));
    }
}

#[test]
fn the_standard_input_is_read_once() {
    let scenario = br#"{"identity_policies":[],"request":{"action":"ims:images:list"}}"#;
    for arguments in [
        &["eval", "-", "--batch", "-"][..],
        &["preflight", "GET /v2/cloudimages", "--scenario", "-", "--facts", "-"],
        &["check", "-", "-"],
    ] {
        let ran = run_with(scenario, arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains("<stdin>: `-` is the standard input, which can be read only once"), "{}", ran.err);
    }
    let ran = run_with(scenario, &["check", "--fix", "-"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`--fix` changes files"), "{}", ran.err);
}

#[test]
fn yaml_is_bounded() {
    let scratch = Scratch::new("yaml");
    let long = "y".repeat(100_000);
    let aliases = |times| vec!["*x"; times].join(", ");
    let laughs: String =
        (0..12).map(|it| format!("l{}: &l{} [{}]\n", it + 1, it + 1, vec![format!("*l{it}"); 10].join(", "))).collect();
    for (name, text, why) in [
        (
            "bomb.yaml",
            format!("a: &x \"{long}\"\nb: [{}]\n", aliases(20_000)),
            "the aliases stand for far more than the text has",
        ),
        (
            "keys.yaml",
            format!("a: &x \"{long}\"\n{}", "? *x\n: 1\n".repeat(20_000)),
            "the aliases stand for far more than the text has",
        ),
        (
            "tag.yaml",
            format!("a: &x !t \"{long}\"\nb: [{}]\n", aliases(20_000)),
            "the aliases stand for far more than the text has",
        ),
        ("laughs.yaml", format!("l0: &l0 lol\n{laughs}"), "limit"),
        ("circle.yaml", "a: &x [*x]\n".into(), "recursion"),
        ("deep.yaml", format!("a: {}", "[".repeat(100_000)), "more than 1000 brackets are open at once"),
        ("maps.yaml", format!("a: {}", "{a: ".repeat(30_000)), "more than 1000 brackets are open at once"),
        ("dashes.yaml", format!("a:\n  {}", "- ".repeat(20_000)), ""),
        ("less_deep.yaml", format!("a: {}{}", "[".repeat(500), "]".repeat(500)), "recursion"),
        ("directives.yaml", (0..20_000).map(|it| format!("%TAG !a{it}! x\n")).collect(), "lines are directives"),
        ("large.yaml", format!("a: {}\n", "y".repeat(9 << 20)), "larger than 8 MiB"),
    ] {
        scratch.write(name, text);
        for arguments in
            [&["eval", name][..], &["preflight", "GET /v2/cloudimages", "--scenario", "scenario.json", "--facts", name]]
        {
            scratch.write("scenario.json", "{}");
            let ran = scratch.run(arguments);
            assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.out, ran.err);
            let short: String = ran.err.chars().take(300).collect();
            assert!(ran.err.contains(why), "{arguments:?}: {short}");
            assert!(ran.err.len() < 10_000, "{arguments:?}: {short}");
        }
        std::fs::create_dir_all(scratch.0.join("out/services")).unwrap();
        std::fs::copy(scratch.0.join(name), scratch.0.join("out/services/ims.yaml")).unwrap();
        scratch.write("page.md", "# a\n");
        let ran = scratch.run(&["import", "page.md", "--out", "out", "--check"]);
        assert_eq!(ran.code, 2, "{name}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(why) || ran.err.contains("unknown field"), "{name}: {}", ran.err);
    }
    let few = "identity_policies: [&a {Version: '5.0', Statement: []}, *a, *a]\nrequest: {action: 'ims:images:list'}\n";
    scratch.write("few.yaml", few);
    let ran = scratch.run(&["eval", "few.yaml"]);
    assert_eq!(ran.code, 1, "aliases that people use are read: {}", ran.err);
}

#[test]
fn what_aliases_stand_for_is_bounded_where_policies_are_looked_for() {
    let scratch = Scratch::new("aliases");
    let long = "y".repeat(100_000);
    for (name, text) in [
        ("texts.yaml", format!("a: &x \"{long}\"\nb: [{}]\n", vec!["*x"; 20_000].join(", "))),
        ("names.yaml", format!("a: &x {{\"{long}\": 1}}\nb: [{}]\n", vec!["*x"; 20_000].join(", "))),
        ("anchors.yaml", format!("a: {}[\"{long}{long}{long}\"]{}\n", "&a [".repeat(90), "]".repeat(90))),
    ] {
        scratch.write(name, text);
        let ran = scratch.run(&["check", name]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.out);
        assert!(ran.err.contains("the aliases stand for far more than the text has"), "{name}: {}", ran.err);
    }
    let usual = "Version: '5.0'\nStatement:\n  - &one {Effect: Allow, Action: [ims:images:list]}\n  - <<: *one\n    Action: [ims:images:get]\n";
    scratch.write("usual.yaml", usual);
    let ran = scratch.run(&["check", "usual.yaml", "--allow", "all"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "1 policy in 1 file: 0 denied, 0 warned\n"));
}

#[test]
fn what_is_too_large_is_said_to_be() {
    let scratch = Scratch::new("large");
    let policy = |statement: &str, times| {
        format!(r#"{{"Version":"5.0","Statement":[{}{statement}]}}"#, format!("{statement},").repeat(times))
    };
    scratch.write("a/many.json", policy("{}", 25_000));
    scratch.write("b/far_more.json", policy("{}", 1_000_000));
    for name in ["a/many.json", "b/far_more.json"] {
        let ran = scratch.run(&["check", name]);
        assert_eq!(ran.code, 1, "{name}: {}", ran.err);
        assert!(ran.out.contains("values: it is too large to be read as a policy"), "{name}: {}", ran.out);
        assert_eq!(ran.out.matches("error[").count(), 1, "{name}: nothing else is said: {}", ran.out);
        for arguments in [&["diff", name, name][..], &["migrate", name], &["eval", name]] {
            assert_eq!(scratch.run(arguments).code, 2, "{arguments:?}");
        }
    }
    assert_eq!(scratch.run(&["check", "a"]).code, 1);
    let ran = scratch.run(&["check", "b", "--fail-on-unchecked"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("not checked: b/far_more.json:1:1: more than "), "{}", ran.out);
}

#[test]
fn a_configuration_is_bounded() {
    let scratch = Scratch::new("configuration");
    scratch.write("p.json", r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"]}]}"#);
    let path = "[[paths]]\npath = 'a/*'\nrules = { all = 'allow' }\n\n";
    for (times, code) in [(2000, 0), (6000, 2)] {
        scratch.write("c.toml", path.repeat(times));
        let ran = scratch.run(&["check", "p.json", "--allow", "all", "--config", "c.toml"]);
        assert_eq!(ran.code, code, "{times}: {}{}", ran.out, ran.err);
        assert_eq!(ran.err.contains("c.toml: larger than 256 KiB"), code == 2, "{}", ran.err);
    }
}

#[test]
fn no_name_of_an_input_becomes_a_path() {
    let scratch = Scratch::new("paths");
    scratch.write("victim.yaml", "precious");
    for code in ["../../pwn", "/tmp/pwn", "..", ".", "", "a/b", "a\\b", "a\u{0}b", "\u{202e}a"] {
        let json = |it: String| serde_json::to_string(&it).unwrap();
        let action = json(format!("{code}:images:get"));
        scratch.write(
            "schema.json",
            format!("{{\"version\":\"1\",\"service_code\":{},\n\"actions\":[{{\"name\":{action},\"access_level\":\"read\"}}],\"resources\":[{{\"type_name\":\"a\",\"urn_template\":{action}}}],\"conditions\":[{{\"key\":{action}}}],\"operations\":[{{\"operation_id\":\"a\",\"operation_action\":{action}}}]}}", json(code.into())),
        );
        let before = everything(&scratch);
        let ran = scratch.run(&["import", "schema.json", "--out", "deep/er/out"]);
        assert_eq!(ran.code, 1, "{code:?}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains("does not begin with the code of a service"), "{code:?}: {}", ran.out);
        std::fs::remove_dir_all(scratch.0.join("deep")).unwrap();
        assert_eq!(everything(&scratch), before, "{code:?}");
    }
    // A file of the catalogue that says it is of another service names the file that would be written and removed.
    scratch.write("schema.json", r#"{"actions":[{"name":"ims:images:get","access_level":"read"}]}"#);
    assert!([0, 1].contains(&scratch.run(&["import", "schema.json", "--out", "out"]).code));
    let text = scratch.read("out/services/ims.yaml");
    scratch.write("out/services/ims.yaml", text.replace("service: ims", "service: ../../victim"));
    let before = everything(&scratch);
    let ran = scratch.run(&["import", "schema.json", "--out", "out"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("services/ims.yaml:1: `../../victim` is not the code of a service"), "{}", ran.err);
    assert_eq!(everything(&scratch), before);
}

/// Every file of a folder with what it says.
fn everything(scratch: &Scratch) -> Vec<(std::path::PathBuf, String)> {
    let mut folders = vec![scratch.0.clone()];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.push((path.clone(), std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::super::Ran;
    use super::*;

    fn shell(scratch: &Scratch, script: &str) -> Ran {
        let mut shell = Command::new("sh");
        shell.current_dir(&scratch.0).args(["-c", script, env!("CARGO_BIN_EXE_hwc-iam")]);
        Ran::of(shell.output().unwrap())
    }

    /// What each command prints goes to an output that is full or that nobody reads, and each error to one that is full.
    #[test]
    fn no_output_makes_it_panic() {
        let scratch = Scratch::new("outputs");
        let policy =
            r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list","ims:images:lst"]}]}"#;
        scratch.write("p.json", policy);
        scratch.write("role.json", policy.replace("5.0", "1.1"));
        scratch
            .write("s.json", format!(r#"{{"identity_policies":[{policy}],"request":{{"action":"ims:images:list"}}}}"#));
        scratch.write("r.jsonl", "{\"action\":\"ims:images:list\"}\n{}\n".repeat(20_000));
        scratch.write("page.md", "# a\n\n| Action | Access Level |\n| --- | --- |\n| ims:a:b | x |\n");
        for command in [
            "check p.json missing.json",
            "check p.json missing.json --format json",
            "check p.json missing.json --format sarif",
            "check p.json missing.json --format github",
            "check p.json --fix --dry-run",
            "fmt p.json missing.json",
            "fmt --check p.json",
            "diff p.json role.json",
            "eval s.json",
            "eval s.json --batch r.jsonl",
            "eval missing.json",
            "generate --operation 'GET /v2/cloudimages' --operation 'GET /x'",
            "migrate role.json",
            "preflight 'GET /v2/cloudimages' --scenario s.json",
            "list actions",
            "explain ims:images:list",
            "schema",
            "completions bash",
            "import page.md --out out --check",
            "import page.md --out out --check --format json",
            "import page.md missing.md --out out --check",
            "expand 'ims:*:*' 'x:y:z'",
            "shrink ims:images:list",
            "shrink ims:images:lst",
            "export --service nothing --format authorization-schema --catalog .",
            "catalog diff . .",
            "nothing",
            "--help",
            "--version",
        ] {
            for outputs in ["> /dev/full", "2> /dev/full", "> /dev/full 2>&1", ">&- 2>&-"] {
                let ran = shell(&scratch, &format!("\"$0\" {command} {outputs}"));
                assert!([0, 1, 2, 4].contains(&ran.code), "{command} {outputs}: {}", ran.code);
            }
            // The shell's own code is that of `true`; it says how the command ended.
            let ran =
                shell(&scratch, &format!("(sleep .01; \"$0\" {command} 2>&1; echo $? >&3) 3>&1 1>&3 | true; true"));
            assert!(!ran.out.contains("101") && !ran.out.contains("panicked"), "{command}: {}", ran.out);
            let ran = shell(
                &scratch,
                &format!("{{ \"$0\" {command} 2>/dev/null; echo $? >code; }} | true; sleep .01; cat code"),
            );
            assert!(!ran.out.contains("101"), "{command}: {}", ran.out);
        }
    }

    #[test]
    fn a_folder_of_links_and_pipes_comes_to_an_end() {
        let scratch = Scratch::new("loops");
        scratch.write("a/p.md", "# x\n");
        scratch.write("a/p.json", r#"{"Version":"5.0","Statement":[]}"#);
        for name in ["x", "y"] {
            symlink(".", scratch.0.join("a").join(name)).unwrap();
        }
        symlink("/dev/zero", scratch.0.join("a/zero.md")).unwrap();
        symlink("/dev/zero", scratch.0.join("a/zero.json")).unwrap();
        assert!(
            Command::new("mkfifo")
                .current_dir(scratch.0.join("a"))
                .args(["f.md", "f.json", "f.tf"])
                .status()
                .unwrap()
                .success()
        );
        for command in ["import a --out out --check", "check a", "diff a a", "catalog diff out out --policies a"] {
            let ran = shell(&scratch, &format!("mkdir -p out/services; timeout 20 \"$0\" {command}"));
            assert!([0, 1, 2].contains(&ran.code), "{command}: {}: {}{}", ran.code, ran.out, ran.err);
        }
        for command in ["import /dev/zero --out out --check", "check /dev/zero", "eval /dev/zero", "check a/x"] {
            let ran = shell(&scratch, &format!("ulimit -v 2000000; timeout 60 \"$0\" {command}"));
            assert!([0, 1, 2].contains(&ran.code), "{command}: {}: {}", ran.code, ran.err);
        }
        for command in
            ["check .. | true", "eval a", "import a/p.md --manifest a --out out", "check a/p.json --config a"]
        {
            let ran = shell(&scratch, &format!("timeout 20 \"$0\" {command}"));
            assert!(command.contains("true") || ran.code == 2, "{command}: {}", ran.code);
            assert!(
                command.contains("true") || ran.err.contains("it is a folder: name a file"),
                "{command}: {}",
                ran.err
            );
        }
    }

    #[test]
    fn a_pipe_that_is_named_is_read() {
        let scratch = Scratch::new("pipe");
        scratch.write("p.json", r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:list"]}]}"#);
        let script = "mkfifo pipe; cat p.json > pipe & \"$0\" check pipe --allow all";
        let ran = shell(&scratch, script);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(ran.out.contains("1 policy in 1 file"), "{}", ran.out);
    }
}
