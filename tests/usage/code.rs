//! Source code with the SDKs: what it calls, and what is asked.

use std::fmt::Write;
use std::fs;

use hwc_iam::usage::{Answers, SdkOperations, SourceCode, SourceLanguage};

use super::generator;
use hwc_iam::Model;

fn file(name: &str) -> (String, String) {
    let path = format!("{}/tests/usage/code/{name}", env!("CARGO_MANIFEST_DIR"));
    (name.to_owned(), fs::read_to_string(path).unwrap())
}

fn found(names: &[&str]) -> String {
    let files: Vec<_> = names.iter().map(|it| file(it)).collect();
    described(SourceCode::of(&files, &Answers::default()))
}

/// Each call with its places, then what is asked, then what was not read.
fn described(found: SourceCode) -> String {
    let mut out = String::new();
    let (_, calls) = found.calls.generate(generator(Model::IdentityPolicy));
    for it in calls {
        writeln!(out, "{} {} {}: {}", it.api.tag, it.api.method, it.api.path, it.by.join(" ")).unwrap();
    }
    found.questions.iter().for_each(|it| writeln!(out, "? {}", it.fact).unwrap());
    found.unread.iter().for_each(|it| writeln!(out, "! {}:{} {}", it.file, it.line.unwrap_or(0), it.why).unwrap());
    out
}

#[test]
fn of_go() {
    insta::assert_snapshot!(found(&["go.mod", "main.go", "cloud/cloud.go"]));
}

#[test]
fn of_python() {
    insta::assert_snapshot!(found(&["py/main.py", "py/app/__init__.py", "py/app/clients.py"]));
}

#[test]
fn of_java() {
    insta::assert_snapshot!(found(&["Main.java"]));
}

#[test]
fn of_typescript() {
    insta::assert_snapshot!(found(&["main.ts", "images.js"]));
}

#[test]
fn of_csharp() {
    insta::assert_snapshot!(found(&["Program.cs", "Images.cs"]));
}

#[test]
fn of_php() {
    insta::assert_snapshot!(found(&["main.php"]));
}

#[test]
fn of_scripts() {
    let files = [file("deploy.sh"), file("workflow.yml")];
    insta::assert_snapshot!(described(SourceCode::of_scripts(&files)));
    // The region and the id that a command says narrow its resource.
    let (generated, _) = SourceCode::of_scripts(&files).calls.generate(generator(Model::IdentityPolicy));
    let reason = generated.reasons.iter().find(|it| it.action == "ims:images:get").unwrap();
    assert_eq!(reason.resources, ["ims:cn-north-4:*:image:7ca68c5b"]);
}

#[test]
fn what_is_asked_can_be_answered() {
    let files = [file("py/main.py"), file("py/app/clients.py")];
    let fact = "py/main.py:18:ecs.v2.ListServersDetails";
    let of = |holds: Option<bool>| {
        let mut answers = Answers::default();
        holds.into_iter().for_each(|it| answers.add(fact, it));
        let found = SourceCode::of(&files, &answers);
        let is_asked = found.questions.iter().any(|it| it.fact == fact);
        let (_, calls) = found.calls.generate(generator(Model::IdentityPolicy));
        (is_asked, calls.iter().any(|it| it.by.contains(&"py/main.py:18".to_owned())))
    };
    assert_eq!([None, Some(true), Some(false)].map(of), [(true, false), (false, true), (false, false)]);
}

/// Each operation of each service is found in each language, by the name that its SDK has for the method.
#[test]
fn every_operation_is_found_by_its_method() {
    let all = SdkOperations::get();
    for (at, service) in all.services().enumerate() {
        let mut text = String::new();
        let mut names = Vec::new();
        for it in all.of(service) {
            names.push((it.version, it.name));
        }
        let Some(version) = names.first().map(|it| it.0) else { continue };
        names.retain(|it| it.0 == version);
        let (file, head): (&str, String) = match at % 3 {
            0 => (
                "a.go",
                format!(
                    "package a\nimport x \"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/{service}/v{version}\"\nfunc f() {{\nvar c = x.New{service}Client(nil)\n"
                ),
            ),
            1 => (
                "a.py",
                format!(
                    "from huaweicloudsdk{service}.v{version} import *\nc = {service}Client.new_builder().build()\n"
                ),
            ),
            _ => (
                "a.php",
                format!(
                    "<?php\nuse HuaweiCloud\\SDK\\{service}\\V{version}\\{service}Client;\n$c = {service}Client::newBuilder()->build();\n"
                ),
            ),
        };
        text.push_str(&head);
        for (_, name) in &names {
            match at % 3 {
                0 => writeln!(text, "c.{name}(nil)").unwrap(),
                1 => writeln!(text, "c.{}(None)", snake(name)).unwrap(),
                _ => writeln!(text, "$c->{}(null);", camel(name)).unwrap(),
            }
        }
        if at % 3 == 0 {
            text.push('}');
        }
        let found = SourceCode::of(&[(file.to_owned(), text)], &Answers::default());
        assert_eq!(
            (found.places, found.questions.len(), found.unread.len()),
            (names.len(), 0, 0),
            "{service}: {:?}",
            found.unread
        );
    }
}

fn camel(name: &str) -> String {
    let mut all = name.chars();
    all.next().into_iter().map(|it| it.to_ascii_lowercase()).chain(all).collect()
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for it in name.chars() {
        if it.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(it.to_ascii_lowercase());
    }
    out
}

/// A bundle holds the SDK itself, so that it says little of who calls what.
#[test]
fn bundles_are_not_read() {
    let (name, text) = file("main.ts");
    let bundle = format!("{text}\n//{}", "x".repeat(30_000));
    let found = SourceCode::of(&[(name, bundle)], &Answers::default());
    assert_eq!((found.places, found.questions.len(), found.unread.len()), (0, 0, 1));
    // The code of the SDK is in it, without its name, and beside it stands the source.
    let inlined = format!("e.listServers(t); // {}", "x".repeat(30_000));
    let of = |text: &str| {
        let found = SourceCode::of(&[file("main.ts"), ("dist/index.js".into(), text.into())], &Answers::default());
        let unread = found.unread.iter().filter(|it| it.file == "dist/index.js").count();
        (found.questions.iter().any(|it| it.fact.starts_with("dist/")), unread)
    };
    assert_eq!(of(&inlined), (false, 0));
    assert_eq!(of(&format!("{inlined}\n// myhuaweicloud.com")), (false, 1));
}

/// `OneOf` several versions, where an import does not say which.
#[test]
fn a_version_that_no_import_says_is_asked() {
    let text = "const vpc = require('@huaweicloud/huaweicloud-sdk-vpc');\n\
                const client = vpc.VpcClient.newBuilder().build();\n\
                client.createSecurityGroup(1);\nclient.createSubnet(1);\n";
    let found = SourceCode::of(&[("a.ts".into(), text.into())], &Answers::default());
    let asks: Vec<&str> = found.questions.iter().map(|it| it.asks.as_str()).collect();
    let ask = |version| {
        format!(
            "is it `CreateSecurityGroup` of `vpc` v{version} that `a.ts:3` calls, where which client it is called on is not said?"
        )
    };
    assert_eq!(asks, [ask(2), ask(3)]);
    // Only one version has it.
    assert_eq!(found.places, 1);
}

#[test]
fn the_own_sdk_of_obs_is_said_not_to_be_read() {
    let line = |name: &str, text: &str| {
        let found = SourceCode::of(&[(name.into(), text.into())], &Answers::default());
        found.unread.iter().find(|it| it.why.contains("OBS")).and_then(|it| it.line)
    };
    assert_eq!(
        line("a.go", "package a\nimport (\n\tobs \"github.com/huaweicloud/huaweicloud-sdk-go-obs/obs\"\n)\n"),
        Some(3)
    );
    assert_eq!(line("a.py", "from obs import ObsClient\n"), Some(1));
    assert_eq!(line("A.java", "package a;\n\nimport com.obs.services.ObsClient;\n"), Some(3));
    assert_eq!(line("a.js", "const Obs = require('esdk-obs-nodejs');\n"), Some(1));
    assert_eq!(line("A.cs", "using OBS.Model;\n"), Some(1));
    assert_eq!(line("a.php", "<?php\nuse Obs\\ObsClient;\n"), Some(2));
    for (name, text) in
        [("a.py", "# from obs import ObsClient\n"), ("A.java", "// import com.obs.services.ObsClient;\n")]
    {
        assert_eq!(line(name, text), None, "{text}");
    }
}

/// As public programs write it: fully qualified properties, nullable fields, clients that are given or made.
#[test]
fn clients_in_fields_as_programs_have_them() {
    let csharp = "using HuaweiCloud.SDK.Core;\nclass A : B<A> {\n\
        private HuaweiCloud.SDK.Dns.V2.DnsClient Client { get; }\n\
        public A(Options options) : base(options) {\n\
            try { Client = HuaweiCloud.SDK.Dns.V2.DnsClient.NewBuilder().Build(); } catch (Exception e) { }\n}\n\
        void F() { Client.DeleteRecordSets(new() { ZoneId = x }); }\n}\n";
    let php = "<html>\n<?php\nnamespace app;\nuse HuaweiCloud\\SDK\\Cdn\\V1\\CdnClient;\nuse HuaweiCloud\\SDK\\Ecs\\V2\\EcsClient;\n\
        class A {\nprivate ?EcsClient $ecs = null;\nprivate CdnClient $cdn;\n\
        function __construct(?object $cdn = null) { $this->cdn = $cdn ?? self::build(); }\n\
        private static function build(): CdnClient { return CdnClient::newBuilder()->build(); }\n\
        function f() { $this->cdn->createRefreshTasks(1); $this->ecs->showServer(1); }\n}\n";
    let java = "import com.huaweicloud.sdk.ecs.v2.EcsClient;\nclass A {\n\
        private EcsClient buildClient() { return EcsClient.newBuilder().build(); }\n\
        Object f() { return tryInvoke(() -> buildClient().deleteServers(request)).getBody(); }\n}\n";
    let calls = |name: &str, text: &str| {
        let found = SourceCode::of(&[(name.into(), text.into())], &Answers::default());
        assert!(found.questions.is_empty() && found.unread.is_empty(), "{:?}", found.questions);
        found.calls.generate(generator(Model::IdentityPolicy)).1.iter().map(|it| it.api.path).collect::<Vec<_>>()
    };
    assert_eq!(calls("A.cs", csharp), ["/v2.1/zones/{zone_id}/recordsets/{recordset_id}"]);
    assert_eq!(calls("a.php", php), ["/v1.0/cdn/content/refresh-tasks", "/v1/{project_id}/cloudservers/{server_id}"]);
    assert_eq!(calls("A.java", java), ["/v1/{project_id}/cloudservers/delete"]);
}

/// However broken a file is, and however deep, it is read to its end.
#[test]
fn nothing_that_is_written_stops_it() {
    for name in ["main.go", "py/main.py", "Main.java", "main.ts", "Program.cs", "main.php"] {
        let (name, text) = file(name);
        for at in (0..text.len()).step_by(97).filter(|it| text.is_char_boundary(*it)) {
            let (before, after) = text.split_at(at);
            for broken in [before.to_owned(), after.to_owned(), format!("{before}(({{[\"{after}")] {
                let _ = SourceCode::of(&[(name.clone(), broken)], &Answers::default());
            }
        }
        let deep = format!("{text}\n{}x{}", "f(".repeat(5_000), ")".repeat(5_000));
        let found = SourceCode::of(&[(name.clone(), deep)], &Answers::default());
        assert!(!found.unread.is_empty(), "{name}");
        assert!(SourceLanguage::of_name(&name).is_some());
    }
}
