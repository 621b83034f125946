//! What the public types are: small, shareable, printable.

use core::fmt::{Debug, Display};
use core::hash::Hash;

#[cfg(feature = "eval")]
use hwc_iam::eval;
use hwc_iam::{
    Action, ActionPattern, ActionWildcard, Cloud, Condition, ConditionKey, Constraint, Effect, Fact, Key, Limit, Model,
    Need, Operation, Operator, Policy, Region, ResourceType, Role, RoleAction, Service, Source, Statement, Urn,
    UrnPattern, error,
};

fn is_compared<T: Copy + Eq + Hash + Debug>() {}

fn is_shareable<T: Send + Sync + Unpin + 'static>() {}
fn is_value<T: Copy + Eq + Ord + Hash + Debug>() {}
fn is_document<T: Clone + Eq + Hash + Debug>() {}
fn prints<T: Display>() {}

#[test]
fn handles_are_small() {
    assert_eq!(size_of::<Action>(), 4);
    assert_eq!(size_of::<RoleAction>(), 4);
    assert_eq!(size_of::<Service>(), 2);
    assert_eq!(size_of::<ConditionKey>(), 2);
    assert_eq!(size_of::<Operator>(), 1);
    assert_eq!(size_of::<Option<Effect>>(), 1);
}

#[test]
fn types_have_the_traits_that_are_expected_of_them() {
    is_value::<Action>();
    is_value::<RoleAction>();
    is_value::<ResourceType>();
    is_value::<Operation>();
    is_value::<Role>();
    is_value::<Constraint>();
    is_value::<Fact>();
    is_value::<Service>();
    is_value::<ConditionKey>();
    is_value::<Operator>();
    is_value::<Cloud>();
    is_value::<Model>();
    is_value::<ActionWildcard>();
    is_document::<Policy>();
    is_document::<Statement>();
    is_document::<Condition>();
    is_document::<ActionPattern>();
    is_document::<Urn>();
    is_document::<UrnPattern>();
    is_compared::<Region>();
    is_compared::<Limit>();
    is_compared::<Source>();
    is_compared::<Need>();
    is_shareable::<Policy>();
    is_shareable::<Action>();
    is_shareable::<Source>();
    is_shareable::<Need>();
    is_shareable::<Limit>();
    is_shareable::<Region>();
    is_shareable::<Key<hwc_iam::key::Text, hwc_iam::key::One>>();
    is_shareable::<error::ParseUrnError>();
    is_shareable::<error::UnknownNameError>();
    prints::<Action>();
    prints::<Operation>();
    prints::<Policy>();
    prints::<UrnPattern>();
}

#[cfg(feature = "eval")]
#[test]
fn types_of_the_evaluator_have_them_too() {
    is_value::<eval::Assumption>();
    is_value::<eval::Decision>();
    is_value::<eval::Layer>();
    is_shareable::<eval::PolicySet>();
    is_shareable::<eval::Request>();
}

#[test]
fn constants_can_be_matched() {
    use hwc_iam::actions::Ims;

    let is_copy = |it: Action| matches!(it, Ims::IMAGES_COPY_IN_REGION | Ims::IMAGES_COPY_CROSS_REGION);
    assert!(is_copy(Action::from_name("ims:images:copyInRegion").unwrap()));
    assert!(!is_copy(Ims::IMAGES_LIST));
    const NAME: &str = Ims::IMAGES_LIST.name();
    assert_eq!(NAME, "ims:images:list");
}

/// What crates.io and docs.rs are told of each crate; the first does not take what it does not know, and says so only to who publishes.
#[test]
fn every_crate_can_be_found_and_read_of() {
    let cargo = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let mut names: Vec<&str> = packages.iter().map(|it| it["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["hwc-iam", "hwc-iam-core", "hwc-iam-data", "hwc-iam-import", "hwc-iam-macros"]);
    for it in packages {
        let words = |name: &str| it[name].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect::<Vec<_>>();
        let is_keyword = |it: &&str| {
            it.len() <= 20
                && it.starts_with(|it: char| it.is_ascii_alphanumeric())
                && it.is_ascii()
                && !it.contains(' ')
        };
        let keywords = words("keywords");
        assert!((3..=5).contains(&keywords.len()) && keywords.iter().all(is_keyword), "{it}");
        let categories = words("categories");
        assert!(categories.contains(&"authentication") && categories.len() <= 5, "{it}");
        assert!(categories.iter().all(|it| ["authentication", "config", "no-std", "parsing"].contains(it)), "{it}");
        assert_eq!(it["metadata"]["docs"]["rs"]["all-features"], true, "{it}");
        assert_eq!(it["license"], "MIT OR Apache-2.0");
        assert!(it["repository"].is_string() && it["rust_version"].is_string() && it["publish"].is_null(), "{it}");
        assert!(it["description"].as_str().is_some_and(|it| it.len() > 40 && !it.ends_with('.')), "{it}");
    }
}
