//! What nobody writes ends, and says why nothing is known of it.

use std::collections::BTreeMap;

use hwc_iam::files::{Module, ModuleOptions, evaluate};

fn why(expression: &str, declarations: &str) -> String {
    let found = evaluate(expression, declarations).unwrap();
    assert_eq!(found.json(), None, "{expression}");
    found.unknown().first().cloned().unwrap_or_default()
}

const TOO_LARGE: &str = "it is too large or too deep to be evaluated";
const TOO_MUCH: &str = "it takes too long or goes too deep to be evaluated";

#[test]
fn growth_ends() {
    let doubled = |first: &str, next: fn(usize) -> String| -> String {
        let rest: Vec<String> = (1..60).map(|it| format!("  a{it} = {}\n", next(it - 1))).collect();
        format!("locals {{\n  a0 = {first}\n{}}}\n", rest.concat())
    };
    let lists = doubled("[1, 2]", |it| format!("[local.a{it}, local.a{it}]"));
    assert_eq!(why("local.a59", &lists), TOO_LARGE);
    let joined = doubled("[1, 2]", |it| format!("concat(local.a{it}, local.a{it})"));
    assert!([TOO_LARGE, TOO_MUCH].contains(&why("local.a59", &joined).as_str()));
    let texts = doubled("\"ab\"", |it| format!("\"${{local.a{it}}}${{local.a{it}}}\""));
    assert_eq!(why("local.a59", &texts), TOO_LARGE);
    let replaced = doubled("\"aa\"", |it| format!("replace(local.a{it}, \"a\", \"aa\")"));
    assert_eq!(why("local.a59", &replaced), TOO_LARGE);
    let encoded = doubled("\"\\\"\"", |it| format!("jsonencode(local.a{it})"));
    assert!([TOO_LARGE, TOO_MUCH].contains(&why("upper(local.a59)", &encoded).as_str()));
}

#[test]
fn loops_end() {
    assert_eq!(why("[for x in range(1000001) : x]", ""), "more than 1000000 items");
    let nested = "[for a in range(3000) : [for b in range(3000) : a]]";
    assert!([TOO_LARGE, TOO_MUCH].contains(&why(nested, "").as_str()));
    let template = "\"%{ for a in range(100000) }%{ for b in range(1000) }x%{ endfor }%{ endfor }\"";
    assert!([TOO_LARGE, TOO_MUCH].contains(&why(template, "").as_str()));
    assert_eq!(why("format(\"%99999d\", 1)", ""), TOO_LARGE);
    assert_eq!(
        why("local.a", "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n"),
        "`local.a` depends on itself"
    );
}

#[test]
fn depth_ends() {
    let chain: String = (1..5000).map(|it| format!("  a{it} = [local.a{}]\n", it - 1)).collect();
    let chain = format!("locals {{\n  a0 = 1\n{chain}}}\n");
    assert!([TOO_LARGE, TOO_MUCH].contains(&why("local.a4999", &chain).as_str()));
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
}
