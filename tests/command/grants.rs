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
        ("count", format!("{allow}{}", to_anna("p").replace("{\n  policy", "{\n  count = 0\n  policy"))),
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
