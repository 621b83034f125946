//! Which configuration of its provider a resource has.

use std::collections::BTreeMap;

use hwc_iam::Cloud;
use hwc_iam::files::{ModuleOptions, Provider, Stated, Used, UsedIn, used_in_json};
use hwc_iam::usage::{Answers, Phase, Terraform};

use super::{configuration, resources};

fn module(files: &[(&str, &str)]) -> Vec<Used> {
    let files: BTreeMap<String, String> = files.iter().map(|(name, it)| ((*name).into(), (*it).into())).collect();
    let found = UsedIn::read(&files, "", &ModuleOptions::default());
    assert!(found.unread.is_empty(), "{:?}", found.unread);
    found.used
}

fn region(used: &Used) -> Option<&str> {
    used.values.get("region").map(String::as_str)
}

fn provider(used: &Used) -> &Provider {
    used.provider.as_ref().unwrap()
}

const TWO: &str = r#"
provider "huaweicloud" { region = "cn-north-4" }
provider "huaweicloud" {
  alias  = "eu"
  region = "eu-west-101"
}
"#;

/// The region of a resource in a module that is called like this.
fn in_module(arguments: &str, module_text: &str) -> (Option<String>, Provider) {
    let main = format!("{TWO}\nmodule \"a\" {{\n  source = \"./a\"\n  {arguments}\n}}");
    let used = module(&[("main.tf", &main), ("a/main.tf", module_text)]);
    (region(&used[0]).map(String::from), provider(&used[0]).clone())
}

const PLAIN: &str = r#"resource "huaweicloud_vpc" "a" {}"#;
const ALIASED: &str = r#"
terraform {
  required_providers {
    huaweicloud = {
      source                = "huaweicloud/huaweicloud"
      configuration_aliases = [huaweicloud.far]
    }
  }
}
resource "huaweicloud_vpc" "a" { provider = huaweicloud.far }"#;

#[test]
fn a_module_has_what_its_call_gives_it() {
    let known = |arguments: &str, text: &str| {
        let (region, provider) = in_module(arguments, text);
        (region.unwrap_or_default(), provider.address, provider.line)
    };
    let [north, eu] = [("cn-north-4", "huaweicloud", 2), ("eu-west-101", "huaweicloud.eu", 3)]
        .map(|(region, address, line)| (region.to_owned(), address.to_owned(), Some(line)));
    assert_eq!(known("", PLAIN), north);
    assert_eq!(known("providers = { huaweicloud = huaweicloud.eu }", PLAIN), eu);
    assert_eq!(known("providers = { huaweicloud.far = huaweicloud.eu }", ALIASED), eu);
    assert_eq!(known("providers = { huaweicloud.far = huaweicloud }", ALIASED), north);
    // What is not listed is the caller's, as in Terraform.
    assert_eq!(known("providers = { huaweicloud.far = huaweicloud.eu }", PLAIN), north);
    // A block without arguments only says that the module takes one.
    let older = format!("provider \"huaweicloud\" {{ alias = \"far\" }}\n{ALIASED}");
    assert_eq!(known("providers = { huaweicloud.far = huaweicloud.eu }", &older), eu);
    // A name of its own for the provider.
    let renamed = r#"resource "huaweicloud_vpc" "a" { provider = hw }"#;
    assert_eq!(known("providers = { hw = huaweicloud.eu }", renamed), eu);
}

#[test]
fn a_module_may_configure_its_own() {
    let own = "provider \"huaweicloud\" { region = \"cn-south-1\" }\nresource \"huaweicloud_vpc\" \"a\" {}";
    let (region, provider) = in_module("", own);
    assert_eq!((region.as_deref(), provider.address.as_str()), (Some("cn-south-1"), "module.a.huaweicloud"));
    assert_eq!((provider.file.as_str(), provider.line), ("a/main.tf", Some(1)));
}

#[test]
fn through_two_modules() {
    let middle = "module \"b\" {\n  source = \"../b\"\n  providers = { huaweicloud.far = huaweicloud.mid }\n}";
    let main =
        format!("{TWO}\nmodule \"a\" {{\n  source = \"./a\"\n  providers = {{ huaweicloud.mid = huaweicloud.eu }}\n}}");
    let used = module(&[("main.tf", &main), ("a/main.tf", middle), ("b/main.tf", ALIASED)]);
    assert_eq!(
        (used[0].address.as_str(), region(&used[0])),
        ("module.a.module.b.huaweicloud_vpc.a", Some("eu-west-101"))
    );
}

#[test]
fn what_is_not_given_is_not_known() {
    let why = |arguments: &str, text: &str| {
        let (region, provider) = in_module(arguments, text);
        assert_eq!(region, None);
        match provider.region {
            Stated::Unknown(why) => why,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(why("", ALIASED), "the call of its module gives it none");
    assert_eq!(why("providers = { huaweicloud.far = huaweicloud.no }", ALIASED), "no file that was read declares it");
    let computed = "providers = { huaweicloud.far = huaweicloud.eu[each.key] }";
    assert_eq!(why(computed, ALIASED), "its call gives providers in a form that is not read");
    let instance = r#"resource "huaweicloud_vpc" "a" { provider = huaweicloud.eu["x"] }"#;
    assert_eq!(why("", instance), "which provider it has is known only when terraform runs");
}

#[test]
fn in_json_too() {
    let text = r#"{
        "provider": { "huaweicloud": [{ "region": "cn-north-4" }, {
            "alias": "eu", "region": "eu-west-101", "assume_role": [{ "agency_name": "ops", "domain_name": "acme" }]
        }] },
        "module": { "m": { "source": "./m", "providers": { "huaweicloud.far": "huaweicloud.eu" } } },
        "resource": { "huaweicloud_vpc": { "a": { "provider": "huaweicloud.eu" }, "b": {} } }
    }"#;
    let used = module(&[("main.tf.json", text), ("m/main.tf", ALIASED)]);
    let found: Vec<_> = used.iter().map(|it| (it.address.as_str(), region(it), provider(it).agency.value())).collect();
    let eu = (Some("eu-west-101"), Some("ops"));
    assert_eq!(
        found,
        [
            ("huaweicloud_vpc.a", eu.0, eu.1),
            ("huaweicloud_vpc.b", Some("cn-north-4"), None),
            ("module.m.huaweicloud_vpc.a", eu.0, eu.1)
        ]
    );
}

#[test]
fn an_override_replaces_arguments() {
    let over = "provider \"huaweicloud\" {\n  alias = \"eu\"\n  region = \"cn-south-1\"\n}";
    let own = format!("{TWO}\nresource \"huaweicloud_vpc\" \"a\" {{ provider = huaweicloud.eu }}");
    let used = module(&[("main.tf", &own), ("x_override.tf", over)]);
    assert_eq!(region(&used[0]), Some("cn-south-1"));
}

/// The account and the agency of a configuration.
fn acts(body: &str) -> [Stated; 3] {
    let used = configuration(&format!("provider \"huaweicloud\" {{\n{body}\n}}\n{PLAIN}"));
    let it = provider(&used[0]);
    [&it.agency, &it.account_id, &it.account_name].map(Clone::clone)
}

#[test]
fn who_calls() {
    let value = |it: &str| Stated::Value(it.into());
    assert_eq!(acts("domain_id = \"0a1b\"\ndomain_name = \"acme\""), [Stated::Not, value("0a1b"), value("acme")]);
    // The account of the agency, and not that of who assumes it.
    let assumed = "domain_id = \"0a1b\"\nassume_role {\n agency_name = \"ops\"\n domain_name = \"other\"\n}";
    assert_eq!(acts(assumed), [value("ops"), Stated::Not, value("other")]);
    let chain = "assume_role {\n agency_name = \"a\"\n domain_id = \"1\"\n}\nassume_role {\n agency_name = \"b\"\n domain_id = \"2\"\n}";
    assert_eq!(acts(chain), [value("b"), value("2"), Stated::Not]);
    let older = "domain_id = \"0a1b\"\nagency_name = \"ops\"\nagency_domain_name = \"acme\"";
    assert_eq!(acts(older), [value("ops"), Stated::Not, value("acme")]);
    let oidc = "assume_role_with_oidc {\n agency_name = \"ops\"\n domain_id = \"0a1b\"\n}";
    assert_eq!(acts(oidc), [value("ops"), value("0a1b"), Stated::Not]);
    let both = format!("{chain}\n{oidc}");
    let repeated = "dynamic \"assume_role\" {\n for_each = [1]\n content {\n agency_name = \"ops\"\n}\n}";
    for body in [&*both, repeated, "assume_role {\n agency_name = var.agency\n}"] {
        assert!(matches!(acts(body)[0], Stated::Unknown(_)), "{body}");
    }
}

#[test]
fn the_account_narrows_resources() {
    let text = |body: &str| {
        format!("provider \"huaweicloud\" {{ {body} }}\nresource \"huaweicloud_images_image_copy\" \"a\" {{}}")
    };
    let of = |body: &str| resources(&configuration(&text(body)), Phase::Plan, "ims:images:showImageTags");
    assert_eq!(of("domain_id = \"0a1b\""), ["ims:*:0a1b:image:*"]);
    assert_eq!(of("domain_name = \"acme\""), ["ims:*:*:image:*"]);
    assert_eq!(of("domain_id = \"a:b\""), ["ims:*:*:image:*"]);
    assert_eq!(of("region = \"a:b\""), ["ims:*:*:image:*"]);
}

#[test]
fn what_is_of_another_cloud_is_left_out() {
    let of = |body: &str, answer: Option<bool>| {
        let used = configuration(&format!("provider \"huaweicloud\" {{\n{body}\n}}\n{PLAIN}"));
        let mut answers = Answers::default();
        answer.into_iter().for_each(|it| answers.add("cloud:huaweicloud", it));
        let found = Terraform::of(&used, Cloud::HuaweiCloud, Phase::Apply, &answers);
        assert_eq!(found.providers[0].count, 1);
        assert_eq!(found.providers[0].is_left_out, found.kinds.is_empty());
        (found.providers[0].is_left_out, found.questions.len())
    };
    assert_eq!(of("", None), (false, 0));
    assert_eq!(of("cloud = \"myhuaweicloud.com\"", None), (false, 0));
    assert_eq!(of("cloud = \"myhuaweicloud.eu\"\nregion = \"eu-west-101\"", None), (false, 0));
    assert_eq!(of("auth_url = \"https://iam.eu-de.otc.t-systems.com/v3\"", None), (true, 0));
    assert_eq!(of("region = \"eu-de\"", None), (true, 0));
    for body in ["cloud = \"cloud.example.com\"", "cloud = var.cloud"] {
        assert_eq!([None, Some(true), Some(false)].map(|it| of(body, it)), [(false, 1), (false, 0), (true, 0)]);
    }
}

#[test]
fn a_plan_names_the_providers_of_its_resources() {
    let plan = r#"{"format_version": "1.2", "resource_changes": [
        {"address": "module.m[\"x.y\"].huaweicloud_vpc.a[0]", "mode": "managed", "type": "huaweicloud_vpc", "name": "a",
         "change": {"actions": ["create"], "after": {"name": "a"}, "after_unknown": {"region": true}}},
        {"address": "huaweicloud_vpc.own", "mode": "managed", "type": "huaweicloud_vpc", "name": "own",
         "change": {"actions": ["create"], "after": {"name": "a"}, "after_unknown": {"region": true}}},
        {"address": "huaweicloud_vpc.lost", "mode": "managed", "type": "huaweicloud_vpc", "name": "lost",
         "change": {"actions": ["create"], "after": {}}}],
      "configuration": {
        "provider_config": {
          "huaweicloud": {"name": "huaweicloud", "expressions": {"region": {"references": ["var.region"]}}},
          "huaweicloud.eu": {"name": "huaweicloud", "alias": "eu", "expressions": {
            "region": {"constant_value": "eu-west-101"}, "domain_id": {"constant_value": "0a1b"},
            "assume_role": [{"agency_name": {"constant_value": "ops"}, "domain_id": {"constant_value": "2c3d"}}]}}},
        "root_module": {
          "resources": [
            {"address": "huaweicloud_vpc.own", "provider_config_key": "huaweicloud.eu",
             "expressions": {"region": {"references": ["var.other"]}}},
            {"address": "huaweicloud_vpc.lost", "provider_config_key": "module.q:huaweicloud", "expressions": {}}],
          "module_calls": {"m": {"module": {"resources": [
            {"address": "huaweicloud_vpc.a", "provider_config_key": "huaweicloud.eu", "expressions": {}}]}}}}}}"#;
    let used = used_in_json(plan).unwrap().unwrap();
    let of = |address: &str| used.iter().find(|it| it.address == address).unwrap();
    let in_module = of("module.m[\"x.y\"].huaweicloud_vpc.a[0]");
    assert_eq!(region(in_module), Some("eu-west-101"));
    assert_eq!(
        (provider(in_module).agency.value(), provider(in_module).account_id.value()),
        (Some("ops"), Some("2c3d"))
    );
    // It has an argument for its region, of which the plan knows nothing.
    assert_eq!(region(of("huaweicloud_vpc.own")), None);
    let why = "the plan does not say how it is configured";
    assert_eq!(provider(of("huaweicloud_vpc.lost")).region, Stated::Unknown(why.into()));
}
