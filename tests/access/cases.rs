use hwc_iam::access::{Access, Comparison, Options, compare};

use super::read;

fn diff(old: &str, new: &str) -> Comparison {
    let (old, new) = (read(old), read(new));
    compare(&Access::of(&old), &Access::of(&new), &Options::default())
}

/// The verdict, and the requests that differ: `+` allowed by the new one only, `-` by the old one only.
fn told(old: &str, new: &str) -> String {
    let found = diff(old, new);
    let mut out = String::from(found.verdict.name());
    for (sign, witness) in [('+', &found.witness), ('-', &found.lost)] {
        let Some(it) = witness else { continue };
        out += &format!(" {sign}{}", it.action);
        if let Some(resource) = &it.resource {
            out += &format!(" on {resource}");
        }
        for (key, values) in &it.context {
            out += &format!(" {key}={values:?}");
        }
    }
    for it in found.unknown {
        out += &format!(" ?{}", it.what);
    }
    out
}

#[track_caller]
fn check(old: &str, new: &str, wanted: &str) {
    assert_eq!(told(old, new), wanted);
}

fn allow(actions: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":[{actions}]}}"#)
}

fn on(resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"Resource":[{resource}]}}"#)
}

fn when(condition: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"Condition":{{{condition}}}}}"#)
}

#[test]
fn actions() {
    let ims = allow(r#""ims:*:*""#);
    let images = allow(r#""ims:images:*""#);
    let get = allow(r#""ims:images:get""#);
    check(&ims, &ims, "equal");
    check(&images, &get, "narrower -ims:images:addMember");
    check(&get, &images, "broader +ims:images:addMember");
}

#[test]
fn resources() {
    let one = on(r#""ims:cn-north-4:*:image:*""#);
    check(&on(r#""*""#), &one, "narrower -ims:images:get");
    check(&on(r#""ims:*:*:image:*""#), &one, "narrower -ims:images:get on ims::0a1b2c3d:image:example");
}

#[test]
fn conditions() {
    let any = when(r#""Bool":{"g:MFAPresent":["true","false"]}"#);
    check(&any, &when(r#""Null":{"g:MFAPresent":["false"]}"#), "equal");
    check(&any, &when(r#""Bool":{"g:MFAPresent":["true"]}"#), r#"narrower -ims:images:get g:MFAPresent=One("false")"#);
}
