//! What nobody writes ends, and says why nothing is known of it.

use std::collections::BTreeMap;

use hwc_iam::files::{self, Language, Module, ModuleOptions, evaluate};

fn why(expression: &str, declarations: &str) -> String {
    let found = evaluate(expression, declarations).unwrap();
    assert_eq!(found.json(), None, "{expression}");
    found.unknown().first().cloned().unwrap_or_default()
}

const TOO_LARGE: &str = "it is too large or too deep to be evaluated";
const TOO_MUCH: &str = "it takes too long or goes too deep to be evaluated";
const TOO_MANY: &str = "the values that the module makes take more than 16 MB";

#[test]
fn growth_ends() {
    let doubled = |first: &str, next: fn(usize) -> String| -> String {
        let rest: Vec<String> = (1..60).map(|it| format!("  a{it} = {}\n", next(it - 1))).collect();
        format!("locals {{\n  a0 = {first}\n{}}}\n", rest.concat())
    };
    let lists = doubled("[1, 2]", |it| format!("[local.a{it}, local.a{it}]"));
    assert!([TOO_LARGE, TOO_MANY].contains(&why("local.a59", &lists).as_str()));
    let joined = doubled("[1, 2]", |it| format!("concat(local.a{it}, local.a{it})"));
    assert!([TOO_LARGE, TOO_MUCH, TOO_MANY].contains(&why("local.a59", &joined).as_str()));
    let texts = doubled("\"ab\"", |it| format!("\"${{local.a{it}}}${{local.a{it}}}\""));
    assert!([TOO_LARGE, TOO_MANY].contains(&why("local.a59", &texts).as_str()));
    let replaced = doubled("\"aa\"", |it| format!("replace(local.a{it}, \"a\", \"aa\")"));
    assert!([TOO_LARGE, TOO_MANY].contains(&why("local.a59", &replaced).as_str()));
    let encoded = doubled("\"\\\"\"", |it| format!("jsonencode(local.a{it})"));
    assert!([TOO_LARGE, TOO_MUCH, TOO_MANY].contains(&why("upper(local.a59)", &encoded).as_str()));
}

/// Each key of an object is held against all before it by the parser.
#[test]
fn objects_with_very_many_keys_are_refused() {
    let object = |count: usize| -> String { (0..count).map(|it| format!("    k{it} = \"{{ a = 1\"\n")).collect() };
    for (head, tail) in [("locals {\n  a = {\n", "  }\n}\n"), ("locals {\n  a = [\"${f({\n", "})}\"]\n}\n")] {
        let error = evaluate("1", &format!("{head}{}{tail}", object(40_000))).unwrap_err();
        assert_eq!(error.why(), "it has an object with too many keys to be read");
    }
    // In a block, or in many objects, there may be as many.
    let locals = format!("locals {{\n{}}}\n", object(40_000));
    assert_eq!(evaluate("1", &locals).unwrap().json(), Some("1"));
    let objects =
        format!("locals {{\n{}}}\n", (0..400).map(|it| format!("a{it} = {{\n{}}}\n", object(50))).collect::<String>());
    assert_eq!(evaluate("1", &objects).unwrap().json(), Some("1"));
}

#[test]
fn loops_end() {
    assert_eq!(why("[for x in range(200001) : x]", ""), "more than 200000 items");
    let nested = "[for a in range(3000) : [for b in range(3000) : a]]";
    assert!([TOO_LARGE, TOO_MUCH, TOO_MANY].contains(&why(nested, "").as_str()));
    let template = "\"%{ for a in range(100000) }%{ for b in range(1000) }x%{ endfor }%{ endfor }\"";
    assert!([TOO_LARGE, TOO_MUCH, TOO_MANY].contains(&why(template, "").as_str()));
    assert_eq!(why("format(\"%99999d\", 1)", ""), TOO_LARGE);
    assert_eq!(
        why("local.a", "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n"),
        "`local.a` depends on itself"
    );
}

#[test]
fn a_file_of_very_many_values_is_refused() {
    let list = |count: usize| format!("locals {{\n  a = [{}1]\n}}\n", "1, ".repeat(count));
    let read = |count: usize| files::each(Language::Terraform, list(count), None, &mut drop);
    assert!(read(100_000).is_ok());
    let why = read(250_000).unwrap_err().to_string();
    assert!(why.contains("it has more than 110000 values in one block: it is too large to be read"), "{why}");
}

/// What makes twice as much of what it has made, time and again.
#[test]
fn values_that_double_end() {
    let mut locals = String::from("locals {\n  a0 = [\"a\", \"b\"]\n");
    for at in 1..40 {
        locals += &format!("  a{at} = concat(local.a{0}, local.a{0})\n", at - 1);
    }
    assert_eq!(why("local.a39", &(locals + "}\n")), TOO_MANY);
}

/// Of a large module the blocks are read in parts, and again where they are looked at.
#[test]
fn a_large_module_says_what_its_blocks_say() {
    let mut files = BTreeMap::new();
    for file in 0..4 {
        let blocks = (0..800).map(|it| {
            let at = file * 1000 + it;
            format!(
                "resource \"huaweicloud_vpc\" \"v{at}\" {{\n  name = \"v{at}\"\n  text = <<EOT\n}}\nEOT\n}}\n\n\
                 resource \"huaweicloud_identity_policy\" \"p{at}\" {{\n  name = \"p{at}\"\n  policy_document = jsonencode({{\n    \
                 Version = \"5.0\"\n    Statement = [{{ Effect = \"Allow\", Action = [\"ims:images:${{huaweicloud_vpc.v{at}.name}}\"] }}]\n  }})\n}}\n"
            )
        });
        files.insert(format!("f{file}.tf"), blocks.collect::<String>());
    }
    let replaced = "resource \"huaweicloud_vpc\" \"v7\" {\n  name = \"other\"\n}\n";
    files.insert("x_override.tf".into(), replaced.into());
    let module = Module::read(&files, "", &ModuleOptions::default());
    assert!(module.unread().is_empty(), "{:?}", module.unread());
    assert_eq!(module.policies().len(), 3200);
    for found in module.policies() {
        let address = found.address().unwrap();
        let at: usize = address.split(".p").last().unwrap().parse().unwrap();
        let name = if at == 7 { "other".into() } else { format!("v{at}") };
        let problem = found.document().problems().next().unwrap();
        assert!(problem.message().contains(&format!("`ims:images:{name}`")), "{address}: {}", problem.message());
        let file = format!("f{}.tf", at / 1000);
        assert_eq!(found.file(found.resource().unwrap().start), Some(file.as_str()));
        assert_eq!(found.position(found.resource().unwrap().start).line, at % 1000 * 14 + 8);
    }
    // A mistake has its place, whichever part it is in.
    let text = files["f1.tf"].clone() + "resource \"a\" {\n  b = = 1\n}\n";
    let error = files::each(Language::Terraform, text, None, &mut drop).unwrap_err();
    assert_eq!(error.position().line, 800 * 14 + 2);
}

/// Resources of at least so many bytes.
fn filler(bytes: usize) -> String {
    let block = |it: usize| format!("resource \"huaweicloud_vpc\" \"v{it}\" {{\n  name = \"v{it}\"\n}}\n");
    (0..bytes / 45).map(block).collect()
}

#[test]
fn what_parts_of_a_file_say_together_is_checked_together() {
    let at = |text: &str| {
        let error = files::each(Language::Terraform, text.to_owned(), None, &mut drop).unwrap_err();
        error.position().line
    };
    for bytes in [2_000, 100_000, 400_000] {
        let filler = filler(bytes);
        let line = filler.matches('\n').count() + 1;
        // The same attribute in two parts is as wrong as in one.
        assert_eq!(at(&format!("a = 1\n{filler}a = 1\n")), line + 1, "{bytes}");
        assert_eq!(at(&format!("{filler}b {{\n  c = = 1\n}}\n{filler}")), line + 1, "{bytes}");
        assert_eq!(at(&format!("{filler}b {{\n")), line, "{bytes}");
    }
    // Nothing of a comment is a block.
    let filler = filler(300_000);
    let main = format!("/*/\n{filler}*/\n{filler}");
    let module = Module::read(&BTreeMap::from([("main.tf".into(), main)]), "", &ModuleOptions::default());
    assert!(module.unread().is_empty(), "{:?}", module.unread());
}

/// An override may say what the block that it overrides does not.
#[test]
fn an_override_in_a_large_module_counts() {
    let policy = |action: &str| {
        format!("jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"Allow\", Action = [\"{action}\"] }}] }})")
    };
    let main = format!(
        "{}resource \"huaweicloud_identity_policy\" \"p\" {{\n  name = \"p\"\n}}\nresource \"huaweicloud_vpc\" \"x\" {{\n}}\n",
        filler(400_000)
    );
    let over = format!(
        "resource \"huaweicloud_identity_policy\" \"p\" {{\n  count = 2\n  policy_document = {}\n}}\n\
         resource \"huaweicloud_vpc\" \"x\" {{\n  tags = {}\n}}\n",
        policy("ims:images:lst"),
        policy("ims:images:list"),
    );
    let files = BTreeMap::from([("main.tf".into(), main), ("main_override.tf".into(), over)]);
    let module = Module::read(&files, "", &ModuleOptions::default());
    let addresses: Vec<_> = module.policies().iter().filter_map(|it| it.address()).collect();
    assert_eq!(addresses, ["huaweicloud_identity_policy.p[0]", "huaweicloud_identity_policy.p[1]"]);
    let unread: Vec<_> = module.unread().iter().map(|it| it.file.as_str()).collect();
    assert_eq!(unread, ["main_override.tf"]);
}

/// Names hundreds of blocks of a large module from one place.
#[test]
fn a_list_of_blocks_of_a_large_module_is_read() {
    let names: Vec<String> = (0..300).map(|it| format!("huaweicloud_vpc.v{it}.name")).collect();
    let main = format!(
        "{}resource \"huaweicloud_identity_policy\" \"p\" {{\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = \
         [{{ Effect = \"Allow\", Action = [for it in [{}] : \"ims:images:${{it}}\"] }}] }})\n}}\n",
        filler(400_000),
        names.join(", ")
    );
    let module = Module::read(&BTreeMap::from([("main.tf".into(), main)]), "", &ModuleOptions::default());
    let policy = &module.policies()[0];
    assert_eq!(policy.document().problems().filter(|it| it.message().contains("ims:images:v")).count(), 300);
}

/// The same of Terraform in JSON, of which the policies are texts with escapes.
#[test]
fn a_large_module_in_json_says_what_its_blocks_say() {
    let policy = |at: usize| {
        let names = format!("ims:images:${{huaweicloud_vpc.v{at}.name}}");
        let policy = format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["{names}"]}}]}}"#);
        format!(r#""p{at}":{{"name":"p{at}","policy_document":{policy:?}}}"#)
    };
    let policies: Vec<String> = (0..4000).map(policy).collect();
    let vpcs: Vec<String> = (0..4000).map(|at| format!(r#""v{at}":[{{"name":"v{at}"}}]"#)).collect();
    let text = format!(
        r#"{{"resource":{{"huaweicloud_vpc":{{{}}},"huaweicloud_identity_policy":{{{}}}}}}}"#,
        vpcs.join(","),
        policies.join(",")
    );
    let module = Module::read(&BTreeMap::from([("main.tf.json".into(), text.clone())]), "", &ModuleOptions::default());
    assert_eq!(module.policies().len(), 4000);
    for found in module.policies() {
        let at = found.address().unwrap().split(".p").last().unwrap();
        let problem = found.document().problems().next().unwrap();
        assert!(problem.message().contains(&format!("`ims:images:v{at}`")), "{at}: {}", problem.message());
        let start = found.resource().unwrap().start as usize;
        let written = text.get(start..).unwrap_or_default();
        assert!(written.starts_with(&format!(r#"{{"name":"p{at}""#)), "{at}");
    }
}

/// What reads much, or makes much, time and again.
#[test]
fn what_grows_with_the_square_ends() {
    let list = "locals {\n  b = range(100000)\n  m = { for it in range(20000) : \"k${it}\" => it }\n}\n";
    for expression in [
        "[for it in range(1000) : local.b[*]]",
        "[for it in range(10000) : local.b == local.b]",
        "[for it in range(1000) : merge(local.m, local.m)]",
        "[for it in range(200000) : { a = it }]",
    ] {
        let found = why(expression, list);
        assert!([TOO_LARGE, TOO_MUCH, TOO_MANY].contains(&found.as_str()), "{expression}: {found}");
    }
    // What takes as long as what it reads is no such thing.
    for expression in [
        "length(formatlist(\"%s-%s\", local.b, local.b))",
        "length(merge([for it in range(20000) : { \"k${it}\" = it }]...))",
        "length([for it in range(20000) : local.b[it]])",
        "length([for it in range(500) : merge(local.b[it] == 1 ? {} : {}, {})])",
    ] {
        assert!(evaluate(expression, list).unwrap().json().is_some(), "{expression}: {}", why(expression, list));
    }
}

#[test]
fn depth_ends() {
    let chain: String = (1..5000).map(|it| format!("  a{it} = [local.a{}]\n", it - 1)).collect();
    let chain = format!("locals {{\n  a0 = 1\n{chain}}}\n");
    assert!([TOO_LARGE, TOO_MUCH, TOO_MANY].contains(&why("local.a4999", &chain).as_str()));
    // On a stack like that of a thread of the command.
    let deep = format!("{}1{}", "[".repeat(60), "]".repeat(60));
    let operators = vec!["1"; 120].join(" + ");
    let nested = format!("{}{operators}{}", "upper(".repeat(60), ")".repeat(60));
    for text in [deep, operators.clone(), nested, format!("{}1", "!".repeat(60))] {
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        thread.spawn(move || drop(evaluate(&text, ""))).unwrap().join().unwrap();
    }
}

#[test]
fn modules_end() {
    let call = |to: &str| {
        format!("module \"a\" {{\n  source = \"{to}\"\n  count = 2\n}}\nmodule \"b\" {{\n  source = \"{to}\"\n}}\n")
    };
    let mut tree = BTreeMap::new();
    tree.insert("main.tf".to_owned(), call("./1"));
    for it in 1..12 {
        tree.insert(format!("{it}/main.tf"), call(&format!("../{}", it + 1)));
    }
    tree.insert("12/main.tf".to_owned(), call("../1"));
    let module = Module::read(&tree, "", &ModuleOptions::default());
    assert!(!module.unread().is_empty());
    let next = |it: usize| format!("module \"m\" {{\n  source = \"./{it}\"\n}}\n");
    let folder = |it: usize| (1..=it).map(|it| format!("{it}/")).collect::<String>();
    let chain = (0..30).map(|it| (format!("{}main.tf", folder(it)), next(it + 1))).collect::<BTreeMap<_, _>>();
    let module = Module::read(&chain, "", &ModuleOptions::default());
    assert_eq!(module.unread()[0].why, "the module `m` is called by more than 16 others in a row");
}

/// Plans that no Terraform writes: nothing ends in a panic, and what is a policy is found all the same.
#[test]
fn plans_end() {
    let document = r#"{\"Version\":\"5.0\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"ims:images:list\"]}]}"#;
    let change = |after: &str, unknown: &str| {
        format!(
            r#"{{"address":"a","mode":"managed","type":"huaweicloud_identity_policy","change":{{"after":{after},"after_unknown":{unknown}}}}}"#
        )
    };
    let known = format!(r#"{{"policy_document":"{document}"}}"#);
    let count = |text: String| {
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        let read = move || {
            let mut found = 0;
            files::each(Language::Json, text, None, &mut |it| {
                found += usize::from(it.document().policy().is_some());
                drop((it.unchecked(), it.other_kind(), it.files()));
            })
            .map(|()| found)
        };
        thread.spawn(read).unwrap().join().unwrap()
    };
    let plan = |changes: &str| format!(r#"{{"terraform_version":"1","resource_changes":{changes}}}"#);
    let each = |after: &str, unknown: &str| plan(&format!("[{}]", change(after, unknown)));
    assert_eq!(count(each(&known, "{}")).ok(), Some(1));
    assert_eq!(count(each(&known, "[[],{},null,1]")).ok(), Some(1));
    for odd in [
        "null",
        "1",
        "\"a\"",
        "[]",
        "{}",
        "[1]",
        "{\"policy_document\":[{}]}",
        "{\"policy_document\":{\"Statement\":[]}}",
    ] {
        assert_eq!(count(each(odd, odd)).ok(), Some(0), "{odd}");
        assert_eq!(count(plan(odd)).ok(), Some(0), "{odd}");
        assert_eq!(count(format!(r#"{{"planned_values":{{"root_module":{odd}}}}}"#)).ok(), Some(0), "{odd}");
        assert_eq!(
            count(format!(r#"{{"terraform_version":"1","serial":1,"resources":{odd}}}"#)).ok(),
            Some(0),
            "{odd}"
        );
    }
    // Deep in what is around policies, in what is beside them, and in one.
    let deep =
        |open: &str, close: &str, inner: &str| format!("{}{inner}{}", open.repeat(100_000), close.repeat(100_000));
    assert!(
        count(format!(r#"{{"planned_values":{{"root_module":{}}}}}"#, deep(r#"{"child_modules":["#, "]}", "{}")))
            .is_err()
    );
    assert!(count(each(&format!(r#"{{"x":{}}}"#, deep("[", "]", "")), "{}")).is_err());
    assert_eq!(count(each(&format!(r#"{{"policy_document":"{}"}}"#, deep("[", "]", "")), "{}")).ok(), Some(0));
    let quoted = (0..12).fold(String::from("{}"), |text, _| serde_json::to_string(&text).unwrap());
    assert_eq!(count(each(&format!(r#"{{"policy_document":{quoted}}}"#), "{}")).ok(), Some(0));
    // Many.
    let many = vec![change(&known, "{}"); 20_000].join(",");
    assert_eq!(count(plan(&format!("[{many}]"))).ok(), Some(20_000));
    let texts = vec![r#""\"Statement\"""#; 100_000].join(",");
    assert_eq!(count(each(&format!(r#"{{"x":[{texts}]}}"#), "{}")).ok(), Some(0));
}
