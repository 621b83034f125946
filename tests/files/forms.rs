//! The forms in which people write policies: each has one mistake, which is found where it stands.

use hwc_iam::files::{self, Found, Language};

/// What is found, with the text there.
pub(super) fn found(found: &Found, text: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for it in [found].into_iter().chain(found.variants()) {
        for problem in it.document().problems().filter(|problem| it.concerns(problem.span())) {
            let (start, end) = (it.position(problem.span().start).offset, it.position(problem.span().end).offset);
            let row = (problem.rule().to_owned(), text.get(start..end).unwrap_or("?").to_owned());
            if !all.contains(&row) {
                all.push(row);
            }
        }
    }
    all
}

/// What is found or unknown in a text, each with why.
type Parts = Vec<(String, String)>;

fn check(text: &str) -> (Parts, Parts) {
    let (mut problems, mut unknown) = (Vec::new(), Vec::new());
    files::each(Language::Terraform, text.into(), None, &mut |it| {
        problems.extend(found(&it, text));
        let part = |(span, why): (hwc_iam::Span, String)| {
            (text.get(span.start as usize..span.end as usize).unwrap().to_owned(), why)
        };
        unknown.extend(it.unchecked().into_iter().map(part));
    })
    .unwrap();
    (problems, unknown)
}

fn policy(statements: &str) -> String {
    format!(
        "resource \"huaweicloud_identity_policy\" \"p\" {{\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = {statements} }})\n}}\n"
    )
}

const ALLOW: &str = "{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }";
const WRONG: &str = "\"ims:images:lst\"";

#[test]
fn the_mistake_is_found_in_each_form() {
    let locals =
        format!("locals {{\n  names = [{WRONG}]\n  statement = {ALLOW}\n  all = {{ a = [{WRONG}], b = [] }}\n}}\n");
    let variables = format!(
        "variable \"names\" {{\n  type = set(string)\n  default = [{WRONG}]\n}}\nvariable \"one\" {{\n  type = object({{ action = optional(string, {WRONG}) }})\n  default = {{}}\n}}\nvariable \"x\" {{}}\n"
    );
    let forms = [
        ("concat", policy(&format!("concat([{ALLOW}], var.x)"))),
        ("concat behind", policy(&format!("concat(var.x, [{ALLOW}])"))),
        ("for", policy("[for it in [\"lst\"] : { Effect = \"Allow\", Action = [\"ims:images:lst\"] }]")),
        ("for over what is unknown", policy(&format!("[for it in var.x : {ALLOW}]"))),
        ("for with an unknown condition", policy(&format!("[for it in [1] : {ALLOW} if var.x]"))),
        ("for of a map", policy(&format!("values({{ for it in [\"a\"] : it => {ALLOW} }})"))),
        ("conditional", policy(&format!("var.x ? [{ALLOW}] : []"))),
        ("conditional, other branch", policy(&format!("var.x ? [] : [{ALLOW}]"))),
        ("conditional in a conditional", policy(&format!("var.x ? (var.y ? [] : [{ALLOW}]) : []"))),
        ("conditional around an action", policy("[{ Effect = \"Allow\", Action = [var.x ? \"ims:images:lst\" : \"ims:images:list\"] }]")),
        ("known conditional", policy(&format!("true ? [{ALLOW}] : []"))),
        ("merge", policy("[merge({ Effect = \"Allow\", Action = [\"ims:images:lst\"] }, var.x)]")),
        ("merge before", policy("[merge(var.x, { Effect = \"Allow\", Action = [\"ims:images:lst\"] })]")),
        ("local with a list", policy("[{ Effect = \"Allow\", Action = local.names }]")),
        ("local statement", policy("[local.statement]")),
        ("variable with a default", policy("[{ Effect = \"Allow\", Action = var.names }]")),
        ("optional attribute", policy("[{ Effect = \"Allow\", Action = [var.one.action] }]")),
        ("flatten", policy(&format!("flatten([[{ALLOW}], [[]]])"))),
        ("flatten of what is unknown", policy(&format!("flatten([var.x, [{ALLOW}]])"))),
        ("toset", policy("[{ Effect = \"Allow\", Action = toset([\"ims:images:lst\"]) }]")),
        ("distinct", policy("[{ Effect = \"Allow\", Action = distinct(concat([\"ims:images:lst\"], var.x)) }]")),
        ("compact", policy("[{ Effect = \"Allow\", Action = compact([\"ims:images:lst\", \"\"]) }]")),
        ("lookup", policy("[{ Effect = \"Allow\", Action = lookup(local.all, \"a\", []) }]")),
        ("lookup of what is unknown", policy("[{ Effect = \"Allow\", Action = lookup(local.all, var.x, []) }]")),
        ("index", policy("[{ Effect = \"Allow\", Action = local.all[\"a\"] }]")),
        ("try", policy("[{ Effect = \"Allow\", Action = try(local.all.c, local.all.a) }]")),
        ("try of what is unknown", policy("[{ Effect = \"Allow\", Action = try(var.x.actions, [\"ims:images:lst\"]) }]")),
        ("coalesce", policy("[{ Effect = \"Allow\", Action = [coalesce(\"\", \"ims:images:lst\")] }]")),
        ("coalescelist", policy("[{ Effect = \"Allow\", Action = coalescelist(var.x, [\"ims:images:lst\"]) }]")),
        ("splat", policy("[{ Effect = \"Allow\", Action = [{ name = \"ims:images:lst\" }][*].name }]")),
        ("split keeps its places", policy("[{ Effect = \"Allow\", Action = split(\",\", \"ims:images:list,ims:images:lst\") }]")),
        ("join", policy("[{ Effect = \"Allow\", Action = [join(\":\", [\"ims\", \"images\", \"lst\"])] }]")),
        ("format", policy("[{ Effect = \"Allow\", Action = [format(\"ims:images:%s\", \"lst\")] }]")),
        ("interpolation", policy("[{ Effect = \"Allow\", Action = [\"ims:images:${\"lst\"}\"] }]")),
        ("jsondecode", policy("[{ Effect = \"Allow\", Action = jsondecode(\"[\\\"ims:images:lst\\\"]\") }]")),
        ("yamldecode", policy("[{ Effect = \"Allow\", Action = yamldecode(\"- ims:images:lst\") }]")),
        ("heredoc", "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = <<-E\n    {\"Version\": \"5.0\", \"Statement\": [\n      {\"Effect\": \"Allow\", \"Action\": [\"ims:images:lst\"], \"Resource\": [\"${var.x}\"]}\n    ]}\n  E\n}\n".into()),
        ("directive for", "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = <<E\n{\"Version\": \"5.0\", \"Statement\": [\n%{ for it in [\"list\", \"lst\"] ~}\n{\"Effect\": \"Allow\", \"Action\": [\"ims:images:${it}\"]}%{ if it == \"list\" },%{ endif }\n%{ endfor ~}\n]}\nE\n}\n".into()),
        ("directive if", "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = <<E\n{\"Version\": \"5.0\", \"Statement\": [%{ if var.x }{\"Effect\": \"Allow\", \"Action\": [\"ims:images:lst\"]}%{ endif }]}\nE\n}\n".into()),
        ("jsonencode of a local", "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = local.document\n}\nlocals {\n  document = jsonencode({ Version = \"5.0\", Statement = [local.statement] })\n}\n".into()),
        ("replace", "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = replace(jsonencode({ Version = \"5.0\", Statement = [local.statement] }), \"ACCOUNT\", var.x)\n}\n".into()),
        ("trimspace", "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = trimspace(jsonencode({ Version = \"5.0\", Statement = [local.statement] }))\n}\n".into()),
        ("for_each over a map of policies", "resource \"huaweicloud_identity_policy\" \"p\" {\n  for_each = { a = local.all.a }\n  policy_document = jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = each.value }] })\n}\n".into()),
        ("for_each over what is unknown", policy(&format!("[{ALLOW}]")).replace("policy_document", "for_each = var.x\n  policy_document")),
        ("count of none", policy(&format!("[{ALLOW}]")).replace("policy_document", "count = 0\n  policy_document")),
        ("count", policy("[{ Effect = \"Allow\", Action = [[\"ims:images:lst\"][count.index]] }]").replace("policy_document", "count = 1\n  policy_document")),
        ("another resource's argument", policy("[{ Effect = \"Allow\", Action = [huaweicloud_a.b.name] }]") + "resource \"huaweicloud_a\" \"b\" {\n  name = \"ims:images:lst\"\n}\n"),
        ("a data source's argument", policy("[{ Effect = \"Allow\", Action = [data.huaweicloud_identity_role.b.name] }]") + "data \"huaweicloud_identity_role\" \"b\" {\n  name = \"ims:images:lst\"\n}\n"),
        ("dynamic", "resource \"opentelekomcloud_identity_role_v3\" \"p\" {\n  dynamic \"statement\" {\n    for_each = [local.names]\n    content {\n      effect = \"Allow\"\n      action = statement.value\n    }\n  }\n}\n".into()),
        ("dynamic over what is unknown", format!("resource \"opentelekomcloud_identity_role_v3\" \"p\" {{\n  dynamic \"statement\" {{\n    for_each = var.x\n    iterator = it\n    content {{\n      effect = it.value\n      action = [{WRONG}]\n    }}\n  }}\n}}\n")),
    ];
    for (name, text) in forms {
        let text = format!("{text}{locals}{variables}");
        let (problems, unknown) = check(&text);
        let rules: Vec<&str> = problems.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(rules, ["unknown_action"], "{name}: {problems:?} {unknown:?}\n{text}");
        let place = &problems[0].1;
        let is_literal = place.contains("ims:images:lst");
        let is_made = ["join", "format", "interpolation", "yamldecode", "directive for"].contains(&name)
            && (place.contains("lst") || place.contains("ims:images:$"));
        assert!(is_literal || is_made, "{name}: at `{place}`\n{text}");
    }
}

#[test]
fn what_stays_unknown_has_a_place_and_a_reason() {
    for (statements, place, why) in [
        ("var.x", "var.x", "`var.x` has no default"),
        ("[for it in var.x : it]", "[for it in var.x : it]", "`var.x` has no default"),
        ("[uuid()]", "uuid()", "the function `uuid` is not evaluated"),
        ("[local.a]", "local.a", "`local.a` depends on itself"),
        ("[local.missing]", "local.missing", "`local.missing` is not declared in what is read"),
        ("[huaweicloud_b.c.id]", "huaweicloud_b.c.id", "`huaweicloud_b.c.id` is known only when terraform runs"),
        ("[{}.a]", "{}.a", "terraform would refuse it: there is no `a` in it"),
        (
            "[jsondecode(file(\"../a\"))]",
            "jsondecode(file(\"../a\"))",
            "the file `../a` is outside of the folder that is read",
        ),
        (
            "[jsondecode(file(\"/etc/passwd\"))]",
            "jsondecode(file(\"/etc/passwd\"))",
            "the file `/etc/passwd` is not named by a relative path",
        ),
        ("[module.m.x]", "module.m.x", "`module.m` is not declared in what is read"),
        ("[terraform.workspace]", "terraform.workspace", "`terraform.workspace` is not known here"),
        ("[1.5 / 7]", "1.5 / 7", "a number that is not computed exactly"),
    ] {
        let text = policy(statements) + "variable \"x\" {}\nlocals {\n  a = local.b\n  b = local.a\n}\n";
        let (problems, unknown) = check(&text);
        assert!(problems.is_empty(), "{statements}: {problems:?}");
        assert!(unknown.contains(&(place.into(), why.into())), "{statements}: {unknown:?}");
    }
}

/// Nothing is said of a policy of which a part may make it right.
#[test]
fn what_is_unknown_is_no_mistake() {
    for statements in [
        "concat([], var.x)",
        "[merge({ Effect = \"Allow\" }, var.x)]",
        "[merge(var.x, { Action = [\"ims:images:list\"] })]",
        "[merge({ Effect = \"Alow\" }, var.x)].a",
        "[for it in var.x : merge(it, { Effect = \"Allow\" })]",
        "var.x ? [] : []",
        "[{ Effect = var.x ? null : \"Allow\", Action = var.x ? [] : [\"ims:images:list\"] }]",
        "[{ Effect = \"Allow\", Action = [\"ims:${var.x}:list\", \"${var.x}\"], Resource = [\"ims:*:*:${var.x}\"] }]",
        "[{ Effect = \"Allow\", Action = [\"ims:images:list\"], Condition = { (var.x) = {} } }]",
        "[{ Effect = \"Allow\", Action = [\"ims:images:list\"], Condition = merge({}, var.x) }]",
        "[{ (var.x) = \"Allow\" }]",
    ] {
        let (problems, _) = check(&(policy(statements) + "variable \"x\" {}\n"));
        assert!(problems.is_empty(), "{statements}: {problems:?}");
    }
}

#[test]
fn a_template_without_its_last_comma_is_right_where_it_stands() {
    let text = "resource \"huaweicloud_identity_policy\" \"p\" {\n  policy_document = <<E\n{\"Version\": \"5.0\", \"Statement\": [\n%{ for it in var.x ~}\n{\"Effect\": \"Allow\", \"Action\": [\"ims:images:list\"]},\n%{ endfor ~}\n{\"Effect\": \"Deny\", \"Action\": [\"ims:images:list\"]}\n]}\nE\n}\n";
    assert_eq!(check(text).0, []);
}

/// What a resource says of itself.
#[test]
fn self_is_the_resource_around_it() {
    let text = "resource \"huaweicloud_identityv5_policy\" \"p\" {\n  for_each = toset([\"ims:images:list\", \"ims:images:gte\"])\n  name = each.key\n  policy_document = jsonencode({ Version = \"5.0\", Statement = [{ Effect = \"Allow\", Action = [self.name] }] })\n}\nresource \"huaweicloud_identityv5_policy\" \"round\" {\n  policy_document = self.policy_document\n}\nlocals {\n  none = self.name\n}\n";
    let mut found = Vec::new();
    files::each(Language::Terraform, text.into(), None, &mut |it| {
        let problems: Vec<String> = it.document().problems().map(|it| it.message()).collect();
        let unknown: Vec<String> = it.unchecked().into_iter().map(|it| it.1).collect();
        found.push((problems, unknown));
    })
    .unwrap();
    assert_eq!(found.len(), 3);
    let (mistakes, right): (Vec<_>, Vec<_>) = found.iter().take(2).partition(|it| !it.0.is_empty());
    assert!(mistakes[0].0[0].starts_with("unknown action `ims:images:gte`"), "{found:?}");
    assert!(right[0].1.is_empty(), "{found:?}");
    assert!(found[2].1[0].contains("depends on itself"), "{found:?}");
}

/// Terraform takes the last of several members of one name.
#[test]
fn a_key_that_is_there_twice_is_a_mistake_and_no_reason_to_read_nothing() {
    let twice = [
        ("Effect = \"Deny\", Effect = \"Allow\"", "Effect"),
        ("\"Effect\" = \"Deny\", \"Effect\" = \"Allow\"", "\"Effect\""),
    ];
    for (effects, name) in twice {
        let (problems, unknown) = check(&policy(&format!("[{{ {effects}, Action = [\"ims:images:lst\"] }}]")));
        let all = [
            ("duplicate_element".to_owned(), name.to_owned()),
            ("unknown_action".to_owned(), "\"ims:images:lst\"".to_owned()),
        ];
        assert_eq!((problems.as_slice(), unknown.as_slice()), (&all[..], &[][..]), "{effects}");
    }
    // Also where no policy is, as often as it may be, and whatever the length of the name.
    let junk: String = (0..60).map(|it| format!("    a = {it}\n    \"b c\" = {it}\n")).collect();
    let text = format!(
        "locals {{\n  tags = {{\n    a = 0\n    \"b c\" = 1\n    1 = 2\n    1 = 3\n{}  }}\n}}\n{}",
        junk.lines().take(40).map(|it| format!("{it}\n")).collect::<String>(),
        policy("[{ Effect = \"Allow\", Action = [\"ims:images:lst\"] }]")
    );
    assert_eq!(check(&text).0, [("unknown_action".to_owned(), "\"ims:images:lst\"".to_owned())]);
    let value = |expression: &str| files::evaluate(expression, "").unwrap().json().map(str::to_owned);
    assert_eq!(value("{ a = 1, b = 2, a = 3 }").as_deref(), Some("{\"a\":3,\"b\":2}"));
    assert_eq!(value("{ \"a b\" = 1, \"a b\" = 3 }[\"a b\"]").as_deref(), Some("3"));
    assert_eq!(value("{ 1 = 1, 1 = 3 }").as_deref(), Some("{\"1\":3}"));
    assert_eq!(value("length({ \u{e9} = 1, \u{e9} = 3 })").as_deref(), Some("1"));
}
