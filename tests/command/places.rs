//! The arguments of Terraform's resources that hold policies.

use std::collections::BTreeSet;

use super::Scratch;

const TABLE: &str = include_str!("../../src/files/places.tsv");

fn check(name: &str, text: &str) -> super::Ran {
    let scratch = Scratch::new(&format!("places-{name}"));
    scratch.write("main.tf", text);
    scratch.run(&["check", "main.tf"])
}

fn resource(kind: &str, body: &str) -> String {
    format!("resource \"{kind}\" \"a\" {{\n  {body}\n}}\n")
}

#[test]
fn the_table_is_sorted_and_whole() {
    let rows: Vec<Vec<&str>> = TABLE.lines().skip(1).map(|it| it.split('\t').collect()).collect();
    assert!(rows.is_sorted() && rows.len() > 25);
    let mut places = BTreeSet::new();
    for row in &rows {
        let [resource, argument, form, kind, versions, when, cloud, source, date] = row.as_slice() else {
            panic!("{row:?}");
        };
        assert!(places.insert((*resource, *argument, *form)), "{row:?}");
        assert!(matches!(*form, "json" | "blocks"), "{row:?}");
        assert!(matches!(*kind, "s3" | "gateway") || hwc_iam::PolicyKind::from_name(kind).is_some(), "{row:?}");
        assert!(versions.split(' ').all(|it| it == "-" || hwc_iam::Version::from_name(it).is_some()), "{row:?}");
        assert!(*when == "-" || when.contains('='), "{row:?}");
        assert!(*cloud == "-" || hwc_iam::Cloud::from_name(cloud).is_some(), "{row:?}");
        assert!(!source.is_empty() && date.len() == 10, "{row:?}");
    }
}

/// Every row is one that the reader knows: a mistake in the argument of each is found, or the policy is said not to be read.
#[test]
fn every_place_is_looked_at() {
    for row in TABLE.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [kind_of_resource, argument, form, kind, _, when, ..] = cells.as_slice() else { panic!("{row}") };
        let when = when.split_once('=').map(|(name, value)| format!("{name} = \"{value}\"\n  ")).unwrap_or_default();
        let body = match (*form, *kind) {
            ("blocks", _) => format!("{argument} {{\n    effect = \"Alow\"\n    action = [\"ims:images:list\"]\n  }}"),
            (_, "bucket") => format!(
                "{argument} = jsonencode({{ Statement = [{{ Effect = \"Alow\", Principal = {{ ID = [\"*\"] }}, Action = [\"GetObject\"], Resource = [\"b/*\"] }}] }})"
            ),
            _ => format!(
                "{argument} = jsonencode({{ Version = \"5.0\", Statement = [{{ Effect = \"Alow\", Action = [\"ims:images:list\"] }}] }})"
            ),
        };
        let ran = check("every", &resource(kind_of_resource, &format!("{when}{body}")));
        let is_read = !matches!(*kind, "s3" | "gateway" | "topic");
        let wanted = if is_read { "invalid_effect" } else { "not" };
        assert!(ran.out.contains(wanted), "{row}\n{}", ran.out);
        assert_eq!(ran.code, i32::from(is_read), "{row}\n{}", ran.out);
        let names = ran.out.contains("its names: no page of the cloud of");
        let is_foreign =
            ["flexibleengine_", "sbercloud_", "hcs_", "g42cloud_"].iter().any(|it| kind_of_resource.starts_with(it));
        assert_eq!(names, is_foreign && is_read, "{row}\n{}", ran.out);
    }
}

#[test]
fn a_version_that_the_argument_does_not_take_is_an_error() {
    let of = |version: &str| {
        format!(
            "jsonencode({{\n    Version = \"{version}\"\n    Statement = [{{ Effect = \"Allow\", Action = [\"ims:images:list\"] }}]\n  }})"
        )
    };
    for (kind, argument, version, is_right) in [
        ("huaweicloud_identity_policy", "policy_document", "1.1", false),
        ("huaweicloud_identity_policy", "policy_document", "5.0", true),
        ("huaweicloud_identityv5_policy", "policy_document", "1.0", false),
        ("huaweicloud_identitycenter_custom_policy_attachment", "custom_policy", "1.1", false),
        ("huaweicloud_identitycenter_custom_role_attachment", "custom_role", "5.0", false),
        ("huaweicloud_identity_role", "policy", "5.0", false),
        ("huaweicloud_identity_role", "policy", "1.1", true),
        ("huaweicloud_identity_temporary_access_key", "policy", "1.1", true),
        ("huaweicloud_identity_temporary_access_key", "policy", "5.0", true),
    ] {
        let ran = check("version", &resource(kind, &format!("{argument} = {}", of(version))));
        assert_eq!(ran.out.contains("invalid_version"), !is_right, "{kind} {version}: {}", ran.out);
        assert_eq!(ran.code, i32::from(!is_right), "{kind} {version}: {}", ran.out);
    }
    let ran = check("version", &resource("huaweicloud_identity_policy", &format!("policy_document = {}", of("1.1"))));
    let wanted = "`policy_document` of `huaweicloud_identity_policy` takes a policy of version `5.0`, not `1.1`";
    assert!(ran.out.contains(wanted) && ran.out.contains("main.tf:3:15"), "{}", ran.out);
}

#[test]
fn names_of_a_cloud_without_pages_are_not_called_wrong() {
    let text = resource(
        "hcs_vdc_role",
        "policy = jsonencode({ Version = \"1.1\", Statement = [{ Effect = \"Deny\", Action = [\"moscapp:home:console\", \"ims:images:lst\"] }] })",
    );
    let ran = check("names", &text);
    assert_eq!(ran.code, 0, "{}", ran.out);
    let wanted = "not checked: main.tf:2:23: its names: no page of the cloud of `hcs` was read (in `hcs_vdc_role.a`)";
    assert!(ran.out.contains(wanted), "{}", ran.out);
}

#[test]
fn what_depends_on_nothing_is_no_role() {
    let of = |depends: &str| {
        let text = "policy = jsonencode({ Depends = [], Version = \"1.1\", Statement = [{ Effect = \"Deny\", Action = [\"ims:images:list\"] }] })";
        check("depends", &resource("huaweicloud_identity_role", &text.replace("[],", depends)))
    };
    assert_eq!(of("[],").code, 0, "{}", of("[],").out);
    assert_eq!(of("[{ catalog = \"OBS\", display_name = \"a\" }],").code, 1);
}

#[test]
fn a_bucket_is_not_called_public_for_what_is_not_known() {
    let of = |more: &str| {
        let text = format!(
            "policy = jsonencode({{ Statement = [{{ Effect = \"Allow\", Principal = {{ ID = [\"*\"] }}, Action = [\"PutObject\"], Resource = [\"b/*\"]{more} }}{}] }})",
            if more.is_empty() {
                ""
            } else {
                ", { Effect = \"Deny\", Principal = { ID = [\"domain/a\"] }, Action = [\"PutObject\"], Resource = [\"b/*\"] }"
            }
        );
        check("public", &resource("huaweicloud_obs_bucket_policy", &text))
    };
    assert!(of("").out.contains("public_bucket_write"), "{}", of("").out);
    for open in [
        "Condition = var.x",
        "Condition = { IpAddress = var.x }",
        "Condition = { (var.x) = { SourceIp = [\"10.0.0.0/8\"] } }",
    ] {
        let ran = of(&format!(", {open}"));
        assert!(!ran.out.contains("public_bucket"), "{open}\n{}", ran.out);
    }
}

#[test]
fn what_is_not_read_has_its_place() {
    let text = format!(
        "# a comment\n{}{}",
        resource(
            "opentelekomcloud_s3_bucket_policy",
            "policy = jsonencode({ Version = \"2012-10-17\", Statement = [] })"
        ),
        resource("huaweicloud_vpcep_endpoint", "policy_statement = jsonencode([{ Effect = \"Allow\" }])"),
    );
    let ran = check("unread", &text);
    assert_eq!(ran.code, 0, "{}", ran.out);
    for wanted in [
        "main.tf:3:23: a bucket policy in the language of S3 (in `opentelekomcloud_s3_bucket_policy.a`)",
        "main.tf:6:33: the statements of a gateway's endpoint (in `huaweicloud_vpcep_endpoint.a`)",
    ] {
        assert!(ran.out.contains(wanted), "{}", ran.out);
    }
}
