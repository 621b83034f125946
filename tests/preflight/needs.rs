//! Actions, patterns, roles and the words that pages put on them.

use hwc_iam::eval::Decision;
use hwc_iam::preflight::{Answer, Decided, Facts, Preflight, Unstated};
use hwc_iam::{Cloud, Model, NeedKind, Operation};

use super::{allow, deny, operation, operation_of};

/// Denies what starts with this, allows the rest.
fn all_but(prefix: &str) -> impl FnMut(&str) -> Decided {
    move |it| if it.starts_with(prefix) { deny(it) } else { allow(it) }
}

fn copy_otc() -> Operation {
    operation_of("POST /v1/cloudimages/{image_id}/copy", Model::RolePolicy, Cloud::OpenTelekomCloud)
}

#[test]
fn a_missing_action_is_named_once() {
    let copy = operation("POST /v1/cloudimages/{image_id}/copy");
    let facts = Facts::new(copy);
    let report = Preflight::new(copy, &facts).decide(deny);
    assert_eq!(report.answer(), Answer::No);
    assert_eq!(report.missing_actions(), ["ims:images:copyInRegion", "ims:serverImages:create"]);
    assert_eq!(
        Preflight::new(copy, &facts).decide(allow).answer(),
        Answer::Yes,
        "the words on an action that is allowed do not matter"
    );
}

#[test]
fn the_words_on_an_action_are_a_question() {
    let facts = |it: Option<bool>| {
        let none = Facts::new(copy_otc());
        it.map_or(none.clone(), |it| none.with("enterprise_projects.enabled", it).unwrap())
    };
    // `bms:servers:list` is needed by the qualified action only.
    let report = |it| Preflight::new(copy_otc(), &facts(it)).decide(all_but("bms:servers:list"));
    assert_eq!(report(Some(true)).answer(), Answer::No);
    assert_eq!(report(Some(true)).missing_actions(), ["bms:servers:list"]);
    assert_eq!(report(Some(false)).answer(), Answer::Yes);
    let unknown = report(None);
    assert_eq!(unknown.answer(), Answer::Unknown);
    let needed = &unknown.facts_needed()[0];
    assert_eq!(
        (needed.name(), needed.title()),
        ("enterprise_projects.enabled", "whether the account has enabled enterprise projects")
    );
    assert_eq!(needed.wanted_by(), ["bms:servers:list"]);
    assert_eq!(unknown.facts_needed().len(), 1);
}

#[test]
fn words_that_nobody_read_are_a_question_too() {
    let found = Operation::all().find_map(|it| {
        let mut all = it.actions().into_iter().flatten();
        let need = all.find(|need| {
            let words = need.qualifier().unwrap_or_default();
            let is_read = it.service().qualifiers().iter().any(|(it, _)| *it == words);
            !words.is_empty() && !is_read && need.kind() == NeedKind::Action && !need.name().contains('*')
        })?;
        Some((it, need))
    });
    let (operation, need) = found.unwrap();
    let question = format!("qualifiers.{}", need.qualifier().unwrap());
    let of = |facts: &Facts| Preflight::new(operation, facts).silence_is_none().decide(all_but(need.name()));
    let none = Facts::new(operation);
    assert!(of(&none).facts_needed().iter().any(|it| it.name() == question), "{operation:?} {question}");
    let (yes, no) = (none.clone().with(&question, true).unwrap(), none.with(&question, false).unwrap());
    assert!(of(&yes).missing_actions().contains(&need.name()));
    assert!(!of(&no).missing_actions().contains(&need.name()));
}

#[test]
fn a_role_that_is_needed_is_a_question() {
    let export = operation_of("POST /v1/cloudimages/{image_id}/file", Model::RolePolicy, Cloud::HuaweiCloud);
    let of = |facts: &Facts| Preflight::new(export, facts).silence_is_none().decide(allow);
    let none = Facts::new(export);
    assert_eq!(of(&none).answer(), Answer::Unknown);
    assert_eq!(of(&none).facts_needed()[0].name(), "roles.Tenant Administrator");
    assert_eq!(of(&none.clone().with("roles.Tenant Administrator", true).unwrap()).answer(), Answer::Yes);
    let without = of(&none.with("roles.Tenant Administrator", false).unwrap());
    assert_eq!((without.answer(), without.missing_actions()), (Answer::No, vec!["Tenant Administrator"]));
}

#[test]
fn a_pattern_is_allowed_denied_or_not_known() {
    let facts = Facts::new(copy_otc()).with("enterprise_projects.enabled", true).unwrap();
    let of = |decide: &mut dyn FnMut(&str) -> Decided| Preflight::new(copy_otc(), &facts).decide(decide);
    let kms = |report: &hwc_iam::preflight::Report| {
        let found = report.needs().iter().find(|it| it.need().name() == "kms:*:*").unwrap();
        (found.has(), found.denied().len(), found.because().to_owned())
    };
    let all = of(&mut allow);
    assert_eq!((all.answer(), kms(&all).0), (Answer::Yes, Some(true)));
    assert!(kms(&all).2.starts_with("all "), "{}", kms(&all).2);
    let none = of(&mut all_but("kms:"));
    assert_eq!((none.answer(), kms(&none).0), (Answer::No, Some(false)));
    assert_eq!(none.missing_actions(), ["kms:*:*"]);
    let some = of(&mut all_but("kms:cmk:disable"));
    assert_eq!((some.answer(), kms(&some).0), (Answer::Unknown, None));
    assert_eq!(kms(&some).1, 2, "disable and disableRotation");
    assert!(kms(&some).2.contains("no page states which of them the operation calls"));
    let unknown = of(&mut |_: &str| Decided::new(Decision::Unknown, "perhaps"));
    assert_eq!((unknown.answer(), kms(&unknown).0), (Answer::Unknown, None));
}

/// Every known action is asked about, each pattern once.
#[test]
fn a_pattern_asks_about_every_action_that_it_matches() {
    let facts = Facts::new(copy_otc());
    let mut asked = Vec::new();
    Preflight::new(copy_otc(), &facts).decide(|it| {
        asked.push(it.to_owned());
        allow(it)
    });
    let kms = hwc_iam::Service::from_code("kms").unwrap().role_actions();
    for action in kms.filter(|it| it.clouds().iter().any(|it| it == Cloud::OpenTelekomCloud)) {
        assert_eq!(asked.iter().filter(|it| *it == action.name()).count(), 1, "{action}");
    }
}

#[test]
fn what_no_page_states_is_not_known() {
    let copy = operation_of("POST /v1/cloudimages/{image_id}/copy", Model::RolePolicy, Cloud::HuaweiCloud);
    let facts = Facts::new(copy);
    let report = Preflight::new(copy, &facts).decide(allow);
    assert_eq!((report.answer(), report.unstated()), (Answer::Unknown, &[Unstated::Dependencies][..]));
    assert_eq!(Preflight::new(copy, &facts).silence_is_none().decide(allow).answer(), Answer::Yes);
    assert_eq!(Preflight::new(copy, &facts).decide(deny).answer(), Answer::No, "what is missing is missing");
}

/// Nothing that any operation needs makes it panic or hang, and whoever may do everything lacks nothing.
#[test]
fn every_operation_has_an_answer() {
    for operation in Operation::all() {
        let facts = Facts::new(operation);
        let report = Preflight::new(operation, &facts).decide(allow);
        assert!(report.missing_actions().is_empty(), "{operation:?}");
        assert_ne!(report.answer(), Answer::No, "{operation:?}");
        let report = Preflight::new(operation, &facts).decide(deny);
        // Some pages say that an operation needs nothing.
        let needs = operation.actions().is_none_or(|mut it| it.next().is_some());
        assert!(report.answer() != Answer::Yes || !needs, "{operation:?} goes through with nothing allowed");
    }
}
