//! What a folder of Terraform grants to a principal.

use super::{Ran, Scratch};

fn policy(name: &str, effect: &str) -> String {
    format!(
        "resource \"huaweicloud_identityv5_policy\" \"{name}\" {{\n  policy_document = jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"{effect}\", Action = [\"ims:images:list\"] }}] }})\n}}\n"
    )
}

fn link(kind: &str, body: &str) -> String {
    format!("resource \"huaweicloud_{kind}\" \"l{}\" {{\n{body}\n}}\n", kind.len() + body.len())
}

const USERS: &str = "resource \"huaweicloud_identityv5_user\" \"anna\" {}\nresource \"huaweicloud_identityv5_user\" \"ben\" {}\nresource \"huaweicloud_identityv5_group\" \"g\" {}\n";

fn ask(name: &str, main: &str, principal: &str) -> Ran {
    let scratch = Scratch::new(&format!("grants-{name}"));
    scratch.write("iam/main.tf", format!("{USERS}{main}"));
    scratch.run(&["eval", "iam", "--principal", principal, "--action", "ims:images:list", "--format", "json"])
}

const ANNA: &str = "huaweicloud_identityv5_user.anna";

fn decision(name: &str, main: &str) -> String {
    ask(name, main, ANNA).json()["decision"].as_str().unwrap().to_owned()
}

fn to_anna(policy: &str) -> String {
    link(
        "identityv5_policy_user_attach",
        &format!("  policy_id = huaweicloud_identityv5_policy.{policy}.id\n  user_id = {ANNA}.id"),
    )
}

const MEMBER: &str =
    "  group_id = huaweicloud_identityv5_group.g.id\n  user_id_list = [huaweicloud_identityv5_user.anna.id]";
const OF_GROUP: &str =
    "  policy_id = huaweicloud_identityv5_policy.p.id\n  group_id = huaweicloud_identityv5_group.g.id";

#[test]
fn attachments_and_memberships_are_followed() {
    let allow = policy("p", "Allow");
    let direct = format!("{allow}{}", to_anna("p"));
    assert_eq!(decision("direct", &direct), "allow");
    assert_eq!(ask("other", &direct, "huaweicloud_identityv5_user.ben").json()["decision"], "implicit_deny");
    let group = format!(
        "{allow}{}{}",
        link("identityv5_policy_group_attach", OF_GROUP),
        link("identityv5_group_membership", MEMBER)
    );
    assert_eq!(decision("group", &group), "allow");
    assert_eq!(ask("member", &group, "huaweicloud_identityv5_user.ben").json()["decision"], "implicit_deny");
    assert_eq!(ask("group-itself", &group, "huaweicloud_identityv5_group.g").json()["decision"], "allow");
    let denied = format!("{direct}{}{}", policy("d", "Deny"), to_anna("d").replace("\"l", "\"d"));
    assert_eq!(decision("denied", &denied), "explicit_deny");
}

#[test]
fn a_link_that_is_not_known_is_no_guess() {
    let allow = policy("p", "Allow");
    for (name, main) in [
        (
            "var",
            format!(
                "{allow}{}",
                link(
                    "identityv5_policy_user_attach",
                    "  policy_id = huaweicloud_identityv5_policy.p.id\n  user_id = var.user"
                )
            ),
        ),
        (
            "what",
            format!(
                "{allow}{}",
                link(
                    "identityv5_policy_user_attach",
                    "  policy_id = var.policy\n  user_id = huaweicloud_identityv5_user.anna.id"
                )
            ),
        ),
        ("count", format!("{allow}{}", to_anna("p").replace("{\n  policy", "{\n  count = var.count\n  policy"))),
        (
            "members",
            format!(
                "{allow}{}{}",
                link("identityv5_policy_group_attach", OF_GROUP),
                link(
                    "identityv5_group_membership",
                    &MEMBER.replace("[huaweicloud_identityv5_user.anna.id]", "var.users")
                )
            ),
        ),
        ("module", format!("{allow}module \"m\" {{\n  source = \"./m\"\n}}\n")),
        (
            "organization",
            format!(
                "{allow}{}{}",
                to_anna("p"),
                link("organizations_policy_attach", "  policy_id = var.p\n  entity_id = var.e")
            ),
        ),
        ("open", format!("{}{}", allow.replace("[\"ims:images:list\"]", "data.a.b.c"), to_anna("p"))),
        // It may deny.
        (
            "allowed",
            format!(
                "{allow}{}{}",
                to_anna("p"),
                link(
                    "identityv5_policy_user_attach",
                    "  policy_id = var.policy\n  user_id = huaweicloud_identityv5_user.anna.id"
                )
            ),
        ),
    ] {
        let ran = ask(name, &main, ANNA);
        assert_eq!(ran.json()["decision"], "unknown", "{name}: {}", ran.out);
        assert_eq!(ran.code, 4);
        assert!(ran.err.contains("warning: iam: "), "{name}: {}", ran.err);
    }
}

#[test]
fn roles_are_granted_where_their_assignment_says() {
    let role = "resource \"huaweicloud_identity_role\" \"r\" {\n  policy = jsonencode({ Version = \"1.1\", Statement = [{ Effect = \"Allow\", Action = [\"ims:images:list\"] }] })\n}\n";
    let assigned = |scope: &str| {
        let body = format!(
            "  group_id = huaweicloud_identityv5_group.g.id\n  role_id = huaweicloud_identity_role.r.id\n  {scope}"
        );
        format!("{role}{}{}", link("identity_group_role_assignment", &body), link("identity_group_membership", MEMBER))
    };
    assert_eq!(decision("all", &assigned("project_id = \"all\"")), "allow");
    assert_eq!(decision("project", &assigned("project_id = var.project")), "unknown");
}

/// The argument `name` of the data source is a code; each cloud has its own.
#[test]
fn a_role_of_the_system_is_found_by_its_code() {
    let ask = |provider: &str, argument: &str| {
        let group = format!("{provider}_identity_group.g");
        let iam = format!(
            "resource \"{provider}_identity_group\" \"g\" {{ name = \"g\" }}\n\
             data \"{provider}_identity_role\" \"r\" {{ {argument} }}\n\
             resource \"{provider}_identity_role_assignment\" \"a\" {{\n  group_id = {group}.id\n  \
             role_id = data.{provider}_identity_role.r.id\n  domain_id = \"d\"\n}}\n"
        );
        let scratch = Scratch::new("grants-code");
        scratch.write("iam/main.tf", iam);
        let more = ["--principal", &group, "--action", "cbr:vaults:list", "--format", "json"];
        let ran = scratch.run(&[&["eval", "iam"], &more[..]].concat());
        (ran.json()["decision"].as_str().unwrap().to_owned(), ran.err)
    };
    let by_name = ask("opentelekomcloud", "display_name = \"Tenant Administrator\"");
    assert_eq!(ask("opentelekomcloud", "name = \"te_admin\""), by_name);
    let (decision, said) = ask("opentelekomcloud", "name = \"system_all_5\"");
    assert_eq!(decision, "unknown");
    assert!(said.contains("`system_all_5` is that of `ELB FullAccess` or `VPC Admin`"), "{said}");
    let (_, said) = ask("huaweicloud", "name = \"te_admn\"");
    assert!(said.contains("did you mean `te_admin`?"), "{said}");
    let (decision, said) = ask("flexibleengine", "name = \"te_admin\"");
    assert_eq!(decision, "unknown");
    assert!(said.contains("no page of its cloud says which role `te_admin` is"), "{said}");
}

/// A project that the folder makes has its name there; of another one only the id is known.
#[test]
fn a_project_is_known_by_its_name() {
    let role = "resource \"huaweicloud_identity_role\" \"r\" {\n  policy = jsonencode({ Version = \"1.1\", Statement = [{ Effect = \"Allow\", Action = [\"ims:images:list\"] }] })\n}\nresource \"huaweicloud_identity_project\" \"p\" {\n  name = \"cn-north-4_a\"\n}\n";
    let scratch = Scratch::new("grants-project");
    let ask = |project: &str, more: &[&str]| {
        let body = format!(
            "  group_id = huaweicloud_identityv5_group.g.id\n  role_id = huaweicloud_identity_role.r.id\n  project_id = {project}"
        );
        let main = format!(
            "{role}{}{}",
            link("identity_group_role_assignment", &body),
            link("identity_group_membership", MEMBER)
        );
        scratch.write("iam/main.tf", format!("{USERS}{main}"));
        scratch.run(&[&["eval", "iam", "--principal", ANNA, "--action", "ims:images:list"], more].concat())
    };
    let made = "huaweicloud_identity_project.p.id";
    let ran = ask(made, &["--context", "g:ProjectName=cn-north-4_a"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ask(made, &["--context", "g:ProjectName=cn-north-4_b"]).code, 1);
    let ran = ask("\"p1\"", &[]);
    assert!(ran.err.contains("it grants in the project with the id `p1`, whose name is unknown"), "{}", ran.err);
    assert_eq!(ran.code, 4);
}

/// An agency names roles by their names, which may be known only to whoever runs it.
#[test]
fn a_role_is_found_by_a_name_that_is_not_known() {
    let role = |name: &str, called: &str, action: &str| {
        format!(
            "resource \"huaweicloud_identity_role\" \"{name}\" {{\n  name = {called}\n  policy = jsonencode({{ Version = \"1.1\", Statement = [{{ Effect = \"Allow\", Action = [\"ims:images:{action}\"] }}] }})\n}}\n"
        )
    };
    let agency = |role: &str| {
        format!("resource \"huaweicloud_identity_agency\" \"a\" {{\n  all_resources_roles = [{role}]\n}}\n")
    };
    let ask = |name: &str, main: &str| {
        ask(name, main, "huaweicloud_identity_agency.a").json()["decision"].as_str().unwrap().to_owned()
    };
    let r = role("r", "\"${var.prefix}_role\"", "list");
    for (name, main, wanted) in [
        ("its-name", format!("{r}{}", agency("huaweicloud_identity_role.r.name")), "allow"),
        ("in-a-template", format!("{r}{}", agency("\"${huaweicloud_identity_role.r.name}\"")), "allow"),
        (
            "another",
            format!(
                "{}{}{}",
                role("r", "var.r", "get"),
                role("s", "var.s", "list"),
                agency("huaweicloud_identity_role.s.name")
            ),
            "allow",
        ),
        (
            "the-other",
            format!(
                "{}{}{}",
                role("r", "var.r", "list"),
                role("s", "var.s", "get"),
                agency("huaweicloud_identity_role.s.name")
            ),
            "implicit_deny",
        ),
        // As a text it is another one.
        ("alike", format!("{r}{}", agency("\"${var.prefix}_role\"")), "unknown"),
        ("both", format!("{}{}{}", role("r", "var.r", "list"), role("s", "var.r", "get"), agency("var.r")), "unknown"),
    ] {
        assert_eq!(ask(name, &main), wanted, "{name}");
    }
}

/// What is certain of a policy counts, and what is not known of one that only allows denies nothing.
#[test]
fn what_is_certain_of_a_policy_counts() {
    let of = |statements: &str| {
        policy("p", "Allow").replace("[{ Effect = \"Allow\", Action = [\"ims:images:list\"] }]", statements)
            + &to_anna("p")
    };
    for (name, statements, decision, possible) in [
        ("concat", "[{ Effect = \"Allow\", Action = concat([\"ims:images:list\"], var.x) }]", "allow", &["allow"][..]),
        (
            "other",
            "[{ Effect = \"Allow\", Action = concat([\"ims:images:get\"], var.x) }]",
            "unknown",
            &["allow", "implicit_deny"],
        ),
        (
            "resource",
            "[{ Effect = \"Allow\", Action = [\"ims:images:list\"], Resource = [var.x] }]",
            "unknown",
            &["allow", "implicit_deny"],
        ),
        (
            "but",
            "[{ Effect = \"Allow\", NotAction = concat([\"ims:images:get\"], var.x) }]",
            "unknown",
            &["allow", "implicit_deny"],
        ),
        (
            "when",
            "[{ Effect = \"Allow\", Action = [\"ims:images:list\"], Condition = var.x }]",
            "unknown",
            &["allow", "implicit_deny"],
        ),
        (
            "deny",
            "[{ Effect = \"Allow\", Action = [\"*\"] }, { Effect = \"Deny\", Action = concat([\"ims:images:list\"], var.x) }]",
            "explicit_deny",
            &["explicit_deny"],
        ),
        (
            "more",
            "[{ Effect = \"Allow\", Action = [\"ims:images:list\"] }, var.x]",
            "unknown",
            &["allow", "explicit_deny"],
        ),
        (
            "effect",
            "[{ Effect = \"Allow\", Action = [\"ims:images:list\"] }, { Effect = var.x, Action = [\"*\"] }]",
            "unknown",
            &["allow", "explicit_deny"],
        ),
    ] {
        let ran = ask(name, &of(statements), ANNA);
        let json = ran.json();
        assert_eq!(json["decision"], decision, "{name}: {}", ran.out);
        if possible.len() > 1 {
            let mut found: Vec<String> =
                json["possible"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect();
            found.sort();
            assert_eq!(found, possible, "{name}: {}", ran.out);
        }
        assert!(ran.err.contains("a part of its content is unknown"), "{name}: {}", ran.err);
    }
}

/// Links that Terraform makes of collections, in modules and in its JSON.
#[test]
fn what_is_evaluated_is_followed() {
    let allow = policy("p", "Allow");
    let none = format!("{allow}{}", to_anna("p").replace("{\n  policy", "{\n  count = 0\n  policy"));
    assert_eq!(decision("count-zero", &none), "implicit_deny");
    let each = "resource \"huaweicloud_identityv5_policy_user_attach\" \"all\" {\n  for_each  = { anna = huaweicloud_identityv5_user.anna.id, ben = huaweicloud_identityv5_user.ben.id }\n  policy_id = local.policies[each.key]\n  user_id   = each.value\n}\nlocals {\n  policies = { anna = huaweicloud_identityv5_policy.p.id, ben = huaweicloud_identityv5_policy.d.id }\n}\n";
    let both = format!("{allow}{}{each}", policy("d", "Deny"));
    assert_eq!(decision("each", &both), "allow");
    assert_eq!(ask("each-other", &both, "huaweicloud_identityv5_user.ben").json()["decision"], "explicit_deny");

    let scratch = Scratch::new("grants-module");
    let variables = "variable \"names\" { type = set(string) }\nvariable \"policy\" { type = string }\n";
    let user = "resource \"huaweicloud_identityv5_user\" \"u\" {\n  for_each = var.names\n}\n";
    let attached = "resource \"huaweicloud_identityv5_policy_user_attach\" \"a\" {\n  for_each  = var.names\n  policy_id = var.policy\n  user_id   = \"${huaweicloud_identityv5_user.u[each.key].id}\"\n}\n";
    scratch.write("iam/users/main.tf", format!("{variables}{user}{attached}"));
    let call = "module \"users\" {\n  source = \"./users\"\n  names  = [\"anna\"]\n  policy = huaweicloud_identityv5_policy.p.id\n}\n";
    scratch.write("iam/main.tf", format!("{allow}{call}"));
    let ask = |principal: &str| scratch.run(&["eval", "iam", "--principal", principal, "--action", "ims:images:list"]);
    let ran = ask("module.users.huaweicloud_identityv5_user.u[\"anna\"]");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(ask("module.users.huaweicloud_identityv5_user.u[\"ben\"]").code, 2);

    let scratch = Scratch::new("grants-json");
    scratch.write("iam/p.tf", &allow);
    scratch.write(
        "iam/more.tf.json",
        r#"{"resource": {"huaweicloud_identityv5_user": {"anna": {}}, "huaweicloud_identityv5_policy_user_attach": {"a": {
            "policy_id": "${huaweicloud_identityv5_policy.p.id}", "user_id": "${huaweicloud_identityv5_user.anna.id}"}}}}"#,
    );
    let ran = scratch.run(&["eval", "iam", "--principal", ANNA, "--action", "ims:images:list"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
}

#[test]
fn roles_of_agencies_are_granted() {
    let agency = |roles: &str| {
        let scratch = Scratch::new("grants-agency");
        scratch.write(
            "iam/main.tf",
            format!("resource \"huaweicloud_identity_agency\" \"a\" {{\n  name = \"a\"\n{roles}\n}}\n"),
        );
        let ran = scratch.run(&[
            "eval",
            "iam",
            "--principal",
            "huaweicloud_identity_agency.a",
            "--action",
            "ims:images:list",
        ]);
        ran.code
    };
    assert_eq!(agency("  domain_roles = []"), 1, "nothing is granted");
    assert_eq!(agency("  domain_roles = [var.role]"), 4);
    assert_eq!(agency("  enterprise_project_roles {\n    roles = [\"a\"]\n  }"), 4);
    assert_eq!(agency("  project_role {\n    project = \"cn-north-4\"\n    roles = [\"a role of nobody\"]\n  }"), 4);
}

#[test]
fn preflight_takes_a_folder() {
    let scratch = Scratch::new("grants-preflight");
    scratch.write("iam/main.tf", format!("{USERS}{}{}", policy("p", "Allow"), to_anna("p")));
    let ask = |principal: &str| {
        scratch.run(&[
            "preflight",
            "GET /v2/cloudimages",
            "--scenario",
            "iam",
            "--principal",
            principal,
            "--silence-is-none",
            "--format",
            "json",
        ])
    };
    let ran = ask(ANNA);
    assert_eq!(ran.json()["missing_actions"], serde_json::json!([]), "{}", ran.out);
    assert_eq!(
        ask("huaweicloud_identityv5_user.ben").json()["missing_actions"],
        serde_json::json!(["ims:images:list"])
    );
    let ran = ask("huaweicloud_identityv5_user.nobody");
    assert_eq!(
        (ran.code, ran.err.contains("there is no resource `huaweicloud_identityv5_user.nobody`")),
        (2, true),
        "{}",
        ran.err
    );
    assert_eq!(scratch.run(&["eval", "iam", "--action", "ims:images:list"]).code, 2);
}

#[test]
fn a_resource_that_refers_to_the_principal_and_is_not_known_is_no_guess() {
    let direct = format!("{}{}", policy("p", "Allow"), to_anna("p"));
    let batch = |to: &str| {
        link(
            "identityv5_user_batch_policies_associate",
            &format!("  user = {to}\n  policy_ids = [huaweicloud_identityv5_policy.p.id]"),
        )
    };
    for (name, to) in [("id", format!("{ANNA}.id")), ("name", format!("{ANNA}.name")), ("open", "var.user".into())] {
        assert_eq!(decision(&format!("batch-{name}"), &format!("{direct}{}", batch(&to))), "unknown", "{to}");
        assert_eq!(decision(&format!("only-{name}"), &format!("{}{}", policy("p", "Allow"), batch(&to))), "unknown");
    }
    assert_eq!(decision("batch-ben", &format!("{direct}{}", batch("huaweicloud_identityv5_user.ben.id"))), "allow");
    let key = link("identityv5_access_key", &format!("  user_id = {ANNA}.id"));
    assert_eq!(decision("key", &format!("{direct}{key}")), "allow");
}

#[test]
fn users_of_a_resource_for_each_of_which_there_is_an_attachment_are_followed() {
    let main = format!(
        "{}resource \"huaweicloud_identityv5_user\" \"all\" {{\n  for_each = toset([\"a\", \"b\"])\n}}\n{}",
        policy("p", "Allow"),
        link(
            "identityv5_policy_user_attach",
            "  for_each = huaweicloud_identityv5_user.all\n  policy_id = huaweicloud_identityv5_policy.p.id\n  user_id = each.value.id"
        )
    );
    assert_eq!(ask("each", &main, "huaweicloud_identityv5_user.all[\"a\"]").json()["decision"], "allow");
    assert_eq!(decision("each-other", &main), "implicit_deny");
}

#[test]
fn a_role_of_the_folder_is_found_by_its_name() {
    let role = "resource \"huaweicloud_identity_role\" \"r\" {\n  name = \"lister\"\n  policy = jsonencode({ Version = \"1.1\", Statement = [{ Effect = \"Allow\", Action = [\"ims:images:list\"] }] })\n}\n";
    let agency = "resource \"huaweicloud_identity_agency\" \"a\" {\n  all_resources_roles = [huaweicloud_identity_role.r.name]\n}\n";
    let main = format!("{role}{agency}");
    assert_eq!(ask("role", &main, "huaweicloud_identity_agency.a").json()["decision"], "allow");
}

#[test]
fn values_of_variables_are_given() {
    let scratch = Scratch::new("grants-var-file");
    let main = policy("p", "Allow").replace("\"ims:images:list\"", "var.action");
    scratch.write("iam/main.tf", format!("{USERS}variable \"action\" {{}}\n{main}{}", to_anna("p")));
    scratch.write("prod.tfvars", "action = \"ims:images:list\"\n");
    let ask = |more: &[&str]| {
        let asked = ["eval", "iam", "--principal", ANNA, "--action", "ims:images:list", "--format", "json"];
        scratch.run(&[&asked, more].concat()).json()["decision"].clone()
    };
    assert_eq!((ask(&[]), ask(&["--var-file", "prod.tfvars"])), ("unknown".into(), "allow".into()));
}
