//! Every constraint of the data: a case where it holds, one where it fails, one where it is not known; and a second opinion.

use std::collections::BTreeMap;

use hwc_iam::preflight::{ConstraintCheck, Facts, Report, Value};
use hwc_iam::{Cloud, Constraint, ConstraintKind, Fact, FactKind, Operation, Predicate, Region, Role};
use proptest::prelude::*;

use super::allowed;

type Case = BTreeMap<&'static str, Value>;

fn operations(constraint: Constraint) -> Vec<Operation> {
    let names = constraint.operations();
    let all: Vec<Operation> =
        constraint.service().operations().filter(|it| names.contains(&it.to_string().as_str())).collect();
    all.into_iter().filter(|it| it.constraints().any(|it| it == constraint)).collect()
}

fn report(operation: Operation, case: &Case) -> Report {
    let mut facts = Facts::new(operation);
    case.iter().for_each(|(name, value)| facts.set(name, value.clone()).unwrap());
    allowed(operation, &facts)
}

fn check(constraint: Constraint, case: &Case) -> ConstraintCheck {
    let operations = operations(constraint);
    let report = report(operations[0], case);
    let all = report.constraints().iter().chain(report.charges());
    all.clone().find(|it| it.constraint() == constraint).unwrap().clone()
}

/// Values of a fact that its tests can tell apart.
fn domain(fact: Fact) -> Vec<Value> {
    let texts = |all: &[&str]| all.iter().map(|it| Value::from(*it)).collect::<Vec<_>>();
    let named: Vec<&str> = fact.values().iter().map(|it| it.0).collect();
    let mut tested = Vec::new();
    for constraint in fact.service().constraints() {
        let predicates = [constraint.when(), constraint.holds()];
        predicates.into_iter().flatten().for_each(|it| leaves(it, fact.name(), &mut tested));
    }
    let mut names: Vec<&str> = named;
    let mut limits = vec![];
    for leaf in tested {
        match leaf {
            Predicate::OneOf(_, all) | Predicate::HasOneOf(_, all) | Predicate::HasRole(_, all) => names.extend(all),
            Predicate::AtMost(_, most) => limits.extend([most, most + 1]),
            _ => {}
        }
    }
    names.sort_unstable();
    names.dedup();
    match fact.kind() {
        FactKind::Boolean => vec![true.into(), false.into()],
        FactKind::Number => limits.into_iter().chain([0]).map(Value::from).collect(),
        FactKind::String => texts(&names).into_iter().chain(texts(&["something else"])).collect(),
        FactKind::Region => {
            let of = |mainland| Region::all().filter(move |it| it.is_mainland() == mainland).map(|it| it.id()).take(2);
            let some: Vec<&str> = of(Some(true)).chain(of(Some(false))).chain(of(None)).collect();
            texts(&names).into_iter().chain(texts(&some)).collect()
        }
        FactKind::Roles | FactKind::Strings => {
            let deps: Vec<&str> = names.iter().flat_map(|it| dependencies(it, Cloud::HuaweiCloud)).collect();
            names.extend(deps);
            names.push("something else");
            names.sort_unstable();
            names.dedup();
            let subsets = 0..1_u32 << names.len();
            let subset = |bits: u32| {
                let chosen = names.iter().enumerate().filter(move |it| bits >> it.0 & 1 == 1);
                Value::Texts(chosen.map(|it| (*it.1).to_owned()).collect())
            };
            subsets.map(subset).collect()
        }
    }
}

fn leaves(predicate: Predicate, fact: &str, out: &mut Vec<Predicate>) {
    match predicate {
        Predicate::All(all) | Predicate::Any(all) => all.iter().for_each(|it| leaves(*it, fact, out)),
        Predicate::Not(it) => leaves(*it, fact, out),
        Predicate::Is(name, _)
        | Predicate::OneOf(name, _)
        | Predicate::HasOneOf(name, _)
        | Predicate::HasRole(name, _)
        | Predicate::AtMost(name, _)
        | Predicate::Mainland(name, _) => {
            if name == fact {
                out.push(predicate);
            }
        }
    }
}

/// Every combination of the values of a constraint's facts.
fn cases(constraint: Constraint) -> Vec<Case> {
    let mut all = vec![Case::new()];
    for fact in constraint.facts() {
        let values = domain(fact);
        all = all
            .into_iter()
            .flat_map(|case| {
                values.clone().into_iter().map(move |value| {
                    let mut case = case.clone();
                    case.insert(fact.name(), value);
                    case
                })
            })
            .collect();
    }
    all
}

#[test]
fn each_holds_somewhere_and_fails_somewhere_and_is_unknown_without_facts() {
    let mut seen = 0;
    for constraint in Constraint::all() {
        assert!(!operations(constraint).is_empty(), "no operation has {constraint:?}");
        assert!(constraint.facts().next().is_some(), "{constraint:?} speaks of no fact");
        let found: Vec<Option<bool>> = cases(constraint).iter().map(|it| check(constraint, it).holds()).collect();
        assert!(found.contains(&Some(true)), "{constraint:?} holds nowhere");
        assert!(found.contains(&Some(false)), "{constraint:?} fails nowhere");
        let unknown = check(constraint, &Case::new());
        assert_eq!(unknown.holds(), None, "{constraint:?} is known without facts");
        assert!(unknown.because().contains("is not given"), "{}", unknown.because());
        seen += 1;
    }
    assert!(seen >= 19, "only {seen} constraints");
}

#[test]
fn each_is_what_the_slow_reading_says() {
    for constraint in Constraint::all() {
        for case in cases(constraint) {
            let found = check(constraint, &case);
            assert_eq!(found.holds(), slow(constraint, &case), "{constraint:?} with {case:?}: {}", found.because());
            assert!(!found.because().is_empty());
        }
    }
}

/// Written from what the schema says, for cases where every fact is given; two-valued but for regions of which nobody says
/// where they are.
fn slow(constraint: Constraint, case: &Case) -> Option<bool> {
    let when = constraint.when().map_or(Some(true), |it| slow_test(it, case));
    let holds = constraint.holds().map_or(Some(true), |it| slow_test(it, case));
    if constraint.kind() == ConstraintKind::Charge {
        return when;
    }
    if when == Some(false) || holds == Some(true) {
        return Some(true);
    }
    if when == Some(true) { holds } else { None }
}

fn slow_test(predicate: Predicate, case: &Case) -> Option<bool> {
    let text = |fact: &str| match &case[fact] {
        Value::Text(it) => it.clone(),
        it => panic!("{it} is no text"),
    };
    let texts = |fact: &str| match &case[fact] {
        Value::Texts(it) => it.clone(),
        it => panic!("{it} is no list"),
    };
    match predicate {
        Predicate::All(all) => {
            let all: Vec<Option<bool>> = all.iter().map(|it| slow_test(*it, case)).collect();
            if all.contains(&Some(false)) {
                Some(false)
            } else if all.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        Predicate::Any(all) => {
            let all: Vec<Option<bool>> = all.iter().map(|it| slow_test(*it, case)).collect();
            if all.contains(&Some(true)) {
                Some(true)
            } else if all.contains(&None) {
                None
            } else {
                Some(false)
            }
        }
        Predicate::Not(it) => slow_test(*it, case).map(|it| !it),
        Predicate::Is(fact, wanted) => Some(case[fact] == Value::from(wanted)),
        Predicate::OneOf(fact, all) => Some(all.iter().any(|it| *it == text(fact))),
        Predicate::HasOneOf(fact, all) => Some(all.iter().any(|it| texts(fact).iter().any(|given| given == it))),
        Predicate::HasRole(fact, all) => {
            let held = texts(fact);
            Some(all.iter().any(|it| held.iter().any(|given| given == it) && slow_effect(it, &held, 5)))
        }
        Predicate::AtMost(fact, most) => match &case[fact] {
            Value::Number(it) => Some(it.to_string().parse::<u64>().unwrap() <= most),
            it => panic!("{it} is no number"),
        },
        Predicate::Mainland(fact, wanted) => {
            let region = Region::all().find(|it| it.id() == text(fact)).unwrap();
            region.is_mainland().map(|it| it == wanted)
        }
    }
}

/// A role without the roles that it depends on has no effect.
fn slow_effect(role: &str, held: &[String], depth: u32) -> bool {
    depth == 0
        || dependencies(role, Cloud::HuaweiCloud)
            .iter()
            .all(|it| held.iter().any(|held| held == it) && slow_effect(it, held, depth - 1))
}

fn dependencies(role: &str, cloud: Cloud) -> Vec<&'static str> {
    let rows = Role::all().filter(|it| it.name() == role && it.cloud() == cloud);
    rows.filter_map(|it| it.dependencies()).flatten().map(|it| it.name()).collect()
}

#[test]
fn a_role_without_what_it_depends_on_has_no_effect() {
    let constraint = Constraint::all().find(|it| it.id() == "agency_role_in_source_region").unwrap();
    let with = |roles: &[&str]| {
        let roles = roles.iter().map(ToString::to_string).collect::<Vec<_>>();
        let found = check(constraint, &Case::from([("agency.roles_in_source_region", Value::from(roles))]));
        (found.holds(), found.because().to_owned())
    };
    let fact = "`agency.roles_in_source_region`:";
    assert_eq!(
        with(&["IMS Administrator"]),
        (
            Some(false),
            format!("{fact} `IMS Administrator` is held without `Tenant Administrator`, on which it depends")
        )
    );
    assert_eq!(with(&[]), (Some(false), format!("{fact} none of `IMS Administrator`, `Tenant Administrator` is held")));
    let tenant = format!("{fact} `Tenant Administrator` is held; no page states what it depends on");
    assert_eq!(with(&["Tenant Administrator"]), (Some(true), tenant));
    assert_eq!(with(&["IMS Administrator", "Tenant Administrator"]).0, Some(true));
    // By their codes, as APIs name them.
    assert_eq!(with(&["te_admin"]), with(&["Tenant Administrator"]));
    assert_eq!(with(&["ims_adm", "te_admin"]).0, Some(true));
    assert_eq!(with(&["ims_adm"]).0, Some(false));
    let unknown = with(&["nobody_knows"]);
    assert_eq!(unknown, (None, format!("{fact} no page says which role `nobody_knows` is")));
    assert_eq!(with(&["ims_adm", "nobody_knows"]).0, None);
}

/// Some of the facts that an operation's constraints speak of.
fn partial(operation: Operation) -> impl Strategy<Value = Vec<(&'static str, Option<Value>)>> {
    let mut facts: Vec<Fact> = operation.constraints().flat_map(Constraint::facts).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
        .into_iter()
        .map(|fact| {
            let value = proptest::option::of(proptest::sample::select(domain(fact)));
            (Just(fact.name()), value)
        })
        .collect::<Vec<_>>()
}

fn case_of(all: &[(&'static str, Option<Value>)]) -> Case {
    all.iter().filter_map(|(name, value)| Some((*name, value.clone()?))).collect()
}

/// As many cases as `PROPTEST_CASES` says, by default few.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(64),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    /// What is known stays so whatever else becomes known.
    #[test]
    fn more_facts_never_flip_a_definite_answer(all in partial(super::cross_region_copy()), more in partial(super::cross_region_copy())) {
        let before = case_of(&all);
        let mut after = case_of(&more);
        after.extend(before.clone());
        let operation = super::cross_region_copy();
        let (before, after) = (report(operation, &before), report(operation, &after));
        let pairs = before.constraints().iter().chain(before.charges()).zip(after.constraints().iter().chain(after.charges()));
        for (before, after) in pairs {
            prop_assert!(before.holds().is_none() || before.holds() == after.holds(), "{before:?} {after:?}");
        }
        let (before, after) = (before.answer(), after.answer());
        prop_assert!(before == hwc_iam::preflight::Answer::Unknown || before == after, "{before} {after}");
    }

    /// Whoever finds out what the answer names gets an answer.
    #[test]
    fn the_facts_to_find_out_settle_it(all in partial(super::cross_region_copy()), answers in partial(super::cross_region_copy())) {
        let operation = super::cross_region_copy();
        let mut case = case_of(&all);
        let answers = case_of(&answers);
        let mut rounds = 0;
        loop {
            let report = report(operation, &case);
            let mut found = false;
            for needed in report.facts_needed() {
                let fact = operation.service().facts().find(|it| it.name() == needed.name()).unwrap();
                prop_assert!(!case.contains_key(fact.name()), "{} is given", fact.name());
                let value = answers.get(fact.name()).cloned().unwrap_or_else(|| domain(fact).remove(0));
                case.insert(fact.name(), value);
                found = true;
            }
            if !found {
                let open = report.constraints().iter().chain(report.charges()).filter(|it| it.holds().is_none());
                for it in open {
                    prop_assert!(it.because().contains("no page of the catalogue says"), "{}", it.because());
                }
                break;
            }
            rounds += 1;
            prop_assert!(rounds < 20);
        }
    }
}
