//! Pairs of policies that were once taken for equal, or for different, and are not.

use hwc_iam::Policy;
use hwc_iam::access::grants_no_more;
use hwc_iam::access::{Access, Comparison, Options, Verdict, compare};
use hwc_iam::eval::{Assumption, Assumptions, Setting};
use hwc_iam::lint;

macro_rules! pair {
    ($old:literal, $new:literal) => {
        [include_str!(concat!("attack/", $old, ".json")), include_str!(concat!("attack/", $new, ".json"))]
            .map(|text| Policy::from_json(text).unwrap())
    };
}

fn assuming([old, new]: &[Policy; 2], assumptions: Assumptions) -> Comparison {
    compare(&Access::of(old), &Access::of(new), &Options { assumptions, ..Options::default() })
}

/// The verdict, and what it is not known for.
fn verdict(pair: &[Policy; 2]) -> (Verdict, Vec<String>) {
    let found = assuming(pair, Assumptions::default());
    (found.verdict, found.unknown.into_iter().map(|it| it.what).collect())
}

#[test]
fn the_case_of_what_a_denial_spares_is_an_open_question() {
    let pair = pair!("01-notaction-case.old", "01-notaction-case.new");
    assert_eq!(verdict(&pair), (Verdict::Unknown, vec!["action_case".into()]));
    let with = |setting| assuming(&pair, Assumptions::default().with(Assumption::ActionCase, setting)).verdict;
    assert_eq!((with(Setting::Yes), with(Setting::No)), (Verdict::Broader, Verdict::Equal));
    assert!(!grants_no_more(&pair[0], &pair[1]));
    let document = hwc_iam::Document::infer(include_str!("attack/01-notaction-case.old.json"));
    for finding in lint::check(&document) {
        assert!(finding.fix().is_none(), "{finding:?}");
    }
}

/// Under either answer: if policies do not apply to actions of the other model, nothing is allowed; if they do, all is denied.
#[test]
fn what_a_statement_spares_is_of_its_model_too() {
    let pair = pair!("02-notaction-other-model.old", "02-notaction-other-model.new");
    assert_eq!(verdict(&pair).0, Verdict::Equal);
    for setting in [Setting::Yes, Setting::No] {
        let assumptions = Assumptions::default().with(Assumption::ActionOfOtherModel, setting);
        assert_eq!(assuming(&pair, assumptions).verdict, Verdict::Equal);
    }
    // Where only such an action is allowed, it is open whether it is.
    let sparing = |element: &str| {
        let statements = format!(r#"{{"Effect":"Allow","Action":["*"]}},{{"Effect":"Deny",{element}}}"#);
        super::read(&statements)
    };
    let pair = [sparing(r#""Action":["*"]"#), sparing(r#""NotAction":["ims:images:delete"]"#)];
    assert_eq!(verdict(&pair), (Verdict::Unknown, vec!["action_of_other_model".into()]));
}

#[test]
fn the_last_day_and_the_parts_of_a_second() {
    for old in [pair!("06-date-9999.old", "06-date.new"), pair!("06-date-nano.old", "06-date.new")] {
        assert_eq!(verdict(&old).0, Verdict::Broader);
    }
}

#[test]
fn addresses_of_version_4_in_the_form_of_version_6() {
    let pair = pair!("07-mapped-ipv6.old", "07-mapped-ipv6.new");
    assert_eq!(verdict(&pair), (Verdict::Unknown, vec!["unreadable_value_holds".into()]));
}

#[test]
fn letters_whose_other_case_is_of_two_letters() {
    let pair = pair!("08-case-twin.old", "08-case-twin.new");
    assert_eq!(verdict(&pair).0, Verdict::Broader);
}

/// Whether all of several session policies must allow is an open question, however they are given.
#[test]
fn several_session_policies() {
    let allow = |actions: &str| {
        let text = format!(r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":[{actions}]}}]}}"#);
        Policy::from_json(&text).unwrap()
    };
    let (all, get, list) = (allow(r#""*""#), allow(r#""ims:images:get""#), allow(r#""ims:images:list""#));
    let together = Access::of(&all).session([&get, &list]);
    let one_by_one = Access::of(&all).session([&get]).session([&list]);
    assert_eq!(together, one_by_one);
    let nothing = Access::of_all([]);
    let with = |setting| {
        let assumptions = Assumptions::default().with(Assumption::EverySessionPolicyMustAllow, setting);
        compare(&nothing, &one_by_one, &Options { assumptions, ..Options::default() }).verdict
    };
    assert_eq!(with(Setting::Unknown), Verdict::Unknown);
    assert_eq!(with(Setting::Yes), Verdict::Equal);
    assert_eq!(with(Setting::No), Verdict::Broader);
}
