//! What an operation needs is the same for the generator and for the preflight.

use std::borrow::Cow;

use hwc_iam::eval::{GrantScope, PolicySet, Request};
use hwc_iam::generate::{Generated, Generator};
use hwc_iam::preflight::{Answer, Facts, Preflight, Report};
use hwc_iam::{ActionPattern, Actions, Effect, Model, Operation, Policy, RequiredBy, Requirement, Statement, Version};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::cases::few;

/// The policy for an operation.
fn generated(operation: Operation) -> Generated {
    let mut generator = Generator::new(operation.model(), operation.cloud()).service(operation.service().code());
    generator.call(&operation.to_string());
    generator.generate()
}

/// The answer where a policy allows these actions, on whatever.
fn with(operation: Operation, names: &[&str]) -> Report {
    let action = |it: &&str| match it.contains(['*', '?']) {
        true => ActionPattern::Pattern(String::from(*it).into()),
        false => ActionPattern::Unchecked(String::from(*it).into()),
    };
    let actions: Vec<ActionPattern> = names.iter().map(action).collect();
    let set = PolicySet::builder().cloud(operation.cloud());
    let policy = |version| {
        let actions = Actions::These(Cow::Owned(actions));
        let statement = Statement::from_parts(None, Effect::Allow, None, actions, None, Cow::Borrowed(&[]));
        Policy::from_parts(version, Cow::Owned(vec![statement]), Cow::Borrowed(&[]))
    };
    let set = match operation.model() {
        Model::IdentityPolicy => set.identity("some", policy(Version::V5_0)),
        Model::RolePolicy => set.role("some", policy(Version::V1_1), GrantScope::All),
    };
    Preflight::new(operation, &Facts::new(operation)).check(&set.build().unwrap(), &Request::new(""))
}

proptest! {
    #![proptest_config(few(64))]

    /// With some of the actions that are generated the answer is yes only if they are all; and no single need is unmet with all of
    /// them, if all are certain.
    #[test]
    fn are_the_same_for_both(at: Index, without: Index) {
        let with_needs = |it: &Operation| it.method().is_some() && it.actions().is_some_and(|mut it| it.next().is_some());
        let all: Vec<Operation> = Operation::all().filter(with_needs).collect();
        let depends = |it: &Operation| it.dependencies().is_some_and(|mut it| it.next().is_some());
        let dependent: Vec<Operation> = all.iter().copied().filter(depends).collect();
        for operation in [*at.get(&all), *at.get(&dependent)] {
            let generated = generated(operation);
            let names: Vec<&str> = generated.reasons.iter().map(|it| it.action.as_str()).collect();
            if names.is_empty() {
                continue;
            }
            let mut fewer = names.clone();
            let left_out = fewer.remove(without.index(names.len()));
            let answer = with(operation, &fewer).answer();
            prop_assert_ne!(answer, Answer::Yes, "{:?} without {}", operation, left_out);
            if operation.requirements().iter().all(Requirement::is_certain) {
                prop_assert!(generated.unresolved.is_empty(), "{:?}: {:?}", operation, generated.unresolved);
                let report = with(operation, &names);
                let unmet = report.needs().iter().find(|it| it.is_met() != Some(true));
                prop_assert!(unmet.is_none(), "{:?} with {:?}: {:?}", operation, names, unmet);
            }
        }
    }
}

/// A need that only another operation's page states makes a yes unknown, until the principal has it or silence is taken for none.
#[test]
fn what_only_another_page_says_is_not_known() {
    let found = Operation::all().find_map(|operation| {
        let (other, own): (Vec<Requirement>, Vec<Requirement>) =
            operation.requirements().into_iter().partition(|it| it.by() == RequiredBy::OtherOperation);
        let names: Vec<&str> = own.iter().map(|it| it.need().name()).collect();
        other.iter().any(|it| !names.contains(&it.need().name())).then_some((operation, names))
    });
    let (operation, names) = found.unwrap();
    let report = with(operation, &names);
    let open: Vec<_> = report.needs().iter().filter(|it| it.is_met().is_none()).collect();
    assert!(!open.is_empty() && report.answer() != Answer::Yes, "{report}");
    assert!(open.iter().all(|it| !names.contains(&it.need().name())), "{open:?}");
}
