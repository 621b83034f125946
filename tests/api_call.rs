//! From a call to its operation.

use hwc_iam::{ApiCall, Cloud, Model, Operation, OperationMatch};
use proptest::prelude::*;

use crate::cases::few;

fn resolve(call: &str, model: Model, cloud: Cloud) -> Vec<OperationMatch<'_>> {
    Operation::resolve(call, model, cloud).unwrap()
}

/// What is found, as `service METHOD /path name=value …`.
fn found(call: &str, model: Model, cloud: Cloud) -> Vec<String> {
    let line = |it: &OperationMatch<'_>| {
        let parameters: String = it.parameters().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{} {}{parameters}", it.operation().service(), it.operation())
    };
    resolve(call, model, cloud).iter().map(line).collect()
}

fn v5(call: &str) -> Vec<String> {
    found(call, Model::IdentityPolicy, Cloud::HuaweiCloud)
}

fn role(call: &str) -> Vec<String> {
    found(call, Model::RolePolicy, Cloud::HuaweiCloud)
}

#[test]
fn placeholders_have_any_name_and_fill_nothing() {
    let copy = ["ims POST /v1/cloudimages/{image_id}/copy"];
    assert_eq!(v5("POST /v1/cloudimages/{image_id}/copy"), copy);
    assert_eq!(v5("POST /v1/cloudimages/{id}/copy"), copy);
    assert_eq!(v5("post /v1/cloudimages/:id/copy/"), copy);
}

#[test]
fn a_real_path_fills_the_placeholders() {
    let copy = ["ims POST /v1/cloudimages/{image_id}/copy image_id=7ca68c5b"];
    assert_eq!(v5("POST /v1/cloudimages/7ca68c5b/copy"), copy);
    assert_eq!(v5("POST https://ims.cn-north-4.myhuaweicloud.com/v1/cloudimages/7ca68c5b/copy?a=b#c"), copy);
}

#[test]
fn the_most_literal_path_wins() {
    assert_eq!(v5("POST /v2/images/x/members"), ["ims POST /v2/images/{image_id}/members image_id=x"]);
    assert_eq!(v5("GET /v1/cloudimages/quota"), ["ims GET /v1/cloudimages/quota"]);
    assert_eq!(
        v5("POST /v2/p/images/resource_instances/action"),
        ["ims POST /v2/{project_id}/images/resource_instances/action project_id=p"],
    );
}

#[test]
fn a_placeholder_of_the_call_is_no_word_of_the_path() {
    assert_eq!(v5("GET /v1/cloudimages/{what}"), [""; 0]);
}

#[test]
fn what_is_in_no_page_is_not_found() {
    for call in ["GET /", "GET /v1/cloudimages", "DELETE /v1/cloudimages/quota", "GET /v1/cloudimages//copy"] {
        assert_eq!(v5(call), [""; 0], "{call}");
    }
}

#[test]
fn the_host_tells_services_apart_and_without_it_both_are_reported() {
    let path = "/v3/p/backups/b";
    let both = [
        "cbr DELETE /v3/{project_id}/backups/{backup_id} project_id=p backup_id=b",
        "rds DELETE /v3/{project_id}/backups/{backup_id} project_id=p backup_id=b",
    ];
    assert_eq!(role(&format!("DELETE {path}")), both);
    assert_eq!(role(&format!("DELETE https://rds.cn-north-4.myhuaweicloud.com{path}")), both[1..]);
    assert_eq!(role(&format!("DELETE https://unknown.example{path}")), both);
}

#[test]
fn words_of_the_query_count_like_words_of_the_path() {
    let online =
        "apig PUT /v1/{project_id}/instances/{instance_id}/apis/publish?action=online project_id=p instance_id=i";
    assert_eq!(role("PUT /v1/p/instances/i/apis/publish?action=online"), [online]);
    assert_eq!(role("PUT /v1/p/instances/i/apis/publish?action=sideways"), [""; 0], "`publish` is no id of an api");
    assert_eq!(role("PUT /v1/p/instances/i/apis/publish").len(), 2, "to publish, and to take offline");
    let backups = "rds GET /v3/{project_id}/backups?instance_id={instance_id} project_id=p instance_id=i";
    assert_eq!(role("GET /v3/p/backups?instance_id=i"), [backups]);
    assert_eq!(role("GET /v3/p/backups").len(), 2, "cbr lists backups, too");
}

#[test]
fn a_placeholder_with_a_slip_of_the_pen_is_one() {
    assert_eq!(role("GET /v3/p/replication_capabilities").len(), 1);
    assert_eq!(role("POST /v1/p/baremetalservers"), ["bms POST /v1/project_id}/baremetalservers project_id=p"]);
}

#[test]
fn a_call_that_is_none_says_why() {
    let message = |text: &str| ApiCall::parse(text).unwrap_err().to_string();
    assert_eq!(message("GET"), "`GET` is not a call: write a method and a path, such as `GET /v2/cloudimages`");
    assert_eq!(message("GET v2/images"), "`v2/images` is not a path: a path begins with `/`");
    assert_eq!(message("/v2 GET"), "`/v2` is not a call: write a method and a path, such as `GET /v2/cloudimages`");
}

#[test]
fn every_operation_is_found_by_its_own_print() {
    for it in Operation::all().filter(|it| it.method().is_some() && it.path().is_some()) {
        let print = it.to_string();
        let all = resolve(&print, it.model(), it.cloud());
        let plain =
            |text: &str| text.split('?').next().unwrap().replace(['{', '}', ':'], "").trim_matches('/').to_owned();
        let is_print = |found: &OperationMatch<'_>| plain(&found.operation().to_string()) == plain(&print);
        assert!(all.iter().all(is_print) && all.iter().any(|found| found.operation() == it), "{print}: {all:?}");
    }
}

/// The same question asked slowly: the whole path of the page as a regular language over its segments.
fn could_be(template: &str, path: &str) -> Option<usize> {
    let split = |text: &str| text.trim_matches('/').split('/').map(String::from).collect::<Vec<_>>();
    let (wanted, given) = (split(template), split(path));
    let same = |a: &str, b: &str| a == b || (a.starts_with('{') && !b.is_empty());
    let fits = wanted.len() == given.len() && wanted.iter().zip(&given).all(|(a, b)| same(a, b));
    fits.then(|| wanted.iter().filter(|it| !it.starts_with('{')).count())
}

proptest! {
    #![proptest_config(few(64))]

    #[test]
    fn a_path_with_ids_finds_the_operations_with_the_most_words(
        at in any::<proptest::sample::Index>(),
        id in "[0-9a-z-]{1,12}|action|images|copy|detail",
    ) {
        let is_plain = |path: &str| path.split('/').skip(1).all(|it| {
            let inner = it.strip_prefix('{').and_then(|it| it.strip_suffix('}')).unwrap_or(it);
            !inner.contains(['{', '}', ':', '?', '*'])
        });
        let plain: Vec<Operation> =
            Operation::all().filter(|it| it.method().is_some() && it.path().is_some_and(is_plain)).collect();
        let it = at.get(&plain);
        let path: String =
            it.path().unwrap().split('/').skip(1).map(|part| format!("/{}", if part.starts_with('{') { &id } else { part })).collect();
        let call = format!("{} {path}", it.method().unwrap());
        let found = resolve(&call, it.model(), it.cloud());
        let of_same = |other: &&Operation| {
            (other.model(), other.cloud(), other.method()) == (it.model(), it.cloud(), it.method())
        };
        let words = |other: &Operation| could_be(other.path().unwrap(), &path);
        let most = plain.iter().filter(of_same).filter_map(words).max();
        let expected: Vec<Operation> =
            plain.iter().filter(of_same).filter(|it| words(it) == most).copied().collect();
        let is_current = |it: &Operation| it.sources().any(|it| !it.is_older());
        let stays = |it: &Operation| {
            is_current(it) || !expected.iter().any(|other| other.service() == it.service() && is_current(other))
        };
        let expected: Vec<Operation> = expected.iter().filter(|it| stays(it)).copied().collect();
        let of_plain: Vec<Operation> =
            found.iter().map(OperationMatch::operation).filter(|it| is_plain(it.path().unwrap())).collect();
        prop_assert_eq!(of_plain, expected);
        for one in &found {
            let all_filled = one.parameters().all(|(name, value)| !name.contains(['{', '}']) && path.contains(value));
            prop_assert!(all_filled);
        }
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in "\\PC{0,40}") {
        if let Ok(call) = ApiCall::parse(&text) {
            let _ = call.operations(Model::RolePolicy, Cloud::HuaweiCloud);
        }
    }
}
