//! Names of actions and of resources.

use hwc_iam::eval::Request;

use super::{Dimension, check, quoted};
use crate::random::Random;

/// A list of names for an element that may be negated.
fn element(name: &str, values: &[&str], random: &mut Random) -> String {
    let not = if random.chance(40) { "Not" } else { "" };
    let all: Vec<String> = (0..1 + random.below(3)).map(|_| quoted(random.pick(values))).collect();
    format!(r#""{not}{name}":[{}]"#, all.join(","))
}

/// With names in other cases, and names that only the other model has: `ims:images:delete` and `sts::*` of roles.
#[test]
fn actions_of_both_models_in_every_case() {
    let patterns = [
        "*",
        "ims:*:*",
        "IMS:*:*",
        "ims:images:*",
        "ims:images:get",
        "ims:Images:get",
        "ims:images:GET",
        "ims:images:copy*",
        "ims:images:copyInRegion",
        "ims:images:copyinregion",
        "ims:images:copy",
        "ims:images:delete",
        "ims:images:del?te",
        "ims:images:*e",
        "*:*:get",
        "a:b:?",
        "a:b:c",
        "A:b:c",
        "a:*",
        "*c",
        "sts::*",
        "ims:images:g?t",
        "ims:images:?et",
    ];
    let asked = [
        "ims:images:get",
        "IMS:images:get",
        "ims:Images:get",
        "ims:images:GET",
        "ims:images:GeT",
        "ims:images:copyInRegion",
        "ims:images:copyinregion",
        "ims:images:COPYINREGION",
        "ims:images:copy",
        "ims:images:Copy",
        "ims:images:delete",
        "ims:images:Delete",
        "ims:images:deleteImage",
        "ims:images:list",
        "ims:images:x",
        "a:b:c",
        "A:b:c",
        "a:b:C",
        "a:b:d",
        "a:x:c",
        "a::c",
        "z:z:z",
        "ims:images:getx",
        "ims:images:xet",
        "ims:images:copyx",
        "x:y:get",
        "sts::tagSession",
        "iam:users:createUser",
        "ims:images:\u{e000}",
    ];
    let of_roles =
        ["identity:*", "identity:*:*", "iam:*:*", "ia*:*:get*", "i*", "::get", "identity:users:?et", "*m:users:*"];
    let asked_of_roles = [
        "identity:users:get",
        "iam:users:get",
        "identity:users",
        "iam:users",
        "iam:users:getUser",
        "identity:roles:list",
        "ims:get",
        "iam:get",
        "iam:images:get",
        "identity:a:get",
    ];
    for version in ["5.0", "1.0"] {
        check(|random| {
            let usable: Vec<&str> = match version {
                "5.0" => patterns.into(),
                _ => patterns.into_iter().chain(of_roles).chain(of_roles).collect(),
            };
            let parts = (0..6).map(|_| element("Action", &usable, random)).collect();
            let asked = asked.iter().chain(&asked_of_roles);
            Dimension { version, parts, requests: asked.map(|it| Request::new(it)).collect() }
        });
    }
}

/// Roles ignore the case of the service.
#[test]
fn resources_of_both_models() {
    let patterns = [
        "*",
        "obs:*:*:object:*",
        "OBS:*:*:object:*",
        "obs:*:*:object:b/?",
        "obs:r:a:object:b/k",
        "*:*:*:*:*",
        "o?s:*:*:*:b",
        "obs:*:*:bucket:*",
        "obs*",
        "OBS*",
        "*k",
        "obs:*:*:object:b/\u{212a}",
        "obs:*:*:object:a:b",
    ];
    let names = [
        "obs:r:a:object:b/k",
        "OBS:r:a:object:b/k",
        "Obs:r:a:object:b/x",
        "obs:r:a:object:b",
        "obs:r:a:bucket:b",
        "oBs:r:a:bucket:b",
        "obs::::",
        "x:r:a:object:b/k",
        "obs",
        "obsk",
        "OBSk",
        "k",
        "",
        "y",
        "*",
        "obs:r:a:object",
        "obs:r:a:object:a:b",
        "obs:r:a:object:b/\u{212a}",
    ];
    for version in ["5.0", "1.1"] {
        check(|random| {
            let part = |random: &mut Random| match version {
                "5.0" => format!(r#""Action":["*"],{}"#, element("Resource", &patterns, random)),
                _ => {
                    let of: Vec<String> = (0..1 + random.below(3)).map(|_| quoted(random.pick(&patterns))).collect();
                    format!(r#""Action":["*"],"Resource":[{}]"#, of.join(","))
                }
            };
            let parts = (0..6).map(|_| part(random)).collect();
            let request = Request::new("obs:object:getObject");
            let named = names.iter().map(|it| request.clone().resource(it));
            Dimension { version, parts, requests: named.chain([request.clone()]).collect() }
        });
    }
}
