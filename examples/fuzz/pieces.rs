//! What the mutated files are made of, besides those of the tests.

pub(crate) const POLICY: &str = r#"{"Version":"5.0","Statement":[{"Sid":"a","Effect":"Allow","Action":["ims:images:lst","ims:images:get"],
"Resource":["ims:*:*:image:*"],"Condition":{"StringEquals":{"g:ResourceTag/a":["b"]},"NumericLessThan":{"g:TagKeys":["x"]}}}]}"#;

pub(crate) const SCHEMA: &str = r#"{"version":"1","actions":[{"name":"lamp:lamps:get","access_level":"read","permission_only":false,
"description":{"en_us":"a","zh_cn":"b"},"aliases":["lamp:lamp:get"],"resources":[{"urn_template":"lamp:<region>:<account-id>:lamp:<lamp-id>","required":true,
"condition_keys":["g:ResourceTag/<tag-key>"]}],"condition_keys":["lamp:Colour"]}],"resources":[{"type_name":"lamp","urn_template":"lamp:<region>:<account-id>:lamp:<lamp-id>"}],
"conditions":[{"key":"lamp:Colour","value_type":"string","multi_valued":false}],"operations":[{"operation_id":"ShowLamp","operation_action":"lamp:lamps:get","dependent_actions":["vpc:vpcs:get"]}]}"#;

pub(crate) const SCENARIO: &str = r#"{"identity_policies":[{"name":"a","policy":{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:*:*"],
"Condition":{"IpAddress":{"g:SourceIp":["10.0.0.0/8"]}}}]}}],"scps":[[{"Version":"5.0","Statement":[{"Effect":"Deny","Action":["ims:images:delete"]}]}]],
"roles":[{"name":"Tenant Administrator","scope":{"project":"cn-north-4"}}],"assumptions":{"action_case":"yes"},"root_user":false,
"request":{"principal":{"IAM":"a"},"action":"ims:images:get","resource":"ims:cn-north-4:a:image:b","context":{"g:SourceIp":"10.1.2.3"},"unknown":["g:MFAPresent"]}}"#;

pub(crate) const SCENARIO_YAML: &str = "identity_policies:\n  - name: a\n    policy: &p\n      Version: \"5.0\"\n      Statement:\n        - Effect: Allow\n          Action: [\"ims:*:*\"]\n\
  - *p\nrequest:\n  action: ims:images:get\n  context:\n    g:MFAPresent: true\n    g:TagKeys: [a, b]\n  unknown: [g:SourceIp]\n";

pub(crate) const BASELINE: &str = r#"{"version":1,"files":{"policy.json":[{"rule":"unknown_action","message":"unknown action `ims:images:lst` (data of 2025-11-06)","count":1},
{"policy":"a.b","rule":"missing_sid","message":"b","count":2}]}}"#;

pub(crate) const CONFIG: &str = "profile = \"hwc\"\nkind = \"identity\"\nbaseline = \"fuzz.baseline\"\nenterprise_project = true\n\n[rules]\nall = \"warn\"\nmissing_sid = \"allow\"\n\n\
[[paths]]\npath = \"*/scps/*\"\nkind = \"scp\"\nrules = { full_access = \"deny\" }\n";

pub(crate) const JSON: &[&str] = &[
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    ":",
    ",",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "1e999",
    "-0",
    "{}",
    "\"*\"",
    "\"Statement\":",
    "\"NotAction\":",
    "\"ims:*:*\"",
    "${",
    "}",
    "*",
    "?",
    "//",
    "/*",
    "\n",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[2J",
    "'",
    "\"Version\":\"1.1\",",
];

pub(crate) const HCL: &[&str] = &[
    "\"",
    "${",
    "%{",
    "}",
    "$${",
    "<<E\n",
    "\nE\n",
    "jsonencode(",
    ")",
    "(",
    "[",
    "]",
    "{",
    "=",
    ":",
    ",",
    "local.a",
    "for x in y : ",
    "resource \"huaweicloud_identity_policy\" \"a\" {\n",
    "dynamic \"statement\" {\n",
    "# ",
    "/*",
    "*/",
    "\\u",
    "\n",
    "?",
    "...",
    "!",
];

pub(crate) const YAML: &[&str] = &[
    "\n",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: *a\n",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "|\n",
    ">-\n",
    "!!",
    "!t ",
    "---\n",
    "...\n",
    "%TAG !a! b\n",
    "#",
    "~",
    "null",
    ".inf",
    "0x1",
    "1_0",
    "  ",
    "\t",
    "@",
    "`",
    "\u{feff}",
    "not_stated",
    "true",
];

pub(crate) const TOML: &[&str] = &[
    "\n",
    "=",
    "[",
    "]",
    "[[paths]]\n",
    "\"",
    "'",
    "\"\"\"",
    "{",
    "}",
    ",",
    "#",
    ".",
    "all = \"deny\"\n",
    "true",
    "1979-05-27",
    "\\u",
    "*",
    "nan",
];

pub(crate) const PAGE: &[&str] = &[
    "\n",
    "|",
    "+",
    "-",
    "=",
    "<",
    ">",
    "\"",
    "`",
    "\\",
    ":",
    "*",
    "(",
    "）",
    "<td rowspan=9999>",
    "<table>",
    "</table>",
    "GET ",
    "/v1/{",
    "}",
    "a:b:c",
    "•",
    "\n\n",
    "   ",
    "\u{ad}",
    "．",
    "Action",
    "API",
    "授权项",
    "{?",
    "https://",
    "[",
    "](",
    "&#x",
    "<ul><li>",
    "依赖",
    "```",
    "- ",
    "1. ",
    "\t",
    "\u{3000}",
    "'",
    "!!",
    "~",
    "null",
];

/// A module in the ways in which people write them.
pub(crate) const MODULE: &str = r#"
variable "x" {}
variable "all" {
  type    = map(object({ actions = optional(list(string), ["ims:images:list"]), on = bool }))
  default = { a = { on = true }, b = { actions = ["ims:images:lst"], on = false } }
}
locals {
  names = distinct(flatten([for k, v in var.all : [for a in v.actions : format("%s", a)] if v.on || var.x]))
  text  = <<-E
    {"Version": "5.0", "Statement": [%{ for i, a in local.names ~}
      %{ if i > 0 },%{ endif }{"Effect": "Allow", "Action": ["${a}"]}
    %{ endfor ~}]}
  E
}
module "m" {
  source   = "./m"
  for_each = toset(keys(var.all))
  x        = each.key
}
resource "huaweicloud_identity_policy" "a" {
  for_each        = var.all
  policy_document = jsonencode({ Version = "5.0", Statement = concat([{ Effect = "Allow", Action = each.value.actions }], var.x ? [merge({ Effect = "Deny" }, var.x)] : []) })
}
resource "huaweicloud_identity_policy" "b" {
  count           = var.x ? 1 : 0
  policy_document = replace(try(templatefile("t.tpl", { x = var.x }), local.text), "/(ims):/", "$1:")
}
resource "opentelekomcloud_identity_role_v3" "c" {
  dynamic "statement" {
    for_each = { for k, v in var.all : k => v... }
    content {
      effect    = lookup({ a = "Allow" }, statement.key, "Deny")
      action    = statement.value[*].actions[0]
      condition = jsonencode({ StringEquals = { "g:UserName" = [var.x] } })
    }
  }
}
"#;

pub(crate) const EXPRESSIONS: &[&str] = &[
    "${",
    "%{ if var.x }",
    "%{ for a in local.names ~}",
    "%{ endfor }",
    "%{ endif }",
    "[for x in local.names : x if var.x]",
    "{ for k, v in var.all : k => v... }",
    "concat(",
    "merge(",
    "flatten(",
    "jsonencode(",
    "jsondecode(",
    "templatefile(\"t.tpl\", {})",
    "file(\"t.tpl\")",
    "try(",
    "regexall(\"(a)|b\", ",
    "replace(",
    "range(1000)",
    "var.x",
    "local.names",
    "each.value",
    "module.m",
    "[*]",
    "...",
    " ? ",
    " : ",
    "<<-E\n",
    "\nE\n",
    "for_each = ",
    "count = ",
    "dynamic \"statement\" {\n",
    "content {\n",
    "null",
    "1e30",
    "!",
    "&&",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
];
