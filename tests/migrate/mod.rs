//! From the role/policy model to identity policies.

mod refused;

use std::fmt::Write;
use std::sync::LazyLock;

use hwc_iam::access::Verdict;
use hwc_iam::eval::{Assumption, Decision, GrantScope, PolicySet, Request, Setting};
use hwc_iam::migrate::{Migrated, Options, migrate};
use hwc_iam::{
    Action, Cloud, Model, NeedKind, Operation, Policy, PolicyKind, Role, RoleAction, expand, policy, role_actions,
};
use proptest::prelude::*;

use crate::cases::few;

fn of(statements: &str) -> Migrated {
    with(statements, Options::default())
}

fn with(statements: &str, options: Options) -> Migrated {
    let old = Policy::from_json(&format!(r#"{{ "Version": "1.1", "Statement": [{statements}] }}"#)).unwrap();
    migrate(&old, options).unwrap()
}

fn shown(migrated: &Migrated) -> String {
    let mut out = String::new();
    if let Some(policy) = &migrated.policy {
        writeln!(out, "{}", policy.to_json_pretty()).unwrap();
    }
    for it in &migrated.statements {
        let (relation, new) = (it.relation.name(), &it.new);
        writeln!(
            out,
            "statement {} {} -> {new:?}: {relation} ({:?}, {:?})",
            it.index, it.effect, it.new_access, it.lost_access
        )
        .unwrap();
        if let Some(it) = &it.witness {
            writeln!(out, "  witness: {} {:?} {:?}", it.action, it.resource, it.context).unwrap();
        }
        it.notes.iter().for_each(|it| writeln!(out, "  {it}").unwrap());
    }
    for it in &migrated.unmapped {
        writeln!(out, "unmapped: {:?} {}: {}; {} {:?}", it.statement, it.what, it.because, it.instead, it.actions)
            .unwrap();
    }
    migrated.notes.iter().for_each(|it| writeln!(out, "note: {it}").unwrap());
    out
}

fn check(name: &str, migrated: &Migrated) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/migrate");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, shown(migrated)));
    if let Some(policy) = &migrated.policy {
        policy.check(PolicyKind::Identity).unwrap();
    }
}

fn actions(migrated: &Migrated) -> Vec<String> {
    let statements = migrated.policy.iter().flat_map(|it| it.statements());
    let names = statements.flat_map(|it| match it.actions() {
        hwc_iam::Actions::These(all) | hwc_iam::Actions::AllBut(all) => all.iter().map(ToString::to_string),
    });
    names.collect()
}

#[test]
fn system_roles() {
    for (name, cloud) in [
        ("IMS Administrator", Cloud::HuaweiCloud),
        ("IMS ReadOnlyAccess", Cloud::HuaweiCloud),
        ("Server Administrator", Cloud::OpenTelekomCloud),
    ] {
        let old = Policy::from_json(Role::find(name, cloud).unwrap().document().unwrap()).unwrap();
        check(&name.to_lowercase().replace(' ', "_"), &migrate(&old, Options::default()).unwrap());
    }
}

#[test]
fn one_action_becomes_several_and_several_one() {
    let copy = of(r#"{ "Effect": "Allow", "Action": ["ims:images:copy"] }"#);
    assert_eq!(actions(&copy), ["ims:images:copyCrossRegion", "ims:images:copyInRegion"]);
    assert_eq!(copy.statements[0].relation, Verdict::Equal);
    assert!(copy.unmapped.is_empty());
    // The same API needs one action there and two here.
    let import = |names: &str| actions(&of(&format!(r#"{{ "Effect": "Allow", "Action": [{names}] }}"#)));
    assert!(!import(r#""ims:serverImages:create""#).contains(&"ims:images:import".into()));
    assert!(import(r#""ims:serverImages:create", "ims:dataImages:create""#).contains(&"ims:images:import".into()));
}

#[test]
fn an_alias_that_looks_wrong_grants_nothing_and_denies() {
    let allow = of(r#"{ "Effect": "Allow", "Action": ["ims:images:update"] }"#);
    assert!(!actions(&allow).contains(&"ims:images:deleteImage".into()), "which `ims:images:delete` is");
    let deny = of(r#"{ "Effect": "Deny", "Action": ["ims:images:update"] }"#);
    assert!(actions(&deny).contains(&"ims:images:deleteImage".into()));
    assert_eq!((deny.statements[0].relation, deny.statements[0].new_access), (Verdict::Narrower, Some(false)));
}

#[test]
fn a_denied_pattern_that_matches_more_than_before_is_narrower() {
    // `getJob` and `getTags` came from `list`, which the old pattern does not match.
    let deny = of(r#"{ "Effect": "Deny", "Action": ["ims:*:get*"] }, { "Effect": "Allow", "Action": ["ims:*:*"] }"#);
    let it = &deny.statements[0];
    assert_eq!((it.relation, it.new_access, it.lost_access), (Verdict::Narrower, Some(false), Some(true)));
    let deny = of(r#"{ "Effect": "Deny", "Action": ["ims:quotas:*"] }"#);
    assert_eq!(deny.statements[0].relation, Verdict::Equal);
}

#[test]
fn patterns_stay_where_they_are_exact() {
    let one = |pattern: &str| actions(&of(&format!(r#"{{ "Effect": "Allow", "Action": ["{pattern}"] }}"#)));
    assert_eq!(one("IMS:*:*"), ["ims:*:*"]);
    assert_eq!(one("ims:*:create"), ["ims:*:create", "ims:images:import"]);
    // `getJob` and `getTags` came from `list`.
    assert_eq!(one("ims:*:get*"), ["ims:images:get", "ims:quotas:get"]);
    let broader = with(r#"{ "Effect": "Allow", "Action": ["ims:*:get*"] }"#, Options::broader());
    assert_eq!(actions(&broader), ["ims:*:get*"]);
    assert_eq!(broader.statements[0].relation, Verdict::Broader);
    assert!(broader.statements[0].witness.as_ref().unwrap().action.starts_with("ims:"));
}

#[test]
fn a_denial_does_not_vanish() {
    check(
        "deny",
        &of(r#"
        { "Effect": "Deny", "Action": ["ims:images:update", "vpc:*:delete*", "vpc:ports:get", "identity:*"] },
        { "Effect": "Deny", "NotAction": ["ims:images:*", "vpc:ports:get"] },
        { "Effect": "Deny", "NotAction": ["vpc:ports:get"] },
        { "Effect": "Deny", "Action": ["ims:images:list"], "Condition": { "StringEquals": { "g:ProjectName": ["cn-north-4"] } } }
    "#),
    );
}

#[test]
fn conditions_and_resources() {
    check(
        "conditions",
        &of(r#"
        { "Effect": "Allow", "Action": ["OBS:object:Get*", "obs:object:PutObject"], "Resource": ["OBS:*:*:object:b/*"] },
        { "Effect": "Allow", "Action": ["ims:images:list"], "Condition": { "StringLike": { "g:UserName": ["a*b", "${g:DomainName}?"] } } },
        { "Effect": "Deny", "Action": ["ims:images:list"], "Condition": { "StringLike": { "g:UserName": ["x"] } } },
        { "Effect": "Allow", "Action": ["ims:images:get"], "Condition": { "StringEqualsAnyOf": { "g:UserName": ["a", "b"] }, "Bool": { "g:MFAPresent": ["true"] } } },
        { "Effect": "Allow", "Action": ["ims:images:get"], "Condition": { "IsNullOrEmpty": { "g:UserName": ["false"] }, "StringNotEquals": { "g:UserName": ["eve"] } } },
        { "Effect": "Allow", "Action": ["ims:images:get"], "Condition": { "StringEquals": { "g:UserName": ["a"] }, "StringEqualsAnyOf": { "g:UserName": ["b"] } } },
        { "Effect": "Allow", "Action": ["ims:images:get"], "Condition": { "StringEquals": { "g:ServiceName": ["a"] } } },
        { "Effect": "Allow", "Action": ["iam:agencies:assume"], "Resource": { "uri": ["/iam/agencies/0a1b"] } }
    "#),
    );
}

#[test]
fn what_is_broader_says_so_with_a_witness() {
    let statement = r#"{ "Effect": "Allow", "Action": ["ims:images:list"], "Condition": { "StringEquals": { "g:ProjectName": ["a"] } } }"#;
    let exact = of(statement);
    assert!(exact.policy.is_none());
    assert_eq!(exact.statements[0].relation, Verdict::Narrower);
    let broader = with(statement, Options::broader());
    assert_eq!(broader.statements[0].relation, Verdict::Broader);
    assert!(broader.statements[0].witness.as_ref().unwrap().action.starts_with("ims:images:"));
    assert_eq!(broader.unmapped[0].instead.name(), "left out, so the statement allows more");
}

#[test]
fn everything_names_what_it_leaves_out() {
    let all = of(r#"{ "Effect": "Allow", "Action": ["*"] }"#);
    let listed: usize = all.unmapped.iter().map(|it| it.actions.len()).sum();
    // What identity policies name has come from all that it was.
    let names: Vec<Vec<RoleAction>> = Action::all().map(old_names).filter(|it| !it.is_empty()).collect();
    let twins: std::collections::BTreeSet<RoleAction> = names.into_iter().flatten().collect();
    let count = RoleAction::all().count();
    assert!(listed < count && listed + twins.len() >= count, "{listed} and {} of {count}", twins.len());
    assert_eq!(all.statements[0].relation, Verdict::Narrower);
    let not_action = of(r#"{ "Effect": "Allow", "NotAction": ["ims:images:*"] }"#);
    assert_eq!(not_action.unmapped.len(), 1);
    assert!(
        actions(&not_action).contains(&"ims:quotas:get".into())
            && !actions(&not_action).contains(&"ims:images:get".into())
    );
}

/// Of CSE three role actions are known, from pages of other services.
#[test]
fn a_pattern_that_may_match_more_than_is_known_is_neither_equal_nor_narrower() {
    let gap = |migrated: &Migrated| {
        migrated.unmapped.iter().any(|it| {
            it.because == "not all actions of `cse` in the role model are known: others may match"
                && it.actions.is_empty()
        })
    };
    for (statement, new_access, lost_access) in [
        (r#"{ "Effect": "Allow", "Action": ["cse:*:*"] }"#, Some(false), None),
        (r#"{ "Effect": "Allow", "Action": ["CSE:config:*", "ims:images:list"] }"#, Some(false), None),
        (r#"{ "Effect": "Allow", "Action": ["cse:nothing:*"] }"#, Some(false), None),
        (r#"{ "Effect": "Deny", "Action": ["cse:*:*"] }"#, None, None),
        (r#"{ "Effect": "Deny", "NotAction": ["cse:*:*"] }"#, Some(false), None),
    ] {
        let migrated = of(statement);
        let it = &migrated.statements[0];
        assert_eq!(
            (it.relation, it.new_access, it.lost_access),
            (Verdict::Unknown, new_access, lost_access),
            "{statement}"
        );
        assert!(gap(&migrated) && it.witness.is_none(), "{}", shown(&migrated));
    }
    // What it was is not known, but a pattern of its own is all that it may have been.
    let broader = with(r#"{ "Effect": "Allow", "Action": ["cse:*:*"] }"#, Options::broader());
    assert_eq!(actions(&broader)[0], "cse:*:*");
    assert_eq!((broader.statements[0].relation, broader.statements[0].new_access), (Verdict::Unknown, None));
    // What is certain beside it stays so.
    let condition = r#""Condition": { "StringEquals": { "g:ProjectName": ["a"] } }"#;
    let broader = with(&format!(r#"{{ "Effect": "Allow", "Action": ["cse:*:*"], {condition} }}"#), Options::broader());
    assert_eq!(broader.statements[0].new_access, Some(true), "{}", shown(&broader));
    let lost = of(r#"{ "Effect": "Allow", "Action": ["cse:*:*", "ecs:serverVolumes:use"] }"#);
    assert_eq!(lost.statements[0].relation, Verdict::Narrower);
    assert!(gap(&lost), "{}", shown(&lost));
    // A name is what it is, and pages list all actions of IMS.
    for exact in ["kps:domainKeypairs:list", "ims:quotas:*"] {
        let migrated = of(&format!(r#"{{ "Effect": "Allow", "Action": ["{exact}"] }}"#));
        assert_eq!(migrated.statements[0].relation, Verdict::Equal, "{}", shown(&migrated));
        assert!(migrated.unmapped.is_empty(), "{}", shown(&migrated));
    }
}

/// No page says what the alias of `evs:volumes:create` is.
#[test]
fn the_same_name_without_a_stated_alias_is_not_known_to_mean_the_same() {
    assert!(Action::from_name("evs:volumes:create").unwrap().aliases().is_none());
    for statement in [
        r#"{ "Effect": "Allow", "Action": ["evs:volumes:create"] }"#,
        r#"{ "Effect": "Allow", "Action": ["evs:volumes:create", "ims:images:copy"] }"#,
        r#"{ "Effect": "Deny", "Action": ["evs:volumes:create"] }"#,
        r#"{ "Effect": "Deny", "NotAction": ["evs:volumes:create"] }"#,
        r#"{ "Effect": "Allow", "NotAction": ["ims:images:copy"] }"#,
    ] {
        let migrated = of(statement);
        let it = &migrated.statements[0];
        assert_eq!((it.relation, it.new_access), (Verdict::Unknown, None), "{}", shown(&migrated));
        let is_named = it.notes.iter().any(|it| it.contains("whether both models mean the same is open"));
        assert!(is_named || statement.contains("\"Allow\", \"NotAction\""), "{}", shown(&migrated));
    }
    // What is lost for another reason stays so, and nothing is open where nothing is left.
    let lost = of(r#"{ "Effect": "Allow", "Action": ["evs:volumes:create", "ecs:serverVolumes:use"] }"#);
    assert_eq!(lost.statements[0].lost_access, Some(true));
    let condition = r#""Condition": { "StringEquals": { "g:ProjectName": ["a"] } }"#;
    let none = of(&format!(r#"{{ "Effect": "Allow", "Action": ["evs:volumes:create"], {condition} }}"#));
    assert_eq!((none.policy.is_none(), none.statements[0].relation), (true, Verdict::Narrower));
    // Nothing is equal for the sake of a name alone.
    for action in Action::all().filter(|it| it.aliases().is_none()) {
        let migrated = of(&format!(r#"{{ "Effect": "Allow", "Action": ["{action}"] }}"#));
        let it = &migrated.statements[0];
        let is_of_api = it.notes.iter().any(|it| it.contains("list the same API"));
        // Of OBS the reference says how a name of one model is written in the other.
        let is_documented = is_of_api || action.service().code() == "obs";
        assert!(it.relation != Verdict::Equal || is_documented, "{action}: {}", shown(&migrated));
    }
}

#[test]
fn an_alias_that_is_not_stated_is_not_said_to_be_missing() {
    for action in Action::all().filter(|it| RoleAction::from_name(it.name()).is_some_and(|old| old.name() == it.name()))
    {
        let migrated = of(&format!(r#"{{ "Effect": "Allow", "Action": ["{action}"] }}"#));
        let notes = migrated.statements[0].notes.join("; ");
        let is_of_it = notes.contains(&format!("`{action}` has the same name in both models, "));
        if is_of_it && !notes.contains("and pages of both list the same API") {
            assert_eq!(
                action.aliases().is_none(),
                notes.contains("and whether a page prints another alias is not stated"),
                "{notes}"
            );
            assert_eq!(action.aliases().is_some(), notes.contains("and no page prints another alias"), "{notes}");
        }
    }
    let er = of(r#"{ "Effect": "Allow", "Action": ["er:flowlogs:enable"] }"#);
    assert!(
        er.unmapped[0].because.contains("none of them is known to be equivalent: the aliases of "),
        "{}",
        shown(&er)
    );
}

#[test]
fn an_identity_policy_is_one_already() {
    let new = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }] });
    assert!(migrate(&new, Options::default()).is_err());
}

/// That of every action; to find it takes a walk over all operations.
static OLD_NAMES: LazyLock<Vec<(Action, Vec<RoleAction>)>> =
    LazyLock::new(|| Action::all().map(|it| (it, old_names(it))).collect());

/// What the old model asks of whoever does what the action is for, from the pages and by hand.
fn old_names(action: Action) -> Vec<RoleAction> {
    let aliases: Vec<RoleAction> = action.alias_actions().collect();
    if !aliases.is_empty() && !action.has_doubtful_aliases() {
        return aliases;
    }
    let same = RoleAction::all().find(|it| it.name() == action.name());
    if let Some(same) = same.filter(|_| !action.has_doubtful_aliases()) {
        return vec![same];
    }
    let shape = |it: &Operation| {
        let path =
            it.path()?.split('/').map(|it| if it.starts_with(['{', ':']) { "{}" } else { it }).collect::<Vec<_>>();
        Some((it.method()?, path.join("/")))
    };
    let mut names = Vec::new();
    for new in action.operations() {
        let same = |it: &Operation| {
            it.service() == new.service() && it.model() == Model::RolePolicy && shape(it) == shape(&new)
        };
        let all: Vec<Operation> = Operation::all().filter(same).collect();
        let hwc: Vec<Operation> = all.iter().copied().filter(|it| it.cloud() == Cloud::HuaweiCloud).collect();
        let all = if hwc.is_empty() { all } else { hwc };
        let needs: Vec<_> =
            all.iter().filter_map(|it| it.actions()).flatten().filter(|it| it.kind() == NeedKind::Action).collect();
        let always: Vec<_> = needs.iter().filter(|it| it.qualifier().is_none()).collect();
        let needs = if always.is_empty() { needs.iter().collect() } else { always };
        if needs.is_empty() {
            return Vec::new();
        }
        names.extend(needs.into_iter().filter_map(|it| RoleAction::from_name(it.name())));
    }
    names
}

#[test]
fn import_is_what_two_actions_were() {
    let names = old_names(Action::from_name("ims:images:import").unwrap());
    assert!(
        names.contains(&role_actions::Ims::DATA_IMAGES_CREATE)
            && names.contains(&role_actions::Ims::SERVER_IMAGES_CREATE)
    );
}

fn statement() -> impl Strategy<Value = String> {
    let names: Vec<String> = expand::<RoleAction>(["ims:*:*"]).iter().map(ToString::to_string).collect();
    let patterns =
        ["ims:*:*", "ims:images:*", "ims:*:get*", "ims:*:create", "ims:*:list", "*", "ims:images:c*", "vpc:*:get"];
    let action = prop_oneof![3 => proptest::sample::select(names), 1 => proptest::sample::select(patterns.to_vec()).prop_map(String::from)];
    let operator = proptest::sample::select(vec![
        "StringEquals",
        "StringNotEquals",
        "StringLike",
        "StringNotLike",
        "StringMatch",
        "StringStartWith",
        "StringEqualsAnyOf",
        "StringEqualsIgnoreCaseAnyOf",
        "StringEndWithAnyOf",
        "StringLikeIfExists",
    ]);
    let condition = (operator, "[ab*?$]{0,3}", "[ab*?$]{1,2}").prop_map(|(operator, one, other)| {
        let value = |it: String| it.replace("${", "$a");
        format!(r#", "Condition": {{ "{operator}": {{ "g:UserName": ["{}", "{}"] }} }}"#, value(one), value(other))
    });
    let null = proptest::sample::select(vec!["true", "false"])
        .prop_map(|it| format!(r#", "Condition": {{ "IsNullOrEmpty": {{ "g:UserName": ["{it}"] }} }}"#));
    let condition = prop_oneof![3 => Just(String::new()), 4 => condition, 1 => null];
    let effect = prop_oneof![2 => Just("Allow"), 1 => Just("Deny")];
    let element = prop_oneof![5 => Just("Action"), 1 => Just("NotAction")];
    (effect, element, proptest::collection::vec(action, 1..4), condition).prop_map(
        |(effect, element, actions, condition)| {
            let actions: Vec<String> = actions.iter().map(|it| format!("\"{it}\"")).collect();
            format!(r#"{{ "Effect": "{effect}", "{element}": [{}]{condition} }}"#, actions.join(", "))
        },
    )
}

fn decide(set: &PolicySet, name: &str, user: Option<&str>) -> Decision {
    let request = Request::new(name).key("g:ProjectName", "cn-north-4");
    set.decide(&user.map_or_else(|| request.clone(), |it| request.clone().key("g:UserName", it)))
}

proptest! {
    #![proptest_config(few(12))]

    #[test]
    fn a_new_policy_allows_nothing_that_the_old_one_does_not(
        statements in proptest::collection::vec(statement(), 1..4),
        users in proptest::collection::vec("[ab*?$A]{0,4}", 6),
    ) {
        let statements = statements.join(", ");
        let old = Policy::from_json(&format!(r#"{{ "Version": "1.1", "Statement": [{statements}] }}"#)).unwrap();
        let migrated = migrate(&old, Options::default()).unwrap();
        // What is open is settled in one way for both.
        let settle = |it: hwc_iam::eval::PolicySetBuilder| it
            .assume(Assumption::AffixIgnoresCase, Setting::No)
            .assume(Assumption::NegatedOperatorOnMissingKey, Setting::Yes);
        let old = settle(PolicySet::builder()).role("old", old, GrantScope::All).build().unwrap();
        let builder = settle(PolicySet::builder());
        let new = migrated.policy.iter().fold(builder, |set, it| set.identity("new", it.clone())).build().unwrap();
        let is_whole = migrated.unmapped.is_empty() && migrated.statements.iter().all(|it| it.lost_access == Some(false));
        for (action, names) in OLD_NAMES.iter() {
            for user in users.iter().map(|it| Some(it.as_str())).chain([None]) {
                let before: Vec<Decision> = names.iter().map(|it| decide(&old, it.name(), user)).collect();
                let was_allowed = !before.is_empty() && before.iter().all(|it| *it == Decision::Allow);
                let after = decide(&new, action.name(), user);
                if after == Decision::Allow {
                    prop_assert!(was_allowed, "{action} for {user:?}: {before:?}\n{statements}\n{}", shown(&migrated));
                }
                if names.len() == 1 && was_allowed && is_whole {
                    prop_assert_eq!(after, Decision::Allow, "{} for {:?}\n{}\n{}", action, user, statements, shown(&migrated));
                }
            }
        }
    }

    #[test]
    fn no_statement_is_said_to_be_broader_unless_asked_for(statements in proptest::collection::vec(statement(), 1..4)) {
        let migrated = of(&statements.join(", "));
        for it in &migrated.statements {
            prop_assert!(it.new_access != Some(true), "{}", shown(&migrated));
        }
        if let Some(policy) = &migrated.policy {
            prop_assert_eq!(&Policy::from_json(&policy.to_string()).unwrap().to_string(), &policy.to_string());
        }
        let _ = with(&statements.join(", "), Options::broader());
    }
}
